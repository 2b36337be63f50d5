import { type FormEvent, useState } from "react";
import type { CustomField, Member } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive, useAll, useRow } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { type Option, Picker } from "../../ui/picker.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { setCustom } from "./changes.ts";
import { customValue, parsed, type Value } from "./custom.ts";
import { DatePicker } from "./date-picker.tsx";
import { OptionDot } from "./option-dot.tsx";
import { taskOf } from "./order.ts";
import { change, fresh, type Props } from "./picking.ts";

/** Gives a custom field a value, whatever kind it is of. */
export function CustomPicker({ id, ...props }: Props & { id: string }) {
  const field = useRow<CustomField>("custom_field", id);
  const weekStart = useOwnWeekStart();
  if (!field) {
    return null;
  }
  const { tasks, first, anchor, onClose } = props;
  const value = customValue(first, field);
  const set = (next: Value | undefined) =>
    change(
      fresh(tasks)
        .filter(task => field.project_id == null || task.project_id === field.project_id)
        .map(task => setCustom(task, field.id, next ?? null)),
      "field",
    );
  switch (field.type) {
    case "date":
      return (
        <DatePicker
          label={field.name}
          value={value === undefined ? undefined : String(value)}
          weekStart={weekStart}
          anchor={anchor}
          onPick={date => set(date ?? undefined)}
          onClose={onClose}
        />
      );
    case "select":
    case "multi_select":
      return <Choices {...props} field={field} onSet={set} />;
    case "person":
      return <Person {...props} field={field} onSet={set} />;
    default:
      return <Typed {...props} field={field} onSet={set} />;
  }
}

interface OneProps extends Props {
  field: CustomField;
  onSet(value: Value | undefined): void;
}

const none = (field: CustomField, value: Value | undefined): Option[] =>
  field.required && value !== undefined
    ? []
    : [{ id: "", label: t("fields.no_value"), checked: value === undefined }];

function Choices({ field, first, anchor, onClose, onSet }: OneProps) {
  const many = field.type === "multi_select";
  const value = customValue(first, field);
  const [chosen, setChosen] = useState<readonly string[]>(
    Array.isArray(value) ? value : value === undefined ? [] : [String(value)],
  );
  const options: Option[] = [
    ...(many ? [] : none(field, value)),
    ...field.options.map(option => ({
      id: option.id,
      label: option.name,
      glyph: <OptionDot colour={option.colour} />,
      checked: chosen.includes(option.id),
    })),
  ];
  const pick = (id: string) => {
    if (!many) {
      onSet(id || undefined);
      return;
    }
    // As it is now: somebody else may have chosen meanwhile.
    const live = getLive();
    const now = live && customValue(taskOf(live.entities, first.id) ?? first, field);
    const before = Array.isArray(now) ? now : chosen;
    const next = before.includes(id) ? before.filter(one => one !== id) : [...before, id];
    const ordered = field.options.map(option => option.id).filter(one => next.includes(one));
    setChosen(ordered);
    onSet(ordered.length > 0 ? ordered : undefined);
  };
  return (
    <Picker
      label={field.name}
      placeholder={field.name}
      multi={many}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}

function Person({ field, first, anchor, onClose, onSet }: OneProps) {
  const value = customValue(first, field);
  const options: Option[] = [
    ...none(field, value),
    ...useAll<Member>("member")
      .filter(member => member.state === "active")
      .map(({ user_id, name, email }) => ({
        id: user_id,
        label: name,
        hint: email,
        glyph: <Avatar id={user_id} name={name} size="sm" mute />,
        checked: value === user_id,
      })),
  ];
  return (
    <Picker
      label={field.name}
      placeholder={field.name}
      {...{ options, anchor, onClose }}
      onPick={id => onSet(id || undefined)}
    />
  );
}

function Typed({ field, first, anchor, onClose, onSet }: OneProps) {
  const value = customValue(first, field);
  const [text, setText] = useState(value === undefined ? "" : String(value));
  const [wrong, setWrong] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") {
      onSet(undefined);
      onClose();
      return;
    }
    const next = parsed(field.type, text);
    if (next === null) {
      setWrong(true);
      return;
    }
    onSet(next);
    onClose();
  };
  return (
    <Popover anchor={anchor} onClose={onClose} label={field.name} className="w-72 p-3">
      <form className="flex flex-col gap-3" onSubmit={save} noValidate>
        <TextField
          label={field.name}
          data-autofocus
          dir={field.type === "text" ? "auto" : "ltr"}
          inputMode={field.type === "number" ? "decimal" : field.type === "url" ? "url" : "text"}
          maxLength={field.type === "number" ? 40 : 2_000}
          value={text}
          error={wrong ? t(field.type === "number" ? "fields.no_number" : "fields.no_address") : undefined}
          onChange={event => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <div className="flex justify-end gap-2">
          {value !== undefined && !field.required && (
            <Button
              kind="ghost"
              onClick={() => {
                onSet(undefined);
                onClose();
              }}
            >
              {t("task.clear")}
            </Button>
          )}
          <Button kind="primary" type="submit">
            {t("app.save")}
          </Button>
        </div>
      </form>
    </Popover>
  );
}
