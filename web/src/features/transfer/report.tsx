import { Link } from "wouter";
import { to } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { useProjects } from "../workspace/queries.ts";
import { kindName } from "./formats.ts";
import type { Report } from "./jobs.ts";

/** In the order people look for them. */
const KINDS = ["tasks", "subtasks", "comments", "statuses", "tags", "people"];
const NOTES = 200;

/** What an import would make or has made, and what it could not take along. */
export function ReportView({ report }: { report: Report }) {
  const rows = Object.entries(report.counts)
    .filter(([, count]) => count.found > 0)
    .sort(([one], [other]) => rank(one) - rank(other));
  const more = (report.more_notes ?? 0) + Math.max(0, report.notes.length - NOTES);
  return (
    <div className="flex flex-col gap-4">
      {rows.length === 0 ? (
        <p className="text-fg-muted">{t("transfer.nothing_in_it")}</p>
      ) : (
        <div className="overflow-x-auto rounded-3 border border-border">
          <table className="figures w-full text-sm">
            <thead className="bg-sunken text-fg-muted">
              <tr>
                <th className="px-4 py-2 text-start font-medium">{t("transfer.what")}</th>
                <th className="px-3 py-2 text-end font-medium">{t("transfer.found")}</th>
                <th className="px-3 py-2 text-end font-medium">{t("transfer.new_ones")}</th>
                <th className="px-3 py-2 text-end font-medium">{t("transfer.there_already")}</th>
                <th className="px-4 py-2 text-end font-medium">{t("transfer.left_out")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([kind, count]) => (
                <tr key={kind} className="border-t border-border">
                  <th scope="row" className="px-4 py-2 text-start font-medium">
                    {kindName(kind)}
                  </th>
                  <td className="px-3 text-end">{number(count.found)}</td>
                  <td className="px-3 text-end font-medium">{number(count.created)}</td>
                  <td className="px-3 text-end text-fg-muted">{number(count.existing)}</td>
                  <td className={`px-4 text-end ${count.refused > 0 ? "text-warning-fg" : "text-fg-muted"}`}>
                    {number(count.refused)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.notes.length > 0 && (
        <details className="rounded-3 border border-border">
          <summary className="px-4 py-2.5 text-sm font-medium">
            {t("transfer.notes", { count: report.notes.length + (report.more_notes ?? 0) })}
          </summary>
          <ul className="flex max-h-72 flex-col gap-2 overflow-y-auto border-t border-border px-4 py-3 text-sm">
            {report.notes.slice(0, NOTES).map((note, at) => (
              <li key={`${at} ${note.external_id}`}>
                <bdi className="font-medium">{note.name || note.external_id}</bdi>{" "}
                <bdi className="text-fg-muted">{note.message}</bdi>
              </li>
            ))}
            {more > 0 && <li className="text-fg-subtle">{t("transfer.more_notes", { count: more })}</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

function rank(kind: string): number {
  const at = KINDS.indexOf(kind);
  return at < 0 ? KINDS.length : at;
}

/** Where the work went to. */
export function Taken({ ws, report }: { ws: string; report: Report }) {
  const { projects } = useProjects(ws);
  const ids = new Set(report.projects?.map(one => one.id) ?? [report.project_id]);
  const taken = projects.filter(project => ids.has(project.id));
  if (taken.length === 0) {
    return null;
  }
  return (
    <ul aria-label={t("app.projects")} className="flex flex-wrap gap-2">
      {taken.map(project => (
        <li key={project.id} className="min-w-0">
          <Link
            href={to.project(ws, project.key)}
            className="flex h-9 min-w-0 items-center gap-2 rounded-2 border border-border-strong/60 bg-surface px-3 text-sm font-medium shadow-1 hover:bg-hover touch:h-11"
          >
            <ProjectIcon project={project} />
            <span className="truncate">{t("transfer.open_project", { name: project.name })}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
