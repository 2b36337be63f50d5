import { CircleCheck, IterationCw, Play } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { components } from "../../api/schema";
import type { Cycle, Page } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { span } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { DeleteButton, EditButton } from "../../ui/listed.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { NoRight } from "../settings/settings.tsx";
import { CompleteCycle } from "./complete-cycle.tsx";
import { CycleDialog } from "./cycle-dialog.tsx";
import { Done } from "./planning.tsx";
import type { ProjectSettingsProps } from "./settings.tsx";

export type CycleEntry = components["schemas"]["CycleEntry"];

/** Stretches of days that tasks are planned for: the one that runs, those to come, those that were. */
export default function Cycles({ project, role }: ProjectSettingsProps) {
  const path = `/projects/${project.id}/cycles`;
  const { data, error, reload } = useAsked<Page<CycleEntry>>(`${path}?limit=200`);
  const live = useAll<Cycle>("cycle");
  useEffect(() => void (live.length >= 0 && reload()), [live]);
  const [editing, setEditing] = useState<CycleEntry | "new">();
  const [completing, setCompleting] = useState<CycleEntry>();
  const [deleting, setDeleting] = useState<CycleEntry>();
  const may = role === "manager" || role === "editor";
  if (!data) {
    return error ? <Failed title={t("plan.cycles_failed")} onRetry={reload} /> : <Bones />;
  }
  const of = (state: Cycle["state"]) =>
    data.items
      .filter(one => one.state === state)
      .sort((one, other) => (one.start_on < other.start_on ? -1 : 1) * (state === "completed" ? -1 : 1));
  const start = (one: Cycle) => void attempt(() => api.post(`/cycles/${one.id}/start`)).then(reload);
  const edit = (one: CycleEntry) => <EditButton name={one.name} onClick={() => setEditing(one)} />;
  const group = (state: Cycle["state"], actions: (one: CycleEntry) => ReactNode) => {
    const shown = of(state);
    return (
      shown.length > 0 && (
        <div className="flex flex-col gap-2">
          <h3 className="text-sm font-medium text-fg-muted">{t(`plan.state.${state}`)}</h3>
          <Rows label={t(`plan.state.${state}`)}>
            {shown.map(one => (
              <RowItem key={one.id}>
                <IterationCw size={18} aria-hidden="true" className="shrink-0 text-fg-subtle" />
                <span className="min-w-0 flex-1 basis-40">
                  <span className="block truncate font-medium">
                    <bdi>{one.name}</bdi>
                  </span>
                  <span className="block text-sm text-fg-muted">{span(one.start_on, one.end_on)}</span>
                </span>
                <Done progress={one.progress} />
                {may && <span className="flex items-center gap-1 max-md:-ms-2">{actions(one)}</span>}
              </RowItem>
            ))}
          </Rows>
        </div>
      )
    );
  };
  return (
    <Section
      title={t("plan.cycles")}
      text={t("plan.cycles_text")}
      actions={
        may && (
          <Button kind="primary" onClick={() => setEditing("new")}>
            {t("plan.new_cycle")}
          </Button>
        )
      }
    >
      {!may && <NoRight text={t("project.no_edit_right")} />}
      {data.items.length === 0 && (
        <Empty icon={<IterationCw size={24} />} title={t("plan.no_cycles")} text={t("plan.no_cycles_text")} />
      )}
      {group("active", one => (
        <>
          {edit(one)}
          <Button onClick={() => setCompleting(one)}>
            <CircleCheck size={16} aria-hidden="true" />
            {t("plan.complete")}
          </Button>
        </>
      ))}
      {group("planned", one => (
        <>
          {edit(one)}
          <DeleteButton name={one.name} onClick={() => setDeleting(one)} />
          {of("active").length === 0 && (
            <Button aria-label={t("plan.start_named", { name: one.name })} onClick={() => start(one)}>
              <Play size={16} aria-hidden="true" />
              {t("plan.start")}
            </Button>
          )}
        </>
      ))}
      {group("completed", edit)}
      {editing && (
        <CycleDialog
          path={path}
          cycle={editing === "new" ? undefined : editing}
          others={data.items}
          onClose={() => setEditing(undefined)}
          onSaved={() => {
            setEditing(undefined);
            reload();
          }}
        />
      )}
      {completing && (
        <CompleteCycle
          cycle={completing}
          planned={of("planned")}
          onClose={() => setCompleting(undefined)}
          onDone={() => {
            setCompleting(undefined);
            reload();
          }}
        />
      )}
      {deleting && (
        <Confirm
          title={t("settings.delete_named", { name: deleting.name })}
          text={t("plan.delete_cycle_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/cycles/${deleting.id}`)).then(reload)}
        />
      )}
    </Section>
  );
}
