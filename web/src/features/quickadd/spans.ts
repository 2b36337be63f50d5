/** Parts of a text that stay text, by where they stand. */
export type Span = readonly [start: number, end: number];

/** Where spans are after an edit; one that was edited itself is gone. */
export function shifted(spans: readonly Span[], before: string, after: string): Span[] {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail += 1;
  }
  const from = head;
  const to = before.length - tail;
  const by = after.length - before.length;
  return spans.flatMap(([start, end]): Span[] => {
    if (end <= from) {
      return [[start, end]];
    }
    return start >= to ? [[start + by, end + by]] : [];
  });
}
