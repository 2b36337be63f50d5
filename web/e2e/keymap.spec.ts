import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(" ")) {
    await page.keyboard.press(key);
  }
}

test("two keys lead anywhere, and show after a moment how they go on", async () => {
  await w.tasks("To do", "one");
  const ana = await w.open(w.ana);
  const places: [string, RegExp][] = [
    ["g l", /\/list$/],
    ["g t", /\/table$/],
    ["g c", /\/calendar$/],
    ["g y", /\/timeline$/],
    ["g o", /\/overview$/],
    ["g b", /\/board$/],
    ["g s", /\/settings\/general$/],
    ["g m", /\/my$/],
    ["g i", /\/inbox$/],
    ["/", /\/search$/],
  ];
  for (const [keys, address] of places) {
    await ana.locator("#main").first().focus();
    await press(ana, keys);
    await ana.waitForURL(url => address.test(url.pathname));
    await ana.locator("#main").first().waitFor();
  }
  // The search field has the focus at once; leaving it, single keys are keys again.
  await expect.poll(() => focused(ana)).toMatch(/Search/);
  await ana.goto(w.server.origin + w.board);
  await card(ana, "one").waitFor();
  await ana.locator("#main").focus();
  // What it shows stays less than a second: it is noted, as a look now and then could miss it.
  await ana.evaluate(() =>
    new MutationObserver((_, self) => {
      if (document.body.textContent.includes("Go to timeline")) {
        document.body.dataset["hinted"] = "yes";
        self.disconnect();
      }
    }).observe(document.body, { childList: true, subtree: true }),
  );
  const hinted = ana.locator("body[data-hinted]");
  await expect
    .poll(
      async () => {
        await ana.keyboard.press("g");
        return hinted.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        );
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  // And is given up.
  await ana.getByText("Go to timeline").first().waitFor({ state: "detached" });
  for (const [keys, text] of [
    ["o p", "#"],
    ["o w", ""],
    ["o v", ""],
  ] as const) {
    await ana.locator("#main").focus();
    await press(ana, keys);
    const field = ana.getByRole("dialog", { name: "Command palette" }).getByRole("combobox");
    await field.waitFor();
    expect(await field.inputValue()).toBe(text);
    await ana.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
  }
});

test("letters walk a board as arrows do; F6 goes from part to part, Alt T to the notices", async () => {
  await w.tasks("To do", "one", "two");
  await w.tasks("In progress", "three");
  const ana = await w.open(w.ana);
  await card(ana, "one").focus();
  for (const [key, title] of [
    ["j", "two"],
    ["k", "one"],
    ["l", "three"],
    ["h", "one"],
    ["End", "two"],
    ["Home", "one"],
  ] as const) {
    await ana.keyboard.press(key);
    await expect.poll(() => focused(ana), { message: key }).toMatch(new RegExp(`${title}$`));
  }
  const part = () => ana.evaluate(() => document.activeElement?.tagName ?? "");
  const seen = new Set<string>();
  for (let step = 0; step < 10; step += 1) {
    await ana.keyboard.press("F6");
    seen.add(await part());
  }
  // The sidebar, the page, and its columns.
  expect([...seen].sort()).toEqual(["MAIN", "NAV", "SECTION"]);
  await card(ana, "one").focus();
  await ana.keyboard.press("Delete");
  const undo = ana.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" });
  await undo.waitFor();
  await ana.keyboard.press("Alt+t");
  await expect.poll(() => ana.evaluate(() => document.activeElement?.id)).toBe("toasts");
  await ana.keyboard.press("Tab");
  await ana.keyboard.press("Enter");
  await card(ana, "one").waitFor();
});

test("whatever has the focus by keyboard shows it", { timeout: 120_000 }, async () => {
  await w.tasks("To do", "one", "two");
  const ana = await w.open(w.ana);
  const project = w.board.replace(/board$/, "");
  const paths = [
    w.board,
    `${project}list`,
    `${project}settings/statuses`,
    `/${w.workspace.slug}/t/${w.project.key}-1`,
    "/account/notifications",
  ];
  const hidden: string[] = [];
  for (const path of paths) {
    await ana.goto(w.server.origin + path);
    await ana.locator("#main").first().waitFor();
    await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
    await ana.waitForTimeout(500);
    for (let step = 0; step < 40; step += 1) {
      await ana.keyboard.press("Tab");
      const found = await ana.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) {
          return undefined;
        }
        const rings = (one: Element | null): boolean =>
          one !== null &&
          ((getComputedStyle(one).outlineStyle !== "none" &&
            parseFloat(getComputedStyle(one).outlineWidth) >= 2) ||
            (one.matches(":focus-within") && one !== document.body && rings(one.parentElement)));
        return rings(element) ? undefined : element.outerHTML.slice(0, 160);
      });
      if (found && !hidden.includes(found)) {
        hidden.push(found);
      }
    }
  }
  expect(hidden).toEqual([]);
});
