import { useState } from "react";
import type { Project } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Check, TextArea, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";

/** Keeps a project as a template: columns, fields, milestones, and its tasks, too. */
export function SaveProjectTemplate({ ws, project }: { ws: string; project: Project }) {
  const [open, setOpen] = useState(false);
  const [tasks, setTasks] = useState(project.visibility === "workspace");
  const save = async (values: Record<string, string>) => {
    const { name, description } = values;
    await api.post(`/projects/${project.id}/template`, { name, description: description ?? "", tasks });
    setOpen(false);
    toast({
      text: t("template.saved", { name: name ?? "" }),
      tone: "success",
      action: { label: t("app.open"), run: () => go(to.settings(ws, "templates")) },
    });
  };
  return (
    <Section title={t("template.save_project")} text={t("template.save_project_text")}>
      <Button className="self-start" onClick={() => setOpen(true)}>
        {t("template.save_project_short")}
      </Button>
      {open && (
        <Dialog title={t("template.save_project")} onClose={() => setOpen(false)}>
          <div className="p-5">
            <Form action={t("app.save")} fields={["name", "description"]} send={save}>
              {error => (
                <>
                  <TextField
                    label={t("template.name")}
                    name="name"
                    required
                    autoFocus
                    dir="auto"
                    maxLength={100}
                    defaultValue={project.name.slice(0, 100)}
                    error={faultOf(error, "name")}
                  />
                  <TextArea label={t("template.for")} name="description" rows={2} dir="auto" />
                  <Check
                    label={t("template.with_tasks")}
                    checked={tasks}
                    onChange={event => setTasks(event.target.checked)}
                  />
                  {project.visibility === "private" && (
                    <p className="rounded-2 bg-info-subtle px-3 py-2 text-sm text-info-fg">
                      {t("template.seen_by_all")}
                    </p>
                  )}
                </>
              )}
            </Form>
          </div>
        </Dialog>
      )}
    </Section>
  );
}
