import { useParams } from "wouter";
import { ProjectFrame } from "../app/shell/frame.tsx";
import { TaskCalendar } from "../features/calendar/calendar.tsx";
import { useProject, useProjects } from "../features/workspace/queries.ts";
import { Bones } from "../ui/states.tsx";
import NotFound from "./not-found.tsx";

export default function CalendarRoute() {
  const { ws, key } = useParams<{ ws: string; key: string }>();
  const project = useProject(ws, key);
  const { loading } = useProjects(ws);
  if (!project) {
    return loading ? <Bones rows={8} /> : <NotFound />;
  }
  return (
    <ProjectFrame ws={ws} project={project} view="calendar">
      <TaskCalendar key={project.id} project={project} />
    </ProjectFrame>
  );
}
