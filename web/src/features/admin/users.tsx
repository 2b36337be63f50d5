import { Ellipsis, ShieldCheck, UsersRound } from "lucide-react";
import { useState } from "react";
import type { components } from "../../api/schema";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { api, useUser } from "../../app/server.ts";
import { ago } from "../../app/times.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Choice } from "../../ui/field.tsx";
import { Find } from "../../ui/find.tsx";
import { MenuButton, type MenuItem } from "../../ui/menu.tsx";
import { More } from "../../ui/more.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";

type Account = components["schemas"]["Account"];
type Shown = "all" | "active" | "suspended";

/** Everybody with an account: suspended, let in again, sent a new password. */
export default function Users() {
  const me = useUser();
  const [text, setText] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [asking, setAsking] = useState<Account>();
  const query = new URLSearchParams({
    limit: "50",
    include: "total",
    ...(text && { search: text }),
    ...(shown !== "all" && { status: shown }),
  });
  const list = usePages<Account>(`/admin/users?${query}`);
  const change = (account: Account, body: object, done?: string) =>
    void attempt(() => api.patch(`/admin/users/${account.id}`, body), done).then(list.reload);
  const menu = (account: Account): MenuItem[] => {
    const suspended = account.status === "suspended";
    const mine = account.id === me?.id;
    return [
      ...(suspended
        ? []
        : [
            {
              id: "reset",
              label: t("admin.send_reset"),
              onSelect: () =>
                void attempt(
                  () => api.post(`/admin/users/${account.id}/reset-password`),
                  t("admin.reset_sent", { email: account.email }),
                ),
            },
          ]),
      {
        id: "out",
        label: t(mine ? "admin.sign_out_others" : "admin.sign_out"),
        onSelect: () =>
          void attempt(
            () => api.post(`/admin/users/${account.id}/sign-out`),
            t("admin.signed_out", { name: account.name }),
          ).then(list.reload),
      },
      ...(mine
        ? []
        : [
            {
              id: "admin",
              label: t(account.server_admin ? "admin.take_admin" : "admin.make_admin"),
              apart: true,
              onSelect: () => change(account, { server_admin: !account.server_admin }),
            },
            {
              id: "suspend",
              label: t(suspended ? "members.activate" : "members.suspend"),
              danger: !suspended,
              onSelect: () => (suspended ? change(account, { status: "active" }) : setAsking(account)),
            },
          ]),
    ];
  };
  return (
    <Section title={t("admin.users")} text={t("admin.users_text")}>
      <div className="flex flex-wrap items-center gap-3">
        <Find label={t("admin.find_user")} onSearch={setText} />
        <Choice<Shown>
          label={t("admin.which")}
          value={shown}
          options={[
            { value: "all", label: t("admin.all") },
            { value: "active", label: t("admin.active") },
            { value: "suspended", label: t("admin.suspended") },
          ]}
          onChange={setShown}
        />
      </div>
      {!list.items && !list.error && <Bones />}
      {list.error && <Failed title={t("admin.users_failed")} onRetry={list.reload} />}
      {list.items?.length === 0 && <Empty icon={<UsersRound size={24} />} title={t("app.nothing_found")} />}
      {list.items && list.items.length > 0 && (
        <>
          <Rows label={t("admin.users")}>
            {list.items.map(account => (
              <RowItem key={account.id} className="flex-nowrap">
                <Avatar
                  id={account.id}
                  name={account.name}
                  size="lg"
                  mute
                  faded={account.status === "suspended"}
                />
                <span className="min-w-0 flex-1 basis-40">
                  <span className="flex min-w-0 flex-wrap items-center gap-x-2">
                    <bdi className="max-w-full truncate font-medium">{account.name}</bdi>
                    {account.server_admin && (
                      <span className="inline-flex items-center gap-1 text-xs text-accent-fg">
                        <ShieldCheck size={14} aria-hidden="true" />
                        {t("admin.admin")}
                      </span>
                    )}
                    {account.status === "suspended" && (
                      <span className="rounded-1 bg-warning-subtle px-1.5 text-xs text-warning-fg">
                        {t("members.suspended")}
                      </span>
                    )}
                  </span>
                  <span className="block truncate text-sm text-fg-muted">
                    <bdi>{account.email}</bdi>
                  </span>
                </span>
                <span className="figures shrink-0 text-end text-sm text-fg-muted max-md:hidden">
                  {account.sessions > 0
                    ? t("admin.sessions", { count: account.sessions })
                    : t("admin.not_in")}
                  {account.signed_in_at && (
                    <span className="block text-xs text-fg-subtle">
                      {t("admin.signed_in", { ago: ago(account.signed_in_at) })}
                    </span>
                  )}
                </span>
                <MenuButton
                  label={t("members.actions", { name: account.name })}
                  className="grid size-8 shrink-0 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
                  placement="bottom-end"
                  items={() => menu(account)}
                >
                  <Ellipsis size={16} aria-hidden="true" />
                </MenuButton>
              </RowItem>
            ))}
          </Rows>
          <More of={list} />
        </>
      )}
      {asking && (
        <Confirm
          title={t("admin.ask_suspend", { name: asking.name })}
          text={t("admin.ask_suspend_text")}
          action={t("members.suspend")}
          onClose={() => setAsking(undefined)}
          onConfirm={() => change(asking, { status: "suspended" })}
        />
      )}
    </Section>
  );
}
