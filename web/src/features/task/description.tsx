import { Suspense, useState } from "react";
import type { Task } from "../../api/types.ts";
import { patientChunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { useTopics } from "../../sync/hooks.ts";
import { STATUS_TOPIC } from "../../sync/topics.ts";
import { Button } from "../../ui/button.tsx";
import { Bones } from "../../ui/states.tsx";
import { draftOf } from "./coedit/drafts.ts";
import type { Finished } from "./coedit/shared-editor.tsx";
import { useMayChange } from "./rights.ts";

const Markdown = patientChunk(() => import("./markdown.tsx"));
const SharedEditor = patientChunk(() => import("./coedit/shared-editor.tsx"));

/** A task's description: read as Markdown, written together with whoever else writes it. */
export function Description({ task }: { task: Task }) {
  const [writing, setWriting] = useState(false);
  /** What one wrote, until the task has it: with a version, or when nothing waits to be sent. */
  const [own, setOwn] = useState<{ text: string; version?: number }>();
  const unsent = useTopics([STATUS_TOPIC], live => live.drafts.get(draftOf(task.id)), undefined);
  const waiting = unsent === undefined ? undefined : (JSON.parse(unsent) as { text: string }).text;
  const ahead = own && (own.version === undefined || task.version < own.version) ? own.text : undefined;
  const text = waiting ?? ahead ?? task.description;
  const may = useMayChange(task);

  const finished = ({ text: written, version }: Finished) => {
    setWriting(false);
    setOwn({ text: written });
    void version.then(known => setOwn(known === undefined ? undefined : { text: written, version: known }));
  };

  if (writing) {
    return (
      <section aria-label={t("task.description")} className="flex flex-col gap-2">
        <Suspense fallback={<Bones rows={3} />}>
          <SharedEditor task={task} onDone={finished} />
        </Suspense>
      </section>
    );
  }
  return (
    <section
      aria-label={t("task.description")}
      data-pending={waiting === undefined ? undefined : ""}
      className="flex flex-col items-start gap-2"
    >
      {text !== "" && (
        <div className="w-full">
          <Suspense fallback={<p className="whitespace-pre-wrap wrap-anywhere">{text}</p>}>
            <Markdown text={text} />
          </Suspense>
        </div>
      )}
      {may && (
        <Button kind="ghost" className="-ms-3" onClick={() => setWriting(true)}>
          {text === "" ? t("task.add_description") : t("task.edit_description")}
        </Button>
      )}
    </section>
  );
}
