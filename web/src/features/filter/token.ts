import { Fault } from "./fault.ts";

/** A word of a filter, and where it begins, counted in characters from 1. */
export interface Spot {
  readonly kind: "word" | "quoted" | "operator" | "(" | ")" | "," | "end";
  readonly text: string;
  readonly column: number;
}

/** The operators, longer ones before those they begin with. */
const OPERATORS = ["!=", "<=", ">=", "=", "<", ">", "~"];
const SPACE = /\p{White_Space}/u;
const ENDS = new Set([...'()=!<>~,"']);

/** Splits a filter; the last spot is its end. */
export function spots(text: string): Spot[] {
  const chars = [...text];
  const found: Spot[] = [];
  let at = 0;
  while (at < chars.length) {
    const char = chars[at] as string;
    const column = at + 1;
    if (SPACE.test(char)) {
      at += 1;
    } else if (char === "(" || char === ")" || char === ",") {
      at += 1;
      found.push({ kind: char, text: char, column });
    } else if (char === '"') {
      const [inside, next] = quoted(chars, at);
      at = next;
      found.push({ kind: "quoted", text: inside, column });
    } else {
      const pair = char + (chars[at + 1] ?? "");
      const operator = OPERATORS.find(one => pair.startsWith(one));
      if (operator) {
        at += operator.length;
        found.push({ kind: "operator", text: operator, column });
      } else if (char === "!") {
        throw new Fault(column, "bang");
      } else {
        const start = at;
        while (at < chars.length && !SPACE.test(chars[at] as string) && !ENDS.has(chars[at] as string)) {
          at += 1;
        }
        found.push({ kind: "word", text: chars.slice(start, at).join(""), column });
      }
    }
  }
  found.push({ kind: "end", text: "", column: chars.length + 1 });
  return found;
}

/** What stands in quotes from `start`, and where it goes on. A backslash takes the next character as it is. */
function quoted(chars: readonly string[], start: number): [string, number] {
  let text = "";
  let at = start + 1;
  for (;;) {
    const char = chars[at];
    if (char === undefined) {
      throw new Fault(start + 1, "quote");
    }
    if (char === '"') {
      return [text, at + 1];
    }
    const taken = char === "\\" ? chars[at + 1] : undefined;
    text += taken ?? char;
    at += taken === undefined ? 1 : 2;
  }
}
