import { useMemo, useState } from "react";
import type { Project, Status, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useStore } from "../../app/store.ts";
import { getLive, useIds, useRows } from "../../sync/hooks.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { columnIds, columnKey, movesTo } from "../task/order.ts";
import { fresh, tasksOf } from "../task/picking.ts";
import { mayIn } from "../task/rights.ts";
import { type Moved, movingTo } from "./moving-to.ts";

/** Chooses project, column and position without dragging. It stands once in the page. */
export default function MoveDialog() {
  const now = useStore(movingTo);
  const [first, ...others] = tasksOf(now?.ids ?? []);
  const close = () => movingTo.set(undefined);
  return now && first ? (
    <Dialog
      title={
        others.length > 0
          ? t("board.move_many", { count: others.length + 1 })
          : t("board.move_one", { key: first.key })
      }
      size="sm"
      onClose={close}
    >
      <MoveForm key={now.ids.join()} {...now} onClose={close} />
    </Dialog>
  ) : null;
}

/** The form of it, which the palette has, too. */
export function MoveForm({ ids: asked, done, onClose }: Moved & { onClose(): void }) {
  const tasks = tasksOf(asked);
  const [first] = tasks;
  return first ? <Form tasks={tasks} first={first} done={done} onClose={onClose} /> : null;
}

interface FormProps {
  tasks: readonly Task[];
  first: Task;
  done: Moved["done"];
  onClose(): void;
}

function Form({ tasks, first, done, onClose }: FormProps) {
  const projects = useRows<Project>("projects", "all", "project").filter(one => {
    const live = getLive();
    return !live || mayIn(live, one.id);
  });
  const [project, setProject] = useState(first.project_id);
  const statuses = useRows<Status>("statuses", project, "status");
  const [chosen, setChosen] = useState(first.status_id);
  const status =
    statuses.find(one => one.id === chosen) ??
    statuses.find(one => one.category === first.status_category) ??
    statuses[0];
  const ids = useIds("column", columnKey(project, status?.id ?? ""));
  const others = useMemo(() => ids.filter(id => !tasks.some(task => task.id === id)), [ids, tasks]);
  const here = ids.indexOf(first.id);
  const [position, setPosition] = useState<number>();
  const most = others.length + 1;
  const shown = Math.min(position ?? (here >= 0 ? here + 1 : 1), most);

  const save = () => {
    const live = getLive();
    onClose();
    if (!live || !status) {
      return;
    }
    const before = others[shown - 1];
    const all = columnIds(live.entities, project, status.id);
    const slot = before === undefined ? all.length : all.indexOf(before);
    const changes = movesTo(live.entities, fresh(tasks), project, status, slot);
    if (changes.length > 0) {
      live.change(changes, "move");
      announce(
        t("board.moved", {
          key: first.key,
          title: first.title,
          column: status.name,
          position: shown,
          count: most,
        }),
      );
      done?.(first.id);
    }
  };

  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <Choice
        label={t("task.project")}
        value={project}
        onChange={setProject}
        options={projects.map(one => [one.id, one.name])}
      />
      <Choice
        label={t("board.column")}
        value={status?.id ?? ""}
        onChange={id => {
          setChosen(id);
          setPosition(undefined);
        }}
        options={statuses.map(one => [one.id, one.name])}
        focus
      />
      <label className="flex flex-col gap-1 text-sm font-medium">
        {t("board.position")}
        <span className="flex items-center gap-2">
          <input
            type="number"
            inputMode="numeric"
            min={1}
            max={most}
            value={shown}
            className="figures h-8 w-24 rounded-2 border border-border-strong bg-surface px-2 text-md touch:h-11"
            onChange={event => setPosition(Math.max(1, Math.min(most, event.target.valueAsNumber || 1)))}
          />
          <span className="text-fg-muted">{t("board.of", { count: most })}</span>
          <Button type="button" className="ms-auto" onClick={() => setPosition(1)}>
            {t("board.to_top")}
          </Button>
          <Button type="button" onClick={() => setPosition(most)}>
            {t("board.to_bottom")}
          </Button>
        </span>
      </label>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button kind="primary" type="submit" disabled={!status}>
          {t("board.move")}
        </Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange(value: string): void;
  focus?: boolean;
}

function Choice({ label, value, options, onChange, focus }: ChoiceProps) {
  return (
    <label className="flex flex-col gap-1 text-sm font-medium">
      {label}
      <select
        value={value}
        data-autofocus={focus || undefined}
        className="h-8 rounded-2 border border-border-strong bg-surface px-2 text-md touch:h-11"
        onChange={event => onChange(event.target.value)}
      >
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
