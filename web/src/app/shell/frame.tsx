import { type ReactNode, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Link } from "wouter";
import type { Project } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { to, VIEWS, type ViewName } from "../address.ts";
import { run } from "../commands.ts";
import { t } from "../i18n.ts";
import { useLanding } from "../landing.ts";
import { useTitle } from "../title.ts";

interface FrameProps {
  title: string;
  /** What stands before the title. */
  lead?: ReactNode;
  children: ReactNode;
  /** Only for screen readers: the page shows its name itself. */
  bare?: boolean;
  tabs?: ReactNode;
  /** The page scrolls by itself, as a board does. */
  still?: boolean;
}

/** A page with its header; `HeaderActions` fills the end of the header. */
export function Frame({ title, lead, children, bare, tabs, still }: FrameProps) {
  useTitle(title);
  useLanding(title);
  return (
    <>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-border px-4 py-2 md:px-5">
        <h1 className={bare ? "sr-only" : "flex min-w-0 items-center gap-2 text-md font-semibold"}>
          {lead}
          <bdi className="truncate">{title}</bdi>
        </h1>
        {tabs}
        <div id="header-actions" className="ms-auto flex items-center gap-2" />
      </header>
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

const VIEW_NAMES = { board: "app.board", list: "app.list" } as const;

/** A view of a project, with the ways to look at it. */
export function ProjectFrame({
  ws,
  project,
  view,
  children,
}: {
  ws: string;
  project: Project;
  view: ViewName;
  children: ReactNode;
}) {
  return (
    <Frame
      title={project.name}
      lead={<ProjectIcon project={project} />}
      still
      tabs={
        <nav aria-label={t("app.views")} className="flex items-center gap-0.5">
          {VIEWS.map(name => (
            <Link
              key={name}
              href={to.project(ws, project.key, name)}
              aria-current={name === view ? "page" : undefined}
              className={cx(
                "flex h-7 items-center rounded-2 px-2.5 text-sm font-medium touch:h-11",
                name === view ? "bg-active text-fg" : "text-fg-muted hover:bg-hover hover:text-fg",
              )}
            >
              {t(VIEW_NAMES[name])}
            </Link>
          ))}
        </nav>
      }
    >
      {children}
      <HeaderActions last>
        <Button kind="primary" tipKeys="c" tip={t("app.new_task")} onClick={() => run("task.new")}>
          {t("app.new_task")}
        </Button>
      </HeaderActions>
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
