import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { playCase } from "./play.ts";

const CASES = new URL("../../../crates/client/cases/", import.meta.url);
const cases = readdirSync(CASES).filter(name => name.endsWith(".json"));

test("the cases are where they should be", () => {
  expect(cases.length).toBeGreaterThan(20);
});

test.each(cases)("%s", name => playCase(new URL(name, CASES)));

test("random histories end as they do in Rust", () => {
  const folder = process.env.TASKFLOW_HISTORY_CASES ?? expect.fail("run scripts/web.sh test");
  const histories = readdirSync(folder);
  expect(histories.length).toBeGreaterThan(100);
  for (const name of histories) {
    playCase(new URL(name, `${pathToFileURL(folder)}/`));
  }
});
