import { Check as CheckIcon } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { cx } from "./cx.ts";
import { Kbd } from "./kbd.tsx";
import type { MenuProps } from "./menu.tsx";
import { Popover } from "./popover.tsx";

/** A list of actions: arrows, Home, End and first letters move in it. */
export default function MenuPanel({ label, items, anchor, onClose, placement, header }: MenuProps) {
  const typed = useRef({ text: "", at: 0 });

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = [
      ...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])"),
    ];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const focus = (next: number) => {
      event.preventDefault();
      all[(next + all.length) % all.length]?.focus();
    };
    if (event.key === "ArrowDown") {
      focus(at + 1);
    } else if (event.key === "ArrowUp") {
      focus(at - 1);
    } else if (event.key === "Home") {
      focus(0);
    } else if (event.key === "End") {
      focus(-1);
    } else if (event.key === "Tab") {
      event.preventDefault();
      onClose();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      const now = Date.now();
      const text = (now - typed.current.at < 600 ? typed.current.text : "") + event.key.toLowerCase();
      typed.current = { text, at: now };
      const found = all.findIndex(item => item.textContent?.trim().toLowerCase().startsWith(text));
      if (found >= 0) {
        focus(found);
      }
    }
  };

  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={label}
      role="menu"
      className="min-w-52 max-w-80 p-1"
      {...(placement && { placement })}
    >
      <div onKeyDown={move} role="presentation">
        {header}
        {items.map(item => (
          <div key={item.id} role="presentation">
            {item.apart && <hr className="my-1 border-t border-border" />}
            <button
              type="button"
              role={item.checked === undefined ? "menuitem" : "menuitemradio"}
              aria-checked={item.checked}
              aria-disabled={item.disabled || undefined}
              tabIndex={-1}
              data-autofocus={item.checked || undefined}
              className={cx(
                "flex h-8 w-full items-center gap-2 rounded-2 px-2 text-start text-sm outline-none focus:bg-hover touch:h-11",
                item.danger ? "text-danger-fg" : "text-fg",
                item.disabled && "text-fg-disabled",
              )}
              onPointerMove={event => event.currentTarget.focus({ preventScroll: true })}
              onClick={() => {
                if (!item.disabled) {
                  onClose();
                  item.onSelect();
                }
              }}
            >
              {item.glyph ?? (item.icon && <item.icon size={16} />)}
              <bdi className="min-w-0 flex-1 truncate">{item.label}</bdi>
              {item.checked && <CheckIcon size={16} />}
              {item.keys && <Kbd keys={item.keys} />}
            </button>
          </div>
        ))}
      </div>
    </Popover>
  );
}
