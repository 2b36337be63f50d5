import { Ellipsis, Megaphone } from "lucide-react";
import { useState } from "react";
import type { Member, Role } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { api, useUser } from "../../app/server.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Find } from "../../ui/find.tsx";
import { MenuButton, type MenuItem } from "../../ui/menu.tsx";
import { More } from "../../ui/more.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { mayManage, type SettingsProps } from "../settings/settings.tsx";
import { Invitations } from "./invitations.tsx";
import { NoticeDialog } from "./notice.tsx";

const ROLES: readonly Role[] = ["admin", "member", "guest"];
/** So many are looked through at a glance. */
const FEW = 8;

export default function Members({ workspace, role }: SettingsProps) {
  const [text, setText] = useState("");
  const query = new URLSearchParams({ limit: "50", include: "total", ...(text && { search: text }) });
  const list = usePages<Member>(`/workspaces/${workspace.id}/members?${query}`);
  const { items, error, reload } = list;
  const me = useUser();
  const [asking, setAsking] = useState<{ member: Member; what: "remove" | "owner" | "leave" }>();
  const [telling, setTelling] = useState(false);
  const manage = mayManage(role);

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
      <Section
        title={t("app.members")}
        text={t("members.text")}
        actions={
          manage && (
            <Button onClick={() => setTelling(true)}>
              <Megaphone size={16} aria-hidden="true" className="rtl:-scale-x-100" />
              {t("members.tell")}
            </Button>
          )
        }
      >
        <dl className="grid gap-x-4 gap-y-1 text-sm md:grid-cols-[auto_1fr]">
          {(["owner", ...ROLES] as const).map(one => (
            <div key={one} className="contents">
              <dt className="font-medium">{t(`app.role.${one}`)}</dt>
              <dd className="text-fg-muted max-md:mb-1">{t(`members.role_text.${one}`)}</dd>
            </div>
          ))}
        </dl>
        {((list.total ?? 0) > FEW || text !== "") && <Find label={t("members.find")} onSearch={setText} />}
        {!items && !error && <Bones />}
        {error && !items && <Failed title={t("members.failed")} onRetry={reload} />}
        {items?.length === 0 && <Empty title={t("app.nothing_found")} />}
        {items && items.length > 0 && (
          <Rows label={t("app.members")}>
            {items.map(member => (
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
                <span className="text-sm text-fg-muted">{t(`app.role.${member.role}`)}</span>
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
        <More of={list} />
      </Section>
      {telling && <NoticeDialog workspace={workspace} onClose={() => setTelling(false)} />}
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
