import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

const KINDS = {
  primary:
    "bg-accent text-on-accent hover:bg-accent-hover active:bg-accent-active disabled:bg-active disabled:text-fg-disabled shadow-1",
  secondary:
    "bg-surface text-fg border border-border-strong/60 hover:bg-hover active:bg-active disabled:text-fg-disabled shadow-1",
  ghost: "text-fg-muted hover:bg-hover hover:text-fg active:bg-active disabled:text-fg-disabled",
  danger: "bg-danger-solid text-danger-on hover:opacity-90 disabled:bg-active disabled:text-fg-disabled",
} as const;

const SIZES = {
  sm: "h-6 px-2 text-xs gap-1 touch:min-h-11 touch:px-3",
  md: "h-8 px-3 text-sm gap-1.5 touch:min-h-11",
  lg: "h-10 px-4 text-md gap-2 touch:min-h-11",
} as const;

export type ButtonKind = keyof typeof KINDS;

export interface ButtonProps extends ComponentProps<"button"> {
  kind?: ButtonKind;
  size?: keyof typeof SIZES;
  /** What the tooltip says; with keys shown beside it. */
  tip?: string;
  tipKeys?: string | undefined;
}

export function Button({ kind = "secondary", size = "md", tip, tipKeys, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      data-tip={tip}
      data-tip-keys={tipKeys}
      className={cx(
        "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-2 font-medium transition-colors duration-100 disabled:cursor-not-allowed",
        KINDS[kind],
        SIZES[size],
        className,
      )}
      {...rest}
    />
  );
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  label: string;
  tipKeys?: string | undefined;
  children: ReactNode;
  size?: "sm" | "md";
  pressed?: boolean;
}

/** A button of one icon: it has a name and a tooltip. */
export function IconButton({
  label,
  tipKeys,
  size = "md",
  pressed,
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      data-tip={label}
      data-tip-keys={tipKeys}
      className={cx(
        "inline-grid shrink-0 place-items-center rounded-2 transition-colors duration-100 hover:bg-hover active:bg-active disabled:text-fg-disabled touch:min-h-11 touch:min-w-11",
        size === "sm" ? "size-6" : "size-8",
        pressed ? "bg-selected text-accent-fg" : "text-fg-muted hover:text-fg",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
