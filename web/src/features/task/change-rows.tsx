import { cx } from "../../ui/cx.ts";
import { became, type Changes, fieldName } from "./said.ts";

const MUTE = new Set(["position", "updated_at", "due_at"]);

/** What an entry of the log changed: each field with its value before and after. */
export function ChangeRows({ changes, className }: { changes: Changes; className?: string }) {
  const rows = Object.entries(changes).filter(([field]) => !MUTE.has(field));
  return rows.length === 0 ? null : (
    <dl className={cx("flex flex-col gap-0.5 text-sm", className)}>
      {rows.map(([field, { from, to }]) => (
        <div key={field} className="flex flex-wrap gap-x-2">
          <dt className="text-fg-subtle">{fieldName(field)}</dt>
          <dd className="min-w-0 wrap-anywhere">{became(field, from, to)}</dd>
        </div>
      ))}
    </dl>
  );
}
