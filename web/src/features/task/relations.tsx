import { Link2, Plus, X } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import type { Relation, Task } from "../../api/types.ts";
import { to, workspaceSlug } from "../../app/address.ts";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { getLive, useRow, useRows } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { score } from "../../ui/fuzzy.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Picker } from "../../ui/picker.tsx";
import { relate, unrelate } from "./hanging-changes.ts";
import { useMayChange } from "./rights.ts";

export const KINDS = ["blocked_by", "blocks", "relates_to", "duplicates", "duplicated_by"] as const;
export type SeenAs = (typeof KINDS)[number];

/** How a relation is seen from a task. */
export function seenFrom(relation: Relation, task: string): SeenAs {
  if (relation.kind === "relates_to" || relation.task_id === task) {
    return relation.kind;
  }
  return relation.kind === "blocks" ? "blocked_by" : "duplicated_by";
}

/** What a task has to do with others. */
export function Relations({ task }: { task: Task }) {
  const relations = useRows<Relation>("relations", task.id, "relation");
  const [adding, setAdding] = useState<SeenAs>();
  const place = useRef<HTMLDivElement>(null);
  const may = useMayChange(task);
  useCommands(
    () => [
      {
        id: "task.relation",
        title: "detail.add_relation",
        group: "selection",
        keys: ["b"],
        icon: Link2,
        when: () => may,
        run: () => {
          const button = place.current?.querySelector("button");
          button?.scrollIntoView({ block: "nearest" });
          button?.click();
        },
      },
    ],
    [may],
  );
  if (!may && relations.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("detail.relations")} className="flex flex-col gap-2">
      <div ref={place} className="flex min-h-6 items-center gap-2">
        <h2 className="text-sm font-semibold">{t("detail.relations")}</h2>
        {may && (
          <MenuButton
            label={t("detail.add_relation")}
            tip={t("detail.add_relation")}
            className="grid size-6 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
            items={() =>
              KINDS.map(kind => ({
                id: kind,
                label: t(`detail.kind.${kind}`),
                onSelect: () => setAdding(kind),
              }))
            }
          >
            <Plus size={16} aria-hidden="true" />
          </MenuButton>
        )}
      </div>
      {KINDS.map(kind => {
        const here = relations.filter(relation => seenFrom(relation, task.id) === kind);
        return (
          here.length > 0 && (
            <div key={kind} className="flex flex-col">
              <h3 className="text-xs font-medium text-fg-muted">{t(`detail.kind.${kind}`)}</h3>
              <ul className="flex list-none flex-col">
                {here.map(relation => (
                  <RelationRow
                    key={relation.id}
                    relation={relation}
                    may={may}
                    other={relation.task_id === task.id ? relation.other_id : relation.task_id}
                  />
                ))}
              </ul>
            </div>
          )
        );
      })}
      {adding && (
        <TaskPicker
          label={t(`detail.kind.${adding}`)}
          without={[task.id, ...relations.flatMap(relation => [relation.task_id, relation.other_id])]}
          anchor={place.current?.getBoundingClientRect() ?? new DOMRect()}
          onPick={id => {
            const other = getLive()?.entities.get("task", id) as unknown as Task | undefined;
            if (other) {
              getLive()?.change([relate(task, other, adding)], "relation");
            }
          }}
          onClose={() => setAdding(undefined)}
        />
      )}
    </section>
  );
}

function RelationRow({ relation, other, may }: { relation: Relation; other: string; may: boolean }) {
  const task = useRow<Task>("task", other);
  if (!task) {
    return null;
  }
  return (
    <li className="group flex min-h-8 items-center gap-2 text-sm">
      <StatusGlyph category={task.status_category} />
      <Link
        href={to.task(workspaceSlug(), task.key)}
        className="flex min-w-0 flex-1 items-center gap-2 hover:underline"
      >
        <span className="figures shrink-0 text-fg-subtle" dir="ltr">
          {task.key}
        </span>
        <bdi className="truncate">{task.title}</bdi>
      </Link>
      {may && (
        <IconButton
          size="sm"
          label={t("detail.remove_relation", { key: task.key })}
          className="opacity-0 focus-visible:opacity-100 group-hover:opacity-100 touch:opacity-100"
          onClick={() => getLive()?.change([unrelate(relation)], "relation")}
        >
          <X size={16} />
        </IconButton>
      )}
    </li>
  );
}

const MOST = 30;

interface TaskPickerProps {
  label: string;
  without: readonly string[];
  anchor: DOMRect;
  onPick(id: string): void;
  onClose(): void;
}

/** Finds a task of the workspace by key or words. */
export function TaskPicker({ label, without, anchor, onPick, onClose }: TaskPickerProps) {
  const [text, setText] = useState("");
  const options = useMemo(() => {
    const hidden = new Set(without);
    const tasks = ((getLive()?.entities.list("task") ?? []) as unknown as Task[]).filter(
      task => !hidden.has(task.id) && !task.deleted_at && task.key !== "",
    );
    const found =
      text.trim() === ""
        ? tasks
            .slice(-MOST)
            .reverse()
            .map(task => ({ task, points: 1 }))
        : tasks.map(task => ({ task, points: score(text, `${task.key} ${task.title}`) }));
    return found
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points)
      .slice(0, MOST)
      .map(({ task }) => ({
        id: task.id,
        label: task.title,
        hint: task.key,
        glyph: <StatusGlyph category={task.status_category} />,
      }));
  }, [text, without]);
  return (
    <Picker
      label={label}
      placeholder={t("detail.find_task")}
      options={options}
      anchor={anchor}
      onText={setText}
      onPick={onPick}
      onClose={onClose}
    />
  );
}
