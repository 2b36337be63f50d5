import { t } from "../../app/i18n.ts";
import { list, number } from "../../app/times.ts";
import { INPUT, SelectField } from "../../ui/field.tsx";
import { CATEGORIES, categoryName, PRIORITIES, priorityName } from "../../ui/glyphs.tsx";
import type { ImportJob, Mapping } from "./jobs.ts";

/** What a column may be. */
const FIELDS = [
  "title",
  "description",
  "status",
  "priority",
  "labels",
  "assignee",
  "start",
  "due",
  "estimate",
  "parent",
  "recurrence",
  "comment",
  "link",
  "completed",
  "project",
  "note",
  "id",
] as const;
type ColumnField = (typeof FIELDS)[number];

/** Ways to write a date that can be read two ways. */
const DATES = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m-%d-%Y", "%d-%m-%Y", "%d/%m/%y", "%m/%d/%y"] as const;
const SHOWN: Record<string, string> = { "%d": "31", "%m": "12", "%Y": "2026", "%y": "26" };

interface Props {
  job: ImportJob;
  busy: boolean;
  onMapping(mapping: Mapping): void;
}

/** What the columns of a table are, and the words in them. */
export function ColumnMapping({ job, busy, onMapping }: Props) {
  const proposal = job.proposal;
  if (!proposal) {
    return null;
  }
  const mapping = job.mapping ?? proposal.mapping;
  const words = (field: ColumnField) => [
    ...new Set(
      proposal.columns
        .filter(column => mapping.columns[column.heading] === field)
        .flatMap(column => column.values),
    ),
  ];
  const choose = (heading: string, field: string) => {
    const { [heading]: _, ...others } = mapping.columns;
    onMapping({
      ...mapping,
      columns: field === "" ? others : { ...others, [heading]: field as ColumnField },
    });
  };
  const translate = (of: "status" | "priority", word: string, to: string) => {
    const { [word]: _, ...others } = (mapping[of] ?? {}) as Record<string, string>;
    onMapping({ ...mapping, [of]: to === "" ? others : { ...others, [word]: to } } as Mapping);
  };
  const dates = mapping.dates ?? "";
  return (
    <fieldset className="flex flex-col gap-4 rounded-3 border border-border p-4" disabled={busy}>
      <legend className="sr-only">{t("transfer.columns")}</legend>
      <p aria-hidden="true" className="font-medium">
        {t("transfer.columns")}
      </p>
      <p className="-mt-3 text-sm text-fg-muted">
        {t("transfer.columns_text", { count: proposal.rows, number: number(proposal.rows) })}
      </p>
      <ul className="flex flex-col gap-2">
        {proposal.columns.map(column => (
          <li
            key={column.heading}
            className="grid items-center gap-x-4 gap-y-1 md:grid-cols-[minmax(0,1fr)_12rem]"
          >
            <span className="min-w-0">
              <span className="block truncate text-sm font-medium">
                <bdi>{column.heading}</bdi>
              </span>
              <span className="block truncate text-xs text-fg-subtle">
                <bdi>{list(column.values.slice(0, 3))}</bdi>
              </span>
            </span>
            <select
              aria-label={t("transfer.column_is", { name: column.heading })}
              className={`${INPUT} h-9 text-sm touch:h-11`}
              value={mapping.columns[column.heading] ?? ""}
              onChange={event => choose(column.heading, event.target.value)}
            >
              <option value="">{t("transfer.leave_out")}</option>
              {FIELDS.map(field => (
                <option key={field} value={field}>
                  {t(`transfer.field.${field}`)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      <Words
        title={t("transfer.status_words")}
        words={words("status")}
        chosen={mapping.status ?? {}}
        options={CATEGORIES.map(id => ({ id, label: categoryName(id) }))}
        onChoose={(word, to) => translate("status", word, to)}
      />
      <Words
        title={t("transfer.priority_words")}
        words={words("priority")}
        chosen={mapping.priority ?? {}}
        options={PRIORITIES.map(id => ({ id, label: priorityName(id) }))}
        onChoose={(word, to) => translate("priority", word, to)}
      />
      {(words("due").length > 0 || words("start").length > 0) && (
        <SelectField
          label={t("transfer.dates")}
          className="max-w-72"
          value={dates}
          onChange={event => onMapping({ ...mapping, dates: event.target.value || null })}
        >
          <option value="">{t("transfer.dates_plain")}</option>
          {[...new Set([...DATES, ...(dates ? [dates] : [])])].map(form => (
            <option key={form} value={form}>
              {form.replace(/%[dmYy]/g, part => SHOWN[part] ?? part)}
            </option>
          ))}
        </SelectField>
      )}
    </fieldset>
  );
}

interface WordsProps {
  title: string;
  words: readonly string[];
  chosen: Readonly<Record<string, string>>;
  options: readonly { readonly id: string; readonly label: string }[];
  onChoose(word: string, to: string): void;
}

function Words({ title, words, chosen, options, onChoose }: WordsProps) {
  if (words.length === 0) {
    return null;
  }
  return (
    <div className="flex flex-col gap-2 border-t border-border pt-4">
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="flex flex-col gap-2">
        {words.map(word => (
          <li key={word} className="grid items-center gap-x-4 gap-y-1 md:grid-cols-[minmax(0,1fr)_12rem]">
            <bdi className="truncate text-sm">{word}</bdi>
            <select
              aria-label={t("transfer.word_means", { word })}
              className={`${INPUT} h-9 text-sm touch:h-11`}
              value={chosen[word] ?? ""}
              onChange={event => onChoose(word, event.target.value)}
            >
              <option value="">{t("transfer.by_meaning")}</option>
              {options.map(option => (
                <option key={option.id} value={option.id}>
                  {option.label}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </div>
  );
}
