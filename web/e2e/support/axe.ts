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

/** The rules of WCAG 2.2 AA that a program can check and that the page, as it is now, breaks. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(SOURCE);
  const found = await page.evaluate(async rules => {
    const axe = (
      globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } }
    ).axe;
    return (await axe.run({ runOnly: { type: "tag", values: rules } })).violations;
  }, RULES);
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(" ")).join(", ")})`,
  );
}

/** Fails when there are any. */
export async function accessible(page: Page): Promise<void> {
  // Colours on their way from one to another are neither.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(animation => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(animation => animation.finished.catch(() => {})),
    ),
  );
  expect(await violations(page)).toEqual([]);
}
