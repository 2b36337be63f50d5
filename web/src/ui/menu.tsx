import { type ComponentType, type ReactNode, type RefObject, Suspense, useRef, useState } from "react";
import { Boundary } from "../app/boundary.tsx";
import { chunk } from "../app/chunk.ts";
import type { Placement } from "./place.ts";

const MenuPanel = chunk(() => import("./menu-panel.tsx"));

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: ComponentType<{ size?: number | string }> | undefined;
  readonly glyph?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly checked?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
  onSelect(): void;
}

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  anchor: RefObject<HTMLElement | null> | DOMRect;
  onClose(): void;
  placement?: Placement;
  header?: ReactNode;
}

/** A menu; what draws it comes with the first one that is opened. */
export function Menu(props: MenuProps) {
  return (
    <Boundary onFail={props.onClose}>
      <Suspense>
        <MenuPanel {...props} />
      </Suspense>
    </Boundary>
  );
}

interface MenuButtonProps {
  label: string;
  items: () => readonly MenuItem[];
  placement?: Placement;
  className?: string;
  children: ReactNode;
  tip?: string;
  header?: ReactNode;
}

/** A button that opens a menu. */
export function MenuButton({ label, items, placement, className, children, tip, header }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        data-tip={tip}
        className={className}
        onClick={() => setOpen(!open)}
        onKeyDown={event => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            event.stopPropagation();
            setOpen(true);
          }
        }}
      >
        {children}
      </button>
      {open && (
        <Menu
          label={label}
          items={items()}
          anchor={button}
          onClose={() => setOpen(false)}
          header={header}
          {...(placement && { placement })}
        />
      )}
    </>
  );
}
