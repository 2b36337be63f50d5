import {
  ChevronRight,
  CircleHelp,
  Inbox,
  PanelLeft,
  Plus,
  Search,
  Settings,
  Trash2,
  UserRound,
} from "lucide-react";
import { type ComponentType, type ReactNode, Suspense, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Project, TimeEntry } from "../../api/types.ts";
import { useProjects } from "../../features/workspace/queries.ts";
import { useLive, useRows } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { to, workspaceSlug } from "../address.ts";
import { patientChunk } from "../chunk.ts";
import { command, keysOf, run } from "../commands.ts";
import { allMessages, t } from "../i18n.ts";
import { openLayer } from "../layers.ts";
import { pref } from "../prefs.ts";
import { useRoom } from "../room.ts";
import { useUser } from "../server.ts";
import { ConnectionState } from "./connection.tsx";
import { Switcher } from "./switcher.tsx";

const more = () => import("./sidebar-more.tsx");
const Favourites = patientChunk(() => more().then(({ Favourites }) => ({ default: Favourites })));
const Views = patientChunk(() => more().then(({ Views }) => ({ default: Views })));
export const InboxCount = patientChunk(() => import("../../features/inbox/count.tsx"), allMessages);
const RunningTimer = patientChunk(() => import("../../features/task/running-timer.tsx"), allMessages);

/** Everything there is, one step away. */
export function Sidebar({ narrow }: { narrow: boolean }) {
  const [path] = useLocation();
  const ws = workspaceSlug(path) || pref("workspace");
  const room = useRoom();
  return (
    <nav aria-label={t("app.navigation")} className="flex h-full min-w-0 flex-col">
      <div className={cx("flex items-center gap-1 p-2", narrow && "flex-col")}>
        <Switcher narrow={narrow} />
        {(narrow || room) && (
          <IconButton label={t("app.toggle_sidebar")} tipKeys="[" onClick={() => run("view.sidebar")}>
            <PanelLeft size={18} strokeWidth={1.75} className="rtl:-scale-x-100" />
          </IconButton>
        )}
      </div>
      {ws !== "" && (
        <>
          <div className="flex flex-col gap-0.5 px-2">
            <Action narrow={narrow} icon={Plus} label={t("app.new_task")} commandId="task.new" />
            <Item
              narrow={narrow}
              icon={Search}
              label={t("app.search")}
              href={to.search(ws)}
              path={path}
              commandId="go.search"
            />
            <Item
              narrow={narrow}
              icon={Inbox}
              label={t("app.inbox")}
              href={to.inbox(ws)}
              path={path}
              commandId="go.inbox"
            >
              <InboxCount narrow={narrow} />
            </Item>
            <Item
              narrow={narrow}
              icon={UserRound}
              label={t("app.my_tasks")}
              href={to.my(ws)}
              path={path}
              commandId="go.my"
            />
          </div>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
            <Suspense>
              <Favourites ws={ws} path={path} narrow={narrow} />
            </Suspense>
            <Projects ws={ws} path={path} narrow={narrow} />
            <Suspense>
              <Views ws={ws} path={path} narrow={narrow} />
            </Suspense>
          </div>
          <div className="flex flex-col gap-0.5 px-2 pt-2">
            <Item narrow={narrow} icon={Trash2} label={t("app.trash")} href={to.trash(ws)} path={path} />
            <Item
              narrow={narrow}
              icon={Settings}
              label={t("app.settings")}
              href={to.settings(ws)}
              path={path}
              under={`/${ws}/settings`}
              commandId="go.settings"
            />
          </div>
        </>
      )}
      <Running narrow={narrow} />
      <div className={cx("mt-auto flex items-center gap-1 border-t border-border p-2", narrow && "flex-col")}>
        <Me narrow={narrow} />
        <ConnectionState />
        <IconButton label={t("app.shortcuts")} tipKeys="?" onClick={() => openLayer({ name: "help" })}>
          <CircleHelp size={18} strokeWidth={1.75} />
        </IconButton>
      </div>
    </nav>
  );
}

export const ROW =
  "flex h-8 min-w-0 items-center gap-2.5 rounded-2 px-2 text-sm font-medium touch:h-11 outline-offset-[-2px]";
export const REST = "text-fg-muted hover:bg-hover hover:text-fg";
export const CURRENT = "bg-selected text-accent-fg";

interface ItemProps {
  narrow: boolean;
  icon: ComponentType<{ size?: number; strokeWidth?: number; className?: string }>;
  label: string;
  href: string;
  path: string;
  /** Where it counts as the current one, when not only at its own address. */
  under?: string;
  commandId?: string;
  children?: ReactNode;
}

function Item({ narrow, icon: Icon, label, href, path, under, commandId, children }: ItemProps) {
  const current = under ? path.startsWith(under) : path === href;
  const keys = commandId ? keysOfId(commandId) : undefined;
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      aria-label={narrow ? label : undefined}
      data-tip={narrow || keys ? label : undefined}
      data-tip-keys={keys}
      className={cx(ROW, current ? CURRENT : REST, narrow && "relative justify-center px-0")}
    >
      <Icon size={18} strokeWidth={1.75} className="shrink-0" />
      {!narrow && <span className="truncate">{label}</span>}
      <Suspense>{children}</Suspense>
    </Link>
  );
}

