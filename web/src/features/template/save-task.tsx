import { useState } from "react";
import type { Project } from "../../api/types.ts";
import { go, to, workspaceSlug } from "../../app/address.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { useRow } from "../../sync/hooks.ts";
import { Check, Choice, TextField } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";
import type { Props } from "../task/picking.ts";

/** Keeps a task as a template, for its project or for all. */
export function SaveTaskTemplate({ first: task, anchor, onClose }: Props) {
  const project = useRow<Project>("project", task.project_id);
  const [shared, setShared] = useState<"own" | "all">("own");
  const [subtasks, setSubtasks] = useState(true);
  const below = task.counts.subtasks;
  const save = async (values: Record<string, string>) => {
    await api.post(`/tasks/${task.id}/template`, {
      name: values["name"],
      shared: shared === "all",
      subtasks,
    });
    onClose();
    const ws = workspaceSlug();
    toast({
      text: t("template.saved", { name: values["name"] ?? "" }),
      tone: "success",
      action: {
        label: t("app.open"),
        run: () =>
          go(
            shared === "all" || !project
              ? to.settings(ws, "templates")
              : to.projectSettings(ws, project.key, "templates"),
          ),
      },
    });
  };
  return (
    <Popover anchor={anchor} onClose={onClose} label={t("task.save_template")} className="w-80 p-4">
      <Form action={t("app.save")} fields={["name"]} send={save}>
        {error => (
          <>
            <TextField
              label={t("template.name")}
              name="name"
              required
              data-autofocus
              dir="auto"
              maxLength={100}
              defaultValue={task.title.slice(0, 100)}
              error={faultOf(error, "name")}
            />
            <Choice<"own" | "all">
              label={t("template.for_which")}
              value={shared}
              options={[
                { value: "own", label: t("template.for_project") },
                { value: "all", label: t("template.for_all") },
              ]}
              onChange={setShared}
            />
            {below > 0 && (
              <Check
                className="text-sm"
                label={t("template.with_subtasks", { count: below })}
                checked={subtasks}
                onChange={event => setSubtasks(event.target.checked)}
              />
            )}
          </>
        )}
      </Form>
    </Popover>
  );
}
