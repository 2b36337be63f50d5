import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { t } from "../app/i18n.ts";
import { IconButton } from "./button.tsx";
import { cx } from "./cx.ts";

interface DialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
  /** The title is for screen readers alone, and there is no cross. */
  bare?: boolean;
  /** It cannot be closed by Esc or a press beside it. */
  firm?: boolean;
  size?: "sm" | "md" | "lg";
  /** Near the top of the screen, as a palette stands. */
  high?: boolean;
  className?: string;
}

const SIZES = { sm: "md:w-[400px]", md: "md:w-[560px]", lg: "md:w-[720px]" } as const;

/** What one types into. */
const FIELD = "input:not([type=checkbox], [type=radio], [type=hidden]), textarea";

/** A modal dialog; the browser holds the focus in it and gives it back at the end. */
export function Dialog({ title, onClose, children, bare, firm, size = "md", high, className }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const pressed = useRef(false);
  const heading = useId();

  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Not the cross, which comes first.
    const first = (by: string) => dialog?.querySelector<HTMLElement>(by);
    (first("[data-autofocus]") ?? first(FIELD))?.focus();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      className={cx(
        "rise fixed inset-x-0 mx-auto flex max-h-[85dvh] w-full flex-col overflow-hidden rounded-4 bg-raised text-fg shadow-3",
        "max-md:bottom-0 max-md:top-auto max-md:rounded-b-none max-md:pb-[env(safe-area-inset-bottom)]",
        high ? "md:top-[12dvh]" : "md:inset-y-0 md:my-auto md:h-fit",
        SIZES[size],
        className,
      )}
      onCancel={event => {
        event.preventDefault();
        if (!firm) {
          onClose();
        }
      }}
      onClose={() => {
        // Pressed often enough, Esc closes it without asking.
        if (ref.current?.open === false) {
          if (firm) {
            ref.current.showModal();
          } else {
            onClose();
          }
        }
      }}
      onPointerDown={event => {
        pressed.current = event.target === ref.current;
      }}
      onClick={event => {
        if (pressed.current && event.target === ref.current && !firm) {
          onClose();
        }
      }}
    >
      <header className={bare ? "sr-only" : "flex items-center gap-2 border-b border-border ps-5 pe-3 py-3"}>
        <h2 id={heading} className="min-w-0 flex-1 truncate text-lg font-semibold">
          {title}
        </h2>
        {!bare && !firm && (
          <IconButton label={t("app.close")} tipKeys="Escape" onClick={onClose}>
            <X size={16} />
          </IconButton>
        )}
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">{children}</div>
    </dialog>
  );
}
