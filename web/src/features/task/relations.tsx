import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { Link } from "wouter";
import type { Relation, Task } from "../../api/types.ts";
import { to, workspaceSlug } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { getLive, useRow, useRows } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { askField } from "./ask.ts";
import { unrelate } from "./hanging-changes.ts";
import { useMayChange } from "./rights.ts";
import { KINDS, seenFrom } from "./seen.ts";

/** What a task has to do with others. */
export function Relations({ task }: { task: Task }) {
  const relations = useRows<Relation>("relations", task.id, "relation");
  const head = useRef<HTMLDivElement>(null);
  const may = useMayChange(task);
  if (!may && relations.length === 0) {
    return null;
  }
  return (
    <section aria-label={t("detail.relations")} className="flex flex-col gap-2">
      <div ref={head} className="flex min-h-6 items-center gap-2">
        <h2 className="text-sm font-semibold">{t("detail.relations")}</h2>
        {may && (
          <IconButton
            label={t("detail.add_relation")}
            size="sm"
            tipKeys="b"
            aria-haspopup="dialog"
            onClick={() => askField("relation", [task.id], head.current)}
          >
            <Plus size={16} aria-hidden="true" />
          </IconButton>
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
