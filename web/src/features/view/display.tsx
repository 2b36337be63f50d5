import { ArrowDownUp } from "lucide-react";
import { type RefObject, useContext } from "react";
import type { Layout } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { setPref, usePref } from "../../app/prefs.ts";
import { useStore } from "../../app/store.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Choice, INPUT } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { GROUPINGS, type Grouping } from "../list/groups.ts";
import { groupingOf, laneChoices, usualGroup } from "./grouping.ts";
import { type Around, useAround } from "./known.ts";
import { Saved, setLook, useLook } from "./look.ts";
import { keepShown } from "./remember.ts";
import { MORE, type Property, shown, USUAL } from "./shown.ts";
import { printSort, SORTS, type SortName, sortOf } from "./sort.ts";
import { groupingName, sortName } from "./words.ts";

interface DisplayProps {
  anchor: RefObject<HTMLElement | null>;
  project: string | undefined;
  layout: Layout;
  /** Under what the chosen properties are kept. */
  scope: string;
  onClose(): void;
}

const SELECT = cx(INPUT, "h-8 px-2 text-sm touch:h-11");

/** How tasks are shown: groups, order, what of each, how dense. */
export function DisplayPanel({ anchor, project, layout, scope, onClose }: DisplayProps) {
  const around = useAround(project);
  const groups = layout === "board" || layout === "list" || layout === "timeline";
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t("view.display")}
      placement="bottom-end"
      className="flex flex-col gap-4 p-4 md:w-[340px]"
    >
      <h2 className="text-md font-semibold">{t("view.display")}</h2>
      {groups && <GroupChoice around={around} layout={layout} wide={project === undefined} />}
      {layout === "board" && <LaneChoice around={around} wide={project === undefined} />}
      {layout !== "calendar" && <SortChoice around={around} />}
      {(layout === "board" || layout === "list") && <Properties scope={scope} />}
      <Density />
    </Popover>
  );
}

function GroupChoice({ around, layout, wide }: { around: Around; layout: Layout; wide: boolean }) {
  const view = useContext(Saved);
  const { group } = useLook();
  const usual = usualGroup(layout, wide);
  const by = groupingOf(group, around.fields, usual);
  const choices: Grouping[] = [
    ...GROUPINGS.filter(
      one =>
        (layout !== "board" || (one !== "none" && one !== "due")) &&
        (wide ? one !== "status" : one !== "project"),
    ),
    ...around.fields.filter(field => field.options.length > 0).map((field): Grouping => `field.${field.id}`),
  ];
  return (
    <label className="flex items-center justify-between gap-3 text-sm">
      <span className="text-fg-muted">{t("view.group_by")}</span>
      <select
        value={by}
        className={cx(SELECT, "w-44!")}
        data-autofocus
        onChange={event => setLook({ group: event.target.value === usual ? "" : event.target.value }, view)}
      >
        {choices.map(one => (
          <option key={one} value={one}>
            {groupingName(one, around)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What divides the board into rows, too; not by what its columns are. */
function LaneChoice({ around, wide }: { around: Around; wide: boolean }) {
  const view = useContext(Saved);
  const { group, lane } = useLook();
  const by = groupingOf(group, around.fields, wide ? "category" : "status");
  const choices = laneChoices(around.fields, wide).filter(one => one !== by);
  return (
    <label className="flex items-center justify-between gap-3 text-sm">
      <span className="text-fg-muted">{t("view.lanes")}</span>
      <select
        value={choices.find(one => one === lane) ?? ""}
        className={cx(SELECT, "w-44!")}
        onChange={event => setLook({ lane: event.target.value }, view)}
      >
        <option value="">{t("view.no_lanes")}</option>
        {choices.map(one => (
          <option key={one} value={one}>
            {groupingName(one, around)}
          </option>
        ))}
      </select>
    </label>
  );
}

function SortChoice({ around }: { around: Around }) {
  const view = useContext(Saved);
  const { sort } = useLook();
  const [key] = sortOf(sort);
  const by = key?.by ?? "position";
  const set = (next: SortName, descending: boolean) =>
    setLook({ sort: next === "position" ? "" : printSort([{ by: next, descending }]) }, view);
  const names: SortName[] = [
    ...SORTS,
    ...around.fields
      .filter(field => field.type !== "multi_select")
      .map((field): SortName => `field.${field.id}`),
  ];
  return (
    <div className="flex items-center justify-between gap-3 text-sm">
      <label htmlFor="display-sort" className="text-fg-muted">
        {t("view.sort_by")}
      </label>
      <span className="flex w-44 items-center gap-1">
        <select
          id="display-sort"
          value={by}
          className={cx(SELECT, "min-w-0 flex-1")}
          // What matters most is wanted first: the most urgent, the newest, but the soonest.
          onChange={event =>
            set(
              event.target.value as SortName,
              ["priority", "created", "updated"].includes(event.target.value),
            )
          }
        >
          {names.map(one => (
            <option key={one} value={one}>
              {sortName(one, around)}
            </option>
          ))}
        </select>
        <IconButton
          label={t(key?.descending ? "view.descending" : "view.ascending")}
          disabled={!key}
          onClick={() => key && set(key.by, !key.descending)}
        >
          <ArrowDownUp size={16} className={key?.descending ? "-scale-y-100" : undefined} />
        </IconButton>
      </span>
    </div>
  );
}

const NAMES: Record<Property, Parameters<typeof t>[0]> = {
  key: "view.key",
  priority: "task.priority",
  tags: "task.tags",
  due: "task.due",
  assignees: "task.assignees",
  subtasks: "task.subtasks",
  comments: "task.comments",
  estimate: "task.estimate",
  start: "task.start",
  milestone: "view.group.milestone",
  cycle: "view.group.cycle",
  created: "view.sort.created",
};

function Properties({ scope }: { scope: string }) {
  const chosen = useStore(shown) ?? new Set<string>(USUAL);
  return (
    <fieldset>
      <legend className="mb-2 text-sm text-fg-muted">{t("view.properties")}</legend>
      <div className="flex flex-wrap gap-1.5">
        {[...USUAL, ...MORE].map(property => (
          <button
            key={property}
            type="button"
            aria-pressed={chosen.has(property)}
            className="h-7 rounded-2 border border-border px-2 text-sm text-fg-muted hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-fg touch:h-11 touch:px-3"
            onClick={() => {
              const next = new Set(chosen);
              if (!next.delete(property)) {
                next.add(property);
              }
              keepShown(scope, next);
            }}
          >
            {t(NAMES[property])}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Density() {
  const density = usePref("density");
  return (
    <div className="flex items-center justify-between gap-3 text-sm">
      <span className="text-fg-muted">{t("view.density")}</span>
      <Choice
        label={t("view.density")}
        value={density}
        options={[
          { value: "comfortable", label: t("view.comfortable") },
          { value: "compact", label: t("view.compact") },
        ]}
        onChange={next => setPref("density", next)}
      />
    </div>
  );
}
