import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tintOf } from "../../src/ui/tint.ts";

test("what is chosen among the twelve is shown as that, and other colours by their hue", () => {
  const palette = readFileSync(join(import.meta.dirname, "../../src/ui/colours.tsx"), "utf8");
  const swatches = [...palette.matchAll(/\["(\w+)", "(#\w{6})"\]/g)].map(([, name, hex = ""]) => [name, hex]);
  expect(swatches).toHaveLength(12);
  expect(swatches.map(([, hex = ""]) => tintOf(hex))).toEqual(swatches.map(([name]) => name));
});

test("any colour of a tag finds a pair that can be read", () => {
  expect(
    ["#EC4899", "#F59E0B", "#22C55E", "#3B82F6", "#8B5CF6", "#6B7280", "#000000", "#ffffff"].map(tintOf),
  ).toEqual(["pink", "amber", "green", "blue", "violet", "grey", "grey", "grey"]);
});
