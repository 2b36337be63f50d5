import { RotateCcw, SkipForward } from "lucide-react";
import { t } from "../../app/i18n.ts";
import { fullDay } from "../../app/times.ts";
import { IconButton } from "../../ui/button.tsx";
import type { Recurrence } from "./recurrence.ts";
import { excepting, takesExceptions } from "./recurrence.ts";
import { DATES, type Preview } from "./repeat-preview.ts";

interface Props {
  preview: Preview;
  /** The rule as it is; absent while another is being written. */
  rule: Recurrence | null | undefined;
  /** The open occurrence: it is left out in another way. */
  from: string;
  onSet(rule: Recurrence): void;
}

/** The next dates; each of a rule that stands can be left out, and be taken in again. */
export function ComingDates({ preview, rule, from, onSet }: Props) {
  const may = rule != null && takesExceptions(rule);
  return (
    <>
      <ul aria-label={t("series.coming")} className="figures flex flex-col text-sm text-fg-muted">
        {preview.items.slice(0, DATES).map(({ due }) => (
          <li
            key={`${due.date} ${due.time ?? ""}`}
            className="flex min-h-6 items-center gap-2 touch:min-h-11"
          >
            <span className="min-w-0 flex-1">
              {fullDay(due.date)} {due.time && <span dir="ltr">{due.time}</span>}
            </span>
            {may && due.date > from && (
              <IconButton
                size="sm"
                label={t("series.leave_out", { day: fullDay(due.date) })}
                onClick={() => onSet(excepting(rule, due.date, true))}
              >
                <SkipForward size={14} aria-hidden="true" className="rtl:-scale-x-100" />
              </IconButton>
            )}
          </li>
        ))}
        {(preview.more || preview.items.length > DATES) && <li aria-hidden="true">…</li>}
      </ul>
      {may && (rule.except?.length ?? 0) > 0 && (
        <ul aria-label={t("series.left_out")} className="figures flex flex-col text-sm text-fg-subtle">
          {rule.except?.map(date => (
            <li key={date} className="flex min-h-6 items-center gap-2 touch:min-h-11">
              <s className="min-w-0 flex-1">{fullDay(date)}</s>
              <IconButton
                size="sm"
                label={t("series.take_in", { day: fullDay(date) })}
                onClick={() => onSet(excepting(rule, date, false))}
              >
                <RotateCcw size={14} aria-hidden="true" className="rtl:-scale-x-100" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
