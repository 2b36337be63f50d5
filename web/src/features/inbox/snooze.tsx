import { CalendarDays, Moon, Sunrise } from "lucide-react";
import { t } from "../../app/i18n.ts";
import { dayName, times, today } from "../../app/times.ts";
import { Menu } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.ts";
import { DatePicker } from "../task/date-picker.tsx";
import { morning, SNOOZES, snoozedUntil } from "../task/soon.ts";
import type { Group } from "./model.ts";

interface Props {
  group: Group;
  anchor: DOMRect;
  weekStart: number;
  /** A day of one's own is being chosen. */
  picking: boolean;
  onPicking(): void;
  onSnooze(group: Group, until: Date): void;
  onClose(): void;
}

const ICONS = { later: Moon, tomorrow: Sunrise, week: CalendarDays } as const;

/** Until when something is put off: soon, or a day of one's own. */
export default function SnoozeMenu({
  group,
  anchor,
  weekStart,
  picking,
  onPicking,
  onSnooze,
  onClose,
}: Props) {
  const now = today();
  if (picking) {
    return (
      <DatePicker
        label={t("inbox.snooze")}
        value={undefined}
        weekStart={weekStart}
        anchor={anchor}
        onPick={date => {
          const until = date && morning(date);
          if (until && until.getTime() > Date.now()) {
            onSnooze(group, until);
          } else if (until) {
            toast({ text: t("inbox.snooze_past") });
          }
        }}
        onClose={onClose}
      />
    );
  }
  const usual = SNOOZES.map(name => ({ name, until: snoozedUntil(name, weekStart) }))
    // Late in the evening there is no later today.
    .filter(({ name, until }) => name !== "later" || today(until) === now)
    // On the eve of a week the next one begins tomorrow.
    .filter(({ until }, at, all) => all.findIndex(other => today(other.until) === today(until)) === at);
  return (
    <Menu
      label={t("inbox.snooze")}
      anchor={anchor}
      items={[
        ...usual.map(({ name, until }) => ({
          id: name,
          label: t(`inbox.snooze.${name}`, {
            day: dayName(today(until)),
            time: times.clock(until.getTime()),
          }),
          icon: ICONS[name],
          onSelect: () => onSnooze(group, until),
        })),
        {
          id: "date",
          label: t("inbox.snooze.date"),
          icon: CalendarDays,
          apart: true,
          onSelect: onPicking,
        },
      ]}
      onClose={onClose}
    />
  );
}
