import { Users } from "lucide-react";
import { useRef, useState } from "react";
import type { Member, Team } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Avatar, Avatars } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { DeleteButton, EditButton, Listed } from "../../ui/listed.tsx";
import { Picker } from "../../ui/picker.tsx";
import { RowItem, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { Form } from "../auth/form.tsx";
import { mayManage, type SettingsProps } from "../settings/settings.tsx";
import { useMembers, useTeams } from "./queries.ts";

export default function Teams({ workspace, role }: SettingsProps) {
  const { data, error, reload } = useTeams(workspace.id);
  const members = useMembers(workspace.id).data?.items ?? [];
  const [editing, setEditing] = useState<Team | "new">();
  const [deleting, setDeleting] = useState<Team>();
  const manage = mayManage(role);
  return (
    <Section
      title={t("settings.teams")}
      text={t("members.teams_text")}
      actions={
        manage && (
          <Button kind="primary" onClick={() => setEditing("new")}>
            {t("members.new_team")}
          </Button>
        )
      }
    >
      <Listed
        label={t("settings.teams")}
        items={data?.items}
        error={error}
        failed={t("members.teams_failed")}
        onRetry={reload}
        empty={<Empty icon={<Users size={24} />} title={t("members.no_teams")} />}
      >
        {team => (
          <RowItem key={team.id}>
            <span className="min-w-0 flex-1">
              <bdi className="block truncate font-medium">{team.name}</bdi>
              {team.description && (
                <bdi className="block truncate text-sm text-fg-muted">{team.description}</bdi>
              )}
            </span>
            <TeamPeople
              team={team}
              members={members}
              path={`/workspaces/${workspace.id}/teams/${team.id}`}
              manage={manage}
              onChange={reload}
            />
            {manage && (
              <>
                <EditButton name={team.name} onClick={() => setEditing(team)} />
                <DeleteButton name={team.name} onClick={() => setDeleting(team)} />
              </>
            )}
          </RowItem>
        )}
      </Listed>
      {editing && (
        <Dialog
          title={t(editing === "new" ? "members.new_team" : "members.edit_team")}
          size="sm"
          onClose={() => setEditing(undefined)}
        >
          <div className="p-5">
            <Form
              action={t("app.save")}
              fields={["name", "description"]}
              send={async values => {
                const path = `/workspaces/${workspace.id}/teams`;
                const body = { name: values["name"], description: values["description"] };
                await (editing === "new" ? api.post(path, body) : api.patch(`${path}/${editing.id}`, body));
                setEditing(undefined);
                reload();
              }}
            >
              {fault => (
                <>
                  <TextField
                    label={t("auth.name")}
                    name="name"
                    required
                    autoFocus
                    defaultValue={editing === "new" ? "" : editing.name}
                    error={faultOf(fault, "name")}
                  />
                  <TextField
                    label={t("task.description")}
                    name="description"
                    defaultValue={editing === "new" ? "" : editing.description}
                    error={faultOf(fault, "description")}
                  />
                </>
              )}
            </Form>
          </div>
        </Dialog>
      )}
      {deleting && (
        <Confirm
          title={t("settings.delete_named", { name: deleting.name })}
          text={t("members.delete_team_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(undefined)}
          onConfirm={() =>
            void attempt(() => api.delete(`/workspaces/${workspace.id}/teams/${deleting.id}`)).then(reload)
          }
        />
      )}
    </Section>
  );
}

interface TeamPeopleProps {
  team: Team;
  members: readonly Member[];
  path: string;
  manage: boolean;
  onChange(): void;
}

function TeamPeople({ team, members, path, manage, onChange }: TeamPeopleProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const inside = new Set(team.member_ids);
  const people = members
    .filter(member => inside.has(member.user_id))
    .map(({ user_id, name }) => ({ id: user_id, name }));
  const faces =
    people.length > 0 ? (
      <Avatars people={people} most={4} size="md" />
    ) : (
      <span className="text-sm text-fg-muted">{t("members.nobody")}</span>
    );
  if (!manage) {
    return faces;
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={t("members.people_of", { name: team.name })}
        className="rounded-2 px-2 py-1 hover:bg-hover touch:min-h-11"
        onClick={() => setOpen(!open)}
      >
        {faces}
      </button>
      {open && (
        <Picker
          label={t("members.people_of", { name: team.name })}
          placeholder={t("members.find")}
          anchor={button}
          multi
          options={members.map(member => ({
            id: member.user_id,
            label: member.name,
            glyph: <Avatar id={member.user_id} name={member.name} size="sm" mute />,
            checked: inside.has(member.user_id),
          }))}
          onPick={id => {
            const one = `${path}/members/${id}`;
            void attempt(() => (inside.has(id) ? api.delete(one) : api.put(one))).then(onChange);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
