import { useMemo } from "react";
import type { CustomField, Cycle, Member, Milestone, Project, Status, Tag } from "../../api/types.ts";
import { useAll } from "../../sync/hooks.ts";

/** What tasks can have, among what is here; with a project, what its tasks can. */
export interface Around {
  readonly projects: readonly Project[];
  readonly statuses: readonly Status[];
  readonly members: readonly Member[];
  readonly tags: readonly Tag[];
  readonly milestones: readonly Milestone[];
  readonly cycles: readonly Cycle[];
  readonly fields: readonly CustomField[];
}

const byPlace = <T extends { readonly position: string; readonly id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((one, other) =>
    one.position === other.position ? (one.id < other.id ? -1 : 1) : one.position < other.position ? -1 : 1,
  );

const byName = <T extends { readonly name: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((one, other) => one.name.localeCompare(other.name));

export function useAround(project: string | undefined): Around {
  const projects = useAll<Project>("project");
  const statuses = useAll<Status>("status");
  const members = useAll<Member>("member");
  const tags = useAll<Tag>("tag");
  const milestones = useAll<Milestone>("milestone");
  const cycles = useAll<Cycle>("cycle");
  const fields = useAll<CustomField>("custom_field");
  return useMemo(() => {
    const here = (row: { readonly project_id?: string | null | undefined }) =>
      project === undefined || row.project_id === project;
    return {
      projects: byPlace(projects.filter(one => !one.deleted_at)),
      statuses: byPlace(statuses.filter(here)),
      members: byName(members),
      tags: byName(tags),
      milestones: byPlace(milestones.filter(here)),
      cycles: cycles.filter(here).sort((one, other) => (one.start_on < other.start_on ? -1 : 1)),
      fields: byPlace(
        fields.filter(field => !field.archived_at && (field.project_id == null || here(field))),
      ),
    };
  }, [project, projects, statuses, members, tags, milestones, cycles, fields]);
}
