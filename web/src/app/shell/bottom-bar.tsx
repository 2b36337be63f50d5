import { CircleUserRound, Inbox, Menu, Plus, Search } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { Link, useLocation } from "wouter";
import { cx } from "../../ui/cx.ts";
import { to, workspaceSlug } from "../address.ts";
import { run } from "../commands.ts";
import { t } from "../i18n.ts";
import { openLayer } from "../layers.ts";
import { pref } from "../prefs.ts";
import { InboxCount } from "./sidebar.tsx";

const CELL = "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs outline-offset-[-4px]";

/** What a thumb reaches on a small screen. */
export function BottomBar() {
  const [path] = useLocation();
  const ws = workspaceSlug(path) || pref("workspace");
  const link = (href: string, label: string, Icon: typeof Search, more?: ReactNode) => (
    <Link
      href={href}
      aria-current={path === href ? "page" : undefined}
      className={cx(CELL, "relative", path === href ? "text-accent-fg" : "text-fg-muted")}
    >
      <Icon size={20} strokeWidth={1.75} />
      {label}
      <Suspense>{more}</Suspense>
    </Link>
  );
  return (
    <nav
      aria-label={t("app.quick_navigation")}
      className="flex border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {ws !== "" && (
        <>
          {link(to.inbox(ws), t("app.inbox"), Inbox, <InboxCount narrow />)}
          {link(to.my(ws), t("app.my_tasks_short"), CircleUserRound)}
          <button type="button" className={cx(CELL, "text-fg-muted")} onClick={() => run("task.new")}>
            <Plus size={20} strokeWidth={1.75} />
            {t("app.new_short")}
          </button>
          {link(to.search(ws), t("app.search"), Search)}
        </>
      )}
      <button
        type="button"
        aria-haspopup="dialog"
        className={cx(CELL, "text-fg-muted")}
        onClick={() => openLayer({ name: "menu" })}
      >
        <Menu size={20} strokeWidth={1.75} />
        {t("app.menu")}
      </button>
    </nav>
  );
}
