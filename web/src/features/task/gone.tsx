import { Suspense } from "react";
import type { Task } from "../../api/types.ts";
import { patientChunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";

const Markdown = patientChunk(() => import("./markdown.tsx"));

/** A task that went while one looked at it: what it said can still be read, and taken along. */
export default function Gone({ task, onClose }: { task: Task; onClose?: () => void }) {
  const copy = () => {
    void navigator.clipboard
      .writeText([`${task.key} ${task.title}`, task.description].filter(Boolean).join("\n\n"))
      .then(() => toast({ text: t("app.copied") }));
  };
  return (
    <article
      aria-label={`${task.key} ${task.title}`}
      className="mx-auto flex w-full max-w-(--tf-reading) flex-col gap-5 p-5"
    >
      <p
        role="status"
        className="flex items-center gap-3 rounded-2 bg-warning-subtle px-3 py-2 text-sm text-warning-fg"
      >
        <span className="min-w-0 flex-1">{t("task.gone")}</span>
        <Button onClick={copy}>{t("app.copy")}</Button>
        {onClose && <Button onClick={onClose}>{t("app.close")}</Button>}
      </p>
      <h2 dir="auto" className="text-xl font-semibold wrap-anywhere">
        {task.title}
      </h2>
      {task.description !== "" && (
        <Suspense fallback={<p className="whitespace-pre-wrap wrap-anywhere">{task.description}</p>}>
          <Markdown text={task.description} />
        </Suspense>
      )}
    </article>
  );
}
