import { CircleCheck, Flag, RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import type { components } from "../../api/schema";
import type { Milestone, Page } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { dayName, today } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { DeleteButton, EditButton, MoveButtons } from "../../ui/listed.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { Form } from "../auth/form.tsx";
import { NoRight } from "../settings/settings.tsx";
import { Done } from "./planning.tsx";
import type { ProjectSettingsProps } from "./settings.tsx";

type Entry = components["schemas"]["MilestoneEntry"];

/** What the tasks of a project are to reach together. */
export default function Milestones({ project, role }: ProjectSettingsProps) {
  const path = `/projects/${project.id}/milestones`;
  const { data, error, reload } = useAsked<Page<Entry>>(`${path}?limit=200`);
  const live = useAll<Milestone>("milestone");
  useEffect(() => void (live.length >= 0 && reload()), [live]);
  const [editing, setEditing] = useState<Milestone | "new">();
  const [deleting, setDeleting] = useState<Milestone>();
  const may = role === "manager" || role === "editor";
  const patch = (one: Milestone, body: object) =>
    void attempt(() => api.patch(`/milestones/${one.id}`, body)).then(reload);
  if (!data) {
    return error ? <Failed title={t("plan.milestones_failed")} onRetry={reload} /> : <Bones />;
  }
  const open = data.items.filter(one => one.state === "open");
  const completed = data.items.filter(one => one.state === "completed");
  const move = (at: number, by: -1 | 1) => {
    const [one, other] = [open[at], open[at + by]];
    if (one && other) {
      patch(one, by < 0 ? { before_id: other.id } : { after_id: other.id });
    }
  };
  return (
    <Section
      title={t("plan.milestones")}
      text={t("plan.milestones_text")}
      actions={
        may && (
          <Button kind="primary" onClick={() => setEditing("new")}>
            {t("plan.new_milestone")}
          </Button>
        )
      }
    >
      {!may && <NoRight text={t("project.no_edit_right")} />}
      {data.items.length === 0 && (
        <Empty
          icon={<Flag size={24} />}
          title={t("plan.no_milestones")}
          text={t("plan.no_milestones_text")}
        />
      )}
      {open.length > 0 && (
        <Rows label={t("plan.milestones")}>
          {open.map((one, at) => (
            <RowItem key={one.id}>
              <What milestone={one} />
              <Done progress={one.progress} />
              {may && (
                <span className="flex max-md:-ms-2">
                  <MoveButtons
                    name={one.name}
                    first={at === 0}
                    last={at === open.length - 1}
                    onMove={by => move(at, by)}
                  />
                  <IconButton
                    label={t("plan.complete_named", { name: one.name })}
                    onClick={() => patch(one, { state: "completed" })}
                  >
                    <CircleCheck size={16} />
                  </IconButton>
                  <EditButton name={one.name} onClick={() => setEditing(one)} />
                  <DeleteButton name={one.name} onClick={() => setDeleting(one)} />
                </span>
              )}
            </RowItem>
          ))}
        </Rows>
      )}
      {completed.length > 0 && (
        <>
          <h3 className="text-sm font-medium text-fg-muted">{t("plan.reached")}</h3>
          <Rows label={t("plan.reached")}>
            {completed.map(one => (
              <RowItem key={one.id}>
                <What milestone={one} />
                <Done progress={one.progress} />
                {may && (
                  <IconButton
                    label={t("plan.reopen_named", { name: one.name })}
                    onClick={() => patch(one, { state: "open" })}
                  >
                    <RotateCcw size={16} />
                  </IconButton>
                )}
              </RowItem>
            ))}
          </Rows>
        </>
      )}
      {editing && (
        <MilestoneDialog
          path={path}
          milestone={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={() => {
            setEditing(undefined);
            reload();
          }}
        />
      )}
      {deleting && (
        <Confirm
          title={t("settings.delete_named", { name: deleting.name })}
          text={t("plan.delete_milestone_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/milestones/${deleting.id}`)).then(reload)}
        />
      )}
    </Section>
  );
}

function What({ milestone }: { milestone: Milestone }) {
  const late = milestone.state === "open" && milestone.target_on && milestone.target_on < today();
  return (
    <>
      <Flag size={18} aria-hidden="true" className="shrink-0 text-fg-subtle" />
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium">
          <bdi>{milestone.name}</bdi>
        </span>
        <span className={`block text-sm ${late ? "text-danger-fg" : "text-fg-muted"}`}>
          {milestone.target_on
            ? t(late ? "plan.was_due" : "plan.by", { day: dayName(milestone.target_on) })
            : t("task.no_date")}
        </span>
      </span>
    </>
  );
}

interface DialogProps {
  path: string;
  milestone: Milestone | undefined;
  onClose(): void;
  onSaved(): void;
}

function MilestoneDialog({ path, milestone, onClose, onSaved }: DialogProps) {
  return (
    <Dialog title={t(milestone ? "plan.edit_milestone" : "plan.new_milestone")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("app.save")}
          fields={["name", "target_on", "description"]}
          send={async values => {
            const body = {
              name: values["name"],
              target_on: values["target"] || null,
              description: values["description"] ?? "",
            };
            await (milestone ? api.patch(`/milestones/${milestone.id}`, body) : api.post(path, body));
            onSaved();
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                required
                data-autofocus
                dir="auto"
                maxLength={100}
                defaultValue={milestone?.name}
                error={faultOf(error, "name")}
              />
              <TextField
                label={t("project.target")}
                name="target"
                type="date"
                defaultValue={milestone?.target_on ?? ""}
                error={faultOf(error, "target_on")}
              />
              <TextArea
                label={t("task.description")}
                name="description"
                rows={3}
                dir="auto"
                defaultValue={milestone?.description}
                error={faultOf(error, "description")}
              />
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
