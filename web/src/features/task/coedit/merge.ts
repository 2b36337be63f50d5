import * as Y from "yjs";
import { edits } from "./edits.ts";

/** What the server calls the text in its documents. */
export const NAME = "text";

/** Changes a text into another, and nothing else of it. */
export function rewrite(text: Y.Text, wanted: string): void {
  apply(text, edits(text.toString(), wanted));
}

function apply(text: Y.Text, changes: ReturnType<typeof edits>): void {
  text.doc?.transact(() => {
    // From the end on, so that places before it stay what they are.
    for (const { at, remove, insert } of changes.toReversed()) {
      if (remove > 0) {
        text.delete(at, remove);
      }
      if (insert !== "") {
        text.insert(at, insert);
      }
    }
  });
}

/**
 * What two people made of one text, in one: for what was written in a document that is no more. Each change comes to where
 * it was made; what both did is there once; of two at one place, theirs comes first.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  const first = new Y.Doc();
  first.clientID = 1;
  first.getText(NAME).insert(0, base);
  const second = new Y.Doc();
  second.clientID = 2;
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  const done = edits(base, theirs);
  apply(first.getText(NAME), done);
  apply(
    second.getText(NAME),
    edits(base, mine).filter(
      one =>
        !done.some(
          other => other.at === one.at && other.remove === one.remove && other.insert === one.insert,
        ),
    ),
  );
  Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
  return first.getText(NAME).toString();
}
