import { Suspense, useState } from "react";
import type { Project } from "../../api/types.ts";
import { patientChunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { MarkdownField } from "../task/markdown-field.tsx";
import { setProject } from "./changes.ts";

const Markdown = patientChunk(() => import("../task/markdown.tsx"));

/** A project's description: read as Markdown, edited as text. What was typed outlives the page. */
export function About({ project, canEdit }: { project: Project; canEdit: boolean }) {
  const draft = `project ${project.id}`;
  const kept = getLive()?.drafts.get(draft);
  const now = () => ({ fields: { description: project.description }, version: project.version });
  const [began, setBegan] = useState(() => (kept === undefined ? undefined : now()));
  const [text, setText] = useState(kept ?? "");
  const end = (save: boolean) => {
    const live = getLive();
    if (save && began && text !== began.fields.description) {
      live?.change([setProject(project, { description: text }, began)], "description");
    }
    live?.drafts.set(draft, undefined);
    setBegan(undefined);
  };
  if (!began) {
    return (
      <div className="flex flex-col items-start gap-2">
        {project.description === "" ? (
          <p className="text-fg-muted">{t("overview.no_description")}</p>
        ) : (
          <div className="w-full">
            <Suspense fallback={<p className="whitespace-pre-wrap wrap-anywhere">{project.description}</p>}>
              <Markdown text={project.description} />
            </Suspense>
          </div>
        )}
        {canEdit && (
          <Button
            kind="ghost"
            className="-ms-3"
            onClick={() => {
              setText(project.description);
              setBegan(now());
            }}
          >
            {t(project.description === "" ? "task.add_description" : "task.edit_description")}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-2">
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
      </div>
    </div>
  );
}
