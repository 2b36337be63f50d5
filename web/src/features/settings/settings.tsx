import { type ComponentType, Suspense } from "react";
import { useParams } from "wouter";
import type { Role, Workspace } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { Frame } from "../../app/shell/frame.tsx";
import NotFound from "../../routes/not-found.tsx";
import { SettingsPages } from "../../ui/section.tsx";
import { Bones } from "../../ui/states.tsx";
import { useRole } from "../members/queries.ts";
import { useWorkspace, useWorkspaces } from "../workspace/queries.ts";

export interface SettingsProps {
  workspace: Workspace;
  role: Role;
}

const PAGES: Record<string, { title: () => string; Page: ComponentType<SettingsProps> }> = {
  general: { title: () => t("settings.general"), Page: chunk(() => import("./general.tsx")) },
  members: { title: () => t("app.members"), Page: chunk(() => import("../members/members.tsx")) },
  teams: { title: () => t("settings.teams"), Page: chunk(() => import("../members/teams.tsx")) },
  projects: { title: () => t("app.projects"), Page: chunk(() => import("./projects.tsx")) },
  fields: { title: () => t("fields.fields"), Page: chunk(() => import("./fields.tsx")) },
  tags: { title: () => t("settings.tags"), Page: chunk(() => import("./tags.tsx")) },
  templates: { title: () => t("template.templates"), Page: chunk(() => import("./templates.tsx")) },
  automation: {
    title: () => t("automation.automation"),
    Page: chunk(() => import("../automation/workspace.tsx")),
  },
  webhooks: { title: () => t("webhooks.webhooks"), Page: chunk(() => import("../webhooks/webhooks.tsx")) },
  import: { title: () => t("transfer.import"), Page: chunk(() => import("../transfer/import.tsx")) },
  export: { title: () => t("transfer.export"), Page: chunk(() => import("../transfer/export.tsx")) },
  audit: { title: () => t("audit.audit"), Page: chunk(() => import("../audit/workspace.tsx")) },
};

/** What belongs to a workspace. */
export function SettingsPage() {
  const { ws, page: id } = useParams<{ ws: string; page: string }>();
  const page = PAGES[id];
  const workspace = useWorkspace(ws);
  const { loading } = useWorkspaces();
  const role = useRole(workspace?.id);
  if (!page || (!workspace && !loading)) {
    return <NotFound />;
  }
  return (
    <Frame title={t("settings.of", { name: workspace?.name ?? ws })}>
      <SettingsPages
        label={t("app.settings")}
        current={id}
        pages={Object.entries(PAGES).map(([name, { title }]) => ({
          id: name,
          label: title(),
          href: to.settings(ws, name),
        }))}
      >
        <Suspense fallback={<Bones />}>
          {workspace && role ? <page.Page workspace={workspace} role={role} /> : <Bones />}
        </Suspense>
      </SettingsPages>
    </Frame>
  );
}

export function mayManage(role: Role): boolean {
  return role === "owner" || role === "admin";
}

/** Says who may do what one may not. */
export function NoRight({ text }: { text?: string }) {
  return (
    <p className="rounded-2 bg-info-subtle px-3 py-2 text-sm text-info-fg">
      {text ?? t("settings.no_right")}
    </p>
  );
}
