import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useRef } from "react";
import { cx } from "./cx.ts";
import { type Placement, place } from "./place.ts";

interface PopoverProps {
  anchor: RefObject<HTMLElement | null> | DOMRect;
  onClose(): void;
  label: string;
  placement?: Placement;
  className?: string;
  role?: "dialog" | "menu";
  children: ReactNode;
  id?: string;
}

const FOCUSABLE = "input, button, select, textarea, a[href], [tabindex]:not([tabindex='-1'])";

/** Around what is open already, such as a page of the palette: a popover is a part of it there, where it stands. */
export const Inlaid = createContext(false);

export function Popover(props: PopoverProps) {
  return useContext(Inlaid) ? <Inlay {...props} /> : <Floating {...props} />;
}

function firstIn(panel: HTMLElement): HTMLElement {
  return (
    panel.querySelector<HTMLElement>("[data-autofocus]") ??
    panel.querySelector<HTMLElement>(FOCUSABLE) ??
    panel
  );
}

function Inlay({ label, className, children, id }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (panel.current) {
      firstIn(panel.current).focus({ preventScroll: true });
    }
  }, []);
  return (
    <div
      ref={panel}
      id={id}
      role="group"
      aria-label={label}
      tabIndex={-1}
      className={cx("mx-auto max-w-full outline-none", className)}
    >
      {/* What opens from here floats again. */}
      <Inlaid value={false}>{children}</Inlaid>
    </div>
  );
}

/**
 * A panel in the top layer, beside what opened it; on small screens a sheet at the bottom. It is shown as long as it
 * is in the page: Esc, a press elsewhere and leaving it with Tab ask to close it.
 */
function Floating({
  anchor,
  onClose,
  label,
  placement = "bottom-start",
  className,
  role = "dialog",
  children,
  id,
}: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const element = panel.current;
    if (!element) {
      return;
    }
    const from = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const rect = () => (anchor instanceof DOMRect ? anchor : anchor.current?.getBoundingClientRect());
    const settle = () => {
      const at = rect();
      if (at && !matchMedia("(max-width: 767px)").matches) {
        place(element, at, placement);
      }
    };
    element.showPopover();
    settle();
    firstIn(element).focus({ preventScroll: true });

    const press = (event: PointerEvent) => {
      const target = event.target as Node;
      const opener = anchor instanceof DOMRect ? null : anchor.current;
      if (!element.contains(target) && !opener?.contains(target)) {
        close.current();
      }
    };
    const leave = (event: FocusEvent) => {
      const next = event.relatedTarget as Node | null;
      if (next && !element.contains(next)) {
        close.current();
      }
    };
    const size = new ResizeObserver(settle);
    size.observe(element);
    document.addEventListener("pointerdown", press, true);
    element.addEventListener("focusout", leave);
    window.addEventListener("resize", settle);
    return () => {
      size.disconnect();
      document.removeEventListener("pointerdown", press, true);
      element.removeEventListener("focusout", leave);
      window.removeEventListener("resize", settle);
      const lost = element.contains(document.activeElement) || document.activeElement === document.body;
      element.hidePopover();
      if (lost && from?.isConnected) {
        from.focus({ preventScroll: true });
      }
    };
  }, []);

  return (
    <div
      ref={panel}
      id={id}
      popover="manual"
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={cx(
        "rise fixed z-menu overflow-hidden rounded-3 bg-raised text-fg shadow-2 outline-none",
        "max-md:inset-x-0 max-md:bottom-0 max-md:top-auto max-md:max-h-[80dvh] max-md:w-full max-md:overflow-auto max-md:rounded-b-none max-md:pb-[env(safe-area-inset-bottom)]",
        className,
      )}
      onKeyDown={event => {
        if (event.key === "Escape" && !event.nativeEvent.isComposing) {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      {children}
    </div>
  );
}
