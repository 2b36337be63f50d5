import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}

/** Fails when the page, as it is now, breaks one of the rules of WCAG 2.2 AA that a program can check. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(SOURCE);
  const violations = await page.evaluate(async rules => {
    const axe = (
      globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    ).axe;
    return (await axe.run({ runOnly: { type: "tag", values: rules } })).violations;
  }, RULES);
  const lines = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(" ")).join(", ")})`,
  );
  expect(lines).toEqual([]);
}
