import { History as HistoryIcon } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useSearch } from "wouter";
import type { Project, Task } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { BackLink } from "../../ui/back.tsx";
import { More } from "../../ui/more.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import type { Entry } from "../task/told.ts";
import { Beside } from "./beside.tsx";
import { Entries } from "./entries.tsx";
import { Slider } from "./slider.tsx";

export type Thing =
  | { readonly kind: "task"; readonly now: Task }
  | { readonly kind: "project"; readonly now: Project };

/** How something came to be as it is: each change with who made it, how it all was at any of them, and the way back. */
export function History({ thing, back, backName }: { thing: Thing; back: string; backName: string }) {
  const { kind, now } = thing;
  const pages = usePages<Entry>(`/${kind}s/${now.id}/activity?limit=100`);
  const { items, error, reload } = pages;
  const at = Number(new URLSearchParams(useSearch()).get("at") ?? Number.NaN);
  // From the past to now.
  const entries = useMemo(() => (items ?? []).toReversed(), [items]);
  const found = entries.findIndex(entry => entry.seq === at);
  const place = found < 0 ? entries.length - 1 : found;
  const chosen = entries[place];
  const choose = (to: number) => {
    const entry = entries[to];
    setParams({ at: entry && to < entries.length - 1 ? String(entry.seq) : null });
  };

  // It is another by now: so is its story.
  useEffect(() => {
    if (now.version > 0) {
      reload();
    }
  }, [now.version]);

  return (
    <div className="mx-auto flex w-full max-w-260 flex-col gap-5 p-4 md:p-8">
      <BackLink href={back} name={backName} className="max-w-full self-start" />
      {!items && !error && <Bones rows={8} />}
      {error && <Failed title={t("history.failed")} onRetry={reload} />}
      {items?.length === 0 && <Empty icon={<HistoryIcon size={24} />} title={t("history.none")} />}
      {chosen && (
        <>
          <Slider entries={entries} place={place} onChoose={choose} />
          <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
            <section aria-label={t("history.then_now")} className="min-w-0 lg:sticky lg:top-4 lg:order-last">
              <Beside thing={thing} entry={place < entries.length - 1 ? chosen : undefined} />
            </section>
            <section aria-label={t("history.changes")} className="flex min-w-0 flex-col gap-3">
              <Entries
                kind={kind}
                project={thing.kind === "task" ? thing.now.project_id : now.id}
                workspace={now.workspace_id}
                entries={entries}
                chosen={chosen.id}
                onChoose={choose}
                onUndone={reload}
              />
              <More of={pages} />
            </section>
          </div>
        </>
      )}
    </div>
  );
}
