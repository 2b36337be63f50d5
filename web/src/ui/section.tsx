import type { ReactNode } from "react";
import { Link } from "wouter";
import { cx } from "./cx.ts";

/** A part of a settings page. */
export function Section({
  title,
  text,
  children,
  actions,
}: {
  title: string;
  text?: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className="flex flex-col gap-4 border-b border-border py-8 first:pt-0 last:border-0"
    >
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 className="text-lg font-semibold">{title}</h2>
          {text && <p className="mt-0.5 max-w-150 text-sm text-fg-muted text-pretty">{text}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Rows in a box. */
export function Rows({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-border rounded-3 border border-border bg-surface">
      {children}
    </ul>
  );
}

export function RowItem({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <li className={cx("flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2", className)}>
      {children}
    </li>
  );
}

interface PagesProps {
  label: string;
  pages: readonly { readonly id: string; readonly label: string; readonly href: string }[];
  current: string;
  children: ReactNode;
}

/** On small screens the names scroll; the current one is in sight. */
const show = (link: HTMLElement | null) => link?.scrollIntoView({ block: "nearest", inline: "nearest" });

/** Pages of settings: their names at the side, or above on small screens. */
export function SettingsPages({ label, pages, current, children }: PagesProps) {
  return (
    <div className="mx-auto flex w-full max-w-260 flex-col gap-x-10 gap-y-4 p-4 md:flex-row md:p-8">
      <nav aria-label={label} className="flex shrink-0 gap-0.5 overflow-x-auto p-0.5 md:w-44 md:flex-col">
        {pages.map(page => (
          <Link
            key={page.id}
            href={page.href}
            aria-current={page.id === current ? "page" : undefined}
            ref={page.id === current ? show : undefined}
            className={cx(
              "flex h-8 shrink-0 items-center rounded-2 px-3 text-sm font-medium touch:h-11",
              page.id === current
                ? "bg-selected text-accent-fg"
                : "text-fg-muted hover:bg-hover hover:text-fg",
            )}
          >
            {page.label}
          </Link>
        ))}
      </nav>
      <div className="min-w-0 max-w-180 flex-1">{children}</div>
    </div>
  );
}
