import { useEffect } from "react";
import type { Member, Page, Status, Tag, Task } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { hasMessage, t } from "../../app/i18n.ts";
import { ago, dayName, list, times } from "../../app/times.ts";
import { getLive, useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { priorityName } from "../../ui/glyphs.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { inWords, type Recurrence } from "./recurrence.ts";

interface Entry {
  id: string;
  actor_id?: string | null;
  at: string;
  type: string;
  entity: string;
  changes: Readonly<Record<string, { from: unknown; to: unknown }>>;
  redacted: boolean;
}

/** Changes that say nothing to people. */
const MUTE = new Set(["position", "status_category", "completed_at", "due_at", "updated_at", "number"]);

/** All that happened to a task, the newest first. */
export default function Activity({ task }: { task: Task }) {
  const { data, error, reload } = useAsked<Page<Entry>>(`/tasks/${task.id}/activity?limit=100`);
  const members = useAll<Member>("member");

  // The task is another by now: so is its story.
  useEffect(() => {
    if (task.version > 0) {
      reload();
    }
  }, [task.version, task.counts.comments]);

  if (!data) {
    return error ? <Failed title={t("detail.activity_failed")} onRetry={reload} /> : <Bones rows={3} />;
  }
  return (
    <ol className="flex list-none flex-col gap-3">
      {data.items.map(entry => {
        const name = members.find(member => member.user_id === entry.actor_id)?.name;
        return (
          <li key={entry.id} className="flex items-start gap-2 text-sm">
            {entry.actor_id ? (
              <Avatar id={entry.actor_id} name={name ?? "?"} size="sm" mute />
            ) : (
              <span className="size-5" />
            )}
            <p className="min-w-0 flex-1 text-fg-muted wrap-anywhere">
              <bdi className="font-medium text-fg">
                {name ?? t(entry.actor_id ? "task.somebody" : "app.name")}
              </bdi>{" "}
              {inText(entry)} ·{" "}
              <time dateTime={entry.at} data-tip={times.full(entry.at)}>
                {ago(entry.at)}
              </time>
            </p>
          </li>
        );
      })}
      {data.next_cursor && (
        <li>
          <Button kind="ghost" size="sm" onClick={reload}>
            {t("detail.older")}
          </Button>
        </li>
      )}
    </ol>
  );
}

function inText(entry: Entry): string {
  if (entry.redacted) {
    return t("detail.redacted");
  }
  const id = `activity.${entry.type}`;
  const fields = Object.entries(entry.changes).filter(([field]) => !MUTE.has(field));
  if (hasMessage(id)) {
    return t(id);
  }
  const said = fields.map(([field, change]) => fieldText(field, change)).filter(Boolean);
  return said.length > 0 ? list(said) : t("activity.other");
}

function fieldText(field: string, { from, to }: { from: unknown; to: unknown }): string {
  const id = `activity.field.${field}`;
  if (field === "editors") {
    return t("activity.written_by", { people: list((to as string[]).map(one => nameOf(field, one))) });
  }
  if (!hasMessage(id)) {
    return t("activity.other");
  }
  if (Array.isArray(to) || Array.isArray(from)) {
    const before = new Set((from as string[] | null) ?? []);
    const after = new Set((to as string[] | null) ?? []);
    const added = [...after].filter(one => !before.has(one)).map(one => nameOf(field, one));
    const removed = [...before].filter(one => !after.has(one)).map(one => nameOf(field, one));
    return list([
      ...(added.length > 0 ? [t("activity.added", { what: list(added) })] : []),
      ...(removed.length > 0 ? [t("activity.removed", { what: list(removed) })] : []),
    ]);
  }
  return to === null || to === ""
    ? t("activity.cleared", { field: t(id) })
    : field === "description"
      ? t("activity.edited", { field: t(id) })
      : t("activity.set", { field: t(id), value: nameOf(field, to) });
}

/** A value as people call it. */
function nameOf(field: string, value: unknown): string {
  const entities = getLive()?.entities;
  switch (field) {
    case "status_id":
      return (entities?.get("status", String(value)) as unknown as Status | undefined)?.name ?? "…";
    case "tag_ids":
      return (entities?.get("tag", String(value)) as unknown as Tag | undefined)?.name ?? "…";
    case "assignee_ids":
    case "editors":
      return (
        ((entities?.list("member") ?? []) as unknown as Member[]).find(one => one.user_id === value)?.name ??
        "…"
      );
    case "parent_id":
      return (entities?.get("task", String(value)) as unknown as Task | undefined)?.key ?? "…";
    case "project_id":
      return (entities?.get("project", String(value))?.name as string | undefined) ?? "…";
    case "priority":
      return priorityName(value as Task["priority"]);
    case "due":
      return dayName((value as { date: string }).date);
    case "start_on":
      return dayName(String(value));
    case "recurrence":
      return inWords(value as Recurrence);
    default:
      return typeof value === "object" ? "…" : String(value);
  }
}
