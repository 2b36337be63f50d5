import { type RefObject, useContext, useId, useState } from "react";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { INPUT } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useWeekStart, ZONE } from "../view/arrange.ts";
import { useAround } from "../view/known.ts";
import { Saved, setLook, useLook } from "../view/look.ts";
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

interface PanelProps {
  anchor: RefObject<HTMLElement | null>;
  project: string | undefined;
  onClose(): void;
}

/** Builds a filter: as rows, or as the text that the API takes. Both are the same filter, which counts as soon as it makes sense. */
export function FilterPanel({ anchor, project, onClose }: PanelProps) {
  const view = useContext(Saved);
  const look = useLook();
  const around = useAround(project);
  const weekStart = useWeekStart();
  const id = useId();
  const [text, setText] = useState(look.filter);
  const [rows, setRows] = useState<RowSet>(() =>
    look.filter === "" ? FIRST : (read(look.filter) ?? NO_ROWS),
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
  const fault = found instanceof Fault ? found : undefined;

  const write = (filter: string) => {
    setText(filter);
    const next = understand(filter);
    if (!(next instanceof Fault)) {
      setRows(next ? rowsOf(next) : NO_ROWS);
      setLook({ filter: filter.trim() }, view);
    }
  };
  const build = (next: RowSet) => {
    const filter = textOf(next);
    setRows(next);
    setText(filter);
    if (!(understand(filter) instanceof Fault)) {
      setLook({ filter }, view);
    }
  };

  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t("filter.title")}
      placement="bottom-end"
      className="p-4 md:max-h-[75dvh] md:w-[620px] md:overflow-auto"
    >
      <h2 className="mb-3 text-md font-semibold">{t("filter.title")}</h2>
      <Builder rows={rows} around={around} wide={project === undefined} onChange={build} />
      <div className="mt-4 border-t border-border pt-3">
        <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
          {t("filter.as_text")}
        </label>
        <textarea
          id={id}
          dir="ltr"
          rows={2}
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-note`}
          placeholder={'assignee = me and due < today+7d and tag = "bug"'}
          className={cx(INPUT, "py-1.5 font-mono text-sm field-sizing-content max-h-40")}
          onChange={event => write(event.target.value.replaceAll("\n", " "))}
          onKeyDown={event => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) {
              event.preventDefault();
              onClose();
            }
          }}
        />
        <p
          id={`${id}-note`}
          role={fault ? "alert" : undefined}
          className={cx("mt-1 text-sm", fault ? "text-danger-fg" : "text-fg-muted")}
        >
          {fault ? faultText(fault) : t("filter.text_hint")}
        </p>
      </div>
      <div className="mt-3 flex justify-end gap-2">
        <Button kind="ghost" disabled={text === ""} onClick={() => build(NO_ROWS)}>
          {t("view.clear")}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t("filter.done")}
        </Button>
      </div>
    </Popover>
  );
}

function read(filter: string): RowSet | undefined {
  try {
    return rowsOf(parse(filter));
  } catch {
    return undefined;
  }
}
