import { useState } from "react";
import { useLocation } from "wouter";
import type { Member, Project } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { stale } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { useAll } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Colours } from "../../ui/colours.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";
import { NoRight } from "../settings/settings.tsx";
import { SaveProjectTemplate } from "../template/save-project.tsx";
import { useProjects } from "../workspace/queries.ts";
import { Icons } from "./icons.tsx";
import type { ProjectSettingsProps } from "./settings.tsx";

export default function General({ workspace, project, role }: ProjectSettingsProps) {
  const [, navigate] = useLocation();
  if (role !== "manager") {
    return <NoRight text={t("project.no_right")} />;
  }
  const again = () => stale(`/workspaces/${workspace.id}/projects`);
  const setArchived = (archive: boolean) =>
    attempt(
      () => api.post(`/projects/${project.id}/${archive ? "archive" : "restore"}`),
      archive
        ? t("project.archived_one", { name: project.name })
        : t("project.restored", { name: project.name }),
    ).then(again);
  const trash = () =>
    attempt(async () => {
      await api.delete(`/projects/${project.id}`);
      again();
      navigate(to.settings(workspace.slug, "projects"));
      toast({
        text: t("project.trashed", { name: project.name }),
        action: {
          label: t("app.undo"),
          run: () => void attempt(() => api.post(`/projects/${project.id}/restore`)).then(again),
        },
      });
    });
  return (
    <>
      <Section title={t("settings.general")}>
        {/* What others change meanwhile is shown at once, unless it is being edited. */}
        <ProjectForm key={project.version} ws={workspace.slug} project={project} />
      </Section>
      <SaveProjectTemplate ws={workspace.slug} project={project} />
      <Section title={t("project.archive")} text={t("project.archive_text")}>
        <Button className="self-start" onClick={() => void setArchived(!project.archived_at)}>
          {t(project.archived_at ? "project.restore" : "project.archive")}
        </Button>
      </Section>
      <Section title={t("project.trash")} text={t("project.trash_text")}>
        <Button className="self-start text-danger-fg" onClick={() => void trash()}>
          {t("task.trash")}
        </Button>
      </Section>
    </>
  );
}

function ProjectForm({ ws, project }: { ws: string; project: Project }) {
  const { projects } = useProjects(ws);
  const members = useAll<Member>("member").filter(member => member.state === "active");
  const [colour, setColour] = useState(project.colour ?? undefined);
  const [icon, setIcon] = useState(project.icon ?? "");
  const below = descendants(project.id, projects);
  const parents = projects.filter(one => !below.has(one.id) && !one.archived_at && !one.deleted_at);
  const save = async (values: Record<string, string>) => {
    const saved = await api.patch<Project>(`/projects/${project.id}`, {
      name: values["name"],
      description: values["description"] ?? "",
      visibility: values["visibility"],
      lead_id: values["lead"] || null,
      start_on: values["start"] || null,
      target_on: values["target"] || null,
      colour: colour ?? null,
      icon: icon || null,
      ...(values["key"] !== project.key && { key: values["key"]?.toUpperCase() }),
      ...(values["parent"] !== (project.parent_id ?? "") && { parent_id: values["parent"] || null }),
    });
    toast({ text: t("settings.saved"), tone: "success" });
    if (saved.key !== project.key) {
      location.replace(to.projectSettings(ws, saved.key));
    }
  };
  return (
    <Form
      action={t("app.save")}
      fields={["name", "key", "parent_id", "description", "lead_id", "start_on", "target_on"]}
      send={save}
    >
      {error => (
        <>
          <div className="grid grid-cols-[1fr_7rem] gap-3">
            <TextField
              label={t("auth.name")}
              name="name"
              required
              maxLength={120}
              dir="auto"
              defaultValue={project.name}
              error={faultOf(error, "name")}
            />
            <TextField
              label={t("project.key")}
              name="key"
              dir="ltr"
              maxLength={10}
              className="uppercase"
              defaultValue={project.key}
              error={faultOf(error, "key")}
            />
          </div>
          <TextArea
            label={t("task.description")}
            name="description"
            rows={3}
            dir="auto"
            defaultValue={project.description}
            error={faultOf(error, "description")}
          />
          <div className="grid gap-3 md:grid-cols-2">
            <SelectField label={t("project.visibility")} name="visibility" defaultValue={project.visibility}>
              <option value="workspace">{t("project.for_all")}</option>
              <option value="private">{t("project.private")}</option>
            </SelectField>
            <SelectField
              label={t("project.parent")}
              name="parent"
              defaultValue={project.parent_id ?? ""}
              error={faultOf(error, "parent_id")}
            >
              <option value="">{t("project.no_parent")}</option>
              {parents.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </SelectField>
          </div>
          <SelectField
            label={t("project.lead")}
            name="lead"
            hint={t("project.lead_hint")}
            defaultValue={project.lead_id ?? ""}
            error={faultOf(error, "lead_id")}
          >
            <option value="">{t("task.nobody")}</option>
            {members.map(member => (
              <option key={member.user_id} value={member.user_id}>
                {member.name}
              </option>
            ))}
          </SelectField>
          <div className="grid gap-3 md:grid-cols-2">
            <TextField
              label={t("task.start")}
              name="start"
              type="date"
              defaultValue={project.start_on ?? ""}
              error={faultOf(error, "start_on")}
            />
            <TextField
              label={t("project.target")}
              name="target"
              type="date"
              defaultValue={project.target_on ?? ""}
              error={faultOf(error, "target_on")}
            />
          </div>
          <Icons value={icon} onChange={setIcon} />
          <Colours label={t("settings.colour")} value={colour} onChange={setColour} />
        </>
      )}
    </Form>
  );
}

/** A project and all below it: none of them can be above it. */
function descendants(id: string, all: readonly Project[]): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const one of all) {
      if (one.parent_id && found.has(one.parent_id)) {
        found.add(one.id);
      }
    }
  }
  return found;
}
