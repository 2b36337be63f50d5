import { hasMessage, t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";

export interface Report {
  readonly preview: boolean;
  readonly project_name: string;
  readonly counts: Readonly<
    Record<string, { found: number; created: number; existing: number; refused: number }>
  >;
  readonly notes: readonly { readonly kind: string; readonly name: string; readonly message: string }[];
}

const NOTES = 50;

/** What an import would make or has made, and what it could not take along. */
export function ReportView({ report }: { report: Report }) {
  const rows = Object.entries(report.counts).filter(([, count]) => count.found > 0);
  const name = (kind: string) => {
    const id = `import.${kind}`;
    return hasMessage(id) ? t(id) : kind;
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium">
        {t(report.preview ? "settings.would_import" : "settings.imported", { name: report.project_name })}
      </p>
      <table className="figures w-full text-sm">
        <thead className="text-start text-fg-muted">
          <tr>
            <th className="py-1 text-start font-medium">{t("settings.what")}</th>
            <th className="py-1 text-end font-medium">{t("settings.found")}</th>
            <th className="py-1 text-end font-medium">{t("settings.new_ones")}</th>
            <th className="py-1 text-end font-medium">{t("settings.there_already")}</th>
            <th className="py-1 text-end font-medium">{t("settings.refused")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([kind, count]) => (
            <tr key={kind} className="border-t border-border">
              <td className="py-1.5">{name(kind)}</td>
              <td className="text-end">{number(count.found)}</td>
              <td className="text-end">{number(count.created)}</td>
              <td className="text-end">{number(count.existing)}</td>
              <td className="text-end">{number(count.refused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.notes.length > 0 && (
        <details>
          <summary className="text-sm text-fg-muted">
            {t("settings.notes", { count: report.notes.length })}
          </summary>
          <ul className="mt-2 flex max-h-60 flex-col gap-1 overflow-y-auto text-sm">
            {report.notes.slice(0, NOTES).map(note => (
              <li key={`${note.kind} ${note.name} ${note.message}`}>
                <bdi className="font-medium">{note.name}</bdi>:{" "}
                <bdi className="text-fg-muted">{note.message}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
