/** How one text becomes another. Pure. */

/** At a place of the text before: what goes, and what comes instead. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** One place where two texts differ: all between the first and the last character that do. */
export function difference(from: string, to: string): Edit {
  const most = Math.min(from.length, to.length);
  let head = 0;
  while (head < most && from[head] === to[head]) {
    head += 1;
  }
  // Not between the halves of one character.
  head -= head > 0 && /[\uD800-\uDBFF]/.test(from[head - 1] ?? "") ? 1 : 0;
  let tail = 0;
  while (tail < most - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) {
    tail += 1;
  }
  tail -= tail > 0 && /[\uDC00-\uDFFF]/.test(from[from.length - tail] ?? "") ? 1 : 0;
  return { at: head, remove: from.length - head - tail, insert: to.slice(head, to.length - tail) };
}

/** Each place where two texts differ, from the first to the last. Words that stand between two of them are in both texts. */
export function edits(from: string, to: string): Edit[] {
  const whole = difference(from, to);
  const before = words(from.slice(whole.at, whole.at + whole.remove));
  const after = words(whole.insert);
  const runs = glued(differing(before, after), before);
  const ends = [0];
  for (const word of before) {
    ends.push((ends.at(-1) ?? 0) + word.length);
  }
  const found = runs.map(([start, end, first, last]) => {
    const [begin = 0, stop = 0] = [ends[start], ends[end]];
    const old = from.slice(whole.at + begin, whole.at + stop);
    const { at, remove, insert } = difference(old, after.slice(first, last).join(""));
    return { at: whole.at + begin + at, remove, insert };
  });
  return found.filter(({ remove, insert }) => remove > 0 || insert !== "");
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[\s\S]/gu) ?? [];
}

/** Words from one place to before another, of the text before and of the one after, that differ. */
type Run = readonly [start: number, end: number, first: number, last: number];

/** What is rewritten as a whole is one change, though a space of it happens to be the same. */
function glued(runs: readonly Run[], before: readonly string[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    const between = last && before.slice(last[1], run[0]);
    if (last && !between?.some(word => /[\p{L}\p{N}]/u.test(word))) {
      all[all.length - 1] = [last[0], run[1], last[2], run[3]];
    } else {
      all.push(run);
    }
  }
  return all;
}

/** Texts that differ in more words than this differ as a whole. */
const MOST = 1_000;

/** The fewest words to take out and put in (E. W. Myers, An O(ND) difference algorithm, 1986), as runs. */
function differing(before: readonly string[], after: readonly string[]): Run[] {
  const [from, to] = [before.length, after.length];
  const most = Math.min(from + to, MOST);
  const middle = most + 1;
  // How far one comes on each diagonal with so many changes.
  const reach = new Int32Array(2 * most + 3);
  const at = (rounds: Int32Array, diagonal: number) => rounds[middle + diagonal] ?? 0;
  const down = (rounds: Int32Array, diagonal: number, changes: number) =>
    diagonal === -changes || (diagonal !== changes && at(rounds, diagonal - 1) < at(rounds, diagonal + 1));
  const rounds: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes += 1) {
    rounds.push(reach.slice());
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = down(reach, diagonal, changes) ? at(reach, diagonal + 1) : at(reach, diagonal - 1) + 1;
      while (x < from && x - diagonal < to && before[x] === after[x - diagonal]) {
        x += 1;
      }
      reach[middle + diagonal] = x;
      if (x >= from && x - diagonal >= to) {
        return between(same(rounds, changes), from, to);
      }
    }
  }
  return [[0, from, 0, to]];

  /** The words that stay, walked from the end to the start. */
  function same(all: readonly Int32Array[], made: number): [number, number][] {
    const kept: [number, number][] = [];
    let [x, y] = [from, to];
    for (let changes = made; changes >= 0; changes -= 1) {
      const earlier = all[changes] ?? reach;
      const diagonal = x - y;
      const step = diagonal + (down(earlier, diagonal, changes) ? 1 : -1);
      const [left, top] = changes === 0 ? [0, 0] : [at(earlier, step), at(earlier, step) - step];
      while (x > left && y > top) {
        x -= 1;
        y -= 1;
        kept.push([x, y]);
      }
      [x, y] = [left, top];
    }
    return kept.reverse();
  }
}

/** What lies between words that stay. */
function between(kept: readonly (readonly [number, number])[], from: number, to: number): Run[] {
  const runs: Run[] = [];
  let [x, y] = [0, 0];
  for (const [left, top] of [...kept, [from, to] as const]) {
    if (left > x || top > y) {
      runs.push([x, left, y, top]);
    }
    [x, y] = [left + 1, top + 1];
  }
  return runs;
}
