import { useMemo, useRef, useState } from "react";
import type { Relation, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive, useAll } from "../../sync/hooks.ts";
import { score } from "../../ui/fuzzy.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { Picker } from "../../ui/picker.tsx";
import { relate } from "./hanging-changes.ts";
import { taskOf } from "./order.ts";
import { change, fresh, type Props } from "./picking.ts";
import { KINDS, type SeenAs } from "./seen.ts";

/** Relates tasks to another one: first how, then to which. */
export function RelationPicker({ tasks, anchor, onClose }: Props) {
  const [kind, setKind] = useState<SeenAs>();
  const chosen = useRef(false);
  const relations = useAll<Relation>("relation");
  const without = useMemo(() => {
    const ids = tasks.map(task => task.id);
    const related = relations.filter(one => ids.includes(one.task_id) || ids.includes(one.other_id));
    // Of several tasks some may be related to it already: those are left as they are.
    return ids.length > 1 ? ids : [...ids, ...related.flatMap(one => [one.task_id, one.other_id])];
  }, [tasks, relations]);
  if (kind === undefined) {
    return (
      <Picker
        key="kind"
        label={t("detail.add_relation")}
        placeholder={t("detail.add_relation")}
        anchor={anchor}
        options={KINDS.map(id => ({ id, label: t(`detail.kind.${id}`) }))}
        onPick={id => {
          chosen.current = true;
          setKind(id as SeenAs);
        }}
        onClose={() => chosen.current || onClose()}
      />
    );
  }
  const pick = (id: string) => {
    const live = getLive();
    const other = live && taskOf(live.entities, id);
    const apart = (one: Task) =>
      !relations.some(
        row =>
          (row.task_id === one.id && row.other_id === id) || (row.task_id === id && row.other_id === one.id),
      );
    if (other) {
      change(
        fresh(tasks)
          .filter(apart)
          .map(task => relate(task, other, kind)),
        "relation",
      );
    }
  };
  return (
    <TaskPicker
      key="task"
      label={t(`detail.kind.${kind}`)}
      without={without}
      anchor={anchor}
      onPick={pick}
      onClose={onClose}
    />
  );
}

const MOST = 30;

interface TaskPickerProps {
  label: string;
  without: readonly string[];
  anchor: DOMRect;
  onPick(id: string): void;
  onClose(): void;
}

/** Finds a task of the workspace by key or words. */
function TaskPicker({ label, without, anchor, onPick, onClose }: TaskPickerProps) {
  const [text, setText] = useState("");
  const options = useMemo(() => {
    const hidden = new Set(without);
    const tasks = ((getLive()?.entities.list("task") ?? []) as unknown as Task[]).filter(
      task => !hidden.has(task.id) && !task.deleted_at && task.key !== "",
    );
    const found =
      text.trim() === ""
        ? tasks
            .slice(-MOST)
            .reverse()
            .map(task => ({ task, points: 1 }))
        : tasks.map(task => ({ task, points: score(text, `${task.key} ${task.title}`) }));
    return found
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points)
      .slice(0, MOST)
      .map(({ task }) => ({
        id: task.id,
        label: task.title,
        hint: task.key,
        glyph: <StatusGlyph category={task.status_category} />,
      }));
  }, [text, without]);
  return (
    <Picker
      label={label}
      placeholder={t("detail.find_task")}
      options={options}
      anchor={anchor}
      onText={setText}
      onPick={onPick}
      onClose={onClose}
    />
  );
}
