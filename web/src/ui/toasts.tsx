import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../app/i18n.ts";
import { useStore } from "../app/store.ts";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";
import { dismiss, patience, type Toast, toasts } from "./toast.ts";

/** The corner where notices appear. It stands above dialogs. */
export function Toasts() {
  const all = useStore(toasts);
  const region = useRef<HTMLElement>(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (element?.matches(":popover-open")) {
      element.hidePopover();
    }
    element?.showPopover();
  }, [all]);

  return (
    <section
      ref={region}
      id="toasts"
      popover="manual"
      aria-label={t("app.notifications")}
      tabIndex={-1}
      className="pointer-events-none fixed inset-auto bottom-0 end-0 z-toast flex w-full max-w-[420px] flex-col gap-2 overflow-visible p-4 max-md:pb-20"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {all.map(toast => (
        <Notice key={toast.id} toast={toast} held={held} />
      ))}
    </section>
  );
}

function Notice({ toast, held }: { toast: Toast; held: boolean }) {
  useEffect(() => {
    const ms = patience(toast);
    if (!held && Number.isFinite(ms)) {
      const timer = setTimeout(() => dismiss(toast.id), ms);
      return () => clearTimeout(timer);
    }
  }, [toast, held]);

  return (
    <div
      role={toast.tone === "danger" ? "alert" : undefined}
      className="rise pointer-events-auto flex items-center gap-3 rounded-3 bg-raised py-2 ps-4 pe-2 text-sm shadow-3"
    >
      <span
        aria-hidden="true"
        className={cx(
          "size-2 shrink-0 rounded-full",
          toast.tone === "danger"
            ? "bg-danger-solid"
            : toast.tone === "success"
              ? "bg-success-solid"
              : "bg-accent",
        )}
      />
      <bdi className="min-w-0 flex-1 break-words">{toast.text}</bdi>
      {toast.action && (
        <button
          type="button"
          className="h-7 rounded-2 px-2 font-semibold text-accent-fg hover:bg-hover touch:h-11"
          onClick={() => {
            dismiss(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </button>
      )}
      <IconButton size="sm" label={t("app.dismiss")} onClick={() => dismiss(toast.id)}>
        <X size={16} />
      </IconButton>
    </div>
  );
}
