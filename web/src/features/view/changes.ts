import type { Favourite, GroupBy, Layout, View } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Data } from "../../sync/frames.ts";
import { newId } from "../../sync/ids.ts";
import { type Look, lookOf } from "./look.ts";

/** Changes of saved views and favourites. Pure, but for new ids. */

export interface Drawn extends Look {
  readonly layout: Layout;
  readonly columns: readonly string[];
}

const GROUPS: readonly string[] = [
  "status",
  "category",
  "due",
  "priority",
  "assignee",
  "tag",
  "project",
  "milestone",
  "cycle",
];

/** A grouping that the API has no word for is kept among the view's options. */
function bodyOf({ filter, sort, group, lane, layout, columns }: Drawn) {
  const known = (by: string) => (GROUPS.includes(by) ? (by as GroupBy) : null);
  const own = (by: string) => by !== "" && known(by) === null;
  return {
    filter,
    sort,
    layout,
    columns: [...columns],
    group_by: known(group),
    lane_by: known(lane),
    options: { ...(own(group) && { group }), ...(own(lane) && { lane }) },
  };
}

/** What is not shared is in the log of who has it. */
function streamOf(shared: boolean): Pick<Change, "stream"> {
  return shared ? {} : { stream: "me" };
}

interface Fresh {
  readonly workspace: string;
  readonly project: string | undefined;
  readonly owner: string;
  readonly name: string;
  readonly shared: boolean;
  readonly position: string;
}

export function createView(drawn: Drawn, fresh: Fresh, id = newId(), now = new Date().toISOString()): Change {
  const body = {
    id,
    name: fresh.name,
    shared: fresh.shared,
    ...(fresh.project !== undefined && { project_id: fresh.project }),
    ...bodyOf(drawn),
  };
  const row = {
    ...body,
    project_id: fresh.project ?? null,
    workspace_id: fresh.workspace,
    owner_id: fresh.owner,
    position: fresh.position,
    version: 0,
    created_at: now,
    updated_at: now,
  } satisfies View;
  return {
    thing: { entity: "view", id },
    kind: "create",
    fields: row,
    method: "POST",
    path: `/workspaces/${fresh.workspace}/views`,
    body,
    answers: "view",
    ...streamOf(fresh.shared),
    undo: () => deleteView(row),
  };
}

type Fields = Partial<
  Pick<
    View,
    "name" | "shared" | "filter" | "sort" | "layout" | "columns" | "group_by" | "lane_by" | "options"
  >
>;

function patch(view: View, fields: Fields): Change {
  const before = Object.fromEntries(
    (Object.keys(fields) as (keyof Fields)[]).map(name => [name, view[name] ?? null]),
  ) as Fields;
  return {
    thing: { entity: "view", id: view.id },
    kind: "patch",
    fields: fields as Data,
    method: "PATCH",
    path: `/views/${view.id}`,
    body: fields as Data,
    answers: "view",
    ...streamOf(fields.shared ?? view.shared),
    undo: now => now && patch(now as unknown as View, before),
  };
}

export function saveView(view: View, drawn: Drawn): Change {
  return patch(view, bodyOf(drawn));
}

export function editView(view: View, fields: Pick<Fields, "name" | "shared" | "layout">): Change {
  return patch(view, fields);
}

/** What is taken back comes as a new one. */
export function deleteView(view: View): Change {
  const { id, workspace_id, project_id, owner_id, name, shared, position } = view;
  const fresh: Fresh = {
    workspace: workspace_id,
    project: project_id ?? undefined,
    owner: owner_id,
    name,
    shared,
    position,
  };
  const drawn: Drawn = { ...lookOf(view), layout: view.layout, columns: view.columns };
  return {
    thing: { entity: "view", id },
    kind: "remove",
    method: "DELETE",
    path: `/views/${id}`,
    ...streamOf(shared),
    undo: () => createView(drawn, fresh),
  };
}

/** Puts a favourite right after another one, or first; `position` is where it is shown until the server has chosen. */
export function moveFavourite(favourite: Favourite, after: string | null, position: string): Change {
  return {
    thing: { entity: "favourite", id: favourite.id },
    kind: "patch",
    fields: { position },
    method: "PATCH",
    path: `/favourites/${favourite.id}`,
    body: { after_id: after },
    answers: "favourite",
    stream: "me",
  };
}

/** Puts something at hand, or away again. */
export function favour(
  target: { readonly type: "project" | "view" | "task"; readonly id: string },
  workspace: string,
  user: string,
  had: string | undefined,
  id = newId(),
  now = new Date().toISOString(),
): Change {
  // In the order of the keys pressed, though each favourite of it is another one.
  const after = [{ entity: target.type, id: target.id }];
  if (had !== undefined) {
    return {
      thing: { entity: "favourite", id: had },
      kind: "remove",
      method: "DELETE",
      path: `/favourites/${had}`,
      after,
      stream: "me",
    };
  }
  const body = { id, target_type: target.type, target_id: target.id };
  return {
    thing: { entity: "favourite", id },
    kind: "create",
    // Until the server has given it a place it comes last.
    fields: {
      ...body,
      workspace_id: workspace,
      user_id: user,
      position: "z",
      version: 0,
      created_at: now,
      updated_at: now,
    },
    method: "POST",
    path: `/workspaces/${workspace}/favourites`,
    body,
    answers: "favourite",
    stream: "me",
    after,
    undo: () => favour(target, workspace, user, id),
  };
}