function Action({
  narrow,
  icon: Icon,
  label,
  commandId,
}: Omit<ItemProps, "href" | "path" | "under"> & { commandId: string }) {
  return (
    <button
      type="button"
      aria-label={narrow ? label : undefined}
      data-tip={label}
      data-tip-keys={keysOfId(commandId)}
      className={cx(ROW, REST, "text-start", narrow && "justify-center px-0")}
      onClick={() => run(commandId)}
    >
      <Icon size={18} strokeWidth={1.75} className="shrink-0" />
      {!narrow && <span className="truncate">{label}</span>}
    </button>
  );
}

function keysOfId(id: string): string | undefined {
  const found = command(id);
  return found && keysOf(found)[0];
}

function Projects({ ws, path, narrow }: { ws: string; path: string; narrow: boolean }) {
  const { projects, loading } = useProjects(ws);
  const alive = projects.filter(project => !project.archived_at && !project.deleted_at);
  const known = new Set(alive.map(project => project.id));
  const roots = alive.filter(project => !project.parent_id || !known.has(project.parent_id));
  return (
    <section aria-label={t("app.projects")} className="mt-4 flex shrink-0 flex-col px-2">
      {!narrow && (
        <div className="flex h-7 items-center justify-between ps-2">
          <h2 className="text-xs font-semibold text-fg-subtle">{t("app.projects")}</h2>
          <NewProject />
        </div>
      )}
      <ul className="flex flex-col gap-0.5 pb-2">
        {roots.map(project => (
          <Branch
            key={project.id}
            project={project}
            all={alive}
            ws={ws}
            path={path}
            narrow={narrow}
            depth={0}
          />
        ))}
      </ul>
      {!loading && alive.length === 0 && (
        <Action narrow={narrow} icon={Plus} label={t("app.new_project")} commandId="project.new" />
      )}
    </section>
  );
}

function NewProject() {
  return (
    <IconButton size="sm" label={t("app.new_project")} onClick={() => run("project.new")}>
      <Plus size={16} />
    </IconButton>
  );
}

interface BranchProps {
  project: Project;
  all: readonly Project[];
  ws: string;
  path: string;
  narrow: boolean;
  depth: number;
}

function Branch({ project, all, ws, path, narrow, depth }: BranchProps): ReactNode {
  const [open, setOpen] = useState(true);
  const children = all.filter(child => child.parent_id === project.id);
  const current = path.startsWith(`/${ws}/p/${project.key}/`);
  return (
    <li>
      <div className="relative flex items-center">
        {children.length > 0 && !narrow && (
          <button
            type="button"
            aria-expanded={open}
            aria-label={t(open ? "app.collapse_named" : "app.expand_named", { name: project.name })}
            className="absolute start-0 z-sticky grid size-6 place-items-center rounded-1 text-fg-subtle hover:text-fg"
            style={{ marginInlineStart: depth * 12 - 4 }}
            onClick={() => setOpen(!open)}
          >
            <ChevronRight
              size={14}
              className={cx("transition-transform duration-100", open ? "rotate-90" : "rtl:rotate-180")}
            />
          </button>
        )}
        <Link
          href={to.project(ws, project.key, pref("views")[project.key] ?? "board")}
          aria-current={current ? "page" : undefined}
          aria-label={narrow ? project.name : undefined}
          data-tip={narrow ? project.name : undefined}
          className={cx(ROW, "flex-1", current ? CURRENT : REST, narrow && "justify-center px-0")}
          style={narrow ? undefined : { paddingInlineStart: 8 + depth * 12 + (children.length > 0 ? 12 : 0) }}
        >
          <ProjectIcon project={project} />
          {!narrow && <bdi className="truncate">{project.name}</bdi>}
        </Link>
      </div>
      {open && children.length > 0 && (
        <ul className="flex flex-col gap-0.5 pt-0.5">
          {children.map(child => (
            <Branch
              key={child.id}
              project={child}
              all={all}
              ws={ws}
              path={path}
              narrow={narrow}
              depth={depth + 1}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

/** One's timer, while it runs. */
function Running({ narrow }: { narrow: boolean }) {
  const [entry] = useRows<TimeEntry>("running", useLive()?.me ?? "", "time_entry");
  return <Suspense>{entry && <RunningTimer entry={entry} narrow={narrow} />}</Suspense>;
}

function Me({ narrow }: { narrow: boolean }) {
  const user = useUser();
  if (!user) {
    return null;
  }
  return (
    <MenuButton
      label={t("app.account_of", { name: user.name })}
      placement="top-start"
      tip={user.name}
      className={cx(
        "flex min-w-0 items-center gap-2 rounded-2 p-1 hover:bg-hover touch:min-h-11",
        !narrow && "flex-1",
      )}
      items={() =>
        [
          "go.account",
          "go.admin",
          "app.help",
          "prefs.light",
          "prefs.dark",
          "prefs.system",
          "app.sign_out",
        ].flatMap(id => {
          const found = command(id);
          return found && (found.when?.() ?? true)
            ? [
                {
                  id,
                  label: t(found.title),
                  icon: found.icon,
                  keys: keysOf(found)[0],
                  apart: id === "prefs.light" || id === "app.sign_out",
                  onSelect: () => found.run(),
                },
              ]
            : [];
        })
      }
    >
      <Avatar id={user.id} name={user.name} size="md" mute />
      {!narrow && <bdi className="truncate text-sm">{user.name}</bdi>}
    </MenuButton>
  );
}
