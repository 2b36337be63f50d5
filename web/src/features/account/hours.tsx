import type { NotificationPreferences } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { weekdays } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import { Check, INPUT } from "../../ui/field.tsx";
import type { Save } from "./notifications.tsx";

interface Props {
  wishes: NotificationPreferences;
  save: Save;
}

const NIGHT = { from: "22:00", to: "07:00" } as const;
const MORNING = "08:00";
const ROW = "flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2";

/** A time of the day; saved when one leaves it, as each digit is a change. */
function Clock({ label, value, onSave }: { label: string; value: string; onSave(time: string): void }) {
  return (
    <input
      key={value}
      type="time"
      required
      aria-label={label}
      defaultValue={value}
      className={cx(INPUT, "h-8 w-auto! text-sm touch:h-11")}
      onBlur={event => {
        const time = event.target.value;
        if (time !== "" && time !== value) {
          onSave(time);
        }
      }}
    />
  );
}

/** While it is quiet, mail waits. */
export function QuietHours({ wishes, save }: Props) {
  const quiet = wishes.quiet_hours;
  return (
    <div className={ROW}>
      <Check
        label={t("account.quiet")}
        checked={quiet != null}
        onChange={event => save({ quiet_hours: event.target.checked ? NIGHT : null })}
      />
      {quiet && (
        <span className="flex items-center gap-2">
          <Clock
            label={t("account.quiet_from")}
            value={quiet.from}
            onSave={from => save({ quiet_hours: { ...quiet, from } })}
          />
          <span aria-hidden="true">–</span>
          <Clock
            label={t("account.quiet_to")}
            value={quiet.to}
            onSave={end => save({ quiet_hours: { ...quiet, to: end } })}
          />
        </span>
      )}
    </div>
  );
}

/** One mail with what is unread, each day or week. */
export function Digests({ wishes, save }: Props) {
  const { daily_digest: daily, weekly_digest: weekly } = wishes;
  return (
    <>
      <div className={ROW}>
        <Check
          label={t("account.daily")}
          checked={daily != null}
          onChange={event => save({ daily_digest: event.target.checked ? MORNING : null })}
        />
        {daily && (
          <Clock label={t("account.daily_at")} value={daily} onSave={time => save({ daily_digest: time })} />
        )}
      </div>
      <div className={ROW}>
        <Check
          label={t("account.weekly")}
          checked={weekly != null}
          onChange={event => save({ weekly_digest: event.target.checked ? { day: 1, time: MORNING } : null })}
        />
        {weekly && (
          <span className="flex items-center gap-2">
            <select
              aria-label={t("account.weekly_on")}
              value={weekly.day}
              className={cx(INPUT, "h-8 w-auto! text-sm touch:h-11")}
              onChange={event => save({ weekly_digest: { ...weekly, day: Number(event.target.value) } })}
            >
              {weekdays().map(({ number, name }) => (
                <option key={number} value={number}>
                  {name}
                </option>
              ))}
            </select>
            <Clock
              label={t("account.weekly_at")}
              value={weekly.time}
              onSave={time => save({ weekly_digest: { ...weekly, time } })}
            />
          </span>
        )}
      </div>
    </>
  );
}
