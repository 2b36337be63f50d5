import { expect, test } from "vitest";
import { type Edit, edits } from "../../src/features/task/coedit/edits.ts";
import { mergeTexts } from "../../src/features/task/coedit/merge.ts";

/** The same numbers in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function applied(text: string, changes: readonly Edit[]): string {
  return changes.reduceRight(
    (now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove),
    text,
  );
}

/** Half of a character that takes two. */
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const LETTERS = ["a", "b", "é", "ا", "😀", "👨‍👩‍👧", " ", " ", "\n", "\r\n", ".", "-", "one", "two"];

test("the changes of any text into any other one make that other one, and cut no character", () => {
  const roll = dice(1);
  const text = () => Array.from({ length: roll(40) }, () => LETTERS[roll(LETTERS.length)]).join("");
  for (let round = 0; round < 2_000; round += 1) {
    const from = text();
    // Another one, or the same with something done to it.
    const to =
      roll(3) === 0 ? text() : from.slice(0, roll(from.length)).replace(/[\uD800-\uDBFF]$/, "") + text();
    const changes = edits(from, to);
    expect(applied(from, changes)).toBe(to);
    expect(edits(from, from)).toEqual([]);
    for (const { at, insert } of changes) {
      expect(HALF.test(`${from.slice(0, at)}${insert}`)).toBe(false);
    }
  }
});

/** What somebody does with one word of a text. */
type Deed = (word: string) => string;
const DEEDS: readonly Deed[] = [
  () => "",
  word => `${word} and-more`,
  word => `before ${word}`,
  word => `${word}s`,
  word => word.toUpperCase(),
  () => "quite different words",
];

test("what two people do to different words all comes to its place", () => {
  const roll = dice(7);
  for (let round = 0; round < 1_000; round += 1) {
    const base = Array.from({ length: 6 + roll(40) }, (_, at) => `word${at}${roll(5) === 0 ? "\n" : ""}`);
    // Between what one and the other does, a word stays.
    const deeds = base.map((_, at) =>
      at % 2 === 1 ? { by: roll(3), deed: DEEDS[roll(DEEDS.length)] } : undefined,
    );
    const made = (by: readonly number[]) =>
      base
        .map((word, at) => {
          const one = deeds[at];
          const end = word.endsWith("\n") ? "\n" : "";
          return one?.deed && by.includes(one.by) ? one.deed(word.trimEnd()) + end : word;
        })
        .join(" ");
    const [none, mine, theirs, both] = [made([]), made([0]), made([1]), made([0, 1])];
    expect(mergeTexts(none, mine, theirs)).toBe(both);
    expect(mergeTexts(none, theirs, mine)).toBe(both);
  }
});

test("one side alone is that side, and what both did is there once", () => {
  const roll = dice(3);
  const text = () => Array.from({ length: roll(30) }, () => LETTERS[roll(LETTERS.length)]).join("");
  for (let round = 0; round < 500; round += 1) {
    const [base, other] = [text(), text()];
    expect(mergeTexts(base, other, base)).toBe(other);
    expect(mergeTexts(base, base, other)).toBe(other);
    expect(mergeTexts(base, other, other)).toBe(other);
  }
});

test("changes at both ends leave the middle where it is", () => {
  const base = "# Plan\n\nFirst we talk.\n\nThen we build it.\n\nAt last we rest.";
  const mine = "# The plan\n\nFirst we talk.\n\nThen we build it.\n\nAt last we rest well.";
  const theirs = "# Plan\n\nFirst we talk.\n\nThen they build all of it.\n\nAt last we rest.";
  expect(mergeTexts(base, mine, theirs)).toBe(
    "# The plan\n\nFirst we talk.\n\nThen they build all of it.\n\nAt last we rest well.",
  );
});

test("of one sentence that both rewrote, both are whole", () => {
  const merged = mergeTexts("Now the quick fox waits.", "Now a slow dog waits.", "Now one red cat waits.");
  expect(merged).toContain("a slow dog");
  expect(merged).toContain("one red cat");
  expect(mergeTexts("our colour here", "our colours here", "our color here")).toBe("our colors here");
});
