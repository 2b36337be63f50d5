import { useState } from "react";
import { useLocation } from "wouter";
import type { Task } from "../../api/types.ts";
import { peekTask, projectKey, workspaceSlug } from "../../app/address.ts";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { pref } from "../../app/prefs.ts";
import { api } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { useProjects } from "../workspace/queries.ts";

/** Makes a task from one line. */
export default function QuickAdd({ status }: { status?: string }) {
  const [path] = useLocation();
  const ws = workspaceSlug(path) || pref("workspace");
  const projects = useProjects(ws).projects.filter(project => !project.archived_at && !project.deleted_at);
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState(projectKey(path));
  const project = projects.find(project => project.key === chosen) ?? projects[0];

  const save = () => {
    const text = title.trim();
    if (text === "" || !project) {
      return;
    }
    closeLayer();
    api
      .post<Task>(`/projects/${project.id}/tasks`, { title: text, ...(status && { status_id: status }) })
      .then(task =>
        toast({
          text: t("quickadd.made", { key: task.key }),
          action: { label: t("app.open"), run: () => peekTask(task.key) },
        }),
      )
      .catch(error => toast({ text: explain(error), tone: "danger" }));
  };

  return (
    <Dialog title={t("quickadd.title")} bare high onClose={closeLayer}>
      <form
        onSubmit={event => {
          event.preventDefault();
          save();
        }}
      >
        <input
          aria-label={t("task.title")}
          placeholder={t("quickadd.placeholder")}
          value={title}
          maxLength={500}
          data-autofocus
          dir="auto"
          className="h-14 w-full bg-transparent px-5 text-lg font-normal outline-none"
          onChange={event => setTitle(event.target.value)}
        />
        <div className="flex items-center gap-2 border-t border-border px-4 py-3">
          <label className="min-w-0">
            <span className="sr-only">{t("task.project")}</span>
            <select
              value={project?.key ?? ""}
              className="h-8 max-w-52 rounded-2 border border-border-strong bg-surface px-2 text-sm touch:h-11"
              onChange={event => setChosen(event.target.value)}
            >
              {projects.map(one => (
                <option key={one.id} value={one.key}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <Button kind="primary" type="submit" className="ms-auto" disabled={title.trim() === "" || !project}>
            {t("quickadd.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
