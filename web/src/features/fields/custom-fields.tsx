import {
  Archive,
  ArchiveRestore,
  Calendar,
  type ChevronDown,
  CircleChevronDown,
  Hash,
  Link as LinkIcon,
  ListChecks,
  TextCursorInput,
  UserRound,
} from "lucide-react";
import { useState } from "react";
import type { CustomField, FieldKind } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { list } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { DeleteButton, EditButton, MoveButtons } from "../../ui/listed.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { NoRight } from "../settings/settings.tsx";
import { byScope } from "../task/custom.ts";
import { FieldDialog } from "./field-dialog.tsx";

const ICONS = {
  text: TextCursorInput,
  number: Hash,
  date: Calendar,
  select: CircleChevronDown,
  multi_select: ListChecks,
  person: UserRound,
  url: LinkIcon,
} as const satisfies Record<FieldKind, typeof ChevronDown>;

interface Props {
  /** Where a new one is made. */
  path: string;
  /** `null`: those of all projects. */
  projectId: string | null;
  text: string;
  may: boolean;
  noRight: string;
}

/** The custom fields of a project, or of all. */
export function CustomFields({ path, projectId, text, may, noRight }: Props) {
  const all = useAll<CustomField>("custom_field")
    .filter(field => (field.project_id ?? null) === projectId)
    .sort(byScope);
  const [editing, setEditing] = useState<CustomField | "new">();
  const [deleting, setDeleting] = useState<CustomField>();
  const shown = all.filter(field => !field.archived_at);
  const archived = all.filter(field => field.archived_at);
  const patch = (field: CustomField, body: object) =>
    void attempt(() => api.patch(`/custom-fields/${field.id}`, body));
  const move = (at: number, by: -1 | 1) => {
    const field = shown[at];
    const after = by < 0 ? shown[at - 2] : shown[at + 1];
    if (field) {
      patch(field, { after_id: after?.id ?? null });
    }
  };
  return (
    <Section
      title={t("fields.fields")}
      text={text}
      actions={
        may && (
          <Button kind="primary" onClick={() => setEditing("new")}>
            {t("fields.new")}
          </Button>
        )
      }
    >
      {!may && <NoRight text={noRight} />}
      {shown.length === 0 && (
        <Empty icon={<ListChecks size={24} />} title={t("fields.none")} text={t("fields.none_text")} />
      )}
      {shown.length > 0 && (
        <Rows label={t("fields.fields")}>
          {shown.map((field, at) => (
            <RowItem key={field.id}>
              <What field={field} />
              {may && (
                <span className="flex max-md:-ms-2">
                  <MoveButtons
                    name={field.name}
                    first={at === 0}
                    last={at === shown.length - 1}
                    onMove={by => move(at, by)}
                  />
                  <EditButton name={field.name} onClick={() => setEditing(field)} />
                  <IconButton
                    label={t("project.archive_named", { name: field.name })}
                    onClick={() => patch(field, { archived: true })}
                  >
                    <Archive size={16} />
                  </IconButton>
                  <DeleteButton name={field.name} onClick={() => setDeleting(field)} />
                </span>
              )}
            </RowItem>
          ))}
        </Rows>
      )}
      {archived.length > 0 && (
        <>
          <h3 className="text-sm font-medium text-fg-muted">{t("fields.archived")}</h3>
          <Rows label={t("fields.archived")}>
            {archived.map(field => (
              <RowItem key={field.id}>
                <What field={field} />
                {may && (
                  <IconButton
                    label={t("project.restore_named", { name: field.name })}
                    onClick={() => patch(field, { archived: false })}
                  >
                    <ArchiveRestore size={16} />
                  </IconButton>
                )}
              </RowItem>
            ))}
          </Rows>
        </>
      )}
      {editing && (
        <FieldDialog
          path={path}
          field={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
      {deleting && (
        <Confirm
          title={t("settings.delete_named", { name: deleting.name })}
          text={t("fields.delete_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/custom-fields/${deleting.id}`))}
        />
      )}
    </Section>
  );
}

function What({ field }: { field: CustomField }) {
  const Icon = ICONS[field.type];
  const about = [
    t(`fields.kind.${field.type}`),
    ...(field.required ? [t("fields.required")] : []),
    ...(field.options.length > 0 ? [list(field.options.slice(0, 6).map(option => option.name))] : []),
  ];
  return (
    <>
      <Icon size={18} aria-hidden="true" className="shrink-0 text-fg-subtle" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <bdi>{field.name}</bdi>
        </span>
        <span className="block truncate text-sm text-fg-muted">{about.join(" · ")}</span>
      </span>
    </>
  );
}
