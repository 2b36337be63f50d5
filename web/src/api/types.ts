import type { components } from "./schema";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type SignedIn = Schemas["SignedInAnswer"];
export type Workspace = Schemas["Workspace"];
export type Member = Schemas["Member"];
export type Team = Schemas["Team"];
export type Role = Schemas["Role"];
export type Project = Schemas["Project"];
export type ProjectMember = Schemas["ProjectMember"];
export type ProjectRole = Schemas["ProjectRole"];
export type Status = Schemas["Status"];
export type StatusCategory = Schemas["StatusCategory"];
export type Task = Schemas["Task"];
export type NewTask = Schemas["NewTask"];
export type Priority = Schemas["Priority"];
export type Due = Schemas["Due"];
export type Tag = Schemas["Tag"];
export type Comment = Schemas["Comment"];
export type Relation = Schemas["Relation"];
export type Watcher = Schemas["Watcher"];
export type Invitation = Schemas["Invitation"];
export type Milestone = Schemas["Milestone"];
export type Cycle = Schemas["Cycle"];
export type CustomField = Schemas["CustomField"];
export type FieldKind = Schemas["FieldKind"];
export type TimeEntry = Schemas["TimeEntry"];
/** Whatever a client keeps about how it is drawn is in `options`. */
export type View = Omit<Schemas["View"], "options"> & { readonly options: Readonly<Record<string, unknown>> };
export type Layout = Schemas["Layout"];
export type GroupBy = Schemas["GroupBy"];
export type Notification = Schemas["Notification"];
export type NotificationKind = Schemas["Kind"];
export type NotificationPreferences = Schemas["Preferences"];
export type NotificationPatch = Schemas["PreferencesPatch"];
export type Template = Schemas["Template"];
export type TaskPlan = Schemas["TaskPlan"];
export type ProjectPlan = Schemas["ProjectPlan"];
export type MadeTasks = Schemas["MadeTasks"];
export type MadeProject = Schemas["MadeProject"];
export type Reminder = Schemas["Reminder"];
export type Favourite = Schemas["Favourite"];
export type Overview = Schemas["Overview"];

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  readonly total?: number;
}
