import { Suspense, useEffect, useRef } from "react";
import { useSearch } from "wouter";
import { closePeek, workspaceSlug } from "../../app/address.ts";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { TaskBar, TaskDetail } from "./detail.tsx";
import { useTaskByKey } from "./find.ts";
import { steps } from "./steps.ts";

const Gone = chunk(() => import("./gone.tsx"));

/** The task that the address names, beside what is shown. */
export default function Peek() {
  const key = new URLSearchParams(useSearch()).get("peek") ?? "";
  const { task, missing, was } = useTaskByKey(workspaceSlug(), key);
  const panel = useRef<HTMLElement>(null);

  // Whoever worked in it goes back to where they came from.
  useEffect(() => {
    const from = document.activeElement;
    return () => {
      const { activeElement } = document;
      if (
        from instanceof HTMLElement &&
        from.isConnected &&
        (activeElement === document.body || activeElement === null)
      ) {
        from.focus({ preventScroll: true });
      }
    };
  }, []);

  if (key === "") {
    return null;
  }
  return (
    <aside
      ref={panel}
      aria-label={t("task.peek")}
      data-peek=""
      className="slide fixed inset-y-0 end-0 z-panel flex w-(--tf-peek) max-w-full flex-col border-s border-border bg-bg shadow-3"
    >
      {task ? (
        <>
          <TaskBar task={task} peek onStep={steps(task, true)} />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <TaskDetail task={task} peek />
          </div>
        </>
      ) : missing ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          {was ? (
            <Suspense>
              <Gone task={was} onClose={closePeek} />
            </Suspense>
          ) : (
            <Empty title={t("task.not_found")}>
              <Button onClick={closePeek}>{t("app.close")}</Button>
            </Empty>
          )}
        </div>
      ) : (
        <Bones />
      )}
    </aside>
  );
}
