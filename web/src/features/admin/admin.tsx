import { type ComponentType, Suspense } from "react";
import { useParams } from "wouter";
import { to } from "../../app/address.ts";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { useUser } from "../../app/server.ts";
import { Frame } from "../../app/shell/frame.tsx";
import NotFound from "../../routes/not-found.tsx";
import { SettingsPages } from "../../ui/section.tsx";
import { Bones } from "../../ui/states.tsx";

const PAGES: Record<string, { title: () => string; Page: ComponentType }> = {
  status: { title: () => t("admin.status"), Page: chunk(() => import("./status.tsx")) },
  users: { title: () => t("admin.users"), Page: chunk(() => import("./users.tsx")) },
  workspaces: { title: () => t("admin.workspaces"), Page: chunk(() => import("./workspaces.tsx")) },
  mail: { title: () => t("admin.mail"), Page: chunk(() => import("./mail.tsx")) },
};

/** The server itself, for who looks after it. */
export function AdminPage() {
  const { page: id = "status" } = useParams<{ page?: string }>();
  const page = PAGES[id];
  const user = useUser();
  if (!page) {
    return <NotFound />;
  }
  return (
    <Frame title={t("app.administration")}>
      <SettingsPages
        label={t("app.administration")}
        current={id}
        pages={Object.entries(PAGES).map(([name, { title }]) => ({
          id: name,
          label: title(),
          href: to.admin(name),
        }))}
      >
        <Suspense fallback={<Bones />}>
          {!user ? (
            <Bones />
          ) : user.server_admin ? (
            <page.Page />
          ) : (
            <p className="rounded-2 bg-info-subtle px-3 py-2 text-sm text-info-fg">{t("admin.no_right")}</p>
          )}
        </Suspense>
      </SettingsPages>
    </Frame>
  );
}
