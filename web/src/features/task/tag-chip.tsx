import type { Tag } from "../../api/types.ts";
import { cx } from "../../ui/cx.ts";

const INKS = {
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
} as const;

type Ink = keyof typeof INKS;

/** Hues, in degrees, up to which a colour is called so. */
const HUES: readonly (readonly [number, Ink])[] = [
  [12, "red"],
  [32, "orange"],
  [50, "amber"],
  [85, "lime"],
  [150, "green"],
  [178, "teal"],
  [198, "cyan"],
  [228, "blue"],
  [250, "indigo"],
  [285, "violet"],
  [338, "pink"],
  [360, "red"],
];

/** The nearest of the twelve pairs that are readable in both themes: any colour may be chosen for a tag. */
export function inkOfTag(colour: string): Ink {
  const [red, green, blue] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (!(span > 0.12)) {
    return "grey";
  }
  const sixth =
    most === red
      ? ((green - blue) / span + 6) % 6
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return HUES.find(([upTo]) => sixth * 60 <= upTo)?.[1] ?? "red";
}

export function TagChip({ tag, className }: { tag: Tag; className?: string }) {
  return (
    <span
      className={cx(
        "inline-flex h-5 max-w-40 items-center rounded-1 px-1.5 text-xs font-medium",
        INKS[inkOfTag(tag.colour)],
        className,
      )}
    >
      <bdi className="truncate">{tag.name}</bdi>
    </span>
  );
}
