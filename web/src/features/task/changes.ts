import type { Comment, NewTask, Status, Task } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Data } from "../../sync/frames.ts";
import { newId } from "../../sync/ids.ts";
import type { ListChange } from "../../sync/overlay.ts";
import { type Reach, reachOf, reachQuery } from "./series.ts";

/** What can be done to tasks, as changes that show at once. Pure, but for the reach that is chosen for a series. */

type Fields = Partial<
  Pick<
    Task,
    | "title"
    | "description"
    | "priority"
    | "due"
    | "start_on"
    | "estimate"
    | "parent_id"
    | "recurrence"
    | "milestone_id"
    | "cycle_id"
  >
>;
const TEXTS = ["title", "description"] as const;

const thing = (id: string) => ({ entity: "task", id });

/** Sets fields. `began` is what was on screen when editing began, if that was not just now. */
export function setFields(
  task: Task,
  fields: Fields,
  began?: Change["began"],
  reach: Reach = reachOf(task),
): Change {
  const before = Object.fromEntries(Object.keys(fields).map(name => [name, (task as Data)[name] ?? null]));
  return {
    thing: thing(task.id),
    kind: "patch",
    fields,
    method: "PATCH",
    path: `/tasks/${task.id}${reachQuery(task, fields, reach)}`,
    body: fields,
    guard: TEXTS.filter(name => name in fields),
    answers: "task",
    ...(began && { began }),
    undo: now => now && setFields(now as unknown as Task, before as Fields, undefined, reach),
  };
}

/** Gives a custom field a value, or with `null` takes it away. */
export function setCustom(task: Task, field: string, value: unknown, reach: Reach = reachOf(task)): Change {
  const had = (task.custom_fields as Data | undefined) ?? {};
  const { [field]: before = null, ...others } = had;
  return {
    thing: thing(task.id),
    kind: "patch",
    fields: { custom_fields: value === null ? others : { ...others, [field]: value } },
    method: "PATCH",
    path: `/tasks/${task.id}${reachQuery(task, {}, reach)}`,
    body: { custom_fields: { [field]: value } },
    answers: "task",
    undo: now => now && setCustom(now as unknown as Task, field, before, reach),
  };
}

/** Adds to and takes from a list of a task; what others do to it meanwhile stays. */
export function setList(
  task: Task,
  field: "assignee_ids" | "tag_ids",
  change: ListChange,
  reach: Reach = reachOf(task),
): Change {
  return {
    thing: thing(task.id),
    kind: "patch",
    merge: { [field]: change },
    method: "PATCH",
    path: `/tasks/${task.id}${reachQuery(task, {}, reach)}`,
    answers: "task",
    undo: now =>
      now && setList(now as unknown as Task, field, { add: change.remove, remove: change.add }, reach),
  };
}

export interface Place {
  readonly status: Status;
  /** Another project than its own. */
  readonly projectId?: string;
  readonly afterId: string | undefined;
  readonly beforeId: string | undefined;
  /** Where it is shown until the server has chosen. */
  readonly position: string;
}

/** Moves it to a column, between two neighbours. `back` is where it was. */
export function moveTo(
  task: Task,
  place: Place,
  back: ((now: Task) => Place | undefined) | undefined,
): Change {
  const { status, projectId, afterId, beforeId, position } = place;
  const beside = [afterId, beforeId].filter(id => id !== undefined);
  return {
    thing: thing(task.id),
    kind: "patch",
    fields: {
      status_id: status.id,
      status_category: status.category,
      position,
      ...(projectId !== undefined && { project_id: projectId }),
    },
    method: "POST",
    path: `/tasks/${task.id}/move`,
    body: {
      status_id: status.id,
      ...(projectId !== undefined && { project_id: projectId }),
      ...(afterId !== undefined && { after_id: afterId }),
      ...(beforeId !== undefined && { before_id: beforeId }),
    },
    after: beside.map(thing),
    answers: "task",
    ...(back && {
      undo: now => {
        const was = now && back(now as unknown as Task);
        return was && moveTo(now as unknown as Task, was, undefined);
      },
    }),
  };
}

