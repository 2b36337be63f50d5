import { useState } from "react";
import { Problem } from "../../api/problems.ts";
import type { ProjectRole } from "../../api/types.ts";
import { explain } from "../../app/explain.ts";
import { hasMessage, t } from "../../app/i18n.ts";
import { undoOnServer } from "../../app/server-undo.ts";
import { ago, list, times } from "../../app/times.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Note } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { ChangeRows } from "../task/change-rows.tsx";
import { useRole, within } from "../task/rights.ts";
import { fieldName, personName, typeName } from "../task/said.ts";
import { type Entry, inText } from "../task/told.ts";

interface EntriesProps {
  kind: "task" | "project";
  /** Its own id, or that of the project it is in. */
  project: string;
  workspace: string;
  /** From the past to now; shown the other way round. */
  entries: readonly Entry[];
  chosen: string;
  onChoose(place: number): void;
  onUndone(): void;
}

/** Why an entry was not undone. */
interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly changes?: readonly {
    readonly id: string;
    readonly at: string;
    readonly actor_id?: string | null;
    readonly fields: readonly string[];
  }[];
}

/** Kinds of things whose changes the server takes back for nobody. */
const NO_WAY_BACK: ReadonlySet<string> = new Set(["milestone", "cycle", "time_entry", "custom_field"]);

/** The role that taking a change back takes. */
function takes(kind: EntriesProps["kind"], { entity }: Entry): ProjectRole {
  if (kind === "project") {
    return "manager";
  }
  return entity === "watcher" ? "viewer" : entity === "comment" ? "commenter" : "editor";
}

/** Who did what, the newest first. */
export function Entries(props: EntriesProps) {
  const { kind, project, workspace, entries, chosen, onChoose, onUndone } = props;
  const role = useRole(project);
  const [busy, setBusy] = useState("");
  const [refused, setRefused] = useState<Refusal>();
  const undo = async (entry: Entry) => {
    setBusy(entry.id);
    setRefused(undefined);
    try {
      await undoOnServer(workspace, { events: [entry.id] });
      onUndone();
    } catch (error) {
      const why = error instanceof Problem ? (error.refused[0] as unknown as Refusal | undefined) : undefined;
      setRefused({ code: "", detail: explain(error), ...why, id: entry.id });
    }
    setBusy("");
  };
  return (
    <>
      <h2 className="flex min-h-8 items-center text-md font-semibold">{t("history.changes")}</h2>
      <ol className="flex list-none flex-col gap-1">
        {entries
          .map((entry, place) => ({ entry, place }))
          .toReversed()
          .map(({ entry, place }) => (
            <li key={entry.id} data-entry={entry.type}>
              <div
                className={cx(
                  "flex items-start gap-1 rounded-2 pe-1",
                  entry.id === chosen ? "bg-selected" : "hover:bg-hover",
                )}
              >
                <button
                  type="button"
                  aria-current={entry.id === chosen ? "step" : undefined}
                  className="flex min-w-0 flex-1 items-start gap-2.5 rounded-2 px-2 py-2 text-start text-sm touch:min-h-11"
                  onClick={() => onChoose(place)}
                >
                  {entry.actor_id ? (
                    <Avatar id={entry.actor_id} name={personName(entry.actor_id)} size="sm" mute />
                  ) : (
                    <span className="size-5 shrink-0" />
                  )}
                  <span className="min-w-0 flex-1">
                    <Said kind={kind} entry={entry} />
                    <time
                      dateTime={entry.at}
                      data-tip={times.full(entry.at)}
                      className="block text-xs text-fg-subtle"
                    >
                      {ago(entry.at)}
                    </time>
                  </span>
                </button>
                {!entry.redacted && !NO_WAY_BACK.has(entry.entity) && within(role, takes(kind, entry)) && (
                  <Button
                    kind="ghost"
                    size="sm"
                    className="mt-1.5"
                    aria-label={t("history.undo_named", { what: typeName(entry.type) })}
                    disabled={busy !== ""}
                    onClick={() => void undo(entry)}
                  >
                    {t("live.undo")}
                  </Button>
                )}
              </div>
              {refused?.id === entry.id && (
                <Why
                  refusal={refused}
                  onShow={id => onChoose(entries.findIndex(other => other.id === id))}
                  known={id => entries.some(other => other.id === id)}
                />
              )}
            </li>
          ))}
      </ol>
    </>
  );
}

/** A task's entries are sentences; what happens to a project has fields with values. */
function Said({ kind, entry }: { kind: "task" | "project"; entry: Entry }) {
  const name = <bdi className="font-medium text-fg">{personName(entry.actor_id)}</bdi>;
  if (kind === "task") {
    return (
      <span className="block text-fg-muted wrap-anywhere">
        {name} {inText(entry)}
      </span>
    );
  }
  return (
    <span className="block text-fg-muted wrap-anywhere">
      {name} · {entry.redacted ? t("said.redacted") : typeName(entry.type)}
      <ChangeRows changes={entry.changes} className="mt-0.5" />
    </span>
  );
}

interface WhyProps {
  refusal: Refusal;
  known(id: string): boolean;
  onShow(id: string): void;
}

function Why({ refusal, known, onShow }: WhyProps) {
  const [later] = refusal.changes ?? [];
  const id = `history.refused.${refusal.code}`;
  const text =
    refusal.code === "changed_since" && later
      ? t(later.fields.length > 0 ? "history.changed_since" : "history.changed_since_all", {
          name: personName(later.actor_id),
          ...(later.fields.length > 0 && { fields: list(later.fields.map(fieldName)) }),
          ago: ago(later.at),
        })
      : hasMessage(id)
        ? t(id)
        : refusal.detail;
  return (
    <div className="mt-1 mb-2">
      <Note tone="warning" alert>
        <span className="min-w-0 flex-1">{t("history.not_undone", { reason: text })}</span>
        {later && known(later.id) && (
          <Button size="sm" onClick={() => onShow(later.id)}>
            {t("history.show_change")}
          </Button>
        )}
      </Note>
    </div>
  );
}
