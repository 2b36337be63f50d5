/**
 * Where a moved row is shown until the server says its position: a text between two positions, byte by byte. Only the
 * server's own positions are ever stored; this one is for the eye.
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A text after `low` and before `high`; absent is the open end. When there is no room it is just after `low`. */
export function placeBetween(low: string | undefined, high: string | undefined): string {
  if (low !== undefined && (high === undefined || low >= high)) {
    return `${low}V`;
  }
  let open = false;
  let made = "";
  for (let depth = 0; depth < 64; depth += 1) {
    const from = DIGITS.indexOf(low?.[depth] ?? "0");
    const to: number = high === undefined || open ? DIGITS.length : digitOf(high, depth);
    if (to - from > 1) {
      return made + DIGITS[Math.floor((from + to) / 2)];
    }
    made += DIGITS[from];
    open ||= to > from;
  }
  return `${low ?? ""}V`;
}

function digitOf(text: string, at: number): number {
  const letter = text[at];
  return letter === undefined ? 0 : DIGITS.indexOf(letter);
}

/** Compares as the server does: by bytes, which for these texts is how JavaScript compares. */
export function comparePlace(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
