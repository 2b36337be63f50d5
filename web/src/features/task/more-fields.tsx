import { ExternalLink, Flag, IterationCw, Minus } from "lucide-react";
import type { CustomField, Cycle, Member, Milestone, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, number, today } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { customValue, fieldsOf, type Value } from "./custom.ts";
import { FieldRow, Nothing } from "./fields.tsx";
import { OptionDot } from "./option-dot.tsx";

/** What a task is planned for, and the fields that a team made itself. */
export function MoreFields({ task }: { task: Task }) {
  const milestones = useAll<Milestone>("milestone").filter(one => one.project_id === task.project_id);
  const cycles = useAll<Cycle>("cycle").filter(one => one.project_id === task.project_id);
  const fields = fieldsOf(task, useAll<CustomField>("custom_field"));
  const milestone = milestones.find(one => one.id === task.milestone_id);
  const cycle = cycles.find(one => one.id === task.cycle_id);
  return (
    <>
      {milestones.length > 0 && (
        <FieldRow task={task} field="milestone" name={t("plan.milestone")}>
          {milestone ? (
            <span className="inline-flex min-w-0 items-center gap-2">
              <Flag size={16} aria-hidden="true" className="shrink-0 text-fg-muted" />
              <bdi className="truncate">{milestone.name}</bdi>
            </span>
          ) : (
            <Nothing icon={<Flag size={16} />} text={t("plan.no_milestone")} />
          )}
        </FieldRow>
      )}
      {cycles.length > 0 && (
        <FieldRow task={task} field="cycle" name={t("plan.cycle")}>
          {cycle ? (
            <span className="inline-flex min-w-0 items-center gap-2">
              <IterationCw size={16} aria-hidden="true" className="shrink-0 text-fg-muted" />
              <bdi className="truncate">{cycle.name}</bdi>
            </span>
          ) : (
            <Nothing icon={<IterationCw size={16} />} text={t("plan.no_cycle")} />
          )}
        </FieldRow>
      )}
      {fields.map(field => {
        const value = customValue(task, field);
        return (
          <FieldRow
            key={field.id}
            task={task}
            field={`custom:${field.id}`}
            name={field.name}
            after={field.type === "url" && typeof value === "string" && <Visit address={value} />}
          >
            {value === undefined ? (
              <Nothing icon={<Minus size={16} />} text={t("fields.no_value")} />
            ) : (
              <Shown field={field} value={value} />
            )}
          </FieldRow>
        );
      })}
    </>
  );
}

/** A value as people read it. */
function Shown({ field, value }: { field: CustomField; value: Value }) {
  const members = useAll<Member>("member");
  switch (field.type) {
    case "number":
      return <span className="figures">{number(Number(value))}</span>;
    case "date":
      return dayName(String(value), today());
    case "person": {
      const member = members.find(one => one.user_id === value);
      const name = member?.name ?? t("task.somebody");
      return (
        <span className="inline-flex min-w-0 items-center gap-1.5">
          <Avatar id={String(value)} name={name} size="sm" mute faded={member === undefined} />
          <bdi className="truncate">{name}</bdi>
        </span>
      );
    }
    case "select":
    case "multi_select": {
      const ids = Array.isArray(value) ? value : [value];
      return field.options
        .filter(option => ids.includes(option.id))
        .map(option => (
          <span key={option.id} className="inline-flex min-w-0 items-center gap-1.5">
            <OptionDot colour={option.colour} />
            <bdi className="truncate">{option.name}</bdi>
          </span>
        ));
    }
    case "url":
      return (
        <span dir="ltr" className="truncate text-accent-fg">
          {String(value).replace(/^https?:\/\//, "")}
        </span>
      );
    default:
      return (
        <span dir="auto" className="wrap-anywhere">
          {String(value)}
        </span>
      );
  }
}

function Visit({ address }: { address: string }) {
  return (
    <a
      href={/^https?:\/\//i.test(address) ? address : undefined}
      target="_blank"
      rel="noreferrer noopener"
      aria-label={t("fields.visit", { address })}
      data-tip={t("fields.visit_tip")}
      className="grid size-8 shrink-0 place-items-center rounded-2 text-fg-muted hover:bg-hover hover:text-fg touch:size-11"
    >
      <ExternalLink size={16} aria-hidden="true" />
    </a>
  );
}
