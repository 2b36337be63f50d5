import type { CustomField, Cycle, Member, Milestone, Project, Status, Tag, Task } from "../../api/types.ts";
import type { Entities } from "../../sync/entities.ts";
import type { Calendar } from "./calendar.ts";
import type { Known } from "./check.ts";
import type { Kind } from "./fields.ts";

/** What names stand for among the rows that are here; with a project, only what its tasks can have. */
export function knownFrom(
  entities: Pick<Entities, "list">,
  me: string,
  calendar: Calendar,
  project: string | undefined,
): Known {
  const list = <T>(entity: string) => entities.list(entity) as readonly T[];
  const here = (row: { readonly project_id?: string | null | undefined }) =>
    project === undefined || row.project_id === project;
  const projectKey = new Map(list<Project>("project").map(one => [one.id, one.key.toLowerCase()]));
  const cycles = () => list<Cycle>("cycle").filter(here);
  const finders: Record<Kind, (name: string) => string[]> = {
    project: name =>
      list<Project>("project")
        .filter(one => one.key.toLowerCase() === name || one.name.toLowerCase() === name)
        .map(one => one.id),
    status: name =>
      list<Status>("status")
        .filter(one => here(one) && one.name.toLowerCase() === name)
        .map(one => one.id),
    person: name =>
      list<Member>("member")
        .filter(one => one.name.toLowerCase() === name || one.email?.toLowerCase() === name)
        .map(one => one.user_id),
    tag: name =>
      list<Tag>("tag")
        .filter(one => one.name.toLowerCase() === name)
        .map(one => one.id),
    task: name => {
      const [, key, number] = /^(.+)-(\d+)$/.exec(name) ?? [];
      return list<Task>("task")
        .filter(one => String(one.number) === number && projectKey.get(one.project_id) === key)
        .map(one => one.id);
    },
    milestone: name =>
      list<Milestone>("milestone")
        .filter(one => here(one) && one.name.toLowerCase() === name)
        .map(one => one.id),
    cycle: name =>
      cycles()
        .filter(one => one.name.toLowerCase() === name || String(one.number) === name)
        .map(one => one.id),
  };
  return {
    me,
    calendar,
    ids: (kind, name) => finders[kind](name),
    turn: which => {
      const found = new Map<string, Cycle>();
      const better = (one: Cycle, other: Cycle) =>
        which === "next" ? one.start_on < other.start_on : one.end_on > other.end_on;
      const state = { current: "active", next: "planned", previous: "completed" }[which];
      for (const cycle of cycles().filter(one => one.state === state)) {
        const before = found.get(cycle.project_id);
        if (!before || better(cycle, before)) {
          found.set(cycle.project_id, cycle);
        }
      }
      return [...found.values()].map(cycle => cycle.id);
    },
    fields: name =>
      list<CustomField>("custom_field").filter(
        field =>
          (field.project_id == null || here(field)) &&
          (field.name.toLowerCase() === name || field.id === name),
      ),
  };
}
