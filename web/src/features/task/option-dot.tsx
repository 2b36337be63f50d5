import { type Tint, tintOf } from "../../ui/tint.ts";

const DOTS: Record<Tint, string> = {
  red: "bg-tag-red-fg",
  orange: "bg-tag-orange-fg",
  amber: "bg-tag-amber-fg",
  lime: "bg-tag-lime-fg",
  green: "bg-tag-green-fg",
  teal: "bg-tag-teal-fg",
  cyan: "bg-tag-cyan-fg",
  blue: "bg-tag-blue-fg",
  indigo: "bg-tag-indigo-fg",
  violet: "bg-tag-violet-fg",
  pink: "bg-tag-pink-fg",
  grey: "bg-tag-grey-fg",
};

/** The colour of a choice. */
export function OptionDot({ colour }: { colour: string }) {
  return (
    <span
      aria-hidden="true"
      className={`size-2.5 shrink-0 rounded-full ring-1 ring-border-strong ${DOTS[tintOf(colour)]}`}
    />
  );
}
