import { ChevronLeft, ChevronRight, CornerLeftUp, Expand, Lock, MoreHorizontal, Star, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import type { Favourite, Member, Task } from "../../api/types.ts";
import { closePeek, openTask, peekTask, to, workspaceSlug } from "../../app/address.ts";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { ago, times } from "../../app/times.ts";
import { getLive, useAll, useLive, usePeopleAt, useRow } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { restore, unarchive } from "./changes.ts";
import { menuItems, type Subject, useTaskCommands } from "./commands.ts";
import { Description } from "./description.tsx";
import { Fields } from "./fields.tsx";
import { toggleFavourite } from "./marking.ts";
import { Relations } from "./relations.tsx";
import { useMay, useRole } from "./rights.ts";
import { Story } from "./story.tsx";
import { Subtasks } from "./subtasks.tsx";
import { Title } from "./title.tsx";

/** A task with everything about it: beside a list, or as a page. */
export function TaskDetail({ task, peek }: { task: Task; peek: boolean }) {
  const live = useLive();
  const [adding, setAdding] = useState(false);
  const subject = useMemo<Subject>(
    () => ({
      tasks: () => [task],
      element: () => document.querySelector("[data-detail] dl"),
      here: () => {
        const { activeElement } = document;
        return (
          activeElement === document.body ||
          activeElement?.closest("[data-detail]") != null ||
          (!peek && activeElement?.closest("dialog") == null)
        );
      },
      below: () => setAdding(true),
    }),
    [task, peek],
  );
  useTaskCommands(subject);
  const parent = useRow<Task>("task", task.parent_id ?? undefined);
  const creator = useAll<Member>("member").find(member => member.user_id === task.creator_id);
  const mayRestore = useMay(task.project_id);

  useEffect(() => {
    live?.presence.at({ projectId: task.project_id, taskId: task.id });
    return () => live?.presence.at(peek ? { projectId: task.project_id } : {});
  }, [live, task.project_id, task.id, peek]);

  return (
    <article
      aria-label={[task.key, task.title].filter(Boolean).join(" ")}
      data-detail={task.key}
      className={cx(
        "flex flex-col gap-6 p-5",
        // On wide pages the fields stand beside the text.
        !peek &&
          "mx-auto w-full max-w-(--tf-reading) md:py-8 lg:grid lg:max-w-270 lg:grid-cols-[minmax(0,1fr)_17rem] lg:grid-rows-[repeat(5,auto)_1fr] lg:gap-x-10 lg:*:col-start-1",
      )}
    >
      {task.deleted_at && (
        <p className="flex items-center gap-3 rounded-2 bg-warning-subtle px-3 py-2 text-sm text-warning-fg">
          {t("task.in_trash")}
          {mayRestore && (
            <Button className="ms-auto" onClick={() => getLive()?.change([restore(task.id)], "restore")}>
              {t("task.restore")}
            </Button>
          )}
        </p>
      )}
      {task.archived_at && !task.deleted_at && (
        <p className="flex items-center gap-3 rounded-2 bg-info-subtle px-3 py-2 text-sm text-info-fg">
          {t("task.is_archived")}
          {mayRestore && (
            <Button className="ms-auto" onClick={() => getLive()?.change([unarchive(task)], "unarchive")}>
              {t("task.restore")}
            </Button>
          )}
        </p>
      )}
      <div className="flex flex-col gap-1">
        {parent && <Above task={parent} peek={peek} />}
        <Title key={task.id} task={task} />
        {!task.deleted_at && <Readable project={task.project_id} />}
      </div>
      <div className={peek ? undefined : "lg:col-start-2! lg:row-span-6 lg:row-start-1"}>
        <Fields task={task} />
      </div>
      <Description key={`description ${task.id}`} task={task} />
      <Subtasks key={`subtasks ${task.id}`} task={task} adding={adding} onAdding={setAdding} />
      <Relations task={task} />
      <Story key={`story ${task.id}`} task={task} />
      <p className="text-xs text-fg-subtle">
        <span data-tip={times.full(task.created_at)}>
          {t("task.created_by", { name: creator?.name ?? t("task.somebody"), when: ago(task.created_at) })}
        </span>
      </p>
    </article>
  );
}

/** What it is a part of. */
function Above({ task, peek }: { task: Task; peek: boolean }) {
  return (
    <Link
      href={to.task(workspaceSlug(), task.key)}
      className="flex max-w-full items-center gap-1.5 self-start text-sm text-fg-muted hover:text-fg hover:underline"
      onClick={event => {
        if (peek && !event.metaKey && !event.ctrlKey) {
          event.preventDefault();
          peekTask(task.key);
        }
      }}
    >
      <CornerLeftUp size={14} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />
      <span className="sr-only">{t("task.part_of")}</span>
      <span dir="ltr" className="figures shrink-0">
        {task.key}
      </span>
      <bdi className="truncate">{task.title}</bdi>
    </Link>
  );
}

/** Why nothing can be changed here, and who can help. */
function Readable({ project }: { project: string }) {
  const role = useRole(project);
  const may = useMay(project);
  if (may) {
    return null;
  }
  return (
    <p className="flex items-start gap-2 text-sm text-fg-muted">
      <Lock size={14} aria-hidden="true" className="mt-0.5 shrink-0" />
      {t(
        role === "viewer"
          ? "detail.may_view"
          : role === "commenter"
            ? "detail.may_comment"
            : "detail.project_archived",
      )}
    </p>
  );
}

/** The line above a task: its key, who is here, what can be done. */
export function TaskBar({
  task,
  peek,
  onStep,
}: {
  task: Task;
  peek: boolean;
  onStep?: ((by: 1 | -1) => void) | undefined;
}) {
  const project = useRow<{ name: string }>("project", task.project_id);
  const here = usePeopleAt(task.id);
  const members = useAll<Member>("member");
  const subject = useMemo<Subject>(
    () => ({
      tasks: () => [task],
      here: () => true,
      element: () => document.querySelector("[data-detail] textarea"),
    }),
    [task],
  );
  const step = useRef(onStep);
  step.current = onStep;
  useCommands(
    () => [
      {
        id: "task.previous",
        title: "task.previous",
        group: "view",
        keys: ["alt+ArrowUp"],
        unlisted: true,
        when: () => step.current !== undefined,
        run: () => step.current?.(-1),
      },
      {
        id: "task.next",
        title: "task.next",
        group: "view",
        keys: ["alt+ArrowDown"],
        unlisted: true,
        when: () => step.current !== undefined,
        run: () => step.current?.(1),
      },
    ],
    [],
  );
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-border ps-5 pe-3 text-sm text-fg-muted">
      <bdi className="truncate max-md:hidden">{project?.name}</bdi>
      <ChevronRight size={14} aria-hidden="true" className="shrink-0 max-md:hidden rtl:-scale-x-100" />
      <span className="figures shrink-0 font-medium text-fg" dir="ltr">
        {task.key}
      </span>
      <ul
        aria-label={t("board.people_here")}
        className="ms-2 flex list-none items-center -space-x-1 empty:hidden rtl:space-x-reverse"
      >
        {here.slice(0, 4).map(({ userId, idle }) => (
          <li key={userId}>
            <Avatar
              id={userId}
              name={members.find(member => member.user_id === userId)?.name ?? ""}
              size="sm"
              faded={idle}
              className="ring-2 ring-bg"
            />
          </li>
        ))}
      </ul>
      <span className="ms-auto flex shrink-0 items-center">
        {onStep && (
          <>
            <IconButton label={t("task.previous")} tipKeys="alt+ArrowUp" onClick={() => onStep(-1)}>
              <ChevronLeft size={16} className="rtl:-scale-x-100" />
            </IconButton>
            <IconButton label={t("task.next")} tipKeys="alt+ArrowDown" onClick={() => onStep(1)}>
              <ChevronRight size={16} className="rtl:-scale-x-100" />
            </IconButton>
          </>
        )}
        <Favour task={task} />
        {peek && (
          <IconButton label={t("task.open_page")} tipKeys="Enter" onClick={() => openTask(task.key)}>
            <Expand size={16} />
          </IconButton>
        )}
        <MenuButton
          label={t("board.actions", { key: task.key })}
          className="grid size-8 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
          placement="bottom-end"
          items={() => menuItems(subject)}
        >
          <MoreHorizontal size={16} aria-hidden="true" />
        </MenuButton>
        {peek && (
          <IconButton label={t("app.close")} tipKeys="Escape" onClick={closePeek}>
            <X size={16} />
          </IconButton>
        )}
      </span>
    </header>
  );
}

/** Puts the task at hand in the sidebar, or away again. */
function Favour({ task }: { task: Task }) {
  const had = useAll<Favourite>("favourite").some(one => one.target_id === task.id);
  return (
    <IconButton
      label={t(had ? "app.unfavourite" : "view.favourite")}
      tipKeys="*"
      aria-pressed={had}
      onClick={() => toggleFavourite([task])}
    >
      <Star size={16} className={had ? "fill-current text-priority-medium" : undefined} />
    </IconButton>
  );
}
