import { Calendar, ChartNoAxesGantt, Kanban, List, Plus, Table2 } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Favourite, Layout, Project, Task, View } from "../../api/types.ts";
import { useAll, useRow } from "../../sync/hooks.ts";
import { comparePlace } from "../../sync/place.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { to } from "../address.ts";
import { run } from "../commands.ts";
import { t } from "../i18n.ts";
import { pref } from "../prefs.ts";
import { FavouriteMenu } from "./favourite-menu.tsx";
import { CURRENT, REST, ROW } from "./sidebar.tsx";

interface Props {
  ws: string;
  path: string;
  narrow: boolean;
}

const byPlace = (one: { position: string }, other: { position: string }) =>
  comparePlace(one.position, other.position);

const SIGNS = {
  board: Kanban,
  list: List,
  table: Table2,
  calendar: Calendar,
  timeline: ChartNoAxesGantt,
} as const;

export function ViewSign({ layout }: { layout: Layout }) {
  const Sign = SIGNS[layout];
  return <Sign size={16} strokeWidth={1.75} aria-hidden="true" className="mx-px shrink-0" />;
}

/** What one wants at hand. */
export function Favourites({ ws, path, narrow }: Props) {
  const favourites = useAll<Favourite>("favourite");
  const here = [...favourites].sort(byPlace);
  if (here.length === 0) {
    return null;
  }
  return (
    <Part title={t("app.favourites")} narrow={narrow}>
      {here.map(favourite => (
        <FavouriteRow
          key={favourite.id}
          favourite={favourite}
          all={here}
          ws={ws}
          path={path}
          narrow={narrow}
        />
      ))}
    </Part>
  );
}

interface FavouriteProps extends Props {
  favourite: Favourite;
  all: readonly Favourite[];
}

function FavouriteRow({ favourite, all, ws, path, narrow }: FavouriteProps) {
  const { target_type: type, target_id: id } = favourite;
  const project = useRow<Project>("project", type === "project" ? id : undefined);
  const view = useRow<View>("view", type === "view" ? id : undefined);
  const task = useRow<Task>("task", type === "task" ? id : undefined);
  const row = (name: string, href: string, sign: ReactNode) => (
    <Row
      {...{ name, href, sign, narrow }}
      current={path === href}
      action={!narrow && <FavouriteMenu name={name} favourite={favourite} all={all} />}
    />
  );
  if (project && !project.deleted_at) {
    const href = to.project(ws, project.key, pref("views")[project.key] ?? "board");
    return row(project.name, href, <ProjectIcon project={project} />);
  }
  if (view) {
    return row(view.name, to.view(ws, view.id), <ViewSign layout={view.layout} />);
  }
  return task && !task.deleted_at
    ? row(task.title, to.task(ws, task.key), <StatusGlyph category={task.status_category} />)
    : null;
}

/** Saved views of the workspace, and one's own of projects. */
export function Views({ ws, path, narrow }: Props) {
  const views = useAll<View>("view");
  const here = views.filter(view => view.project_id == null).sort(byPlace);
  if (narrow && here.length === 0) {
    return null;
  }
  return (
    <Part
      title={t("app.saved_views")}
      narrow={narrow}
      action={
        <IconButton size="sm" label={t("app.new_view")} onClick={() => run("view.new")}>
          <Plus size={16} />
        </IconButton>
      }
    >
      {here.map(view => (
        <Row
          key={view.id}
          name={view.name}
          href={to.view(ws, view.id)}
          sign={<ViewSign layout={view.layout} />}
          narrow={narrow}
          current={path === to.view(ws, view.id)}
        />
      ))}
    </Part>
  );
}

interface PartProps {
  title: string;
  narrow: boolean;
  action?: ReactNode;
  children: ReactNode;
}

function Part({ title, narrow, action, children }: PartProps) {
  return (
    <section aria-label={title} className="mt-4 shrink-0 px-2">
      {!narrow && (
        <div className="flex h-7 items-center justify-between ps-2">
          <h2 className="text-xs font-semibold text-fg-subtle">{title}</h2>
          {action}
        </div>
      )}
      <ul className="flex flex-col gap-0.5">{children}</ul>
    </section>
  );
}

interface RowProps {
  name: string;
  href: string;
  sign: ReactNode;
  narrow: boolean;
  current: boolean;
  action?: ReactNode;
}

function Row({ name, href, sign, narrow, current, action }: RowProps) {
  return (
    <li className="group relative flex items-center">
      <Link
        href={href}
        aria-current={current ? "page" : undefined}
        aria-label={narrow ? name : undefined}
        data-tip={narrow ? name : undefined}
        className={cx(ROW, "flex-1", current ? CURRENT : REST, narrow && "justify-center px-0")}
      >
        {sign}
        {!narrow && <bdi className="truncate">{name}</bdi>}
      </Link>
      {action}
    </li>
  );
}
