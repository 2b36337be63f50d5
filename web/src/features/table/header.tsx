import { ArrowDown, ArrowUp, ChevronDown, EyeOff, MoveLeft, MoveRight } from "lucide-react";
import { type PointerEvent, useContext, useRef, useState } from "react";
import { isRtl, t } from "../../app/i18n.ts";
import { cx } from "../../ui/cx.ts";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { Saved, setLook } from "../view/look.ts";
import { printSort, type SortKey } from "../view/sort.ts";
import type { Column, ColumnName } from "./columns.ts";
import type { Columns } from "./use-columns.ts";

const STEP = 24;

/** The names of the columns: dragged, widened, sorted by; all of it also by the menu of each. */
export function TableHeader({ columns, sort }: { columns: Columns; sort: SortKey | undefined }) {
  const [over, setOver] = useState<ColumnName>();
  return (
    <div role="row" aria-rowindex={1} className="sticky top-0 z-panel flex h-9 w-max min-w-full bg-sunken">
      {columns.shown.map((column, at) => (
        <Head
          key={column.name}
          column={column}
          at={at}
          columns={columns}
          sort={sort?.by === column.sort ? sort : undefined}
          over={over === column.name}
          onOver={setOver}
        />
      ))}
      <div role="presentation" className="flex-1 border-b border-border" />
    </div>
  );
}

interface HeadProps {
  column: Column;
  at: number;
  columns: Columns;
  sort: SortKey | undefined;
  over: boolean;
  onOver(name: ColumnName | undefined): void;
}

function Head({ column, at, columns, sort, over, onOver }: HeadProps) {
  const [menu, setMenu] = useState(false);
  const [width, setWidth] = useState<number>();
  const button = useRef<HTMLButtonElement>(null);
  const dragged = useRef(false);
  const items = useItems(column, at, columns, sort);

  /** The header follows the pointer; where it is let go, the column goes. */
  const carry = (down: PointerEvent) => {
    if (column.fixed || down.button !== 0 || down.pointerType === "touch") {
      return;
    }
    const { clientX } = down;
    dragged.current = false;
    let target: ColumnName | undefined;
    const move = (event: globalThis.PointerEvent) => {
      if (dragged.current || Math.abs(event.clientX - clientX) > 4) {
        dragged.current = true;
        const head = document
          .elementFromPoint(event.clientX, event.clientY)
          ?.closest<HTMLElement>("[data-head]");
        target = head?.dataset["head"] as ColumnName | undefined;
        onOver(target);
      }
    };
    const up = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      onOver(undefined);
      if (dragged.current && target && target !== column.name) {
        const names = columns.shown.map(one => one.name);
        const to = names.indexOf(target);
        columns.move(column.name, to > names.indexOf(column.name) ? names[to + 1] : target);
      }
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
  };

  const widen = (down: PointerEvent) => {
    down.preventDefault();
    down.stopPropagation();
    const start = down.clientX;
    const sign = isRtl() ? -1 : 1;
    const at = (event: globalThis.PointerEvent) => column.width + sign * (event.clientX - start);
    const move = (event: globalThis.PointerEvent) => setWidth(Math.max(64, at(event)));
    const up = (event: globalThis.PointerEvent) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      setWidth(undefined);
      columns.resize(column.name, at(event));
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
  };

  return (
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={sort ? (sort.descending ? "descending" : "ascending") : undefined}
      data-head={column.name}
      style={{ width: width ?? column.width }}
      className={cx(
        "group/head relative flex shrink-0 items-center border-e border-b border-border bg-sunken",
        column.fixed && "sticky start-0 z-sticky",
        over && "bg-accent-subtle",
        width !== undefined && "border-e-2 border-e-accent",
      )}
      onPointerDown={carry}
    >
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={menu}
        className="flex h-full min-w-0 flex-1 items-center gap-1 px-3 text-start text-xs font-semibold text-fg-muted outline-offset-[-2px] hover:bg-hover"
        onClick={() => {
          if (dragged.current) {
            dragged.current = false;
          } else {
            setMenu(!menu);
          }
        }}
      >
        <bdi className="truncate">{column.label}</bdi>
        {sort &&
          (sort.descending ? (
            <ArrowDown size={14} aria-hidden="true" className="shrink-0" />
          ) : (
            <ArrowUp size={14} aria-hidden="true" className="shrink-0" />
          ))}
        <ChevronDown
          size={14}
          aria-hidden="true"
          className="ms-auto shrink-0 opacity-0 group-hover/head:opacity-100"
        />
      </button>
      <div
        aria-hidden="true"
        data-resize={column.name}
        className="absolute inset-y-0 -end-1 z-sticky w-2 cursor-col-resize hover:bg-accent"
        onPointerDown={widen}
        onDoubleClick={() => columns.resize(column.name, 160)}
      />
      {menu && <Menu label={column.label} items={items} anchor={button} onClose={() => setMenu(false)} />}
    </div>
  );
}

function useItems(column: Column, at: number, columns: Columns, sort: SortKey | undefined): MenuItem[] {
  const view = useContext(Saved);
  const { name, sort: by } = column;
  const names = columns.shown.map(one => one.name);
  const sorted = (descending: boolean): MenuItem => ({
    id: descending ? "down" : "up",
    label: t(descending ? "table.sort_down" : "table.sort_up"),
    icon: descending ? ArrowDown : ArrowUp,
    onSelect: () => {
      const same = sort?.descending === descending;
      setLook({ sort: same || !by ? "" : printSort([{ by, descending }]) }, view);
    },
  });
  return [
    ...(by ? [sorted(false), sorted(true)] : []),
    ...(column.fixed
      ? []
      : [
          {
            id: "before",
            label: t("table.move_before"),
            icon: isRtl() ? MoveRight : MoveLeft,
            apart: by !== undefined,
            disabled: at <= 1,
            onSelect: () => columns.move(name, names[at - 1]),
          },
          {
            id: "after",
            label: t("table.move_after"),
            icon: isRtl() ? MoveLeft : MoveRight,
            disabled: at === names.length - 1,
            onSelect: () => columns.move(name, names[at + 2]),
          },
        ]),
    {
      id: "wider",
      label: t("table.wider"),
      apart: true,
      onSelect: () => columns.resize(name, column.width + STEP),
    },
    { id: "narrower", label: t("table.narrower"), onSelect: () => columns.resize(name, column.width - STEP) },
    ...(column.fixed
      ? []
      : [
          {
            id: "hide",
            label: t("table.hide"),
            icon: EyeOff,
            apart: true,
            onSelect: () => columns.toggle(name),
          },
        ]),
  ];
}
