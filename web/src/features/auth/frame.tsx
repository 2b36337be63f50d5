import type { ReactNode } from "react";
import { t } from "../../app/i18n.ts";
import { useTitle } from "../../app/title.ts";
import { LanguagePick } from "./language.tsx";

/** One column: what a page outside of any workspace looks like. */
export function AuthFrame({
  title,
  text,
  children,
  foot,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  useTitle(title);
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] bg-sunken">
      <main
        id="main"
        tabIndex={-1}
        className="flex flex-col items-center justify-center gap-6 px-4 py-10 outline-none"
      >
        <Mark />
        <div className="rise w-full max-w-[400px] rounded-4 border border-border bg-surface p-6 shadow-2 md:p-8">
          <h1 className="text-xl font-semibold">{title}</h1>
          {text && <p className="mt-1 text-fg-muted">{text}</p>}
          <div className="mt-6">{children}</div>
        </div>
        {foot && <div className="text-sm text-fg-muted">{foot}</div>}
      </main>
      <footer className="flex justify-center gap-4 p-4 text-sm text-fg-muted">
        <LanguagePick />
      </footer>
    </div>
  );
}

/** The product's sign and name. */
export function Mark() {
  return (
    <div className="flex items-center gap-2.5">
      <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <path
          d="M8 10h16M8 16h10M8 22h6"
          className="stroke-on-accent"
          strokeWidth="2.5"
          strokeLinecap="round"
        />
        <path
          d="m19 21.5 2.5 2.5 4.5-5"
          className="stroke-on-accent"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          fill="none"
        />
      </svg>
      <span className="text-lg font-bold" translate="no">
        {t("app.name")}
      </span>
    </div>
  );
}
