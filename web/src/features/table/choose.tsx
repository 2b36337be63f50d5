import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { Change } from "../../sync/command.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { type Option, Picker } from "../../ui/picker.tsx";
import { setCustom, setFields } from "../task/changes.ts";
import { change, fresh } from "../task/picking.ts";
import type { Around } from "../view/known.ts";
import { valueOfField } from "./cells.ts";
import type { Choosing } from "./choosing.ts";

/** Chooses a milestone, a cycle, or the value of a custom field for tasks. */
export default function Choose({
  column,
  tasks,
  anchor,
  around,
  onClose,
}: Choosing & { around: Around; onClose(): void }) {
  const { name, field, label } = column;
  const [first] = tasks;
  const own = (row: { project_id: string }) => row.project_id === first?.project_id;
  const options: Option[] =
    name === "milestone"
      ? around.milestones.filter(own).map(one => ({
          id: one.id,
          label: one.name,
          checked: tasks.every(task => task.milestone_id === one.id),
        }))
      : name === "cycle"
        ? around.cycles
            .filter(one => own(one) && one.state !== "completed")
            .map(one => ({
              id: one.id,
              label: one.name,
              checked: tasks.every(task => task.cycle_id === one.id),
            }))
        : field?.type === "person"
          ? around.members.map(({ user_id, name: person }) => ({
              id: user_id,
              label: person,
              glyph: <Avatar id={user_id} name={person} size="sm" mute />,
              checked: tasks.every(task => valueOfField(task, field) === user_id),
            }))
          : (field?.options ?? []).map(option => ({
              id: option.id,
              label: option.name,
              glyph: (
                <span
                  className="size-2.5 shrink-0 rounded-full border border-border-strong"
                  style={{ backgroundColor: option.colour }}
                />
              ),
              checked: tasks.every(task => field && [valueOfField(task, field)].flat().includes(option.id)),
            }));
  const multi = field?.type === "multi_select";
  const nothing: Option = { id: "", label: t("filter.none"), checked: false };
  const set = (task: Task, id: string): Change => {
    if (name === "milestone") {
      return setFields(task, { milestone_id: id || null });
    }
    if (name === "cycle") {
      return setFields(task, { cycle_id: id || null });
    }
    const key = field?.id ?? "";
    if (!multi || id === "") {
      return setCustom(task, key, id || null);
    }
    const had = field ? ([valueOfField(task, field) ?? []].flat() as string[]) : [];
    const next = had.includes(id) ? had.filter(one => one !== id) : [...had, id];
    return setCustom(task, key, next.length > 0 ? next : null);
  };
  return (
    <Picker
      label={label}
      placeholder={label}
      options={field?.required ? options : [...options, nothing]}
      anchor={anchor}
      multi={multi}
      onPick={id =>
        change(
          fresh(tasks).map(task => set(task, id)),
          "edit",
        )
      }
      onClose={onClose}
    />
  );
}
