import { hasMessage, t } from "../../app/i18n.ts";

/** What can be read, with the names the products give themselves. */
export const FORMATS = [
  { id: "trello", name: "Trello", files: ".json" },
  { id: "github", name: "GitHub", files: ".json" },
  { id: "jira", name: "Jira", files: ".csv" },
  { id: "todoist", name: "Todoist", files: ".csv" },
  { id: "microsoft_todo", name: "Microsoft To Do", files: ".json" },
  { id: "ticktick", name: "TickTick", files: ".csv" },
  { id: "wekan", name: "WeKan", files: ".json" },
  { id: "planka", name: "Planka", files: ".json" },
  { id: "vikunja", name: "Vikunja", files: ".json" },
  { id: "csv", name: "", files: ".csv,.tsv,.txt" },
] as const;

export type FormatId = (typeof FORMATS)[number]["id"];

export function formatName(id: string): string {
  return FORMATS.find(format => format.id === id)?.name || (id === "csv" ? t("transfer.table") : id);
}

/** How to get the file there. */
export function howTo(id: FormatId): string {
  return t(`transfer.how.${id}`);
}

/** What a kind of thing in a report is called. */
export function kindName(kind: string): string {
  const id = `transfer.kind.${kind}`;
  return hasMessage(id) ? t(id) : kind;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `3.4 MB`, as the language writes it. */
export function fileSize(bytes: number, region: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(region, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1_000 ** step);
}
