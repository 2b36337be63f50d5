import { Archive, History } from "lucide-react";
import { useMemo } from "react";
import { Link } from "wouter";
import type { Page, Project, ProjectMember, Task } from "../../api/types.ts";
import { go, peekTask, to, workspaceSlug } from "../../app/address.ts";
import { useAsked } from "../../app/asked.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { ago, today } from "../../app/times.ts";
import { getLive, useLive, useLoaded } from "../../sync/hooks.ts";
import { Avatar, Avatars } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { Bones } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { useMay, useRole } from "../task/rights.ts";
import { useArranged } from "../view/arrange.ts";
import { About } from "./about.tsx";
import { restoreProject } from "./changes.ts";
import { Facts } from "./facts.tsx";
import { figuresOf } from "./figures.ts";
import { Milestones } from "./milestones.tsx";
import { Part, Progress } from "./parts.tsx";

const LATEST = 8;
const ALL = { filter: "", sort: "", group: "", lane: "" };

/** What a project is about, how far it is, and who is in it. */
export function ProjectOverview({ project }: { project: Project }) {
  const live = useLive();
  const loaded = useLoaded();
  const { tasks, around } = useArranged(project.id, ALL);
  const figures = useMemo(() => figuresOf(tasks, today()), [tasks]);
  const latest = useMemo(
    () => [...tasks].sort((one, other) => (one.updated_at < other.updated_at ? 1 : -1)).slice(0, LATEST),
    [tasks],
  );
  const canEdit = useMay(project.id);
  const canManage = useMay(project.id, "manager");
  const show = (filter: string) =>
    go(`${to.project(workspaceSlug(), project.key, "list")}?filter=${encodeURIComponent(filter)}`);
  if (!loaded || !live) {
    return <Bones rows={10} />;
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      {project.archived_at && <ArchivedBanner project={project} />}
      <div className="mx-auto flex max-w-260 flex-col gap-x-12 gap-y-10 p-5 md:p-8 lg:flex-row">
        <div className="flex min-w-0 flex-1 flex-col gap-10">
          <Part title={t("task.description")}>
            <About project={project} canEdit={canManage} />
          </Part>
          <Milestones
            project={project}
            milestones={around.milestones}
            tasks={tasks}
            canEdit={canEdit}
            onShow={show}
          />
          <Latest tasks={latest} canEdit={canEdit} />
        </div>
        <div className="flex shrink-0 flex-col gap-10 lg:w-72">
          <Part title={t("overview.progress")}>
            <Progress figures={figures} onShow={show} />
          </Part>
          <Part title={t("overview.details")}>
            <Facts project={project} members={around.members} canEdit={canManage} />
          </Part>
          <Members project={project} />
          <Link
            href={to.projectHistory(workspaceSlug(), project.key)}
            className="inline-flex h-8 items-center gap-1.5 self-start rounded-2 text-sm font-medium text-accent-fg hover:underline touch:h-11"
          >
            <History size={16} aria-hidden="true" />
            {t("task.history")}
          </Link>
        </div>
      </div>
    </div>
  );
}

function ArchivedBanner({ project }: { project: Project }) {
  const role = useRole(project.id);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 border-b border-border bg-warning-subtle px-5 py-2 text-sm text-warning-fg"
    >
      <Archive size={16} aria-hidden="true" />
      <span>{t("overview.archived")}</span>
      {role === "manager" && (
        <Button
          size="sm"
          className="ms-auto"
          onClick={() => {
            getLive()?.change([restoreProject(project)], "restore");
            toast({ text: t("overview.restored", { name: project.name }), tone: "success" });
          }}
        >
          {t("task.restore")}
        </Button>
      )}
    </div>
  );
}

/** The tasks that changed last. */
function Latest({ tasks, canEdit }: { tasks: readonly Task[]; canEdit: boolean }) {
  const { around } = useArranged(tasks[0]?.project_id, ALL);
  return (
    <Part title={t("overview.latest")}>
      {tasks.length === 0 ? (
        <div className="flex flex-col items-start gap-3">
          <p className="text-sm text-fg-muted">{t("list.empty")}</p>
          {canEdit && (
            <Button kind="primary" tipKeys="c" onClick={() => run("task.new")}>
              {t("app.new_task")}
            </Button>
          )}
        </div>
      ) : (
        <ul className="divide-y divide-border rounded-3 border border-border bg-surface">
          {tasks.map(task => (
            <li key={task.id} data-task={task.key}>
              <button
                type="button"
                className="flex min-h-10 w-full items-center gap-2.5 px-4 text-start text-sm hover:bg-hover outline-offset-[-2px] touch:min-h-11"
                onClick={() => peekTask(task.key)}
              >
                <StatusGlyph category={task.status_category} />
                <span dir="ltr" className="figures shrink-0 text-xs text-fg-subtle max-md:hidden">
                  {task.key}
                </span>
                <bdi className="min-w-0 flex-1 truncate">{task.title}</bdi>
                <Avatars
                  people={around.members
                    .filter(member => task.assignee_ids.includes(member.user_id))
                    .map(({ user_id, name }) => ({ id: user_id, name }))}
                />
                <span className="figures w-28 shrink-0 truncate text-end text-xs text-fg-muted">
                  {ago(task.updated_at)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/** Who was given a role in the project, here or above. */
function Members({ project }: { project: Project }) {
  const { around } = useArranged(project.id, ALL);
  const { data } = useAsked<Page<ProjectMember>>(`/projects/${project.id}/members?limit=200`);
  const ids = new Set((data?.items ?? []).flatMap(grant => grant.user_id ?? []));
  const people = around.members.filter(
    member => ids.has(member.user_id) || member.user_id === project.lead_id,
  );
  return (
    <Part title={t("overview.members")}>
      {project.visibility === "workspace" && (
        <p className="text-sm text-fg-muted">{t("overview.open_to_all")}</p>
      )}
      {people.length > 0 && (
        <ul className="flex flex-col gap-2">
          {people.map(({ user_id, name }) => (
            <li key={user_id} className="flex items-center gap-2 text-sm">
              <Avatar id={user_id} name={name} size="md" mute />
              <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
              {user_id === project.lead_id && (
                <span className="text-xs text-fg-muted">{t("overview.lead")}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
