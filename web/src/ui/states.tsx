import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { t } from "../app/i18n.ts";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** Nothing for a moment, then the shape of what comes. */
export function Later({ children, ms = 150 }: { children: ReactNode; ms?: number }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return due ? children : null;
}

export function Bone({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx("rounded-2 bg-hover", className)} />;
}

/** Rows that are still on their way. */
export function Bones({ rows = 5 }: { rows?: number }) {
  return (
    <Later>
      <div role="status" aria-label={t("app.loading")} className="fade flex flex-col gap-3 p-4">
        {Array.from({ length: rows }, (_, at) => (
          <Bone key={at} className={cx("h-5", at % 3 === 0 ? "w-2/3" : at % 3 === 1 ? "w-1/2" : "w-5/6")} />
        ))}
      </div>
    </Later>
  );
}

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  text?: string;
  children?: ReactNode;
}

/** One sentence, one main action. */
export function Empty({ icon, title, text, children }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-96 flex-col items-center gap-3 px-6 py-16 text-center">
      {icon && (
        <div className="grid size-12 place-items-center rounded-4 bg-sunken text-fg-subtle">{icon}</div>
      )}
      <p className="text-lg font-semibold text-balance">{title}</p>
      {text && <p className="text-fg-muted text-pretty">{text}</p>}
      {children}
    </div>
  );
}

interface FailedProps {
  title: string;
  requestId?: string | undefined;
  onRetry?: (() => void) | undefined;
}

/** What failed, a way to try again, and what to tell whoever looks after the server. */
export function Failed({ title, requestId, onRetry }: FailedProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-96 flex-col items-center gap-3 px-6 py-16 text-center">
      <p className="text-lg font-semibold">{title}</p>
      {onRetry && <Button onClick={onRetry}>{t("app.retry")}</Button>}
      {requestId && (
        <p className="text-xs text-fg-subtle">
          {t("app.request_id")} <code className="select-all font-mono">{requestId}</code>
        </p>
      )}
    </div>
  );
}
