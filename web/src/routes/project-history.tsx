import { useParams } from "wouter";
import { to } from "../app/address.ts";
import { t } from "../app/i18n.ts";
import { Frame } from "../app/shell/frame.tsx";
import { History } from "../features/history/history.tsx";
import { useProject, useProjects } from "../features/workspace/queries.ts";
import { ProjectIcon } from "../ui/project-icon.tsx";
import { Bones } from "../ui/states.tsx";
import NotFound from "./not-found.tsx";

export default function ProjectHistoryRoute() {
  const { ws, key } = useParams<{ ws: string; key: string }>();
  const project = useProject(ws, key);
  const { loading } = useProjects(ws);
  if (!project) {
    return loading ? <Bones rows={8} /> : <NotFound />;
  }
  return (
    <Frame title={t("history.of", { name: project.name })} lead={<ProjectIcon project={project} />}>
      <History
        key={project.id}
        thing={{ kind: "project", now: project }}
        back={to.project(ws, project.key, "overview")}
        backName={project.name}
      />
    </Frame>
  );
}
