import { Download, ScrollText } from "lucide-react";
import { useSearch } from "wouter";
import { Problem } from "../../api/problems.ts";
import { setParams } from "../../app/address.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { today } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { download } from "../transfer/download.ts";
import { ZONE } from "../view/arrange.ts";
import { ASKING, type AuditEntry, askingOf, filterOf } from "./asking.ts";
import { Controls } from "./controls.tsx";
import { EntryRow } from "./entry.tsx";

interface AuditProps {
  title: string;
  text: string;
  path: string;
  /** What the exported file is called, without its ending. */
  file: string;
  /** A person's own, instead of a workspace's. */
  account: boolean;
}

/** The log as people ask it: filtered, each entry with all that is known of it, and to take away with its proof. */
export function Audit({ title, text, path, file, account }: AuditProps) {
  const asking = askingOf(useSearch());
  const query = new URLSearchParams({ tz: ZONE });
  const filter = filterOf(asking, account);
  if (filter !== "") {
    query.set("filter", filter);
  }
  const pages = usePages<AuditEntry>(`${path}?limit=50&${query}`);
  const { items, error, goOn } = pages;
  const narrowed = ASKING.some(name => asking[name] !== "");
  const clear = () => setParams(Object.fromEntries(ASKING.map(name => [name, null])));
  return (
    <Section
      title={title}
      text={text}
      actions={
        <Button
          tip={t("audit.export_hint")}
          onClick={() =>
            void attempt(
              () => download(`${path}/export?${query}`, `${file}-${today()}.jsonl`),
              t("audit.exported"),
            )
          }
        >
          <Download size={16} aria-hidden="true" />
          {t("audit.export")}
        </Button>
      }
    >
      <Controls asking={asking} account={account} />
      {!items && !error && <Bones rows={8} />}
      {error && (
        <Failed
          title={t("audit.failed")}
          onRetry={pages.reload}
          requestId={error instanceof Problem ? error.requestId : undefined}
        />
      )}
      {items?.length === 0 && (
        <Empty
          icon={<ScrollText size={24} />}
          title={t(goOn ? "audit.nothing_yet" : "audit.nothing")}
          {...(goOn && { text: t("audit.nothing_yet_text") })}
        >
          {narrowed && <Button onClick={clear}>{t("view.clear")}</Button>}
        </Empty>
      )}
      {items && items.length > 0 && (
        <ul
          aria-label={title}
          className="divide-y divide-border overflow-hidden rounded-3 border border-border bg-surface"
        >
          {items.map(entry => (
            <EntryRow key={entry.id} entry={entry} account={account} />
          ))}
        </ul>
      )}
      {goOn && (
        <Button className="self-center" disabled={pages.busy} onClick={() => void goOn()}>
          {t(items?.length === 0 ? "audit.go_on" : "admin.more")}
        </Button>
      )}
    </Section>
  );
}
