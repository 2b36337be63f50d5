import type { Member, Project, ProjectMember, ProjectRole, Role, Task, Team } from "../../api/types.ts";
import { getLive, useTopics } from "../../sync/hooks.ts";
import type { Live } from "../../sync/live.ts";
import { kindTopic } from "../../sync/topics.ts";

/**
 * What one may do, worked out from the live copy as the server's table says it. The server has the last word; this keeps
 * screens from offering what it would refuse. What is not known yet is not forbidden.
 */

export const PROJECT_ROLES = [
  "viewer",
  "commenter",
  "editor",
  "manager",
] as const satisfies readonly ProjectRole[];

type Copy = Pick<Live, "entities" | "me">;

const rank = (role: ProjectRole): number => PROJECT_ROLES.indexOf(role);

/** Whether a role is at least another. One that is not known yet is. */
export function within(role: ProjectRole | undefined, least: ProjectRole): boolean {
  return role === undefined || rank(role) >= rank(least);
}

/** One's role in the workspace, and what one was given in projects. */
interface Mine {
  readonly role: Role | undefined;
  readonly granted: ReadonlyMap<string, number>;
}

let known: { readonly from: readonly unknown[]; readonly mine: Mine } | undefined;

/** Worked out again when one of the lists is another. */
function mineOf({ entities, me }: Copy): Mine {
  const [members, teams, grants] = ["member", "team", "project_member"].map(kind =>
    entities.list(kind),
  ) as unknown as [readonly Member[], readonly Team[], readonly ProjectMember[]];
  const from = [members, teams, grants, me];
  if (!known || from.some((one, at) => one !== known?.from[at])) {
    const own = new Set(teams.filter(team => team.member_ids.includes(me)).map(team => team.id));
    const granted = new Map<string, number>();
    for (const { project_id, user_id, team_id, role } of grants) {
      if (user_id === me || own.has(team_id ?? "")) {
        granted.set(project_id, Math.max(granted.get(project_id) ?? 0, rank(role)));
      }
    }
    known = { from, mine: { role: members.find(one => one.user_id === me)?.role, granted } };
  }
  return known.mine;
}

/** One's role in a project, and whether the project is only to be looked at: by itself or with one above it. */
function standing(copy: Copy, project: string): { role: ProjectRole | undefined; shut: boolean } {
  const { role, granted } = mineOf(copy);
  let best = 0;
  let hidden = false;
  let shut = false;
  const seen = new Set<string>();
  for (let at: string | null | undefined = project; at && !seen.has(at); ) {
    const here = copy.entities.get("project", at) as Project | undefined;
    if (!here && at === project) {
      return { role: undefined, shut };
    }
    seen.add(at);
    // One above that is not here may not be seen: it is private.
    hidden ||= here?.visibility !== "workspace";
    shut ||= Boolean(here?.archived_at || here?.deleted_at);
    best = Math.max(best, granted.get(at) ?? 0);
    at = here?.parent_id;
  }
  if (role === undefined) {
    return { role, shut };
  }
  const inherent = role === "owner" || role === "admin" ? 3 : role === "member" && !hidden ? 2 : 0;
  return { role: PROJECT_ROLES[Math.max(best, inherent)], shut };
}

export function roleIn(copy: Copy, project: string): ProjectRole | undefined {
  return standing(copy, project).role;
}

/** Whether one may do in a project what takes `least`. */
export function mayIn(copy: Copy, project: string, least: ProjectRole = "editor"): boolean {
  const { role, shut } = standing(copy, project);
  return !shut && within(role, least);
}

/** Whether one may do with a task what takes `least`; those in the trash are only looked at. */
export function mayChange(task: Task, least: ProjectRole = "editor"): boolean {
  const live = getLive();
  return !task.deleted_at && (!live || mayIn(live, task.project_id, least));
}

const TOPICS = ["member", "team", "project_member", "project"].map(kindTopic);

/** One's role in a project; `undefined` until it is known. */
export function useRole(project: string | undefined): ProjectRole | undefined {
  return useTopics(TOPICS, live => (project === undefined ? undefined : roleIn(live, project)), undefined);
}

/** As {@link mayIn}; without a project it is about several, and each of their tasks is asked by itself. */
export function useMay(project: string | undefined, least: ProjectRole = "editor"): boolean {
  return useTopics(TOPICS, live => project === undefined || mayIn(live, project, least), true);
}

/** As {@link mayChange}. */
export function useMayChange(task: Task, least: ProjectRole = "editor"): boolean {
  return useMay(task.project_id, least) && !task.deleted_at;
}
