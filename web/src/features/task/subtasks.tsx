import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import type { Status, Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import type { Change } from "../../sync/command.ts";
import { useLive, useRow, useRows } from "../../sync/hooks.ts";
import { placeBetween } from "../../sync/place.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { toast } from "../../ui/toast.ts";
import { createTask } from "./changes.ts";
import { toggleDone } from "./done.ts";
import { isTooLong, titlesOf } from "./make.ts";
import { columnIds, taskOf } from "./order.ts";
import { useMayChange } from "./rights.ts";

interface SubtasksProps {
  task: Task;
  /** Whether another one is being typed. */
  adding: boolean;
  onAdding(adding: boolean): void;
}

/** The tasks below a task. */
export function Subtasks({ task, adding, onAdding }: SubtasksProps) {
  const tasks = useRows<Task>("subtasks", task.id, "task");
  const may = useMayChange(task);
  useEffect(() => () => onAdding(false), [onAdding]);
  if (!may && tasks.length === 0) {
    return null;
  }
  const done = tasks.filter(one => one.status_category === "done").length;
  return (
    <section aria-label={t("task.subtasks")} className="flex flex-col gap-1">
      <h2 className="flex items-center gap-2 text-sm font-semibold">
        {t("task.subtasks")}
        {tasks.length > 0 && (
          <span className="figures text-xs font-normal text-fg-subtle" dir="ltr">
            {done}/{tasks.length}
          </span>
        )}
      </h2>
      <ul className="flex list-none flex-col">
        {tasks.map(one => (
          <Subtask key={one.id} task={one} />
        ))}
      </ul>
      {!may ? null : adding ? (
        <Add task={task} onEnd={() => onAdding(false)} />
      ) : (
        <button
          type="button"
          className="-ms-2 inline-flex h-8 items-center gap-2 self-start rounded-2 px-2 text-sm text-fg-muted hover:bg-hover touch:h-11"
          onClick={() => onAdding(true)}
        >
          <Plus size={16} />
          {t("task.add_subtask")}
        </button>
      )}
    </section>
  );
}

function Subtask({ task }: { task: Task }) {
  const status = useRow<Status>("status", task.status_id);
  const may = useMayChange(task);
  const finished = task.status_category === "done" || task.status_category === "cancelled";
  return (
    <li className="group -ms-2 flex min-h-8 items-center gap-2 rounded-2 px-2 hover:bg-hover touch:min-h-11">
      {may ? (
        <button
          type="button"
          aria-label={t(task.status_category === "done" ? "task.reopen_named" : "task.complete_named", {
            name: task.title,
          })}
          data-tip={status?.name}
          className="grid size-6 shrink-0 place-items-center rounded-full"
          onClick={() => toggleDone([task])}
        >
          <StatusGlyph category={task.status_category} />
        </button>
      ) : (
        <span
          role="img"
          aria-label={status?.name}
          data-tip={status?.name}
          className="grid size-6 shrink-0 place-items-center"
        >
          <StatusGlyph category={task.status_category} />
        </span>
      )}
      <button
        type="button"
        className="flex min-w-0 flex-1 items-baseline gap-2 text-start text-sm"
        onClick={() => task.key !== "" && peekTask(task.key)}
      >
        <bdi className={`truncate ${finished ? "text-fg-subtle line-through" : ""}`}>{task.title}</bdi>
        <span className="figures ms-auto shrink-0 text-xs text-fg-subtle" dir="ltr">
          {task.key}
        </span>
      </button>
    </li>
  );
}

function Add({ task, onEnd }: { task: Task; onEnd(): void }) {
  const live = useLive();
  const statuses = useRows<Status>("statuses", task.project_id, "status");
  const draft = `subtask ${task.id}`;
  const [title, setTitle] = useState(() => live?.drafts.get(draft) ?? "");
  const write = (text: string) => {
    setTitle(text);
    live?.drafts.set(draft, text);
  };
  /** One after the other, at the end of their column. */
  const make = (titles: readonly string[]) => {
    const status = statuses.find(one => one.category === "todo") ?? statuses[0];
    if (live && status && titles.length > 0) {
      const last = columnIds(live.entities, task.project_id, status.id).at(-1);
      let low = taskOf(live.entities, last ?? "")?.position;
      let before: Change | undefined;
      const changes = titles.map(one => {
        low = placeBetween(low, undefined);
        const made = createTask({
          title: one,
          project: task.project_id,
          workspace: task.workspace_id,
          status,
          creator: live.me,
          position: low,
          more: { parent_id: task.id },
        });
        before = before ? { ...made, after: [...(made.after ?? []), before.thing] } : made;
        return before;
      });
      live.change(changes, "create");
    }
    write("");
  };
  return (
    <input
      aria-label={t("task.new_subtask")}
      placeholder={t("task.new_subtask")}
      autoFocus
      dir="auto"
      maxLength={500}
      value={title}
      className="h-9 rounded-2 border border-border-strong bg-surface px-2 text-sm touch:h-11"
      onChange={event => write(event.target.value)}
      onPaste={event => {
        // A field of one line would make one word of the end of a line and the beginning of the next.
        const titles = titlesOf(event.clipboardData.getData("text"));
        if (titles.length > 1) {
          event.preventDefault();
          if (titles.some(isTooLong)) {
            toast({ text: t("quickadd.too_long"), tone: "danger" });
          } else {
            make(titles);
          }
        }
      }}
      onKeyDown={event => {
        if (event.nativeEvent.isComposing) {
          return;
        }
        if (event.key === "Enter") {
          event.preventDefault();
          make(titlesOf(title));
        } else if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          onEnd();
        }
      }}
      onBlur={() => title.trim() === "" && onEnd()}
    />
  );
}
