import { cx } from "./cx.ts";

interface SwitchProps {
  label: string;
  on: boolean;
  disabled?: boolean;
  onChange(on: boolean): void;
}

/** Something that is on or off, and changes at once. */
export function Switch({ label, on, disabled, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      data-tip={label}
      disabled={disabled}
      className="grid h-8 w-10 shrink-0 place-items-center disabled:opacity-50 touch:size-11"
      onClick={() => onChange(!on)}
    >
      <span
        className={cx(
          "flex h-5 w-9 items-center rounded-full p-0.5 transition-colors duration-100",
          on ? "bg-accent" : "bg-border-strong",
        )}
      >
        <span
          className={cx(
            "size-4 rounded-full bg-bg shadow-1 transition-transform duration-100",
            on && "translate-x-4 rtl:-translate-x-4",
          )}
        />
      </span>
    </button>
  );
}
