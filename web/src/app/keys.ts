/** What a key press is called, and how a shortcut is shown. Pure, but for the kind of machine. */

export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState?(name: string): boolean;
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

const MODIFIERS = new Set(["Control", "Meta", "Alt", "Shift", "AltGraph", "CapsLock", "Dead", "Process"]);

/** Such as `c`, `shift+c`, `mod+k`, `?`; nothing for a modifier alone. */
export function nameOf(press: Press): string {
  if (MODIFIERS.has(press.key)) {
    return "";
  }
  // On some layouts brackets need AltGr, which looks like Ctrl and Alt.
  const typed = press.getModifierState?.("AltGraph") ?? false;
  const mod = !typed && (isMac ? press.metaKey : press.ctrlKey);
  const alt = !typed && press.altKey;
  const letter = letterOf(press);
  const parts = [mod ? "mod" : "", alt ? "alt" : ""];
  // A symbol such as `?` holds its Shift in itself.
  if (press.shiftKey && (letter !== undefined || press.key.length > 1)) {
    parts.push("shift");
  }
  return [...parts.filter(part => part !== ""), letter ?? spelled(press)].join("+");
}

/** The typed Latin letter; on other layouts the letter at this place of a QWERTY keyboard. */
function letterOf({ key, code }: Press): string | undefined {
  if (/^[a-z]$/i.test(key)) {
    return key.toLowerCase();
  }
  const latin = /^[ -\u024f]$/u.test(key);
  const place = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return latin && key.length === 1 ? undefined : key.length === 1 ? place : undefined;
}

const PLACES: Readonly<Record<string, string>> = {
  Slash: "/",
  Period: ".",
  Comma: ",",
  BracketLeft: "[",
  BracketRight: "]",
};

function spelled({ key, code, shiftKey }: Press): string {
  if (key === " ") {
    return "Space";
  }
  if (key.length === 1 && /[^ -\u024f]/u.test(key)) {
    const place = PLACES[code];
    return place === "/" && shiftKey ? "?" : (place ?? key);
  }
  return key;
}

const SHOWN: Readonly<Record<string, string>> = {
  mod: isMac ? "⌘" : "Ctrl",
  alt: isMac ? "⌥" : "Alt",
  shift: isMac ? "⇧" : "Shift",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Delete: "Del",
  Enter: "↵",
};

/** The caps of a shortcut, step by step: `g b` is `[["G"], ["B"]]`. */
export function caps(keys: string): string[][] {
  return keys
    .split(" ")
    .map(step => step.split("+").map(part => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part)));
}

/** A shortcut that a plain key press does, without Ctrl or Alt. */
export function isPlain(step: string): boolean {
  return !/^(mod|alt)\+/.test(step);
}
