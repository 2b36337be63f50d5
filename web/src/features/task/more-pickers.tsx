import type { Project, Status, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { today } from "../../app/times.ts";
import { getLive, useRows } from "../../sync/hooks.ts";
import { type Option, Picker } from "../../ui/picker.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { setFields } from "./changes.ts";
import { columnIds, movesTo } from "./order.ts";
import { change, fresh, type Props } from "./picking.ts";
import { commonRules, inWords } from "./recurrence.ts";

export function RepeatPicker({ tasks, first, anchor, onClose }: Props) {
  const from = first.due?.date ?? today();
  const rules = commonRules(from);
  const now = first.recurrence;
  const afterwards = now?.mode === "completion";
  const set = (recurrence: Task["recurrence"] | null) =>
    change(
      // What repeats needs a date to repeat from.
      fresh(tasks).map(task =>
        setFields(task, {
          recurrence: recurrence ?? null,
          ...(recurrence && !task.due && { due: { date: from } }),
        }),
      ),
      "repeat",
    );
  const options: Option[] = [
    { id: "never", label: t("detail.never"), checked: !now },
    ...rules.map(({ id, rule }) => ({ id, label: inWords(rule), checked: now?.rrule === rule.rrule })),
    ...(now ? [{ id: "mode", label: t("detail.from_completion"), checked: afterwards }] : []),
  ];
  const pick = (id: string) => {
    const rule = rules.find(one => one.id === id)?.rule;
    if (id === "mode" && now) {
      set({ ...now, mode: afterwards ? "schedule" : "completion" });
    } else {
      set(rule ? { ...rule, mode: now?.mode ?? "schedule" } : null);
    }
  };
  return (
    <Picker
      label={t("detail.repeat")}
      placeholder={t("detail.repeat")}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}

export function ProjectPicker({ tasks, first, anchor, onClose }: Props) {
  const projects = useRows<Project>("projects", "all", "project").filter(project => !project.archived_at);
  const options: Option[] = projects.map(project => ({
    id: project.id,
    label: project.name,
    hint: project.key,
    glyph: <ProjectIcon project={project} />,
    checked: project.id === first.project_id,
  }));
  const pick = (id: string) => {
    const live = getLive();
    const moving = fresh(tasks).filter(task => task.project_id !== id);
    const statuses = (live?.entities.ids("statuses", id) ?? [])
      .map(one => live?.entities.get("status", one) as unknown as Status | undefined)
      .filter(status => status !== undefined);
    const changes = moving.flatMap(task => {
      // The same stage of the work, where the other project has it.
      const status = statuses.find(one => one.category === task.status_category) ?? statuses[0];
      const end = live && status ? columnIds(live.entities, id, status.id).length : 0;
      return live && status ? movesTo(live.entities, [task], id, status, end) : [];
    });
    change(changes, "move");
  };
  return (
    <Picker
      label={t("task.project")}
      placeholder={t("detail.move_to_project")}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}
