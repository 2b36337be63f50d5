import { useState } from "react";
import type { Project, Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { getLive, useRows } from "../../sync/hooks.ts";
import { type Option, Picker } from "../../ui/picker.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { setFields } from "./changes.ts";
import { columnIds, movesTo } from "./order.ts";
import { change, fresh, type Props } from "./picking.ts";
import { mayIn } from "./rights.ts";

export function EstimatePicker({ tasks, first, anchor, onClose }: Props) {
  const [text, setText] = useState("");
  const typed = Number(text.replace(",", "."));
  const usual = text.trim() !== "" && typed >= 0 && typed <= 1_000_000 ? [typed] : [0.5, 1, 2, 3, 5, 8, 13];
  const options: Option[] = usual.map(points => ({
    id: String(points),
    label: number(points),
    checked: first.estimate === points,
  }));
  const none: Option = { id: "", label: t("task.no_estimate"), checked: first.estimate == null };
  const pick = (id: string) => {
    const estimate = id === "" ? null : Number(id);
    change(
      fresh(tasks).map(task => setFields(task, { estimate })),
      "estimate",
    );
  };
  return (
    <Picker
      label={t("task.estimate")}
      placeholder={t("task.set_estimate")}
      options={text.trim() === "" ? [none, ...options] : options}
      {...{ anchor, onClose }}
      onText={setText}
      onPick={pick}
    />
  );
}

export function ProjectPicker({ tasks, first, anchor, onClose }: Props) {
  const projects = useRows<Project>("projects", "all", "project").filter(project => {
    const live = getLive();
    return !live || mayIn(live, project.id);
  });
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
