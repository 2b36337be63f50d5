import {
  CalendarDays,
  CircleDot,
  CircleHelp,
  FolderKanban,
  Gauge,
  Plus,
  Repeat,
  SignalHigh,
  Tag,
  UserRound,
  X,
} from "lucide-react";
import { t } from "../../app/i18n.ts";
import { cx } from "../../ui/cx.ts";
import type { Chip } from "./understood.ts";

const SIGNS = {
  project: FolderKanban,
  status: CircleDot,
  tag: Tag,
  person: UserRound,
  priority: SignalHigh,
  due: CalendarDays,
  start: CalendarDays,
  recurrence: Repeat,
  estimate: Gauge,
  unknown: CircleHelp,
} as const;

/** The pair of colours of each kind, in the text and below it. */
export const INKS: Record<Chip["type"], string> = {
  project: "bg-tag-indigo-bg text-tag-indigo-fg",
  status: "bg-tag-violet-bg text-tag-violet-fg",
  tag: "bg-tag-pink-bg text-tag-pink-fg",
  person: "bg-tag-teal-bg text-tag-teal-fg",
  priority: "bg-tag-orange-bg text-tag-orange-fg",
  due: "bg-tag-green-bg text-tag-green-fg",
  start: "bg-tag-lime-bg text-tag-lime-fg",
  recurrence: "bg-tag-cyan-bg text-tag-cyan-fg",
  estimate: "bg-tag-amber-bg text-tag-amber-fg",
  unknown: "bg-tag-grey-bg text-tag-grey-fg",
};

interface ChipsProps {
  chips: readonly Chip[];
  onPlain(chip: Chip): void;
  /** Makes the tag that is not there yet. */
  onCreate(chip: Chip): void;
}

/** What was understood, in words; a press turns a chip back into text for good. */
export function Chips({ chips, onPlain, onCreate }: ChipsProps) {
  return (
    <ul aria-label={t("quickadd.understood")} className="flex list-none flex-wrap gap-1.5 px-5 pb-3">
      {chips.map(chip => {
        const Sign = SIGNS[chip.type];
        const missing =
          chip.type === "unknown" ? (chip.value as { kind?: string; name?: string } | null) : null;
        const makes = missing?.kind === "tag";
        return (
          <li key={`${chip.start} ${chip.type}`}>
            <button
              type="button"
              aria-label={
                makes
                  ? t("app.create_named", { name: missing?.name ?? "" })
                  : t("quickadd.to_text", { label: chip.label })
              }
              data-tip={makes ? undefined : t("quickadd.to_text_tip")}
              className={cx(
                "inline-flex h-6 items-center gap-1.5 rounded-1 px-2 text-xs touch:h-11",
                INKS[chip.type],
              )}
              onClick={() => (makes ? onCreate(chip) : onPlain(chip))}
            >
              {makes ? <Plus size={12} aria-hidden="true" /> : <Sign size={12} aria-hidden="true" />}
              <bdi>{makes ? t("app.create_named", { name: missing?.name ?? "" }) : chip.label}</bdi>
              {!makes && <X size={12} aria-hidden="true" className="opacity-70" />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The text with its chips coloured; it lies behind the field that is typed in. */
export function Mirror({ text, chips }: { text: string; chips: readonly Chip[] }) {
  const parts = [];
  let last = 0;
  for (const chip of chips) {
    parts.push(text.slice(last, chip.start));
    parts.push(
      <span
        key={chip.start}
        className={cx("rounded-1", INKS[chip.type], chip.type === "unknown" && "opacity-60")}
      >
        {text.slice(chip.start, chip.end)}
      </span>,
    );
    last = chip.end;
  }
  parts.push(text.slice(last), "\n");
  return (
    <div
      aria-hidden="true"
      dir="auto"
      className="pointer-events-none col-start-1 row-start-1 px-5 py-4 text-lg font-normal break-words whitespace-pre-wrap"
    >
      {parts}
    </div>
  );
}
