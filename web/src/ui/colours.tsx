import { Check } from "lucide-react";
import { t } from "../app/i18n.ts";
import { cx } from "./cx.ts";
import { type Tint, tintOf } from "./tint.ts";

/** The twelve tags' colours: names of tokens, and what the server keeps. */
export const SWATCHES = [
  ["red", "#e5484d"],
  ["orange", "#f76b15"],
  ["amber", "#d99a00"],
  ["lime", "#7fa31a"],
  ["green", "#30a46c"],
  ["teal", "#12a594"],
  ["cyan", "#00a2c7"],
  ["blue", "#0090ff"],
  ["indigo", "#4453d6"],
  ["violet", "#8a5cd6"],
  ["pink", "#d6409f"],
  ["grey", "#8d8d8d"],
] as const satisfies readonly (readonly [Tint, string])[];

interface ColoursProps {
  label: string;
  value: string | undefined;
  onChange(colour: string): void;
}

/** Twelve colours to choose from. */
export function Colours({ label, value, onChange }: ColoursProps) {
  const current = value ? tintOf(value) : undefined;
  return (
    <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-1.5">
      {SWATCHES.map(([name, hex]) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={name === current}
          aria-label={t(`app.colour.${name}`)}
          data-tip={t(`app.colour.${name}`)}
          className={cx(
            "grid size-7 place-items-center rounded-full border border-border-strong touch:size-11",
          )}
          style={{ backgroundColor: hex }}
          onClick={() => onChange(hex)}
        >
          {name === current && <Check size={16} className="text-person-on" strokeWidth={3} />}
        </button>
      ))}
    </div>
  );
}
