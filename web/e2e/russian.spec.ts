import type { Page } from "playwright-core";
import { test } from "vitest";
import { card, world } from "./support/two-browsers.ts";

const w = world();

/** A key of a keyboard with Russian letters: what it types, and where it lies. */
async function press(page: Page, key: string, code: string, modifiers = 0): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const named = { key, code, modifiers, windowsVirtualKeyCode: code.charCodeAt(3) };
  await devtools.send("Input.dispatchKeyEvent", {
    type: "keyDown",
    text: modifiers === 2 ? "" : key,
    ...named,
  });
  await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", ...named });
  await devtools.detach();
}

test("on a Russian keyboard shortcuts are where they are on a Latin one, and typing stays typing", async () => {
  await w.tasks("To do", "Задача");
  const ana = await w.open(w.ana);
  await card(ana, "Задача").focus();
  // P lies where З is.
  await press(ana, "з", "KeyP");
  await ana.getByRole("dialog", { name: "Priority" }).getByRole("combobox").waitFor();
  await ana.keyboard.press("Escape");
  // Ctrl and K, where Л is.
  await press(ana, "л", "KeyK", 2);
  await ana.getByRole("dialog", { name: "Command palette" }).waitFor();
  await ana.keyboard.press("Escape");
  // G then M: П and Ь.
  await press(ana, "п", "KeyG");
  await press(ana, "ь", "KeyM");
  await ana.waitForURL(/\/my$/);
  // C, where С is; in the field the same key is a letter.
  await press(ana, "с", "KeyC");
  const field = ana.getByRole("dialog", { name: "Quick add" }).getByRole("textbox");
  await field.waitFor();
  await ana.keyboard.insertText("");
  await press(ana, "с", "KeyC");
  await press(ana, "з", "KeyP");
  await ana.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value === "сз");
});
