import { useEffect, useRef, useState } from "react";
import { Problem } from "../../api/problems.ts";
import type { Page, Project, Status, Task } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { useRows } from "../../sync/hooks.ts";
import { Badge, Note } from "../../ui/badge.tsx";
import { Check } from "../../ui/field.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { fieldName } from "../task/said.ts";
import type { Entry } from "../task/told.ts";
import type { Thing } from "./history.tsx";
import { type Pair, pairsOf, statusPair } from "./things.ts";

/** Who drags the slider asks for where it comes to rest. */
const REST_MS = 120;

function useRested(value: number | undefined): number | undefined {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** How it was right after an entry, beside how it is. Without an entry, how it is. */
export function Beside({ thing, entry }: { thing: Thing; entry: Entry | undefined }) {
  const { kind, now } = thing;
  const seq = useRested(entry?.seq);
  const asked = useAsked<Task | Project>(seq === undefined ? undefined : `/${kind}s/${now.id}?as_of=${seq}`);
  const columns = useRows<Status>("statuses", kind === "project" ? now.id : "", "status");
  const then = useAsked<Page<Status>>(
    kind === "project" && seq !== undefined
      ? `/projects/${now.id}/statuses?as_of=${seq}&limit=100`
      : undefined,
  );
  const [onlyChanged, setOnlyChanged] = useState(false);
  // What was shown before stays until the next is here: nothing jumps while the slider moves.
  const before = useRef<Task | Project>(now);
  const past = seq === undefined ? now : (asked.data ?? (asked.error ? undefined : before.current));
  before.current = past ?? now;
  if (!past) {
    return asked.error instanceof Problem ? (
      <Note tone="warning" alert>
        {asked.error.status === 404 ? t("history.hidden") : explain(asked.error)}
      </Note>
    ) : asked.error ? (
      <Failed title={t("history.past_failed")} onRetry={asked.reload} />
    ) : (
      <Bones rows={6} />
    );
  }
  const pairs = pairsOf(kind, past, now);
  if (kind === "project" && columns.length > 0) {
    pairs.push(statusPair(seq === undefined ? columns : (then.data?.items ?? columns), columns));
  }
  const changed = pairs.filter(pair => pair.differs).length + (past.description === now.description ? 0 : 1);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4">
        <h2 className="text-md font-semibold">{t("history.then_now")}</h2>
        <Check
          label={<span className="text-sm text-fg-muted">{t("history.only_changed")}</span>}
          checked={onlyChanged}
          onChange={event => setOnlyChanged(event.target.checked)}
        />
      </div>
      <p role="status" className="text-sm text-fg-muted">
        {entry ? t("history.differences", { count: changed }) : t("history.is_now")}
      </p>
      <Table pairs={onlyChanged ? pairs.filter(pair => pair.differs) : pairs} />
      {(past.description !== "" || now.description !== "") &&
        (!onlyChanged || past.description !== now.description) && (
          <Texts then={past.description} now={now.description} />
        )}
    </div>
  );
}

function Table({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <table className="w-full table-fixed border-collapse overflow-hidden rounded-3 border border-border bg-surface text-sm">
      <thead>
        <tr className="border-b border-border text-start text-fg-muted">
          <th scope="col" className="w-1/3 px-3 sm:w-1/4 py-2 text-start font-medium">
            <span className="sr-only">{t("history.field")}</span>
          </th>
          <th scope="col" className="px-3 py-2 text-start font-medium">
            {t("history.then")}
          </th>
          <th scope="col" className="px-3 py-2 text-start font-medium">
            {t("history.now")}
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ field, past, now, differs }) => (
          <tr
            key={field}
            data-field={field}
            className={differs ? "bg-accent-subtle" : "border-t border-border first:border-0"}
          >
            <th
              scope="row"
              className="px-3 py-2 text-start align-top font-normal text-fg-muted hyphens-auto wrap-break-word"
            >
              {fieldName(field)}
              {differs && (
                <span className="mt-0.5 block text-xs font-medium text-accent-fg">
                  {t("history.changed")}
                </span>
              )}
            </th>
            <td className="px-3 py-2 align-top wrap-anywhere">
              <bdi className={differs ? "font-medium" : undefined}>{past}</bdi>
            </td>
            <td className="px-3 py-2 align-top wrap-anywhere">
              <bdi>{now}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Texts({ then, now }: { then: string; now: string }) {
  const same = then === now;
  return (
    <section aria-label={t("task.description")} className="flex flex-col gap-2">
      <h3 className="flex items-center gap-2 text-sm font-medium">
        {t("task.description")}
        {!same && <Badge tone="info">{t("history.changed")}</Badge>}
      </h3>
      <div className={same ? undefined : "grid gap-3 md:grid-cols-2"}>
        {!same && <Text label={t("history.then")} text={then} />}
        <Text label={t("history.now")} text={now} />
      </div>
    </section>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs text-fg-muted">{label}</p>
      <div
        dir="auto"
        role="group"
        aria-label={label}
        tabIndex={0}
        className="max-h-80 overflow-auto whitespace-pre-wrap rounded-2 border border-border bg-surface p-3 text-sm wrap-anywhere"
      >
        {text === "" ? <span className="text-fg-subtle">{t("said.none")}</span> : text}
      </div>
    </div>
  );
}
