import { useEffect, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { setFields } from "./changes.ts";
import { useMayChange } from "./rights.ts";

/** A task's title; for whoever may change the task, a field. */
export function Title({ task }: { task: Task }) {
  return useMayChange(task) ? (
    <TitleField task={task} />
  ) : (
    <p dir="auto" data-title="" className="py-1 text-xl font-semibold wrap-anywhere rtl:text-right">
      {task.title}
    </p>
  );
}

interface Writing {
  readonly text: string;
  /** What was on screen when editing began: a change by somebody else meanwhile is not overwritten unseen. */
  readonly began: { readonly fields: { readonly title: string }; readonly version: number };
}

const beganWith = (task: Task): Writing["began"] => ({
  fields: { title: task.title },
  version: task.version,
});

/** Enter saves, and so does leaving in whatever way, also by the back button or a reload; Esc puts back what was there. */
function TitleField({ task }: { task: Task }) {
  const draft = `title ${task.id}`;
  const [writing, setWriting] = useState<Writing>();
  // The same without waiting for a drawing: one key press may save and take the focus away, which saves as well.
  const now = useRef(writing);
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (next: Writing | undefined) => {
    now.current = next;
    setWriting(next);
  };
  const keep = (text: string | undefined) => getLive()?.drafts.set(draft, text);
  const save = useRef(() => {});
  save.current = () => {
    const written = now.current;
    if (!written) {
      return;
    }
    write(undefined);
    keep(undefined);
    const title = written.text.replace(/\s+/gu, " ").trim();
    if (title !== "" && title !== written.began.fields.title) {
      getLive()?.change([setFields(task, { title }, written.began)], "rename");
    }
  };

  useEffect(() => {
    const leave = () => save.current();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  /** To what comes after the title. */
  const goOn = () => field.current?.closest("article")?.querySelector<HTMLElement>("dd button")?.focus();

  return (
    <textarea
      ref={field}
      aria-label={t("task.title")}
      dir="auto"
      rows={1}
      maxLength={500}
      value={writing ? writing.text : task.title}
      className="field-sizing-content -mx-2 resize-none rounded-2 bg-transparent px-2 py-1 text-xl font-semibold hover:bg-hover focus:bg-transparent"
      onFocus={() => write({ text: getLive()?.drafts.get(draft) ?? task.title, began: beganWith(task) })}
      onChange={({ target }) => {
        write({ text: target.value, began: now.current?.began ?? beganWith(task) });
        keep(target.value);
      }}
      onBlur={() => save.current()}
      onKeyDown={event => {
        if (event.nativeEvent.isComposing) {
          return;
        }
        if (event.key === "Enter") {
          event.preventDefault();
          save.current();
          goOn();
        } else if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          const touched = now.current && now.current.text !== task.title;
          write({ text: task.title, began: beganWith(task) });
          keep(undefined);
          // Once puts the text back, twice leaves the field.
          if (!touched) {
            goOn();
          }
        }
      }}
    />
  );
}
