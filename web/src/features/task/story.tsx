import { History, Reply } from "lucide-react";
import { Suspense, useEffect, useMemo, useRef } from "react";
import { Link } from "wouter";
import type { Comment, Task } from "../../api/types.ts";
import { to, workspaceSlug } from "../../app/address.ts";
import { patientChunk } from "../../app/chunk.ts";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { setPref, usePref } from "../../app/prefs.ts";
import { useRows } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/field.tsx";
import { Bones } from "../../ui/states.tsx";
import { Compose, Thread, Typing } from "./comments.tsx";
import { useMayChange } from "./rights.ts";
import { SHOWN, type Shown, stream } from "./stream.ts";
import type { Entry } from "./told.ts";
import { Watchers } from "./watchers.tsx";

const Done = patientChunk(() => import("./activity.tsx"));

/** What was said and done, from the past to now, and a place to say more. What of it is shown is kept in this browser. */
export function Story({ task }: { task: Task }) {
  const shown = usePref("story");
  const may = useMayChange(task, "commenter");
  const section = useRef<HTMLElement>(null);
  useCommands(
    () => [
      {
        id: "task.reply",
        title: "detail.answer",
        group: "selection",
        keys: ["shift+r"],
        icon: Reply,
        when: () => may && shown !== "activity",
        run: () => reply(section.current),
      },
    ],
    [may, shown],
  );
  return (
    <section
      ref={section}
      aria-label={t("detail.story")}
      className="flex flex-col gap-4 border-t border-border pt-5"
    >
      <h2 className="sr-only">{t("detail.story")}</h2>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Choice<Shown>
          label={t("detail.shown")}
          value={shown}
          options={SHOWN.map(value => ({ value, label: t(`detail.shown.${value}`) }))}
          onChange={next => setPref("story", next)}
        />
        <span className="flex items-center gap-1">
          <Link
            href={to.taskHistory(workspaceSlug(), task.key)}
            aria-label={t("task.history")}
            data-tip={t("task.history")}
            className="grid size-8 place-items-center rounded-2 text-fg-muted hover:bg-hover hover:text-fg touch:size-11"
          >
            <History size={16} aria-hidden="true" />
          </Link>
          <Watchers task={task} />
        </span>
      </div>
      <Stream task={task} shown={shown} may={may} />
      {shown !== "activity" && (
        <>
          <Typing task={task} />
          {may && <Compose task={task} />}
        </>
      )}
    </section>
  );
}

/** Answers the thread that has the focus, else the latest one; where nothing was said, says something. */
function reply(story: HTMLElement | null): void {
  const threads = [...(story?.querySelectorAll("[data-thread]") ?? [])];
  const thread = threads.find(one => one.contains(document.activeElement)) ?? threads.at(-1);
  const answer = thread?.querySelector<HTMLElement>("[data-answer]");
  if (answer) {
    answer.click();
  } else {
    story?.querySelector<HTMLElement>("form :is(.cm-content, textarea)")?.focus();
  }
}

function Stream({ task, shown, may }: { task: Task; shown: Shown; may: boolean }) {
  const comments = useRows<Comment>("comments", task.id, "comment");
  const { items, error, loading, reload, busy, goOn } = usePages<Entry>(
    // One that was just made has no story yet.
    shown === "comments" || task.version === 0 ? undefined : `/tasks/${task.id}/activity?limit=100`,
  );
  const moments = useMemo(() => stream(comments, items ?? [], shown), [comments, items, shown]);

  // It is another by now: so is its story.
  const now = `${task.version} ${shown === "activity" ? task.counts.comments : ""}`;
  const told = useRef(now);
  useEffect(() => {
    if (told.current !== now) {
      told.current = now;
      reload();
    }
  });

  return (
    <>
      {goOn && (
        <Button size="sm" className="self-center" disabled={busy} onClick={() => void goOn()}>
          {t("detail.earlier")}
        </Button>
      )}
      {moments.length > 0 && (
        <ol className="flex list-none flex-col gap-4">
          {moments.map(moment =>
            "said" in moment ? (
              <Thread
                key={moment.said.id}
                task={task}
                head={moment.said}
                answers={moment.answers}
                may={may}
              />
            ) : (
              <li key={moment.did.id}>
                <Suspense fallback={<div className="h-5" />}>
                  <Done entry={moment.did} />
                </Suspense>
              </li>
            ),
          )}
        </ol>
      )}
      {shown === "activity" && loading && !items && <Bones rows={3} />}
      {shown !== "activity" && !may && comments.length === 0 && (
        <p className="text-sm text-fg-subtle">{t("detail.nothing_said")}</p>
      )}
      {error && !items && (
        <p role="status" className="flex items-center gap-3 text-sm text-fg-muted">
          {t("detail.activity_failed")}
          <Button size="sm" onClick={reload}>
            {t("app.retry")}
          </Button>
        </p>
      )}
    </>
  );
}
