import { Columns3 } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { Boundary } from "../../app/boundary.tsx";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import type { ColumnName } from "./columns.ts";
import type { Columns } from "./use-columns.ts";

const Picker = chunk(() => import("../../ui/picker.tsx").then(one => ({ default: one.Picker })));

/** How many tasks there are, and which of their columns are shown. */
export function TableFooter({ columns, found, all }: { columns: Columns; found: number; all: number }) {
  const [picking, setPicking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div className="flex shrink-0 items-center justify-between border-t border-border px-4 py-1 md:px-5">
      <p className="figures text-xs text-fg-muted">
        {found === all
          ? t("table.count", { count: all })
          : t("table.count_of", { count: all, found: number(found) })}
      </p>
      <Button
        ref={button}
        kind="ghost"
        size="sm"
        aria-haspopup="dialog"
        aria-expanded={picking}
        onClick={() => setPicking(!picking)}
      >
        <Columns3 size={14} aria-hidden="true" />
        {t("table.columns")}
      </Button>
      {picking && (
        <Boundary onFail={() => setPicking(false)}>
          <Suspense>
            <Picker
              label={t("table.columns")}
              placeholder={t("table.find_column")}
              anchor={button}
              multi
              options={[...columns.all.values()]
                .filter(column => !column.fixed)
                .map(column => ({
                  id: column.name,
                  label: column.label,
                  checked: columns.shown.some(one => one.name === column.name),
                }))}
              onPick={name => columns.toggle(name as ColumnName)}
              onClose={() => setPicking(false)}
            />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}
