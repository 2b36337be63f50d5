import { type ComponentType, Suspense } from "react";
import { useParams } from "wouter";
import { to } from "../../app/address.ts";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { Frame } from "../../app/shell/frame.tsx";
import NotFound from "../../routes/not-found.tsx";
import { SettingsPages } from "../../ui/section.tsx";
import { Bones } from "../../ui/states.tsx";

const PAGES: Record<string, { title: () => string; Page: ComponentType }> = {
  profile: { title: () => t("account.profile"), Page: chunk(() => import("./profile.tsx")) },
  appearance: { title: () => t("account.appearance"), Page: chunk(() => import("./appearance.tsx")) },
  notifications: {
    title: () => t("account.notifications"),
    Page: chunk(() => import("./notifications.tsx")),
  },
  shortcuts: { title: () => t("account.shortcuts"), Page: chunk(() => import("./shortcuts.tsx")) },
  security: { title: () => t("account.security"), Page: chunk(() => import("./security.tsx")) },
  log: { title: () => t("audit.log"), Page: chunk(() => import("../audit/account.tsx")) },
  tokens: { title: () => t("account.tokens"), Page: chunk(() => import("./tokens.tsx")) },
};

/** What belongs to a person, in every workspace. */
export function AccountPage() {
  const { page: id = "profile" } = useParams<{ page?: string }>();
  const page = PAGES[id];
  if (!page) {
    return <NotFound />;
  }
  return (
    <Frame title={t("app.account")}>
      <SettingsPages
        label={t("app.account")}
        current={id}
        pages={Object.entries(PAGES).map(([name, { title }]) => ({
          id: name,
          label: title(),
          href: to.account(name),
        }))}
      >
        <Suspense fallback={<Bones />}>
          <page.Page />
        </Suspense>
      </SettingsPages>
    </Frame>
  );
}
