import { useEffect } from "react";
import type { Task } from "../../api/types.ts";
import { hasMessage, t } from "../../app/i18n.ts";
import { useStore } from "../../app/store.ts";
import { list } from "../../app/times.ts";
import { Choice } from "../../ui/field.tsx";
import { useMayChange } from "./rights.ts";
import { chosenReach, isInSeries, type Reach, reachOf } from "./series.ts";

/** For which occurrences of a repeating task a change counts: this one alone, or those that follow, too. */
export function SeriesReach({ task }: { task: Task }) {
  useStore(chosenReach);
  const may = useMayChange(task);
  useEffect(() => () => chosenReach.set(undefined), [task.id]);
  if (!may || !isInSeries(task)) {
    return null;
  }
  const own = Object.keys(task.recurrence?.following ?? {}).map(name => {
    const id = `activity.field.${name}`;
    return hasMessage(id) ? t(id) : name;
  });
  return (
    <div className="flex flex-col gap-1.5 rounded-3 bg-sunken p-2 text-sm">
      <dt className="px-1 text-xs text-fg-muted">{t("series.reach")}</dt>
      <dd className="flex flex-col gap-1.5">
        <Choice<Reach>
          label={t("series.reach")}
          value={reachOf(task)}
          options={[
            { value: "following", label: t("series.following") },
            { value: "this", label: t("series.this") },
          ]}
          onChange={reach => chosenReach.set({ id: task.id, reach })}
        />
        {own.length > 0 && (
          <span className="px-1 text-xs text-fg-muted">{t("series.own", { fields: list(own) })}</span>
        )}
      </dd>
    </div>
  );
}
