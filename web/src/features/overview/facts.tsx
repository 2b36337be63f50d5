import { CalendarDays, CalendarPlus, UserRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Member, Project } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName } from "../../app/times.ts";
import { getLive } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Picker } from "../../ui/picker.tsx";
import { DatePicker } from "../task/date-picker.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { setProject } from "./changes.ts";

interface FactsProps {
  project: Project;
  members: readonly Member[];
  canEdit: boolean;
}

/** Who answers for a project, and from when to when it goes. */
export function Facts({ project, members, canEdit }: FactsProps) {
  const [open, setOpen] = useState<{ field: "lead" | "start" | "target"; anchor: DOMRect }>();
  const weekStart = useOwnWeekStart();
  const lead = members.find(member => member.user_id === project.lead_id);
  const change = (fields: Parameters<typeof setProject>[1]) =>
    getLive()?.change([setProject(project, fields)], "edit");
  const ask = (field: "lead" | "start" | "target") => (event: { currentTarget: Element }) =>
    setOpen({ field, anchor: event.currentTarget.getBoundingClientRect() });
  const close = () => setOpen(undefined);
  return (
    <dl className="flex flex-col gap-0.5">
      <Fact name={t("overview.lead")} canEdit={canEdit} onClick={ask("lead")}>
        {lead ? (
          <>
            <Avatar id={lead.user_id} name={lead.name} size="sm" mute />
            <bdi className="truncate">{lead.name}</bdi>
          </>
        ) : (
          <Nothing icon={<UserRound size={16} aria-hidden="true" />} text={t("task.nobody")} />
        )}
      </Fact>
      <Fact name={t("overview.start")} canEdit={canEdit} onClick={ask("start")}>
        {project.start_on ? (
          dayName(project.start_on)
        ) : (
          <Nothing icon={<CalendarPlus size={16} aria-hidden="true" />} text={t("task.no_date")} />
        )}
      </Fact>
      <Fact name={t("overview.target")} canEdit={canEdit} onClick={ask("target")}>
        {project.target_on ? (
          dayName(project.target_on)
        ) : (
          <Nothing icon={<CalendarDays size={16} aria-hidden="true" />} text={t("task.no_date")} />
        )}
      </Fact>
      {open?.field === "lead" && (
        <Picker
          label={t("overview.lead")}
          placeholder={t("overview.lead")}
          anchor={open.anchor}
          options={[
            { id: "", label: t("task.nobody"), checked: !project.lead_id },
            ...members
              .filter(member => member.state === "active")
              .map(({ user_id, name, email }) => ({
                id: user_id,
                label: name,
                hint: email,
                glyph: <Avatar id={user_id} name={name} size="sm" mute />,
                checked: user_id === project.lead_id,
              })),
          ]}
          onPick={id => change({ lead_id: id || null })}
          onClose={close}
        />
      )}
      {(open?.field === "start" || open?.field === "target") && (
        <DatePicker
          label={t(open.field === "start" ? "overview.start" : "overview.target")}
          value={(open.field === "start" ? project.start_on : project.target_on) ?? undefined}
          weekStart={weekStart}
          anchor={open.anchor}
          onPick={date => change(open.field === "start" ? { start_on: date } : { target_on: date })}
          onClose={close}
        />
      )}
    </dl>
  );
}

function Nothing({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-fg-subtle">
      {icon}
      {text}
    </span>
  );
}

interface FactProps {
  name: string;
  canEdit: boolean;
  onClick(event: { currentTarget: Element }): void;
  children: ReactNode;
}

function Fact({ name, canEdit, onClick, children }: FactProps) {
  return (
    <div className="flex min-h-8 items-center gap-2 text-sm">
      <dt className="w-24 shrink-0 text-fg-muted">{name}</dt>
      <dd className="min-w-0 flex-1">
        {canEdit ? (
          <button
            type="button"
            aria-haspopup="dialog"
            className="flex min-h-8 w-full items-center gap-2 rounded-2 px-2 text-start hover:bg-hover touch:min-h-11"
            onClick={onClick}
          >
            <span className="sr-only">{name}: </span>
            {children}
          </button>
        ) : (
          <span className="flex min-h-8 items-center gap-2 px-2">{children}</span>
        )}
      </dd>
    </div>
  );
}
