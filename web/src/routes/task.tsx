import { Suspense, useEffect } from "react";
import { useParams } from "wouter";
import { go, to } from "../app/address.ts";
import { chunk } from "../app/chunk.ts";
import { t } from "../app/i18n.ts";
import { useLanding } from "../app/landing.ts";
import { useTitle } from "../app/title.ts";
import { Asked } from "../features/task/asked.tsx";
import { TaskBar, TaskDetail } from "../features/task/detail.tsx";
import { useTaskByKey } from "../features/task/find.ts";
import { steps } from "../features/task/steps.ts";
import { Bones } from "../ui/states.tsx";
import NotFound from "./not-found.tsx";

const Gone = chunk(() => import("../features/task/gone.tsx"));

export default function TaskRoute() {
  const { ws, key } = useParams<{ ws: string; key: string }>();
  const { task, missing, was } = useTaskByKey(ws, key);
  useLanding(task?.id ?? "");
  useTitle(task ? `${task.key} ${task.title}` : key);

  // A task that was moved has another key now; its old address leads to the new one.
  useEffect(() => {
    if (task && task.key !== "" && task.key !== key) {
      go(to.task(ws, task.key), { replace: true });
    }
  }, [task, key, ws]);

  if (missing) {
    return was ? (
      <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
        <h1 className="sr-only">{t("task.gone")}</h1>
        <Suspense>
          <Gone task={was} />
        </Suspense>
      </main>
    ) : (
      <NotFound />
    );
  }
  if (!task) {
    return <Bones rows={8} />;
  }
  return (
    <>
      <TaskBar task={task} peek={false} onStep={steps(task, false)} />
      <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
        <h1 className="sr-only">
          {task.key} {task.title}
        </h1>
        <TaskDetail task={task} peek={false} />
      </main>
      <Asked />
    </>
  );
}
