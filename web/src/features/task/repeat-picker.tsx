import { Check as CheckIcon } from "lucide-react";
import { useId, useState } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { today } from "../../app/times.ts";
import { useRow } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { INPUT, TextField } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { setFields } from "./changes.ts";
import { ComingDates } from "./coming-dates.tsx";
import { change, fresh, type Props } from "./picking.ts";
import { commonRules, inMode, inWords, type Mode, type Recurrence } from "./recurrence.ts";
import { usePreview } from "./repeat-preview.ts";

const MODES = ["schedule", "completion", "calendar"] as const satisfies readonly Mode[];

/** How a task repeats: one of the usual ways, or said in words; when the next one opens, and which are left out. */
export function RepeatPicker({ tasks, first, anchor, onClose }: Props) {
  const shown = useRow<Task>("task", first.id) ?? first;
  const from = shown.due?.date ?? today();
  const now = shown.recurrence;
  const [text, setText] = useState("");
  const typed = text.trim();
  const { preview, failed } = usePreview(
    typed !== ""
      ? { text: typed }
      : now
        ? {
            rrule: now.rrule,
            ...(now.mode && { mode: now.mode }),
            ...(now.except && { except: now.except }),
          }
        : undefined,
    shown,
    from,
  );
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
  const understood = typed !== "" && preview ? preview : undefined;
  const hint = useId();
  return (
    <Popover anchor={anchor} onClose={onClose} label={t("detail.repeat")} className="md:w-88">
      <div className="max-h-[80dvh] overflow-y-auto">
        <form
          className="flex flex-col gap-2 border-b border-border p-3"
          onSubmit={event => {
            event.preventDefault();
            if (understood) {
              choose({
                rrule: understood.rrule,
                mode: now?.mode === "calendar" ? "calendar" : understood.mode,
              });
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
            {failed && typed !== "" && t("detail.repeat_not_understood")}
            {understood && (
              <p className="font-medium text-fg">
                {inWords({ rrule: understood.rrule, mode: understood.mode })}
              </p>
            )}
          </div>
          {preview && (
            <ComingDates preview={preview} rule={typed === "" ? now : undefined} from={from} onSet={set} />
          )}
        </form>
        <div className="p-1">
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
        {now && <Going now={now} onSet={set} />}
      </div>
    </Popover>
  );
}

/** When the next one opens, and what becomes of dates that nobody was there for. */
function Going({ now, onSet }: { now: Recurrence; onSet(next: Recurrence): void }) {
  const field = `${INPUT} h-8 px-2 text-sm touch:h-11`;
  return (
    <div className="flex flex-col gap-2 border-t border-border p-3">
      <label className="flex flex-col gap-1 text-sm">
        <span className="text-fg-muted">{t("series.opens")}</span>
        <select
          className={field}
          value={now.mode ?? "schedule"}
          onChange={event => onSet(inMode(now, event.target.value as Mode))}
        >
          {MODES.map(mode => (
            <option key={mode} value={mode}>
              {t(`series.mode.${mode}`)}
            </option>
          ))}
        </select>
      </label>
      {now.mode === "calendar" && (
        <label className="flex flex-col gap-1 text-sm">
          <span className="text-fg-muted">{t("series.missed")}</span>
          <select
            className={field}
            value={now.missed ?? "latest"}
            onChange={event => {
              const { missed: _, ...rest } = now;
              onSet(event.target.value === "all" ? { ...rest, missed: "all" } : rest);
            }}
          >
            <option value="latest">{t("series.missed.latest")}</option>
            <option value="all">{t("series.missed.all")}</option>
          </select>
        </label>
      )}
    </div>
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
