import { useState } from "react";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { span } from "../../app/times.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Form } from "../auth/form.tsx";
import type { CycleEntry } from "./cycles.tsx";
import { unfinished } from "./planning.tsx";

interface Props {
  cycle: CycleEntry;
  planned: readonly CycleEntry[];
  onClose(): void;
  onDone(): void;
}

/** Ends a cycle, and says where what is unfinished goes on. */
export function CompleteCycle({ cycle, planned, onClose, onDone }: Props) {
  const open = unfinished(cycle.progress);
  const [to, setTo] = useState(planned[0]?.id ?? "");
  const choice = (id: string, label: string, hint?: string) => (
    <label
      key={id}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-2 border border-border px-3 py-2 has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
    >
      <input
        type="radio"
        name="to"
        value={id}
        checked={to === id}
        className="size-4 shrink-0 accent-accent"
        onChange={() => setTo(id)}
      />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">
          <bdi>{label}</bdi>
        </span>
        {hint && <span className="block text-sm text-fg-muted">{hint}</span>}
      </span>
    </label>
  );
  return (
    <Dialog title={t("plan.complete_named", { name: cycle.name })} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("plan.complete")}
          fields={[]}
          send={async () => {
            const body =
              open === 0 || to === "" ? { roll_over: "none" } : { roll_over: "cycle", cycle_id: to };
            await api.post(`/cycles/${cycle.id}/complete`, body);
            onDone();
          }}
        >
          {() =>
            open === 0 ? (
              <p className="text-fg-muted">{t("plan.all_done")}</p>
            ) : (
              <fieldset className="flex flex-col gap-2">
                <legend className="mb-2 text-sm">{t("plan.unfinished", { count: open })}</legend>
                {planned.map(one => choice(one.id, one.name, span(one.start_on, one.end_on)))}
                {choice("", t("plan.no_cycle"), t("plan.no_cycle_hint"))}
              </fieldset>
            )
          }
        </Form>
      </div>
    </Dialog>
  );
}
