import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Problem } from "../api/problems.ts";
import { t } from "../app/i18n.ts";
import { IconButton } from "./button.tsx";
import { Rows } from "./section.tsx";
import { Bones, Failed } from "./states.tsx";

interface ListedProps<T> {
  label: string;
  items: readonly T[] | undefined;
  error: Error | undefined;
  /** What to say when they could not be loaded. */
  failed: string;
  onRetry(): void;
  empty: ReactNode;
  children(item: T, at: number): ReactNode;
}

/** A list of settings in each of its states: on its way, failed, empty, there. */
export function Listed<T>({ label, items, error, failed, onRetry, empty, children }: ListedProps<T>) {
  if (!items) {
    return error ? (
      <Failed
        title={failed}
        onRetry={onRetry}
        requestId={error instanceof Problem ? error.requestId : undefined}
      />
    ) : (
      <Bones rows={4} />
    );
  }
  return items.length === 0 ? empty : <Rows label={label}>{items.map(children)}</Rows>;
}

interface MoveProps {
  name: string;
  first: boolean;
  last: boolean;
  onMove(by: -1 | 1): void;
}

/** Moves something up and down its list, without dragging. */
export function MoveButtons({ name, first, last, onMove }: MoveProps) {
  return (
    <>
      <IconButton label={t("settings.move_up", { name })} disabled={first} onClick={() => onMove(-1)}>
        <ArrowUp size={16} />
      </IconButton>
      <IconButton label={t("settings.move_down", { name })} disabled={last} onClick={() => onMove(1)}>
        <ArrowDown size={16} />
      </IconButton>
    </>
  );
}

export function EditButton({ name, onClick }: { name: string; onClick(): void }) {
  return (
    <IconButton label={t("settings.edit_named", { name })} onClick={onClick}>
      <Pencil size={16} />
    </IconButton>
  );
}

export function DeleteButton({ name, onClick }: { name: string; onClick(): void }) {
  return (
    <IconButton label={t("settings.delete_named", { name })} onClick={onClick}>
      <Trash2 size={16} />
    </IconButton>
  );
}
