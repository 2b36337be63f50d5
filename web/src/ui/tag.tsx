import { cx } from "./cx.ts";
import { type Tint, tintOf } from "./tint.ts";

const PAIRS: Record<Tint, string> = {
  red: "bg-tag-red-bg text-tag-red-fg",
  orange: "bg-tag-orange-bg text-tag-orange-fg",
  amber: "bg-tag-amber-bg text-tag-amber-fg",
  lime: "bg-tag-lime-bg text-tag-lime-fg",
  green: "bg-tag-green-bg text-tag-green-fg",
  teal: "bg-tag-teal-bg text-tag-teal-fg",
  cyan: "bg-tag-cyan-bg text-tag-cyan-fg",
  blue: "bg-tag-blue-bg text-tag-blue-fg",
  indigo: "bg-tag-indigo-bg text-tag-indigo-fg",
  violet: "bg-tag-violet-bg text-tag-violet-fg",
  pink: "bg-tag-pink-bg text-tag-pink-fg",
  grey: "bg-tag-grey-bg text-tag-grey-fg",
};

/** A tag as a chip, in the pair of colours nearest to its own. */
export function TagChip({ name, colour, className }: { name: string; colour: string; className?: string }) {
  return (
    <span
      className={cx(
        "inline-flex h-5 max-w-40 items-center rounded-1 px-1.5 text-xs font-medium",
        PAIRS[tintOf(colour)],
        className,
      )}
    >
      <bdi className="truncate">{name}</bdi>
    </span>
  );
}

/** A tag's or status's own colour, where no text stands on it. */
export function Dot({ colour }: { colour: string | null | undefined }) {
  return (
    <span
      aria-hidden="true"
      className="size-2.5 shrink-0 rounded-full border border-border-strong bg-border-strong"
      style={colour ? { backgroundColor: colour } : undefined}
    />
  );
}
