import { Flag, IterationCw } from "lucide-react";
import type { Cycle, Milestone } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { type Option, Picker } from "../../ui/picker.tsx";
import { setFields } from "./changes.ts";
import { change, fresh, type Props } from "./picking.ts";

const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

export function MilestonePicker({ tasks, first, anchor, onClose }: Props) {
  const milestones = useAll<Milestone>("milestone")
    .filter(one => one.project_id === first.project_id)
    .filter(one => one.state === "open" || one.id === first.milestone_id)
    .sort((one, other) => byText(one.position, other.position));
  const options: Option[] = [
    { id: "", label: t("plan.no_milestone"), checked: !first.milestone_id },
    ...milestones.map(one => ({
      id: one.id,
      label: one.name,
      glyph: <Flag size={16} className="shrink-0 text-fg-muted" />,
      hint: one.target_on ? dayName(one.target_on) : undefined,
      checked: one.id === first.milestone_id,
    })),
  ];
  const pick = (id: string) =>
    change(
      // A milestone is of one project.
      fresh(tasks)
        .filter(task => task.project_id === first.project_id)
        .map(task => setFields(task, { milestone_id: id || null })),
      "milestone",
    );
  return (
    <Picker
      label={t("plan.milestone")}
      placeholder={t("plan.set_milestone")}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}

export function CyclePicker({ tasks, first, anchor, onClose }: Props) {
  const cycles = useAll<Cycle>("cycle")
    .filter(one => one.project_id === first.project_id)
    .filter(one => one.state !== "completed" || one.id === first.cycle_id)
    .sort((one, other) => byText(one.start_on, other.start_on));
  const options: Option[] = [
    { id: "", label: t("plan.no_cycle"), checked: !first.cycle_id },
    ...cycles.map(one => ({
      id: one.id,
      label: one.name,
      glyph: <IterationCw size={16} className="shrink-0 text-fg-muted" />,
      hint: one.state === "active" ? t("plan.state.active") : dayName(one.start_on),
      checked: one.id === first.cycle_id,
    })),
  ];
  const pick = (id: string) =>
    change(
      fresh(tasks)
        .filter(task => task.project_id === first.project_id)
        .map(task => setFields(task, { cycle_id: id || null })),
      "cycle",
    );
  return (
    <Picker
      label={t("plan.cycle")}
      placeholder={t("plan.set_cycle")}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}
