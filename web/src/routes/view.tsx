import { Suspense } from "react";
import { useParams } from "wouter";
import type { Project, View } from "../api/types.ts";
import { chunk } from "../app/chunk.ts";
import { ProjectFrame } from "../app/shell/frame.tsx";
import { Saved } from "../features/view/look.ts";
import { useLoaded, useRow } from "../sync/hooks.ts";
import { Bones } from "../ui/states.tsx";
import NotFound from "./not-found.tsx";

const Board = chunk(() => import("../features/board/board.tsx").then(one => ({ default: one.Board })));
const ProjectList = chunk(() =>
  import("../features/list/list.tsx").then(one => ({ default: one.ProjectList })),
);
const TaskTable = chunk(() =>
  import("../features/table/table.tsx").then(one => ({ default: one.TaskTable })),
);
const TaskCalendar = chunk(() =>
  import("../features/calendar/calendar.tsx").then(one => ({ default: one.TaskCalendar })),
);
const TaskTimeline = chunk(() =>
  import("../features/timeline/timeline.tsx").then(one => ({ default: one.TaskTimeline })),
);

/** A saved view: the tasks of its project, or of all, as it was kept. */
export default function ViewRoute() {
  const { ws, id } = useParams<{ ws: string; id: string }>();
  const view = useRow<View>("view", id);
  const project = useRow<Project>("project", view?.project_id ?? undefined);
  const loaded = useLoaded();
  if (!view || (view.project_id && !project)) {
    return loaded ? <NotFound /> : <Bones rows={8} />;
  }
  return (
    <Saved value={view}>
      <ProjectFrame ws={ws} project={project} saved={view} view={view.layout}>
        <Suspense fallback={<Bones rows={8} />}>
          <Drawn key={view.id} view={view} project={project} />
        </Suspense>
      </ProjectFrame>
    </Saved>
  );
}

function Drawn({ view, project }: { view: View; project: Project | undefined }) {
  switch (view.layout) {
    case "board":
      return <Board project={project} />;
    case "list":
      return <ProjectList project={project} />;
    case "table":
      return <TaskTable project={project} scope={view.id} />;
    case "calendar":
      return <TaskCalendar project={project} />;
    case "timeline":
      return <TaskTimeline project={project} />;
  }
}
