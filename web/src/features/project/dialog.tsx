import { useState } from "react";
import type { MadeProject, Project, Template } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { stale } from "../../app/asked.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { today } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Colours } from "../../ui/colours.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import { toldLeftOut } from "../template/left-out.ts";
import { ofProjects } from "../template/plan.ts";
import { useProjects, useWorkspace } from "../workspace/queries.ts";
import { Icons } from "./icons.tsx";

interface Props {
  ws: string;
  /** Absent: a new one. */
  project?: Project | undefined;
  onClose(): void;
}

/** Makes a project or changes what it is called. */
export default function ProjectDialog({ ws, project, onClose }: Props) {
  const workspace = useWorkspace(ws);
  const { projects } = useProjects(ws);
  const [colour, setColour] = useState(project?.colour ?? undefined);
  const [icon, setIcon] = useState(project?.icon ?? "");
  const parents = projects.filter(one => one.id !== project?.id && !one.archived_at && !one.deleted_at);

  const templates = ofProjects(useAll<Template>("template"));
  const [chosen, setChosen] = useState("");
  const template = templates.find(one => one.id === chosen);

  const save = async (values: Record<string, string>) => {
    const body = {
      name: values["name"],
      description: values["description"] ?? "",
      visibility: values["visibility"],
      colour: colour ?? null,
      icon: icon || null,
      ...(values["key"] && values["key"] !== project?.key && { key: values["key"].toUpperCase() }),
      ...(values["parent"] !== (project?.parent_id ?? "") && { parent_id: values["parent"] || null }),
    };
    if (project) {
      await api.patch(`/projects/${project.id}`, body);
    }
    const made = project ?? (await make(body, values["start"]));
    stale(`/workspaces/${workspace?.id}/projects`);
    onClose();
    if (!project) {
      go(to.project(ws, made.key));
    }
  };
  const make = async (body: Readonly<Record<string, unknown>>, on: string | undefined): Promise<Project> => {
    const path = `/workspaces/${workspace?.id}/projects`;
    if (!template) {
      return api.post<Project>(path, body);
    }
    // What was left empty here is as the template has it.
    const said = Object.entries(body).filter(([, value]) => value !== "" && value !== null);
    const answer = await api.post<MadeProject>(`${path}/from-template`, {
      template_id: template.id,
      project: Object.fromEntries(said),
      ...(on && { on }),
    });
    toldLeftOut(answer.left_out.length);
    return answer.project;
  };

  return (
    <Dialog title={t("app.new_project")} onClose={onClose}>
      <div className="p-5">
        <Form
          action={t(project ? "app.save" : "first.make_project")}
          fields={["name", "key", "parent_id", "description"]}
          send={save}
        >
          {error => (
            <>
              {!project && templates.length > 0 && (
                <div className="grid gap-3 md:grid-cols-2">
                  <SelectField
                    label={t("template.template")}
                    value={chosen}
                    onChange={event => setChosen(event.target.value)}
                  >
                    <option value="">{t("template.no_template")}</option>
                    {templates.map(one => (
                      <option key={one.id} value={one.id}>
                        {one.name}
                      </option>
                    ))}
                  </SelectField>
                  {template && (
                    <TextField
                      label={t("template.first_day")}
                      name="start"
                      type="date"
                      defaultValue={today()}
                      error={faultOf(error, "on")}
                    />
                  )}
                </div>
              )}
              <div className="grid grid-cols-[1fr_7rem] gap-3">
                <TextField
                  label={t("auth.name")}
                  name="name"
                  required
                  autoFocus
                  maxLength={120}
                  dir="auto"
                  defaultValue={project?.name}
                  error={faultOf(error, "name")}
                />
                <TextField
                  label={t("project.key")}
                  name="key"
                  dir="ltr"
                  maxLength={10}
                  className="uppercase"
                  placeholder={t("project.automatic")}
                  defaultValue={project?.key}
                  error={faultOf(error, "key")}
                />
              </div>
              <TextArea
                label={t("task.description")}
                name="description"
                rows={2}
                dir="auto"
                defaultValue={project?.description}
                error={faultOf(error, "description")}
              />
              <div className="grid gap-3 md:grid-cols-2">
                <SelectField
                  label={t("project.visibility")}
                  name="visibility"
                  key={chosen}
                  defaultValue={project?.visibility ?? template?.project?.visibility ?? "workspace"}
                >
                  <option value="workspace">{t("project.for_all")}</option>
                  <option value="private">{t("project.private")}</option>
                </SelectField>
                <SelectField
                  label={t("project.parent")}
                  name="parent"
                  defaultValue={project?.parent_id ?? ""}
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
              <Icons value={icon} onChange={setIcon} />
              <Colours label={t("settings.colour")} value={colour} onChange={setColour} />
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
