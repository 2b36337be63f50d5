import type { Milestone, Project } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Data } from "../../sync/frames.ts";
import { newId } from "../../sync/ids.ts";

/** Changes of a project and its milestones. Pure, but for new ids. */

type ProjectFields = Partial<Pick<Project, "description" | "lead_id" | "start_on" | "target_on">>;

export function setProject(project: Project, fields: ProjectFields, began?: Change["began"]): Change {
  const before = Object.fromEntries(
    (Object.keys(fields) as (keyof ProjectFields)[]).map(name => [name, project[name] ?? null]),
  ) as ProjectFields;
  return {
    thing: { entity: "project", id: project.id },
    kind: "patch",
    fields: fields as Data,
    method: "PATCH",
    path: `/projects/${project.id}`,
    body: fields as Data,
    guard: "description" in fields ? ["description"] : [],
    answers: "project",
    ...(began && { began }),
    undo: now => now && setProject(now as unknown as Project, before),
  };
}

/** Out of the archive, with what is below it. */
export function restoreProject({ id }: Project): Change {
  return {
    thing: { entity: "project", id },
    kind: "patch",
    fields: { archived_at: null },
    method: "POST",
    path: `/projects/${id}/restore`,
    answers: "project",
  };
}

export function createMilestone(
  project: Project,
  name: string,
  creator: string,
  position: string,
  id = newId(),
  now = new Date().toISOString(),
): Change {
  const row: Milestone = {
    id,
    workspace_id: project.workspace_id,
    project_id: project.id,
    name,
    description: "",
    state: "open",
    target_on: null,
    completed_at: null,
    position,
    creator_id: creator,
    version: 0,
    created_at: now,
    updated_at: now,
  };
  return {
    thing: { entity: "milestone", id },
    kind: "create",
    fields: row as unknown as Data,
    method: "POST",
    path: `/projects/${project.id}/milestones`,
    body: { id, name },
    answers: "milestone",
    undo: () => ({
      thing: { entity: "milestone", id },
      kind: "remove",
      method: "DELETE",
      path: `/milestones/${id}`,
    }),
  };
}

type MilestoneFields = Partial<Pick<Milestone, "name" | "state" | "target_on">>;

export function setMilestone(milestone: Milestone, fields: MilestoneFields): Change {
  const before = Object.fromEntries(
    (Object.keys(fields) as (keyof MilestoneFields)[]).map(name => [name, milestone[name] ?? null]),
  ) as MilestoneFields;
  return {
    thing: { entity: "milestone", id: milestone.id },
    kind: "patch",
    fields: fields as Data,
    method: "PATCH",
    path: `/milestones/${milestone.id}`,
    body: fields as Data,
    answers: "milestone",
    undo: now => now && setMilestone(now as unknown as Milestone, before),
  };
}

export function deleteMilestone({ id }: Milestone): Change {
  return { thing: { entity: "milestone", id }, kind: "remove", method: "DELETE", path: `/milestones/${id}` };
}
