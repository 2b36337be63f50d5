import { useEffect, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { setFields } from "./changes.ts";

/** Edits a title where it stands. What was typed is kept as a draft until it is saved or given up. */
export function Rename({ task, onEnd }: { task: Task; onEnd(): void }) {
  const draft = `title ${task.id}`;
  const field = useRef<HTMLTextAreaElement>(null);
  // What was on screen when editing began: a change by somebody else meanwhile is not overwritten unseen.
  const [began] = useState(() => ({ fields: { title: task.title }, version: task.version }));
  const [title, setTitle] = useState(() => getLive()?.drafts.get(draft) ?? task.title);
  const ended = useRef(false);

  // What is gone on with, since a colleague moved the card meanwhile, is not marked: the next key would replace it.
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(title === began.fields.title ? 0 : title.length, title.length);
  }, []);

  const end = (save: boolean) => {
    if (ended.current) {
      return;
    }
    ended.current = true;
    const live = getLive();
    const next = title.replace(/\s+/gu, " ").trim();
    if (save && next !== "" && next !== began.fields.title) {
      live?.change([setFields(task, { title: next }, began)], "rename");
    }
    live?.drafts.set(draft, undefined);
    onEnd();
  };

  return (
    <textarea
      ref={field}
      aria-label={t("task.title")}
      dir="auto"
      rows={Math.max(1, Math.ceil(title.length / 32))}
      maxLength={500}
      value={title}
      className="block w-full resize-none rounded-1 bg-transparent text-md outline-2 outline-focus"
      onChange={event => {
        setTitle(event.target.value);
        getLive()?.drafts.set(draft, event.target.value);
      }}
      onKeyDown={event => {
        if (event.nativeEvent.isComposing) {
          return;
        }
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          end(event.key === "Enter");
        }
      }}
      onBlur={() => end(true)}
    />
  );
}
