import { Tags as TagsIcon } from "lucide-react";
import { useState } from "react";
import type { Page, Tag } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { Colours, SWATCHES } from "../../ui/colours.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { DeleteButton, EditButton, Listed } from "../../ui/listed.tsx";
import { RowItem, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { TagChip } from "../../ui/tag.tsx";
import { Form } from "../auth/form.tsx";
import type { SettingsProps } from "./settings.tsx";

export default function TagSettings({ workspace, role }: SettingsProps) {
  const { data, error, reload } = useAsked<Page<Tag>>(`/workspaces/${workspace.id}/tags?limit=200`);
  const [editing, setEditing] = useState<Tag | "new">();
  const [deleting, setDeleting] = useState<Tag>();
  const may = role !== "guest";
  return (
    <Section
      title={t("settings.tags")}
      text={t("settings.tags_text")}
      actions={
        may && (
          <Button kind="primary" onClick={() => setEditing("new")}>
            {t("settings.new_tag")}
          </Button>
        )
      }
    >
      <Listed
        label={t("settings.tags")}
        items={data?.items}
        error={error}
        failed={t("settings.tags_failed")}
        onRetry={reload}
        empty={<Empty icon={<TagsIcon size={24} />} title={t("settings.no_tags")} />}
      >
        {tag => (
          <RowItem key={tag.id}>
            <span className="min-w-0 flex-1">
              <TagChip name={tag.name} colour={tag.colour} />
            </span>
            {may && (
              <>
                <EditButton name={tag.name} onClick={() => setEditing(tag)} />
                <DeleteButton name={tag.name} onClick={() => setDeleting(tag)} />
              </>
            )}
          </RowItem>
        )}
      </Listed>
      {editing && (
        <TagDialog
          workspace={workspace.id}
          tag={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={() => {
            setEditing(undefined);
            reload();
          }}
        />
      )}
      {deleting && (
        <Confirm
          title={t("settings.delete_named", { name: deleting.name })}
          text={t("settings.delete_tag_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/tags/${deleting.id}`)).then(reload)}
        />
      )}
    </Section>
  );
}

interface TagDialogProps {
  workspace: string;
  tag: Tag | undefined;
  onClose(): void;
  onSaved(): void;
}

function TagDialog({ workspace, tag, onClose, onSaved }: TagDialogProps) {
  const [colour, setColour] = useState<string>(tag?.colour ?? SWATCHES[7][1]);
  const [name, setName] = useState(tag?.name ?? "");
  return (
    <Dialog title={tag ? t("settings.edit_tag") : t("settings.new_tag")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("app.save")}
          fields={["name", "colour"]}
          send={async () => {
            await (tag
              ? api.patch(`/tags/${tag.id}`, { name, colour })
              : api.post(`/workspaces/${workspace}/tags`, { name, colour }));
            onSaved();
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                required
                autoFocus
                maxLength={50}
                value={name}
                onChange={event => setName(event.target.value)}
                error={faultOf(error, "name")}
              />
              <Colours label={t("settings.colour")} value={colour} onChange={setColour} />
              <div>
                <TagChip name={name || t("auth.name")} colour={colour} />
              </div>
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
