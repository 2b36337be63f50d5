import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import type { CustomField, FieldKind } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { newId } from "../../sync/ids.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Colours, SWATCHES } from "../../ui/colours.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Check, INPUT, SelectField, TextField } from "../../ui/field.tsx";
import { MoveButtons } from "../../ui/listed.tsx";
import { Popover } from "../../ui/popover.tsx";
import { Form } from "../auth/form.tsx";
import { OptionDot } from "../task/option-dot.tsx";

const KINDS = [
  "text",
  "number",
  "date",
  "select",
  "multi_select",
  "person",
  "url",
] as const satisfies readonly FieldKind[];
const MOST = 100;

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

interface Props {
  path: string;
  field: CustomField | undefined;
  onClose(): void;
}

/** Makes a custom field, or changes one; its kind stays. */
export function FieldDialog({ path, field, onClose }: Props) {
  const [kind, setKind] = useState<FieldKind>(field?.type ?? "text");
  const [required, setRequired] = useState(field?.required ?? false);
  const [options, setOptions] = useState<readonly Choice[]>(field?.options ?? []);
  const chooses = kind === "select" || kind === "multi_select";
  const send = async (values: Record<string, string>) => {
    const body = {
      name: values["name"],
      required,
      ...(chooses && { options: options.filter(option => option.name.trim() !== "") }),
    };
    await (field
      ? api.patch(
          `/custom-fields/${field.id}`,
          chooses
            ? { ...body, options: body.options?.map(({ id, name, colour }) => ({ id, name, colour })) }
            : body,
        )
      : api.post(path, { ...body, type: kind }));
    onClose();
  };
  return (
    <Dialog title={t(field ? "fields.edit" : "fields.new")} onClose={onClose}>
      <div className="p-5">
        <Form action={t("app.save")} fields={["name", "options", "type"]} send={send}>
          {error => (
            <>
              <div className="grid gap-3 md:grid-cols-2">
                <TextField
                  label={t("auth.name")}
                  name="name"
                  required
                  data-autofocus
                  dir="auto"
                  maxLength={50}
                  defaultValue={field?.name}
                  error={faultOf(error, "name")}
                />
                <SelectField
                  label={t("fields.kind")}
                  value={kind}
                  disabled={field !== undefined}
                  error={faultOf(error, "type")}
                  onChange={event => {
                    setKind(event.target.value as FieldKind);
                    if (/select/.test(event.target.value) && options.length === 0) {
                      setOptions([fresh(0), fresh(1)]);
                    }
                  }}
                >
                  {KINDS.map(one => (
                    <option key={one} value={one}>
                      {t(`fields.kind.${one}`)}
                    </option>
                  ))}
                </SelectField>
              </div>
              {chooses && (
                <Options options={options} onChange={setOptions} error={faultOf(error, "options")} />
              )}
              <Check
                label={t("fields.required_hint")}
                checked={required}
                onChange={event => setRequired(event.target.checked)}
              />
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}

function fresh(at: number): Choice {
  const swatch = SWATCHES[(at * 5 + 7) % SWATCHES.length] ?? SWATCHES[0];
  return { id: newId(), name: "", colour: swatch[1] };
}

interface OptionsProps {
  options: readonly Choice[];
  error: string | undefined;
  onChange(options: readonly Choice[]): void;
}

function Options({ options, error, onChange }: OptionsProps) {
  const list = useRef<HTMLUListElement>(null);
  const set = (at: number, change: Partial<Choice>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...change } : option)));
  const swap = (at: number, by: -1 | 1) => {
    const next = [...options];
    const [moved] = next.splice(at, 1);
    if (moved) {
      next.splice(at + by, 0, moved);
      onChange(next);
    }
  };
  const add = () => {
    onChange([...options, fresh(options.length)]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("fields.options")}</legend>
      <ul ref={list} className="flex flex-col gap-1.5">
        {options.map((option, at) => (
          <li key={option.id} className="flex items-center gap-1">
            <Colour option={option} onChange={colour => set(at, { colour })} />
            <input
              aria-label={t("fields.option", { number: at + 1 })}
              dir="auto"
              maxLength={50}
              className={`${INPUT} h-8 min-w-0 flex-1 text-sm touch:h-11`}
              value={option.name}
              onChange={event => set(at, { name: event.target.value })}
              onKeyDown={event => {
                if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                  event.preventDefault();
                  add();
                }
              }}
            />
            <MoveButtons
              name={option.name}
              first={at === 0}
              last={at === options.length - 1}
              onMove={by => swap(at, by)}
            />
            <IconButton
              label={t("fields.remove_option", { name: option.name })}
              onClick={() => onChange(options.filter(one => one.id !== option.id))}
            >
              <X size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
      {options.length < MOST && (
        <Button className="self-start" onClick={add}>
          <Plus size={16} aria-hidden="true" />
          {t("fields.add_option")}
        </Button>
      )}
      {error && <p className="text-sm text-danger-fg">{error}</p>}
    </fieldset>
  );
}

function Colour({ option, onChange }: { option: Choice; onChange(colour: string): void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t("fields.colour_of", { name: option.name })}
        data-tip={t("settings.colour")}
        className="grid size-8 shrink-0 place-items-center rounded-2 hover:bg-hover touch:size-11"
        onClick={() => setOpen(!open)}
      >
        <OptionDot colour={option.colour} />
      </button>
      {open && (
        <Popover
          anchor={button}
          label={t("settings.colour")}
          onClose={() => setOpen(false)}
          className="w-56 p-3"
        >
          <Colours
            label={t("settings.colour")}
            value={option.colour}
            onChange={colour => {
              onChange(colour);
              setOpen(false);
            }}
          />
        </Popover>
      )}
    </>
  );
}
