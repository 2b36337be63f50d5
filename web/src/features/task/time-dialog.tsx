import { Timer, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Member, Task, TimeEntry } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, times, today } from "../../app/times.ts";
import { getLive, useAll, useRows } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { RowItem, Rows } from "../../ui/section.tsx";
import { clock, duration, parseDuration } from "./duration.ts";
import { useMayChange } from "./rights.ts";
import { renote, setTimer, track, untrack, useSeconds } from "./timer.ts";

/** Who worked on a task, when and for how long; and a stretch by hand. */
export default function TimeDialog({ task, onClose }: { task: Task; onClose(): void }) {
  const entries = [...useRows<TimeEntry>("time", task.id, "time_entry")].sort((one, other) =>
    one.started_at < other.started_at ? 1 : -1,
  );
  const may = useMayChange(task, "commenter");
  const sum = entries.reduce((all, entry) => all + (entry.seconds ?? 0), 0);
  return (
    <Dialog title={t("time.of", { key: task.key })} onClose={onClose}>
      <div className="flex flex-col gap-5 p-5">
        {may && <Add task={task} />}
        {entries.length > 0 && (
          <>
            <p className="flex items-baseline justify-between text-sm text-fg-muted">
              {t("time.tracked")}
              <span className="figures text-lg font-semibold text-fg">{duration(sum)}</span>
            </p>
            <Rows label={t("time.tracked")}>
              {entries.map(entry => (
                <Entry key={entry.id} entry={entry} may={may} />
              ))}
            </Rows>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Add({ task }: { task: Task }) {
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const [day, setDay] = useState(today);
  const [wrong, setWrong] = useState<"length" | "future">();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const live = getLive();
    const seconds = parseDuration(text);
    if (seconds === undefined || !live) {
      setWrong("length");
      return;
    }
    // On an earlier day it ends at noon, today now: when exactly nobody said.
    const end = day === today() ? Date.now() : new Date(`${day}T12:00:00`).getTime();
    if (!(end <= Date.now())) {
      setWrong("future");
      return;
    }
    const [startedAt, endedAt] = [new Date(end - seconds * 1_000), new Date(end)].map(at =>
      at.toISOString(),
    ) as [string, string];
    live.change([track(task, live.me, { startedAt, endedAt, note: note.trim() })], "time");
    setText("");
    setNote("");
    setWrong(undefined);
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={add} noValidate>
      <div className="grid gap-3 md:grid-cols-2">
        <TextField
          label={t("time.length")}
          data-autofocus
          dir="auto"
          placeholder={t("time.length_example")}
          autoComplete="off"
          maxLength={40}
          value={text}
          error={wrong === "length" ? t("time.no_length") : undefined}
          onChange={event => {
            setText(event.target.value);
            setWrong(undefined);
          }}
        />
        <TextField
          label={t("time.day")}
          type="date"
          max={today()}
          value={day}
          error={wrong === "future" ? t("time.no_future") : undefined}
          onChange={event => {
            setDay(event.target.value);
            setWrong(undefined);
          }}
        />
      </div>
      <div className="flex items-end gap-3">
        <div className="min-w-0 flex-1">
          <TextField
            label={t("time.note")}
            dir="auto"
            maxLength={2_000}
            value={note}
            onChange={event => setNote(event.target.value)}
          />
        </div>
        <Button kind="primary" type="submit" className="h-9 touch:h-11">
          {t("time.add")}
        </Button>
      </div>
    </form>
  );
}

function Entry({ entry, may }: { entry: TimeEntry; may: boolean }) {
  const me = getLive()?.me;
  const member = useAll<Member>("member").find(one => one.user_id === entry.user_id);
  const name = member?.name ?? t("task.somebody");
  const seconds = useSeconds(entry.ended_at ? undefined : entry.started_at);
  const [note, setNote] = useState<string>();
  const mine = may && entry.user_id === me;
  const day = times.date(entry.started_at);
  const keep = () => {
    if (note !== undefined && note.trim() !== entry.note) {
      getLive()?.change([renote(entry, note.trim())], "time");
    }
    setNote(undefined);
  };
  return (
    <RowItem className="flex-nowrap">
      <Avatar id={entry.user_id} name={name} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2 text-sm">
          <bdi className="truncate font-medium">{name}</bdi>
          <span className="text-fg-muted" data-tip={times.full(entry.started_at)}>
            {day === times.date(Date.now()) ? dayName(today()) : day}
          </span>
        </span>
        {mine ? (
          <input
            aria-label={t("time.note")}
            dir="auto"
            maxLength={2_000}
            placeholder={t("time.note")}
            className="-ms-2 h-7 w-full rounded-2 border border-transparent bg-transparent px-2 text-sm hover:border-border-strong touch:h-11"
            value={note ?? entry.note}
            onChange={event => setNote(event.target.value)}
            onBlur={keep}
            onKeyDown={event => {
              if (event.key === "Enter") {
                keep();
              }
            }}
          />
        ) : (
          entry.note && (
            <span dir="auto" className="block text-sm wrap-anywhere text-fg-muted">
              {entry.note}
            </span>
          )
        )}
      </span>
      {entry.ended_at ? (
        <span className="figures shrink-0 text-sm font-medium">{duration(entry.seconds ?? 0)}</span>
      ) : (
        <span
          className="figures inline-flex shrink-0 items-center gap-1.5 text-sm font-medium text-accent-fg"
          dir="ltr"
        >
          <Timer size={14} aria-hidden="true" />
          {clock(seconds)}
        </span>
      )}
      {mine && !entry.ended_at && (
        <Button size="sm" onClick={() => void setTimer(entry.task_id, false)}>
          {t("time.stop_short")}
        </Button>
      )}
      {mine && entry.ended_at && (
        <IconButton
          label={t("time.delete", { length: duration(entry.seconds ?? 0) })}
          onClick={() => getLive()?.change([untrack(entry)], "time")}
        >
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      )}
    </RowItem>
  );
}
