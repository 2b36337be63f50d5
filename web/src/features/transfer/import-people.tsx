import type { Member } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll } from "../../sync/hooks.ts";
import { INPUT } from "../../ui/field.tsx";
import type { ImportJob } from "./jobs.ts";

const MOST = 50;

interface Props {
  job: ImportJob;
  busy: boolean;
  /** Names there → addresses here. */
  onPeople(people: Record<string, string>): void;
}

/** Who people of the file are here. Those whose address is known need no asking. */
export function WhoIsWho({ job, busy, onPeople }: Props) {
  const members = useAll<Member>("member").filter(member => member.state === "active");
  const unknown = job.report.notes.filter(note => note.kind === "person");
  const names = [...new Set([...Object.keys(job.people), ...unknown.map(note => note.name)])]
    .filter(name => name !== "")
    .slice(0, MOST);
  if (names.length === 0 || members.length === 0) {
    return null;
  }
  return (
    <fieldset className="flex flex-col gap-3 rounded-3 border border-border p-4" disabled={busy}>
      <legend className="sr-only">{t("transfer.people")}</legend>
      <p aria-hidden="true" className="font-medium">
        {t("transfer.people")}
      </p>
      <p className="-mt-2 text-sm text-fg-muted">{t("transfer.people_text")}</p>
      <ul className="flex max-h-80 flex-col gap-2 overflow-y-auto p-0.5">
        {names.map(name => (
          <li key={name} className="grid items-center gap-x-3 gap-y-1 md:grid-cols-2">
            <bdi className="truncate text-sm">{name}</bdi>
            <select
              aria-label={t("transfer.who_is", { name })}
              className={`${INPUT} h-9 text-sm touch:h-11`}
              value={job.people[name] ?? ""}
              onChange={event => {
                const { [name]: _, ...others } = job.people;
                onPeople(event.target.value === "" ? others : { ...others, [name]: event.target.value });
              }}
            >
              <option value="">{t("transfer.nobody_here")}</option>
              {members.map(member => (
                <option key={member.user_id} value={member.email}>
                  {member.name}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
