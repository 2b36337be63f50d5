import { useId, useState } from "react";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { INPUT } from "../../ui/field.tsx";
import { useWeekStart, ZONE } from "../view/arrange.ts";
import { useAround } from "../view/known.ts";
import { faultText } from "../view/words.ts";
import { Builder } from "./builder.tsx";
import { check } from "./check.ts";
import { Fault } from "./fault.ts";
import { knownFrom } from "./names.ts";
import { type Expr, parse } from "./parse.ts";
import { type RowSet, rowsOf, textOf } from "./rows.ts";

const NO_ROWS: RowSet = { join: "and", rows: [] };
/** One begins with a row to fill in. */
const FIRST: RowSet = { join: "and", rows: [{ field: "status", compare: "=", values: [] }] };

/** A filter that is being written, as rows and as text. */
export interface Draft {
  readonly text: string;
  readonly rows: RowSet;
  readonly fault: Fault | undefined;
  readonly project: string | undefined;
  write(text: string): void;
  build(rows: RowSet): void;
  clear(): void;
}

/** Begins with `start`; `onChange` is told of what makes sense. With `open` there is a row to fill in. */
export function useFilterDraft(
  start: string,
  project: string | undefined,
  onChange: (filter: string) => void,
  open = false,
): Draft {
  const weekStart = useWeekStart();
  const [text, setText] = useState(start);
  const [rows, setRows] = useState<RowSet>(() =>
    start === "" ? (open ? FIRST : NO_ROWS) : (read(start) ?? NO_ROWS),
  );
  const understand = (filter: string): Expr | Fault | undefined => {
    const live = getLive();
    if (filter.trim() === "" || !live) {
      return undefined;
    }
    try {
      const expr = parse(filter);
      check(expr, knownFrom(live.entities, live.me, { now: Date.now(), zone: ZONE, weekStart }, project));
      return expr;
    } catch (thrown) {
      if (thrown instanceof Fault) {
        return thrown;
      }
      throw thrown;
    }
  };
  const found = understand(text);
  const build = (next: RowSet) => {
    const filter = textOf(next);
    setRows(next);
    setText(filter);
    if (!(understand(filter) instanceof Fault)) {
      onChange(filter);
    }
  };
  return {
    text,
    rows,
    project,
    fault: found instanceof Fault ? found : undefined,
    write: filter => {
      setText(filter);
      const next = understand(filter);
      if (!(next instanceof Fault)) {
        setRows(next ? rowsOf(next) : NO_ROWS);
        onChange(filter.trim());
      }
    },
    build,
    clear: () => build(NO_ROWS),
  };
}

interface EditorProps {
  draft: Draft;
  /** What the server says is wrong, where it knows more. */
  error?: string | undefined;
  onEnter?(): void;
}

/** Both forms of one filter: rows, and the text that the API takes. */
export function FilterEditor({ draft, error, onEnter }: EditorProps) {
  const around = useAround(draft.project);
  const id = useId();
  const wrong = draft.fault ? faultText(draft.fault) : error;
  const column = draft.fault?.column ?? Number(/^Column (\d+):/.exec(error ?? "")?.[1] ?? Number.NaN);
  return (
    <>
      <Builder rows={draft.rows} around={around} wide={draft.project === undefined} onChange={draft.build} />
      <div className="mt-4 border-t border-border pt-3">
        <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
          {t("filter.as_text")}
        </label>
        <textarea
          id={id}
          dir="ltr"
          rows={2}
          value={draft.text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-note`}
          placeholder={'assignee = me and due < today+7d and tag = "bug"'}
          className={cx(INPUT, "py-1.5 font-mono text-sm field-sizing-content max-h-40")}
          onChange={event => draft.write(event.target.value.replaceAll("\n", " "))}
          onKeyDown={event => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) {
              event.preventDefault();
              onEnter?.();
            }
          }}
        />
        {wrong && !Number.isNaN(column) && <Place text={draft.text} column={column} />}
        <p
          id={`${id}-note`}
          role={wrong ? "alert" : undefined}
          className={cx("mt-1 text-sm", wrong ? "text-danger-fg" : "text-fg-muted")}
        >
          {wrong ?? t("filter.text_hint")}
        </p>
      </div>
    </>
  );
}

/** The place that a fault is about, shown in the text; screen readers are told its column. */
function Place({ text, column }: { text: string; column: number }) {
  const letters = [...text];
  const rest = letters.slice(column - 1).join("");
  const wrong = /^("[^"]*"?|[^\s()]+|.)/u.exec(rest)?.[0] ?? "";
  return (
    <p
      dir="ltr"
      aria-hidden="true"
      data-fault={column}
      className="mt-1 overflow-x-auto whitespace-pre rounded-2 bg-sunken px-3 py-1.5 font-mono text-xs text-fg-muted"
    >
      {letters.slice(0, column - 1).join("")}
      <mark className="rounded-1 bg-danger-subtle font-semibold text-danger-fg underline decoration-wavy">
        {wrong === "" ? "␣" : wrong}
      </mark>
      {rest.slice(wrong.length)}
    </p>
  );
}

function read(filter: string): RowSet | undefined {
  try {
    return rowsOf(parse(filter));
  } catch {
    return undefined;
  }
}
