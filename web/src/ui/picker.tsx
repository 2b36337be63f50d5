import { Check, Plus } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { t } from "../app/i18n.ts";
import { cx } from "./cx.ts";
import { score } from "./fuzzy.ts";
import { Kbd } from "./kbd.tsx";
import { Inlaid, Popover } from "./popover.tsx";

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly glyph?: ReactNode;
  readonly hint?: string | undefined;
  readonly keys?: string;
  readonly checked?: boolean;
}

interface PickerProps {
  label: string;
  placeholder: string;
  options: readonly Option[];
  anchor: RefObject<HTMLElement | null> | DOMRect;
  /** Several may be chosen: it stays open. */
  multi?: boolean;
  onPick(id: string): void;
  onCreate?: ((text: string) => void) | undefined;
  onClose(): void;
  /** Called with what is typed, for options that are looked for elsewhere. */
  onText?: (text: string) => void;
}

const MOST = 100;

/** How the field, the list and its rows look: beside something, and in the palette. */
const BESIDE = {
  field: "h-9 w-full border-b border-border bg-transparent px-3 text-sm outline-none touch:h-12",
  list: "max-h-72 overflow-auto p-1",
  row: "flex min-h-8 cursor-pointer items-center gap-2 rounded-2 px-2 text-sm touch:min-h-11",
} as const;
export const IN_PALETTE = {
  field: "h-13 w-full shrink-0 border-b border-border bg-transparent px-5 text-lg font-normal outline-none",
  list: "max-h-[50dvh] min-h-24 overflow-y-auto p-2",
  row: "flex min-h-9 cursor-pointer items-center gap-3 rounded-2 px-3 text-md touch:min-h-11",
} as const;

/** Finds one or several of a list by typing. */
export function Picker({
  label,
  placeholder,
  options,
  anchor,
  multi,
  onPick,
  onCreate,
  onClose,
  onText,
}: PickerProps) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(() => Math.max(0, multi ? 0 : options.findIndex(option => option.checked)));
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const inlaid = useContext(Inlaid);
  const look = inlaid ? IN_PALETTE : BESIDE;

  const shown = useMemo(() => {
    if (text.trim() === "" || onText) {
      return options.slice(0, MOST);
    }
    return options
      .map(option => ({ option, points: score(text, `${option.label} ${option.hint ?? ""}`) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, MOST)
      .map(({ option }) => option);
  }, [options, text, onText]);
  const exact = options.some(option => option.label.toLowerCase() === text.trim().toLowerCase());
  const creates = onCreate !== undefined && text.trim() !== "" && !exact;
  const count = shown.length + (creates ? 1 : 0);
  const current = Math.min(at, Math.max(0, count - 1));
  useEffect(() => {
    list.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const pick = (index: number) => {
    const option = shown[index];
    if (option) {
      onPick(option.id);
      if (multi) {
        setText("");
      } else {
        onClose();
      }
    } else if (creates) {
      onCreate?.(text.trim());
      setText("");
      if (!multi) {
        onClose();
      }
    }
  };

  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((current + (event.key === "ArrowDown" ? 1 : -1) + count) % Math.max(1, count));
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick(current);
    } else if (event.key === "Tab" && !inlaid) {
      event.preventDefault();
      onClose();
    } else if (text === "" && /^[0-9]$/.test(event.key)) {
      const found = options.findIndex(option => option.keys === event.key);
      if (found >= 0) {
        event.preventDefault();
        pick(found);
      }
    }
  };

  const row = (index: number, content: ReactNode, checked?: boolean) => (
    <div
      key={shown[index]?.id ?? "create"}
      id={`${id}-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={checked ?? false}
      data-current={index === current || undefined}
      className={cx(look.row, index === current && "bg-hover")}
      onPointerMove={() => setAt(index)}
      onPointerDown={event => event.preventDefault()}
      onClick={() => pick(index)}
      onKeyDown={keys}
    >
      {content}
    </div>
  );

  return (
    <Popover anchor={anchor} onClose={onClose} label={label} className={inlaid ? "w-full" : "w-64"}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={count > 0 ? `${id}-${current}` : undefined}
        aria-label={label}
        aria-autocomplete="list"
        placeholder={placeholder}
        value={text}
        className={look.field}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={event => {
          setText(event.target.value);
          setAt(0);
          onText?.(event.target.value);
        }}
        onKeyDown={keys}
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multi}
        className={cx(look.list, inlaid && count === 0 && "hidden")}
      >
        {shown.map((option, index) =>
          row(
            index,
            <>
              {option.glyph}
              <bdi className="min-w-0 flex-1 truncate">{option.label}</bdi>
              {option.hint && <span className="truncate text-xs text-fg-subtle">{option.hint}</span>}
              {option.checked && <Check size={16} className="shrink-0 text-accent-fg" />}
              {option.keys && <Kbd keys={option.keys} />}
            </>,
            option.checked,
          ),
        )}
        {creates &&
          row(
            shown.length,
            <>
              <Plus size={16} />
              <span className="min-w-0 truncate">{t("app.create_named", { name: text.trim() })}</span>
            </>,
          )}
      </div>
      {count === 0 && (
        <p className={cx("px-3 pb-3 text-sm text-fg-muted", inlaid && "pt-6 text-center")}>
          {t("app.nothing_found")}
        </p>
      )}
    </Popover>
  );
}
