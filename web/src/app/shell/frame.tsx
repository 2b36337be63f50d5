import { Layers } from "lucide-react";
import { type ReactNode, Suspense, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Link, useSearch } from "wouter";
import type { Project, View } from "../../api/types.ts";
import { useMay } from "../../features/task/rights.ts";
import { NAMES } from "../../features/view/look.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { to, VIEWS } from "../address.ts";
import { type Load, type Part, patientChunk } from "../chunk.ts";
import { run } from "../commands.ts";
import { allMessages, t } from "../i18n.ts";
import { useLanding } from "../landing.ts";
import { useTitle } from "../title.ts";

interface FrameProps {
  title: string;
  /** What stands before the title. */
  lead?: ReactNode;
  children: ReactNode;
  /** Only for screen readers: the page shows its name itself. */
  bare?: boolean;
  /** A second line of the header. */
  below?: ReactNode;
  /** The page scrolls by itself, as a board does. */
  still?: boolean;
}

/** A page with its header; `HeaderActions` fills the end of the header. */
export function Frame({ title, lead, children, bare, below, still }: FrameProps) {
  useTitle(title);
  useLanding(title);
  return (
    <>
      <header
        className={cx(
          "flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:px-5",
          below ? "pb-0" : "border-b border-border",
        )}
      >
        <h1 className={bare ? "sr-only" : "flex min-w-0 items-center gap-2 text-md font-semibold"}>
          {lead}
          <bdi className="truncate">{title}</bdi>
        </h1>
        <div id="header-actions" className="ms-auto flex items-center gap-2" />
      </header>
      {below}
      <main
        id="main"
        tabIndex={-1}
        className={cx(
          "relative flex min-h-0 flex-1 flex-col outline-none",
          still ? "overflow-hidden" : "overflow-y-auto",
        )}
      >
        {children}
      </main>
    </>
  );
}

const VIEW_NAMES = {
  board: "app.board",
  list: "app.list",
  table: "app.table",
  calendar: "app.calendar",
  timeline: "app.timeline",
  overview: "app.overview",
} as const;

const later = <T extends Part>(load: Load<T>) => patientChunk(load, allMessages);
const ViewBar = later(() => import("../../features/view/bar.tsx"));
const ViewStrip = later(() => import("../../features/view/strip.tsx"));
const SavedTabs = later(() => import("../../features/view/saved-tabs.tsx"));

const TAB = "flex h-7 shrink-0 items-center rounded-2 px-2.5 text-sm font-medium touch:h-11";

const show = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: "nearest", inline: "nearest" });

/** A way to look at a project's tasks: one link of its header. */
export function Tab({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      ref={current ? show : undefined}
      className={cx(TAB, current ? "bg-active text-fg" : "text-fg-muted hover:bg-hover hover:text-fg")}
    >
      {children}
    </Link>
  );
}

interface ProjectFrameProps {
  ws: string;
  project?: Project | undefined;
  /** A saved view, of the project or of all. */
  saved?: View | undefined;
  view: keyof typeof VIEW_NAMES;
  children: ReactNode;
}

/** A view of a project, or a saved one, with the ways to look at it. */
export function ProjectFrame({ ws, project, saved, view, children }: ProjectFrameProps) {
  const params = new URLSearchParams(useSearch());
  const mayMake = useMay(project?.id);
  const changed = NAMES.some(name => params.has(name));
  return (
    <Frame
      title={saved && !project ? saved.name : (project?.name ?? "")}
      lead={project ? <ProjectIcon project={project} /> : <Layers size={16} aria-hidden="true" />}
      still
      below={
        <div className="flex min-h-11 shrink-0 items-center gap-2 border-b border-border px-4 md:px-5">
          <nav
            aria-label={t("app.views")}
            className="-mx-1 flex min-w-0 items-center gap-0.5 overflow-x-auto px-1 py-1"
          >
            {project &&
              VIEWS.map(name => (
                <Tab key={name} href={to.project(ws, project.key, name)} current={!saved && name === view}>
                  {t(VIEW_NAMES[name])}
                </Tab>
              ))}
            <Suspense>
              <SavedTabs ws={ws} project={project?.id} current={saved?.id} />
            </Suspense>
          </nav>
          <div className="ms-auto flex shrink-0 items-center gap-1">
            {/* The room that it will take: on small screens the current tab is brought into what is left. */}
            <Suspense fallback={<span className="w-17" />}>
              <ViewBar project={project} view={saved} layout={view} />
            </Suspense>
          </div>
        </div>
      }
    >
      {view !== "overview" && (saved || changed) && (
        <Suspense>
          <ViewStrip project={project} layout={view} />
        </Suspense>
      )}
      {children}
      {mayMake && (
        <HeaderActions last>
          <Button kind="primary" tipKeys="c" tip={t("app.new_task")} onClick={() => run("task.new")}>
            {t("app.new_task")}
          </Button>
        </HeaderActions>
      )}
    </Frame>
  );
}

/** What stands at the end of the page's header. */
export function HeaderActions({ children, last }: { children: ReactNode; last?: boolean }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setPlace(document.getElementById("header-actions")), []);
  return place
    ? createPortal(
        <div className={cx("flex items-center gap-2", last && "order-last")}>{children}</div>,
        place,
      )
    : null;
}
