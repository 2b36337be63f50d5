import { type ComponentType, Suspense } from "react";
import { useParams } from "wouter";
import type { Project, ProjectRole, Workspace } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { Frame, HeaderActions, Tab } from "../../app/shell/frame.tsx";
import NotFound from "../../routes/not-found.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { SettingsPages } from "../../ui/section.tsx";
import { Bones } from "../../ui/states.tsx";
import { useRole } from "../task/rights.ts";
import { useProject, useProjects, useWorkspace } from "../workspace/queries.ts";

export interface ProjectSettingsProps {
  workspace: Workspace;
  project: Project;
  role: ProjectRole;
}

const PAGES: Record<string, { title: () => string; Page: ComponentType<ProjectSettingsProps> }> = {
  general: { title: () => t("settings.general"), Page: chunk(() => import("./general.tsx")) },
  members: { title: () => t("app.members"), Page: chunk(() => import("./members.tsx")) },
  statuses: { title: () => t("settings.statuses"), Page: chunk(() => import("./statuses.tsx")) },
  fields: { title: () => t("fields.fields"), Page: chunk(() => import("./fields.tsx")) },
  templates: { title: () => t("template.templates"), Page: chunk(() => import("./templates.tsx")) },
  milestones: { title: () => t("plan.milestones"), Page: chunk(() => import("./milestones.tsx")) },
  cycles: { title: () => t("plan.cycles"), Page: chunk(() => import("./cycles.tsx")) },
  automation: {
    title: () => t("automation.automation"),
    Page: chunk(() => import("../automation/project.tsx")),
  },
};

/** What belongs to a project. */
export function ProjectSettingsPage() {
  const { ws, key, page: id = "general" } = useParams<{ ws: string; key: string; page?: string }>();
  const page = PAGES[id];
  const workspace = useWorkspace(ws);
  const project = useProject(ws, key);
  const { loading } = useProjects(ws);
  const role = useRole(project?.id);
  if (!page || (!project && !loading)) {
    return <NotFound />;
  }
  return (
    <Frame
      title={t("settings.of", { name: project?.name ?? key })}
      lead={project && <ProjectIcon project={project} />}
    >
      <HeaderActions>
        <Tab href={to.project(ws, key)} current={false}>
          {t("app.board")}
        </Tab>
      </HeaderActions>
      <SettingsPages
        label={t("project.settings")}
        current={id}
        pages={Object.entries(PAGES).map(([name, { title }]) => ({
          id: name,
          label: title(),
          href: to.projectSettings(ws, key, name),
        }))}
      >
        <Suspense fallback={<Bones />}>
          {workspace && project && role ? (
            <page.Page key={project.id} workspace={workspace} project={project} role={role} />
          ) : (
            <Bones />
          )}
        </Suspense>
      </SettingsPages>
    </Frame>
  );
}
