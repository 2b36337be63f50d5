import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

export const INPUT =
  "w-full rounded-2 border border-border-strong bg-surface px-3 text-fg transition-colors duration-100 disabled:border-border disabled:bg-sunken disabled:text-fg-muted aria-invalid:border-danger-solid";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label is for screen readers alone. */
  bare?: boolean;
  children: (props: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": true | undefined;
  }) => ReactNode;
}

/** A labelled control, with what it expects and what is wrong tied to it. */
export function Field({ label, hint, error, bare, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={bare ? "sr-only" : "text-sm font-medium text-fg"}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": note ? `${id}-note` : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={cx("text-sm", error ? "text-danger-fg" : "text-fg-muted")}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends ComponentProps<"input"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  bare?: boolean;
}

export function TextField({ label, hint, error, bare, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} bare={bare ?? false}>
      {ids => <input className={cx(INPUT, "h-9 text-md touch:h-11", className)} {...ids} {...rest} />}
    </Field>
  );
}

interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  bare?: boolean;
}

export function TextArea({ label, hint, error, bare, className, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} bare={bare ?? false}>
      {ids => <textarea className={cx(INPUT, "min-h-20 py-2 text-md", className)} {...ids} {...rest} />}
    </Field>
  );
}

interface SelectFieldProps extends ComponentProps<"select"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  bare?: boolean;
}

export function SelectField({ label, hint, error, bare, className, ...rest }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} bare={bare ?? false}>
      {ids => <select className={cx(INPUT, "h-9 text-md touch:h-11", className)} {...ids} {...rest} />}
    </Field>
  );
}

interface CheckProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
}

export function Check({ label, className, ...rest }: CheckProps) {
  return (
    <label className={cx("flex items-center gap-2 text-md touch:min-h-11", className)}>
      <input type="checkbox" className="size-4 shrink-0 accent-accent" {...rest} />
      <span>{label}</span>
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { readonly value: T; readonly label: string }[];
  onChange(value: T): void;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex self-start rounded-2 bg-active p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map(option => (
        <label
          key={option.value}
          className="relative cursor-pointer rounded-2 px-3 py-1 text-sm text-fg-muted has-checked:bg-surface has-checked:font-medium has-checked:text-fg has-checked:shadow-1 has-focus-visible:outline-2 has-focus-visible:outline-focus touch:py-3"
        >
          <input
            type="radio"
            className="absolute inset-0 cursor-pointer opacity-0"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
