import { Ellipsis, Search } from "lucide-react";
import { useState } from "react";
import type { Member, Role } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api, useUser } from "../../app/server.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { TextField } from "../../ui/field.tsx";
import { fold } from "../../ui/fuzzy.ts";
import { MenuButton, type MenuItem } from "../../ui/menu.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { mayManage, type SettingsProps } from "../settings/settings.tsx";
import { Invitations } from "./invitations.tsx";
import { useMembers } from "./queries.ts";

const ROLES: readonly Role[] = ["admin", "member", "guest"];

export default function Members({ workspace, role }: SettingsProps) {
  const { data, error, reload } = useMembers(workspace.id);
  const me = useUser();
  const [text, setText] = useState("");
  const [asking, setAsking] = useState<{ member: Member; what: "remove" | "owner" | "leave" }>();
  const manage = mayManage(role);
  const wanted = fold(text);
  const shown = data?.items.filter(member => fold(`${member.name} ${member.email}`).includes(wanted)) ?? [];

  const change = (member: Member, body: object) =>
    void attempt(() => api.patch(`/workspaces/${workspace.id}/members/${member.user_id}`, body)).then(reload);
  const act = (member: Member, what: "remove" | "owner" | "leave") =>
    void attempt(async () => {
      if (what === "owner") {
        await api.post(`/workspaces/${workspace.id}/transfer-ownership`, { user_id: member.user_id });
      } else {
        await api.delete(`/workspaces/${workspace.id}/members/${member.user_id}`);
      }
      if (what === "leave") {
        location.assign("/");
      }
    }).then(reload);

  const menu = (member: Member): MenuItem[] => {
    if (member.user_id === me?.id) {
      return [
        {
          id: "leave",
          label: t("members.leave"),
          danger: true,
          onSelect: () => setAsking({ member, what: "leave" }),
        },
      ];
    }
    return [
      ...ROLES.map(one => ({
        id: one,
        label: t(`app.role.${one}`),
        checked: member.role === one,
        onSelect: () => change(member, { role: one }),
      })),
      ...(role === "owner"
        ? [
            {
              id: "owner",
              label: t("members.make_owner"),
              apart: true,
              onSelect: () => setAsking({ member, what: "owner" }),
            },
          ]
        : []),
      {
        id: "suspend",
        label: t(member.state === "suspended" ? "members.activate" : "members.suspend"),
        apart: true,
        onSelect: () => change(member, { state: member.state === "suspended" ? "active" : "suspended" }),
      },
      {
        id: "remove",
        label: t("members.remove"),
        danger: true,
        onSelect: () => setAsking({ member, what: "remove" }),
      },
    ];
  };

  return (
    <>
      {manage && <Invitations workspace={workspace} />}
      <Section title={t("app.members")} text={t("members.text")}>
        {(data?.items.length ?? 0) > 8 && (
          <div className="relative">
            <Search size={16} className="absolute start-3 top-1/2 -translate-y-1/2 text-fg-subtle" />
            <TextField
              bare
              label={t("members.find")}
              placeholder={t("members.find")}
              className="ps-9"
              value={text}
              onChange={event => setText(event.target.value)}
            />
          </div>
        )}
        {!data && !error && <Bones />}
        {error && !data && <Failed title={t("members.failed")} onRetry={reload} />}
        {data && (
          <Rows label={t("app.members")}>
            {shown.map(member => (
              <RowItem key={member.user_id}>
                <Avatar
                  id={member.user_id}
                  name={member.name}
                  size="lg"
                  mute
                  faded={member.state !== "active"}
                />
                <span className="min-w-0 flex-1 basis-40">
                  <bdi className="block truncate font-medium">{member.name}</bdi>
                  <bdi className="block truncate text-sm text-fg-muted">{member.email}</bdi>
                </span>
                {member.state !== "active" && (
                  <span className="text-sm text-warning-fg">{t("members.suspended")}</span>
                )}
                <span className="text-sm text-fg-muted" data-tip={t(`members.role_text.${member.role}`)}>
                  {t(`app.role.${member.role}`)}
                </span>
                {(member.user_id === me?.id || (manage && member.role !== "owner")) && (
                  <MenuButton
                    label={t("members.actions", { name: member.name })}
                    placement="bottom-end"
                    className="grid size-8 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
                    items={() => menu(member)}
                  >
                    <Ellipsis size={16} />
                  </MenuButton>
                )}
              </RowItem>
            ))}
          </Rows>
        )}
        {data?.next_cursor && (
          <p className="text-sm text-fg-muted">{t("members.more", { count: data.total ?? 0 })}</p>
        )}
      </Section>
      {asking && (
        <Confirm
          title={t(`members.ask_${asking.what}`, { name: asking.member.name })}
          text={t(`members.ask_${asking.what}_text`, { workspace: workspace.name })}
          action={t(
            asking.what === "owner"
              ? "members.make_owner"
              : asking.what === "leave"
                ? "members.leave"
                : "members.remove",
          )}
          onClose={() => setAsking(undefined)}
          onConfirm={() => act(asking.member, asking.what)}
        />
      )}
    </>
  );
}
