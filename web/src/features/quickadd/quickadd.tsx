import { useState } from "react";
import { useLocation } from "wouter";
import { peekTask, projectKey, workspaceSlug } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { pref } from "../../app/prefs.ts";
import { useLive } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { firstStatus, makeTasks, titlesOf } from "../task/make.ts";
import { useProjects } from "../workspace/queries.ts";

const DRAFT = "quickadd";

/** Makes a task from one line, and from several lines as many. It needs no network. */
export default function QuickAdd({ text, status }: { text?: string; status?: string }) {
  const [path] = useLocation();
  const live = useLive();
  const ws = workspaceSlug(path) || pref("workspace");
  const projects = useProjects(ws).projects.filter(project => !project.archived_at && !project.deleted_at);
  const [title, setTitle] = useState(() => text ?? live?.drafts.get(DRAFT) ?? "");
  const [chosen, setChosen] = useState(projectKey(path));
  const project = projects.find(project => project.key === chosen) ?? projects[0];
  const write = (next: string) => {
    setTitle(next);
    live?.drafts.set(DRAFT, next);
  };

  const save = () => {
    const titles = titlesOf(title);
    const column = live && project && firstStatus(live, project.id, status);
    if (!live || !column || titles.length === 0) {
      return;
    }
    const made = makeTasks(live, titles, column);
    live.drafts.set(DRAFT, undefined);
    closeLayer();
    toast({
      text: t("quickadd.made", { count: titles.length, name: titles[0] ?? "" }),
      action: {
        label: t("app.open"),
        run: () => {
          const key = live.entities.get("task", made ?? "")?.key;
          if (typeof key === "string" && key !== "") {
            peekTask(key);
          }
        },
      },
    });
  };

  return (
    <Dialog title={t("quickadd.title")} bare high onClose={closeLayer}>
      <form
        onSubmit={event => {
          event.preventDefault();
          save();
        }}
      >
        <textarea
          aria-label={t("task.title")}
          placeholder={t("quickadd.placeholder")}
          rows={1}
          value={title}
          maxLength={10_000}
          data-autofocus
          dir="auto"
          className="field-sizing-content block max-h-60 min-h-14 w-full resize-none bg-transparent px-5 py-4 text-lg font-normal outline-none"
          onChange={event => write(event.target.value)}
          onKeyDown={event => {
            if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              save();
            }
          }}
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