export interface Fresh {
  readonly title: string;
  readonly project: string;
  readonly workspace: string;
  readonly status: Status;
  readonly creator: string;
  readonly position: string;
  readonly top?: boolean;
  readonly more?: Omit<NewTask, "title" | "status_id" | "id" | "position">;
}

/** Makes a task; it has no key until the server has given it one. */
export function createTask(fresh: Fresh, id = newId(), now = new Date().toISOString()): Change {
  const { title, project, status, top, more } = fresh;
  const row = {
    id,
    workspace_id: fresh.workspace,
    project_id: project,
    number: 0,
    key: "",
    title,
    description: "",
    status_id: status.id,
    status_category: status.category,
    priority: "none",
    assignee_ids: [],
    tag_ids: [],
    creator_id: fresh.creator,
    parent_id: null,
    position: fresh.position,
    start_on: null,
    due: null,
    due_at: null,
    estimate: null,
    recurrence: null,
    custom_fields: {},
    counts: { comments: 0, attachments: 0, subtasks: 0, subtasks_done: 0 },
    completed_at: null,
    archived_at: null,
    deleted_at: null,
    created_at: now,
    updated_at: now,
    version: 0,
    ...more,
  };
  return {
    thing: thing(id),
    kind: "create",
    fields: row,
    method: "POST",
    path: `/projects/${project}/tasks`,
    body: { id, title, status_id: status.id, ...(top && { position: "top" }), ...more },
    after: more?.parent_id ? [thing(more.parent_id)] : [],
    answers: "task",
    undo: () => trash(id),
  };
}

/** Into the trash; out of it again by undo. */
export function trash(id: string, now = new Date().toISOString()): Change {
  return {
    thing: thing(id),
    kind: "patch",
    fields: { deleted_at: now },
    method: "DELETE",
    path: `/tasks/${id}`,
    undo: () => restore(id),
  };
}

export function restore(id: string): Change {
  return {
    thing: thing(id),
    kind: "patch",
    fields: { deleted_at: null },
    method: "POST",
    path: `/tasks/${id}/restore`,
    answers: "task",
    undo: () => trash(id),
  };
}

export function archive(task: Task, now = new Date().toISOString()): Change {
  return {
    thing: thing(task.id),
    kind: "patch",
    fields: { archived_at: now },
    method: "POST",
    path: `/tasks/${task.id}/archive`,
    answers: "task",
    undo: row => row && unarchive(row as unknown as Task),
  };
}

export function unarchive(task: Task): Change {
  return {
    thing: thing(task.id),
    kind: "patch",
    fields: { archived_at: null },
    method: "POST",
    path: `/tasks/${task.id}/unarchive`,
    answers: "task",
    undo: row => row && archive(row as unknown as Task),
  };
}

/** Says something about a task. */
export function comment(
  task: Task,
  body: string,
  author: string,
  parentId?: string,
  id = newId(),
  now = new Date().toISOString(),
): Change {
  const row = {
    id,
    workspace_id: task.workspace_id,
    task_id: task.id,
    author_id: author,
    body,
    parent_id: parentId ?? null,
    mention_ids: [],
    reactions: [],
    edited_at: null,
    deleted_at: null,
    created_at: now,
    updated_at: now,
    version: 0,
  } satisfies Comment;
  return {
    thing: { entity: "comment", id },
    kind: "create",
    fields: row,
    method: "POST",
    path: `/tasks/${task.id}/comments`,
    body: { id, body, ...(parentId !== undefined && { parent_id: parentId }) },
    after: [thing(task.id)],
    answers: "comment",
    undo: () => deleteComment(id),
  };
}

export function editComment(was: Comment, body: string, began?: Change["began"]): Change {
  return {
    thing: { entity: "comment", id: was.id },
    kind: "patch",
    fields: { body },
    method: "PATCH",
    path: `/comments/${was.id}`,
    body: { body },
    guard: ["body"],
    answers: "comment",
    ...(began && { began }),
    undo: now => now && editComment(now as unknown as Comment, was.body),
  };
}

export function deleteComment(id: string, now = new Date().toISOString()): Change {
  return {
    thing: { entity: "comment", id },
    kind: "patch",
    fields: { deleted_at: now, body: "" },
    method: "DELETE",
    path: `/comments/${id}`,
  };
}
