// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Command, register } from "../../src/app/commands.ts";
import { listenForKeys } from "../../src/app/keyboard.ts";

const ran: string[] = [];
let hint = "";
const ends: (() => void)[] = [];

const command = (id: string, keys: string): Command => ({
  id,
  title: "app.inbox",
  group: "go",
  keys: [keys],
  run: () => void ran.push(id),
});

function press(key: string): void {
  const code = `Key${key.toUpperCase()}`;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
}

beforeEach(() => {
  vi.useFakeTimers();
  ends.push(
    register([command("inbox", "g i"), command("my", "g m"), command("mine", "i")]),
    listenForKeys((begun, next) => {
      hint = begun === "" ? "" : `${begun}: ${next.map(one => one.key).join(" ")}`;
    }),
  );
});

afterEach(() => {
  ends.splice(0).forEach(end => void end());
  ran.length = 0;
  vi.useRealTimers();
});

test("a sequence shows after 400 ms how it goes on, and is given up after one second", () => {
  press("g");
  vi.advanceTimersByTime(399);
  expect(hint).toBe("");
  vi.advanceTimersByTime(1);
  expect(hint).toBe("g: i m");
  vi.advanceTimersByTime(599);
  expect(hint).toBe("g: i m");
  vi.advanceTimersByTime(1);
  expect(hint).toBe("");
  press("i");
  expect(ran).toEqual(["mine"]);
});

test("until then it goes on, and a key that does not belong to it ends it", () => {
  press("g");
  vi.advanceTimersByTime(999);
  press("i");
  expect(ran).toEqual(["inbox"]);
  expect(hint).toBe("");
  press("g");
  press("x");
  press("m");
  vi.advanceTimersByTime(2_000);
  expect(ran).toEqual(["inbox"]);
  expect(hint).toBe("");
});
