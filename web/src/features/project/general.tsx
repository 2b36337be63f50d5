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
import { SelectField, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";
import { NoRight } from "../settings/settings.tsx";
import { SaveProjectTemplate } from "../template/save-project.tsx";
import { useProjects } from "../workspace/queries.ts";
import { bodyOf, FIELDS, ProjectFields, useLooks } from "./form-fields.tsx";
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
  const looks = useLooks(project);
  const below = descendants(project.id, projects);
  const parents = projects.filter(one => !below.has(one.id) && !one.archived_at && !one.deleted_at);
  const save = async (values: Record<string, string>) => {
    const saved = await api.patch<Project>(`/projects/${project.id}`, {
      ...bodyOf(values, looks, project),
      lead_id: values["lead"] || null,
      start_on: values["start"] || null,
      target_on: values["target"] || null,
    });
    toast({ text: t("settings.saved"), tone: "success" });
    if (saved.key !== project.key) {
      location.replace(to.projectSettings(ws, saved.key));
    }
  };
  return (
    <Form action={t("app.save")} fields={[...FIELDS, "lead_id", "start_on", "target_on"]} send={save}>
      {error => (
        <ProjectFields project={project} parents={parents} looks={looks} error={error}>
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
        </ProjectFields>
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
