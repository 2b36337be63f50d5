import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  type StateCommand,
} from "@codemirror/state";
import { EditorView, placeholder as hintText, keymap } from "@codemirror/view";
import { useEffect, useLayoutEffect, useRef } from "react";

export interface EditorProps {
  label: string;
  text: string;
  placeholder?: string;
  autoFocus?: boolean;
  onChange?(text: string): void;
  /** Ties it to something else that is to hold the same text. */
  tie?: Extension;
  /** Ctrl or ⌘ with Enter. */
  onSave(): void;
  onCancel?: (() => void) | undefined;
}

const LOOK = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--tf-fg)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--tf-font-sans)", lineHeight: "var(--tf-line-md)" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--tf-fg)", minHeight: "inherit" },
  ".cm-line": { padding: "0 12px" },
  ".cm-placeholder": { color: "var(--tf-fg-subtle)" },
  ".cm-cursor": { borderInlineStartColor: "var(--tf-fg)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": {
    backgroundColor: "var(--tf-accent-subtle)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--tf-raised)",
    border: "0",
    boxShadow: "var(--tf-shadow-2)",
    borderRadius: "var(--tf-radius-3)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--tf-font-sans)", padding: "4px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", borderRadius: "var(--tf-radius-2)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--tf-hover)",
    color: "var(--tf-fg)",
  },
});

/** Puts `mark` around what is selected, or takes it away. */
function around(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const change = state.changeByRange(range => {
      const before = state.sliceDoc(range.from - mark.length, range.from);
      const after = state.sliceDoc(range.to, range.to + mark.length);
      if (before === mark && after === mark) {
        return {
          changes: [
            { from: range.from - mark.length, to: range.from },
            { from: range.to, to: range.to + mark.length },
          ],
          range: EditorSelection.range(range.from - mark.length, range.to - mark.length),
        };
      }
      return {
        changes: [
          { from: range.from, insert: mark },
          { from: range.to, insert: mark },
        ],
        range: EditorSelection.range(range.from + mark.length, range.to + mark.length),
      };
    });
    dispatch(state.update(change, { userEvent: "input" }));
    return true;
  };
}

/** Tells it; whether anybody listened. */
function said(tell: (() => void) | undefined): boolean {
  tell?.();
  return tell !== undefined;
}

const BULLET = /^(\s*)([-*+]|\d+[.)])( \[[ xX]\])? /;

/** Enter goes on with a list, and ends it on an empty item. */
const goOn: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const found = BULLET.exec(line.text);
  if (!main.empty || !found || main.head - line.from < found[0].length) {
    return false;
  }
  if (line.text.length === found[0].length) {
    dispatch(state.update({ changes: { from: line.from, to: line.to }, userEvent: "delete" }));
    return true;
  }
  const [, space = "", bullet = "-", box] = found;
  const number = Number.parseInt(bullet, 10);
  const next = Number.isNaN(number) ? bullet : `${number + 1}${bullet.at(-1)}`;
  const text = `\n${space}${next}${box ? " [ ]" : ""} `;
  dispatch(
    state.update({
      changes: { from: main.head, insert: text },
      selection: { anchor: main.head + text.length },
      userEvent: "input",
    }),
  );
  return true;
};

/** Colours of marks, and people and blocks that are offered: they come a moment later. */
const later = new Compartment();

/** Markdown as text, with its marks highlighted, lists that go on, people and blocks that are offered. */
export default function Editor({
  label,
  text,
  placeholder = "",
  autoFocus,
  tie = [],
  onChange,
  onSave,
  onCancel,
}: EditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const now = useRef({ onChange, onSave, onCancel });
  now.current = { onChange, onSave, onCancel };

  // Before another key is pressed.
  useLayoutEffect(() => {
    if (!place.current) {
      return;
    }
    const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        selection: { anchor: text.length },
        extensions: [
          EditorView.cspNonce.of(nonce),
          history(),
          later.of([]),
          keymap.of([
            { key: "Mod-Enter", run: () => said(now.current.onSave) },
            { key: "Escape", run: () => said(now.current.onCancel) },
            { key: "Mod-b", run: around("**") },
            { key: "Mod-i", run: around("_") },
            { key: "Mod-e", run: around("`") },
            { key: "Enter", run: goOn },
            ...historyKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({
            "aria-label": label,
            dir: "auto",
            role: "textbox",
            "aria-multiline": "true",
            spellcheck: "true",
          }),
          EditorView.updateListener.of(
            update => update.docChanged && now.current.onChange?.(update.state.doc.toString()),
          ),
          hintText(placeholder),
          tie,
          LOOK,
        ],
      }),
    });
    view.current = editor;
    void Promise.all([import("./ink.ts"), import("./offers.ts")]).then(([{ ink }, { offers }]) => {
      if (view.current === editor) {
        editor.dispatch({ effects: later.reconfigure([ink, offers]) });
      }
    });
    if (autoFocus) {
      editor.focus();
    }
    return () => {
      view.current = undefined;
      editor.destroy();
    };
    // The text is the editor's own once it is open.
  }, [label]);

  // What was sent leaves it empty.
  useEffect(() => {
    const editor = view.current;
    if (editor && text === "" && editor.state.doc.length > 0) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length } });
    }
  }, [text]);

  return (
    <div
      ref={place}
      className="min-h-20 w-full rounded-2 border border-border-strong bg-surface text-md focus-within:outline-2 focus-within:outline-focus focus-within:outline-offset-2"
    />
  );
}
