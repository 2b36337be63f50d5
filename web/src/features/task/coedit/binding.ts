import { Annotation, type Extension, Transaction } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import type * as Y from "yjs";
import { cx } from "../../../ui/cx.ts";
import { difference } from "./edits.ts";
import type { SharedText } from "./shared-text.ts";

/** Marks what came from elsewhere. */
const fromElsewhere = Annotation.define<boolean>();
const OWN = Symbol("editor");

export interface PeerLook {
  name(userId: string): string;
  ink(userId: string): string;
}

/** Ties an editor to a shared text: each shows what happens in the other, with the cursors of others. */
export function shared(session: SharedText, look: PeerLook): Extension {
  return [syncPlugin(session), peersPlugin(session, look), LOOK];
}

function syncPlugin(session: SharedText): Extension {
  const { doc, text } = session;
  return ViewPlugin.fromClass(
    class {
      readonly #view: EditorView;
      readonly #observe = (event: Y.YTextEvent, transaction: Y.Transaction) => {
        if (transaction.origin !== OWN) {
          this.#show(event);
        }
      };

      constructor(view: EditorView) {
        this.#view = view;
        text.observe(this.#observe);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged && !update.transactions.some(one => one.annotation(fromElsewhere))) {
          doc.transact(() => {
            let moved = 0;
            update.changes.iterChanges((from, to, _, __, inserted) => {
              const words = inserted.sliceString(0, inserted.length, "\n");
              if (to > from) {
                text.delete(from + moved, to - from);
              }
              if (words !== "") {
                text.insert(from + moved, words);
              }
              moved += words.length - (to - from);
            });
          }, OWN);
        }
        // Who looks elsewhere for a moment stays where they are.
        if (update.view.hasFocus && (update.docChanged || update.selectionSet || update.focusChanged)) {
          session.peers.at(update.state.selection.main);
        }
      }

      destroy(): void {
        text.unobserve(this.#observe);
      }

      #show(event: Y.YTextEvent): void {
        const changes: { from: number; to?: number; insert?: string }[] = [];
        let at = 0;
        for (const { retain, insert, delete: gone } of event.delta) {
          if (retain !== undefined) {
            at += retain;
          } else if (insert !== undefined) {
            changes.push({ from: at, insert: String(insert) });
          } else if (gone !== undefined) {
            changes.push({ from: at, to: at + gone });
            at += gone;
          }
        }
        const annotations = [fromElsewhere.of(true), Transaction.addToHistory.of(false)];
        const wanted = text.toString();
        // Another kind of line end, which is about to be taken out: then all that differs is shown anew.
        if (!wanted.includes("\r")) {
          this.#view.dispatch({ changes, annotations });
        }
        const now = this.#view.state.sliceDoc();
        if (now !== wanted.replace(/\r\n?/g, "\n")) {
          const { at: from, remove, insert } = difference(now, wanted.replace(/\r\n?/g, "\n"));
          this.#view.dispatch({ changes: { from, to: from + remove, insert }, annotations });
        }
      }
    },
  );
}

class Caret extends WidgetType {
  readonly #name: string;
  readonly #ink: string;

  constructor(name: string, ink: string) {
    super();
    this.#name = name;
    this.#ink = ink;
  }

  override eq(other: Caret): boolean {
    return other.#name === this.#name && other.#ink === this.#ink;
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement("span");
    // Drawn, not written: it is no part of the text.
    caret.className = cx("cm-peer", this.#ink);
    caret.dataset.peer = this.#name;
    caret.setAttribute("aria-hidden", "true");
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function peersPlugin(session: SharedText, look: PeerLook): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet = Decoration.none;
      readonly #end: () => void;

      constructor(view: EditorView) {
        this.decorations = this.#draw(view);
        // In its own time: what tells of it may come from an update of the editor.
        this.#end = session.on(() => queueMicrotask(() => view.dom.isConnected && view.dispatch({})));
      }

      update(update: ViewUpdate): void {
        this.decorations = this.#draw(update.view);
      }

      destroy(): void {
        this.#end();
      }

      #draw(view: EditorView): DecorationSet {
        const { length } = view.state.doc;
        const marks = session.peers.all().flatMap(({ userId, anchor, head }) => {
          const [from, to] = [Math.min(anchor, head, length), Math.min(Math.max(anchor, head), length)];
          const caret = Decoration.widget({
            widget: new Caret(look.name(userId), look.ink(userId)),
            side: 1,
          }).range(Math.min(head, length));
          return from < to ? [SELECTED.range(from, to), caret] : [caret];
        });
        return Decoration.set(marks, true);
      }
    },
    { decorations: plugin => plugin.decorations },
  );
}

const SELECTED = Decoration.mark({ class: "cm-peer-selected" });

const LOOK = EditorView.baseTheme({
  ".cm-peer": {
    position: "relative",
    display: "inline-block",
    inlineSize: "2px",
    blockSize: "1.2em",
    marginInline: "-1px",
    verticalAlign: "text-bottom",
    pointerEvents: "none",
  },
  ".cm-peer::after": {
    content: "attr(data-peer)",
    position: "absolute",
    insetInlineStart: "0",
    insetBlockEnd: "100%",
    padding: "0 4px",
    borderRadius: "var(--tf-radius-1)",
    backgroundColor: "inherit",
    color: "var(--tf-person-on)",
    fontSize: "10px",
    fontWeight: "600",
    lineHeight: "14px",
    whiteSpace: "nowrap",
    zIndex: "1",
  },
  ".cm-peer-selected": { backgroundColor: "var(--tf-accent-subtle)" },
});
