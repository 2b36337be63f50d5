import { X } from "lucide-react";
import { useContext, useMemo, useState } from "react";
import type { Layout, Project, View } from "../../api/types.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { useStore } from "../../app/store.ts";
import { list } from "../../app/times.ts";
import { getLive } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";
import { compareName, fieldLabel, valueLabel } from "../filter/choices.ts";
import { parse } from "../filter/parse.ts";
import { type Row, rowsOf, textOf } from "../filter/rows.ts";
import { useFilter } from "./arrange.ts";
import { type Drawn, saveView } from "./changes.ts";
import { type Around, useAround } from "./known.ts";
import { lookOf, NAMES, Saved, setLook, useLook } from "./look.ts";
import { makeView } from "./make.ts";
import { SaveDialog } from "./save-dialog.tsx";
import { shown } from "./shown.ts";

/** Below the header: what is filtered, and saving that as a view. */
export default function ViewStrip({ project, layout }: { project: Project | undefined; layout: Layout }) {
  const view = useContext(Saved);
  const look = useLook();
  const columns = useStore(shown);
  const id = view ? (view.project_id ?? undefined) : project?.id;
  const around = useAround(id);
  const { fault } = useFilter(look.filter, id, around);
  const [naming, setNaming] = useState(false);
  const base = lookOf(view);
  const other = NAMES.some(name => look[name] !== base[name]);
  const drawn: Drawn = { ...look, layout, columns: [...(columns ?? [])] };
  const mine = view?.owner_id === getLive()?.me;
  if (look.filter === "" && !other) {
    return null;
  }
  return (
    <section
      aria-label={t("view.strip")}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-1.5 border-b border-border px-4 py-1.5 md:px-5"
    >
      <Chips filter={look.filter} around={around} project={id} />
      <span className="ms-auto flex items-center gap-1">
        {other && (
          <Button kind="ghost" size="sm" onClick={() => setLook(base, view)}>
            {t(view || look.filter === "" ? "view.reset" : "view.clear")}
          </Button>
        )}
        {other && view && mine && (
          <Button size="sm" disabled={fault !== undefined} onClick={() => save(view, drawn)}>
            {t("view.save")}
          </Button>
        )}
        {other && (
          <Button size="sm" disabled={fault !== undefined} onClick={() => setNaming(true)}>
            {t(view ? "view.save_as" : "view.save_view")}
          </Button>
        )}
      </span>
      {naming && (
        <SaveDialog
          title={t(view ? "view.save_as" : "view.save_view")}
          project={id !== undefined}
          onSave={(name, shared) => makeView(drawn, id, name, shared)}
          onClose={() => setNaming(false)}
        />
      )}
    </section>
  );
}

function save(view: View, drawn: Drawn): void {
  getLive()?.change([saveView(view, drawn)], "view");
  setLook(drawn, view);
  toast({ text: t("view.saved", { name: view.name }) });
}

interface ChipsProps {
  filter: string;
  around: Around;
  project: string | undefined;
}

function Chips({ filter, around, project }: ChipsProps) {
  const view = useContext(Saved);
  const rows = useMemo(() => {
    try {
      return filter === "" ? undefined : rowsOf(parse(filter));
    } catch {
      return undefined;
    }
  }, [filter]);
  if (!rows) {
    return filter === "" ? null : (
      <code
        dir="ltr"
        className="max-w-full truncate rounded-2 bg-danger-subtle px-2 py-1 font-mono text-xs text-danger-fg"
      >
        {filter}
      </code>
    );
  }
  return (
    <ul aria-label={t("filter.conditions")} className="contents">
      {rows.rows.map((row, at) => (
        <li key={at} className="flex items-center gap-1.5">
          {at > 0 && <span className="text-xs text-fg-subtle">{t(`filter.${rows.join}`)}</span>}
          <Chip
            row={row}
            around={around}
            project={project}
            onRemove={() =>
              setLook(
                { filter: textOf({ ...rows, rows: rows.rows.filter((_, index) => index !== at) }) },
                view,
              )
            }
          />
        </li>
      ))}
    </ul>
  );
}

interface ChipProps {
  row: Row;
  around: Around;
  project: string | undefined;
  onRemove(): void;
}

function Chip({ row, around, project, onRemove }: ChipProps) {
  const { fault } = useFilter(textOf({ join: "and", rows: [row] }), project, around);
  const words = phrase(row, around);
  return (
    <span className="inline-flex h-7 max-w-80 items-center overflow-hidden rounded-2 bg-sunken text-sm touch:h-11">
      <button
        type="button"
        className="flex h-full min-w-0 items-center px-2 hover:bg-hover outline-offset-[-2px]"
        onClick={() => run("view.filter")}
      >
        {/* A view may name what is gone by now: it is told, struck through. */}
        <bdi className="truncate">{fault ? <s className="text-fg-muted">{words}</s> : words}</bdi>
      </button>
      <button
        type="button"
        aria-label={t("filter.remove", { name: fieldLabel(row, around) })}
        className="grid h-full w-7 shrink-0 place-items-center text-fg-muted hover:bg-hover hover:text-fg outline-offset-[-2px] touch:w-11"
        onClick={onRemove}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

/** A row in words. */
function phrase(row: Row, around: Around): string {
  if (row.raw !== undefined) {
    return row.raw;
  }
  const values = list(row.values.map(value => valueLabel(value, row.field, around)));
  const name = fieldLabel(row, around);
  const op = compareName(row.compare, row.field, around);
  return values === ""
    ? t("filter.phrase_bare", { name, op })
    : t("filter.phrase", { name, op, value: values });
}
