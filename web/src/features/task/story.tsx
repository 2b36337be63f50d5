import { lazy, Suspense, useState } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { Choice } from "../../ui/field.tsx";
import { Bones } from "../../ui/states.tsx";
import { Comments } from "./comments.tsx";
import { Watchers } from "./watchers.tsx";

const Activity = lazy(() => import("./activity.tsx"));

/** What was said and done, one beside the other. */
export function Story({ task }: { task: Task }) {
  const [shown, setShown] = useState<"comments" | "activity">("comments");
  return (
    <div className="flex flex-col gap-4 border-t border-border pt-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Choice<"comments" | "activity">
          label={t("detail.story")}
          value={shown}
          options={[
            { value: "comments", label: t("task.comments") },
            { value: "activity", label: t("detail.activity") },
          ]}
          onChange={setShown}
        />
        <Watchers task={task} />
      </div>
      {shown === "comments" ? (
        <Comments task={task} />
      ) : (
        <Suspense fallback={<Bones rows={3} />}>
          <Activity task={task} />
        </Suspense>
      )}
    </div>
  );
}
