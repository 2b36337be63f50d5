import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId } from "react";
import { t } from "../../app/i18n.ts";
import { ago, times } from "../../app/times.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { personName } from "../task/said.ts";
import type { Entry } from "../task/told.ts";

interface SliderProps {
  /** From the past to now. */
  entries: readonly Entry[];
  place: number;
  onChoose(place: number): void;
}

/** Goes back in time, change by change. */
export function Slider({ entries, place, onChoose }: SliderProps) {
  const id = useId();
  const entry = entries[place];
  const last = entries.length - 1;
  if (!entry) {
    return null;
  }
  const isNow = place === last;
  const when = isNow ? t("history.now") : times.full(entry.at);
  return (
    <div className="flex flex-col gap-3 rounded-3 border border-border bg-surface p-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <label htmlFor={id} className="text-sm font-medium text-fg-muted">
          {t("history.as_of")}
        </label>
        <output htmlFor={id} className="figures font-semibold">
          {when}
        </output>
        {!isNow && <span className="text-sm text-fg-muted">{ago(entry.at)}</span>}
        <span className="ms-auto flex items-center gap-1">
          {!isNow && <Button onClick={() => onChoose(last)}>{t("history.back_to_now")}</Button>}
          <IconButton label={t("history.earlier")} disabled={place === 0} onClick={() => onChoose(place - 1)}>
            <ChevronLeft size={16} className="rtl:-scale-x-100" />
          </IconButton>
          <IconButton label={t("history.later")} disabled={isNow} onClick={() => onChoose(place + 1)}>
            <ChevronRight size={16} className="rtl:-scale-x-100" />
          </IconButton>
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={place}
        disabled={last === 0}
        aria-valuetext={isNow ? when : t("history.at", { when, name: personName(entry.actor_id) })}
        className="h-6 w-full cursor-pointer accent-accent touch:h-11"
        onChange={event => onChoose(Number(event.target.value))}
      />
      <div className="figures flex justify-between gap-4 text-xs text-fg-subtle">
        <span>{times.date(entries[0]?.at ?? entry.at)}</span>
        <span>{t("history.now")}</span>
      </div>
    </div>
  );
}
