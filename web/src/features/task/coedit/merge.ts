import * as Y from "yjs";

/** What the server calls the text in its documents. */
export const NAME = "text";

/** One place where two texts differ: all between the first and the last character that do. */
export function difference(from: string, to: string): { at: number; remove: number; insert: string } {
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

/** Changes a text into another, and nothing else of it. */
export function rewrite(text: Y.Text, wanted: string): void {
  const { at, remove, insert } = difference(text.toString(), wanted);
  text.doc?.transact(() => {
    if (remove > 0) {
      text.delete(at, remove);
    }
    if (insert !== "") {
      text.insert(at, insert);
    }
  });
}

/** What two people made of one text, in one: for what was written in a document that is no more. */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  const first = new Y.Doc();
  first.getText(NAME).insert(0, base);
  const second = new Y.Doc();
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  rewrite(first.getText(NAME), theirs);
  rewrite(second.getText(NAME), mine);
  Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
  return first.getText(NAME).toString();
}
