import { useState } from "react";
import { type MessageId, t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { getLive, useKept } from "../../sync/hooks.ts";
import { type Kept, overwriting } from "../../sync/kept.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { remindOfKept } from "./remind.ts";

/** Texts that could not be saved as they are: two people wrote the same, or the server refused. Nothing is lost before one has chosen. */
export default function KeptTexts() {
  const kept = useKept();
  if (kept.length === 0) {
    return null;
  }
  return (
    <Dialog title={t("live.kept_title")} size="lg" onClose={later}>
      <ul className="flex list-none flex-col divide-y divide-border">
        {kept.map(item => (
          <li key={item.id} className="p-5">
            {item.kind === "conflict" ? <Conflict item={item} /> : <Refused item={item} />}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function settle(id: string): void {
  const live = getLive();
  void live?.kept.settle(id);
  if ((live?.kept.items.length ?? 0) === 0) {
    later();
  }
}

/** Nothing is decided by closing: what is left says that it waits. */
function later(): void {
  closeLayer();
  remindOfKept(getLive()?.kept.items.length ?? 0);
}

/** Writes texts over what stands there now; of what is not here they are still kept. */
function write(item: Kept, texts: Readonly<Record<string, string>>): void {
  const live = getLive();
  const row = live?.entities.get(item.thing.entity, item.thing.id);
  if (!live || !row) {
    toast({ text: t("live.kept_refused", { name: item.name }), tone: "danger", kind: item.id });
    return;
  }
  live.change([overwriting(item, texts, item.version ?? Number(row.version))], "change");
  settle(item.id);
}

function Conflict({ item }: { item: Kept }) {
  const [editing, setEditing] = useState(false);
  const [texts, setTexts] = useState(item.mine);
  return (
    <section aria-label={t("live.kept_conflict", { name: item.name })} className="flex flex-col gap-3">
      <h3 className="font-semibold">
        <bdi>{t("live.kept_conflict", { name: item.name })}</bdi>
      </h3>
      <p className="text-sm text-fg-muted">{t("live.choose")}</p>
      {Object.keys(item.mine).map(field => (
        <div key={field} className="grid gap-3 md:grid-cols-2">
          <Side label={t("live.mine")} text={item.mine[field] ?? ""} />
          <Side label={t("live.theirs")} text={item.theirs[field] ?? ""} />
          {editing && (
            <label className="flex flex-col gap-1 text-sm font-medium md:col-span-2">
              {t(`live.field.${field}` as MessageId)}
              <textarea
                dir="auto"
                rows={field === "title" ? 2 : 8}
                value={texts[field] ?? ""}
                className="rounded-2 border border-border-strong bg-surface p-2 text-md"
                onChange={event => setTexts({ ...texts, [field]: event.target.value })}
              />
            </label>
          )}
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        {editing ? (
          <Button kind="primary" onClick={() => write(item, texts)}>
            {t("app.save")}
          </Button>
        ) : (
          <>
            <Button kind="primary" onClick={() => write(item, item.mine)}>
              {t("live.keep_mine")}
            </Button>
            <Button onClick={() => settle(item.id)}>{t("live.keep_theirs")}</Button>
            <Button onClick={() => setEditing(true)}>{t("live.edit")}</Button>
          </>
        )}
        <Button onClick={later} className="ms-auto">
          {t("live.later")}
        </Button>
      </div>
    </section>
  );
}

function Refused({ item }: { item: Kept }) {
  const text = Object.values(item.mine).join("\n\n");
  return (
    <section aria-label={t("live.kept_refused", { name: item.name })} className="flex flex-col gap-3">
      <h3 className="font-semibold">
        <bdi>{t("live.kept_refused", { name: item.name })}</bdi>
      </h3>
      <Side label={t("live.mine")} text={text} />
      <div className="flex gap-2">
        <Button
          kind="primary"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(() => {
              toast({ text: t("live.copied") });
            })
          }
        >
          {t("live.copy")}
        </Button>
        <Button onClick={() => settle(item.id)}>{t("live.discard")}</Button>
      </div>
    </section>
  );
}

function Side({ label, text }: { label: string; text: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-sm font-medium">{label}</span>
      <p
        dir="auto"
        className="max-h-60 overflow-auto rounded-2 border border-border bg-sunken p-2 text-md whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </p>
    </div>
  );
}
