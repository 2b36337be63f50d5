import { Check as CheckIcon } from "lucide-react";
import { useEffect, useId, useState } from "react";
import type { components } from "../../api/schema";
import type { Task } from "../../api/types.ts";
import { locale, t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { fullDay, today } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { Check, TextField } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { setFields } from "./changes.ts";
import { change, fresh, type Props } from "./picking.ts";
import { commonRules, inWords, type Recurrence } from "./recurrence.ts";

type Preview = components["schemas"]["RecurrencePreview"];

const PAUSE_MS = 250;
const DATES = 4;

/** How a task repeats: one of the usual ways, or said in words; the next dates are shown before it is saved. */
export function RepeatPicker({ tasks, first, anchor, onClose }: Props) {
  const from = first.due?.date ?? today();
  const now = first.recurrence;
  const [text, setText] = useState("");
  const asked = text.trim() === "" ? (now ? { rrule: now.rrule } : undefined) : { text: text.trim() };
  const { preview, failed } = usePreview(asked, first, from);
  const set = (recurrence: Recurrence | null) =>
    change(
      // What repeats needs a date to repeat from.
      fresh(tasks).map(task =>
        setFields(task, { recurrence, ...(recurrence && !task.due && { due: { date: from } }) }),
      ),
      "repeat",
    );
  const choose = (recurrence: Recurrence | null) => {
    set(recurrence);
    onClose();
  };
  const understood = text.trim() !== "" && preview ? preview : undefined;
  const hint = useId();
  return (
    <Popover anchor={anchor} onClose={onClose} label={t("detail.repeat")} className="w-80">
      <form
        className="flex flex-col gap-2 border-b border-border p-3"
        onSubmit={event => {
          event.preventDefault();
          if (understood) {
            choose({ rrule: understood.rrule, mode: understood.mode });
          }
        }}
      >
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <TextField
              label={t("detail.repeat_words")}
              data-autofocus
              dir="auto"
              maxLength={200}
              placeholder={t("detail.repeat_example")}
              autoComplete="off"
              aria-describedby={hint}
              value={text}
              onChange={event => setText(event.target.value)}
            />
          </div>
          <Button kind="primary" type="submit" className="h-9" disabled={!understood}>
            {t("detail.repeat_set")}
          </Button>
        </div>
        <div id={hint} role="status" className="text-sm text-fg-muted empty:hidden">
          {failed && text.trim() !== "" && t("detail.repeat_not_understood")}
          {preview && (
            <>
              {understood && (
                <p className="mb-1 font-medium text-fg">
                  {inWords({ rrule: preview.rrule, mode: preview.mode })}
                </p>
              )}
              <ul className="figures flex flex-col gap-0.5">
                {preview.items.slice(0, DATES).map(({ due }) => (
                  <li key={`${due.date} ${due.time ?? ""}`}>
                    {fullDay(due.date)} {due.time && <span dir="ltr">{due.time}</span>}
                  </li>
                ))}
                {(preview.more || preview.items.length > DATES) && <li aria-hidden="true">…</li>}
              </ul>
            </>
          )}
        </div>
      </form>
      <div className="max-h-72 overflow-y-auto p-1">
        <Usual label={t("detail.never")} checked={!now} onChoose={() => choose(null)} />
        {commonRules(from).map(({ id, rule }) => (
          <Usual
            key={id}
            label={inWords(rule)}
            checked={now?.rrule === rule.rrule}
            onChoose={() => choose({ ...rule, mode: now?.mode ?? "schedule" })}
          />
        ))}
      </div>
      {now && (
        <div className="border-t border-border px-3 py-2">
          <Check
            className="text-sm"
            label={t("detail.from_completion")}
            checked={now.mode === "completion"}
            onChange={event => set({ ...now, mode: event.target.checked ? "completion" : "schedule" })}
          />
        </div>
      )}
    </Popover>
  );
}

function Usual({ label, checked, onChoose }: { label: string; checked: boolean; onChoose(): void }) {
  return (
    <button
      type="button"
      aria-pressed={checked}
      className="flex min-h-8 w-full items-center gap-2 rounded-2 px-2 text-start text-sm hover:bg-hover touch:min-h-11"
      onClick={onChoose}
    >
      <span className="min-w-0 flex-1">{label}</span>
      {checked && <CheckIcon size={16} aria-hidden="true" className="shrink-0 text-accent-fg" />}
    </button>
  );
}

/** The next dates of a rule, or of words, as the server counts them. */
function usePreview(asked: { rrule: string } | { text: string } | undefined, task: Task, from: string) {
  const [answer, setAnswer] = useState<{ key: string; preview: Preview | undefined }>();
  const key = asked ? JSON.stringify(asked) : "";
  const due = task.due ?? { date: from };
  useEffect(() => {
    if (key === "") {
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        const body = { ...JSON.parse(key), due, count: DATES + 1, locale: locale() };
        api.post<Preview>("/recurrence/preview", body, { signal: stop.signal }).then(
          preview => setAnswer({ key, preview }),
          () => stop.signal.aborted || setAnswer({ key, preview: undefined }),
        );
      },
      key.startsWith('{"text"') ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);
  const current = answer?.key === key && key !== "" ? answer : undefined;
  return { preview: current?.preview, failed: current !== undefined && current.preview === undefined };
}
