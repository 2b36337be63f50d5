import { Plus, X } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { t } from "../app/i18n.ts";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { type Option, Picker } from "./picker.tsx";

interface ChipsProps {
  label: string;
  /** What the button to add more says. */
  add: string;
  options: readonly Option[];
  chosen: readonly string[];
  hint?: ReactNode;
  error?: string | undefined;
  onChange(chosen: string[]): void;
  /** What is typed may be none of the options. */
  onCreate?: ((text: string) => void) | undefined;
}

/** Several of a list: each as a chip that can be taken off, with a button that adds more. */
export function Chips({ label, add, options, chosen, hint, error, onChange, onCreate }: ChipsProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const note = error ?? hint;
  const toggle = (one: string) =>
    onChange(chosen.includes(one) ? chosen.filter(other => other !== one) : [...chosen, one]);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span id={id} className="text-sm font-medium text-fg">
        {label}
      </span>
      <div role="group" aria-labelledby={id} className="flex flex-wrap items-center gap-1.5">
        {chosen.map(one => {
          const option = options.find(other => other.id === one);
          return (
            <span
              key={one}
              className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-2 border border-border bg-surface ps-2 text-sm touch:h-11"
            >
              {option?.glyph}
              <bdi className="truncate">{option?.label ?? one}</bdi>
              <button
                type="button"
                aria-label={t("chips.remove", { name: option?.label ?? one })}
                className="grid size-7 shrink-0 place-items-center rounded-2 text-fg-subtle hover:bg-hover hover:text-fg touch:size-11"
                onClick={() => {
                  toggle(one);
                  button.current?.focus();
                }}
              >
                <X size={14} aria-hidden="true" />
              </button>
            </span>
          );
        })}
        <Button
          ref={button}
          kind="ghost"
          aria-expanded={open}
          aria-haspopup="dialog"
          aria-describedby={note ? `${id}-note` : undefined}
          onClick={() => setOpen(true)}
        >
          <Plus size={14} aria-hidden="true" />
          {add}
        </Button>
      </div>
      {note && (
        <p id={`${id}-note`} className={cx("text-sm", error ? "text-danger-fg" : "text-fg-muted")}>
          {note}
        </p>
      )}
      {open && (
        <Picker
          label={label}
          placeholder={add}
          multi
          anchor={button}
          options={options.map(option => ({ ...option, checked: chosen.includes(option.id) }))}
          onPick={toggle}
          onCreate={onCreate}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
