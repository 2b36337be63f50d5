import { Calendar, ChartNoAxesGantt, Kanban, List, Plus, Table2 } from "lucide-react";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { Link } from "wouter";
import type { Favourite, Layout, Project, Task, View } from "../../api/types.ts";
import { useAll, useRow } from "../../sync/hooks.ts";
import { comparePlace } from "../../sync/place.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { to } from "../address.ts";
import { run, useCommands } from "../commands.ts";
import { t } from "../i18n.ts";
import { pref } from "../prefs.ts";
import type { Side } from "./favourite-drag.ts";
import { FavouriteMenu } from "./favourite-menu.tsx";
import { orderCommands, placeFavourite } from "./favourite-order.ts";
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
  useCommands(() => orderCommands(here), [favourites]);
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
  const sorting = useSorting(favourite, all);
  const row = (name: string, href: string, sign: ReactNode) => (
    <Row
      {...{ name, href, sign, narrow, sorting }}
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

interface Sorting {
  readonly id: string;
  /** On which side of it a dragged one would go. */
  readonly side: Side | undefined;
  hold(element: HTMLElement | null): () => void;
}

/** Lets a favourite be dragged along the others. */
function useSorting(favourite: Favourite, all: readonly Favourite[]): Sorting {
  const [side, setSide] = useState<Side>();
  const now = useRef(all);
  now.current = all;
  const { id } = favourite;
  const hold = useCallback(
    (element: HTMLElement | null) => {
      let end: (() => void) | undefined;
      let gone = false;
      const drop = (dragged: string, where: Side) => {
        const moved = now.current.find(one => one.id === dragged);
        const others = now.current.filter(one => one !== moved);
        const at = others.findIndex(one => one.id === id) + (where === "after" ? 1 : 0);
        if (moved && now.current.indexOf(moved) !== at) {
          placeFavourite(moved, now.current, at);
        }
      };
      void import("./favourite-drag.ts").then(({ makeSortable }) => {
        if (element && !gone) {
          end = makeSortable(element, id, { over: setSide, drop });
        }
      });
      return () => {
        gone = true;
        end?.();
      };
    },
    [id],
  );
  return { id, side, hold };
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
  sorting?: Sorting;
}

function Row({ name, href, sign, narrow, current, action, sorting }: RowProps) {
  return (
    <li ref={sorting?.hold} data-favourite={sorting?.id} className="group relative flex items-center">
      <Link
        href={href}
        draggable={sorting ? false : undefined}
        aria-current={current ? "page" : undefined}
        aria-label={narrow ? name : undefined}
        data-tip={narrow ? name : undefined}
        className={cx(
          ROW,
          "flex-1",
          current ? CURRENT : REST,
          narrow && "justify-center px-0",
          Boolean(action) && "group-hover:pe-8 group-focus-within:pe-8 touch:pe-11",
        )}
      >
        {sign}
        {!narrow && <bdi className="truncate">{name}</bdi>}
      </Link>
      {action}
      {sorting?.side && (
        <span
          aria-hidden="true"
          className={cx(
            "pointer-events-none absolute inset-x-2 h-0.5 rounded-full bg-accent",
            sorting.side === "before" ? "-top-0.5" : "-bottom-0.5",
          )}
        />
      )}
    </li>
  );
}
