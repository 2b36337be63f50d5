import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Tone = "plain" | "success" | "warning" | "danger" | "info";

const TONES: Record<Tone, string> = {
  plain: "bg-active text-fg-muted",
  success: "bg-success-subtle text-success-fg",
  warning: "bg-warning-subtle text-warning-fg",
  danger: "bg-danger-subtle text-danger-fg",
  info: "bg-info-subtle text-info-fg",
};

/** A word on how something is. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        "inline-flex min-h-5 shrink-0 items-center gap-1 rounded-1 px-1.5 py-0.5 text-xs font-medium",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A notice in a page: what is the matter, and perhaps what to do. */
export function Note({
  tone = "info",
  alert,
  children,
}: {
  tone?: Tone;
  alert?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role={alert ? "alert" : undefined}
      className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 rounded-2 px-3 py-2 text-sm", TONES[tone])}
    >
      {children}
    </div>
  );
}
