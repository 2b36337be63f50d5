import { useState } from "react";
import type { MadeProject, Project, Template } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { stale } from "../../app/asked.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { today } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import { toldLeftOut } from "../template/left-out.ts";
import { ofProjects } from "../template/plan.ts";
import { useProjects, useWorkspace } from "../workspace/queries.ts";
import { bodyOf, FIELDS, ProjectFields, useLooks } from "./form-fields.tsx";

/** Makes a project, of nothing or of a template. */
export default function ProjectDialog({ ws, onClose }: { ws: string; onClose(): void }) {
  const workspace = useWorkspace(ws);
  const { projects } = useProjects(ws);
  const looks = useLooks(undefined);
  const parents = projects.filter(one => !one.archived_at && !one.deleted_at);
  const templates = ofProjects(useAll<Template>("template"));
  const [chosen, setChosen] = useState("");
  const template = templates.find(one => one.id === chosen);
  const path = `/workspaces/${workspace?.id}/projects`;

  const make = async (body: object, on: string | undefined): Promise<Project> => {
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
  const send = async (values: Record<string, string>) => {
    const made = await make(bodyOf(values, looks), values["start"]);
    stale(path);
    onClose();
    go(to.project(ws, made.key));
  };

  return (
    <Dialog title={t("app.new_project")} onClose={onClose}>
      <div className="p-5">
        <Form action={t("first.make_project")} fields={FIELDS} send={send}>
          {error => (
            <>
              {templates.length > 0 && (
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
              <ProjectFields
                parents={parents}
                looks={looks}
                error={error}
                visibility={template?.project?.visibility ?? undefined}
              />
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
