import { lazy, Suspense, useState } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { setFields } from "./changes.ts";
import { MarkdownField } from "./markdown-field.tsx";

const Markdown = lazy(() => import("./markdown.tsx"));

/** A task's description: read as Markdown, edited as text. */
export function Description({ task }: { task: Task }) {
  const draft = `description ${task.id}`;
  const kept = getLive()?.drafts.get(draft);
  const [began, setBegan] = useState(() =>
    kept === undefined ? undefined : { fields: { description: task.description }, version: task.version },
  );
  const [text, setText] = useState(kept ?? "");

  const edit = () => {
    setText(task.description);
    setBegan({ fields: { description: task.description }, version: task.version });
  };
  const end = (save: boolean) => {
    const live = getLive();
    if (save && began && text !== began.fields.description) {
      live?.change([setFields(task, { description: text }, began)], "description");
    }
    live?.drafts.set(draft, undefined);
    setBegan(undefined);
  };

  if (!began) {
    return (
      <section aria-label={t("task.description")} className="flex flex-col items-start gap-2">
        {task.description === "" ? null : (
          <div className="w-full">
            <Suspense fallback={<p className="whitespace-pre-wrap">{task.description}</p>}>
              <Markdown text={task.description} />
            </Suspense>
          </div>
        )}
        <Button kind="ghost" className="-ms-3" onClick={edit}>
          {task.description === "" ? t("task.add_description") : t("task.edit_description")}
        </Button>
      </section>
    );
  }
  return (
    <section aria-label={t("task.description")} className="flex flex-col gap-2">
      <MarkdownField
        label={t("task.description")}
        autoFocus
        text={text}
        onChange={next => {
          setText(next);
          getLive()?.drafts.set(draft, next);
        }}
        onSave={() => end(true)}
        onCancel={() => end(false)}
      />
      <div className="flex items-center gap-2">
        <Button kind="primary" tipKeys="mod+Enter" tip={t("app.save")} onClick={() => end(true)}>
          {t("app.save")}
        </Button>
        <Button onClick={() => end(false)}>{t("app.cancel")}</Button>
        <span className="ms-auto text-xs text-fg-subtle">{t("task.markdown_hint")}</span>
      </div>
    </section>
  );
}
