import type { components } from "../../api/schema";
import { quote } from "../filter/print.ts";

/** What an audit is asked for: controls on one side, the language of the API on the other. */

export type AuditEntry = components["schemas"]["AuditEntry"];

/** Groups of actions, by the kinds of things they happen to. */
const WORKSPACE = {
  people: "entity in (member, team, invitation, project_member)",
  work: "entity in (task, comment, relation, watcher, time_entry, milestone, cycle)",
  settings:
    "entity in (workspace, project, status, tag, custom_field, template, view, webhook, automation_rule)",
  data: "type in (workspace.exported, archive.restored, task.purged)",
} as const;

const ACCOUNT = {
  signins: "(entity = session or type = user.sign_in_refused)",
  tokens: "entity = api_token",
  profile: "entity in (user, membership)",
} as const;

export const WHAT = {
  workspace: Object.keys(WORKSPACE) as (keyof typeof WORKSPACE)[],
  account: Object.keys(ACCOUNT) as (keyof typeof ACCOUNT)[],
} as const;

export const WHEN = ["today", "week", "month", "between"] as const;

const SINCE: Readonly<Record<string, string>> = {
  today: "at >= today",
  week: "at >= today-7d",
  month: "at >= today-30d",
};

/** What is chosen; empty texts are everything. */
export interface Asking {
  readonly who: string;
  readonly what: string;
  readonly when: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export const ASKING = ["who", "what", "when", "from", "to", "text"] as const satisfies (keyof Asking)[];

export function askingOf(search: string): Asking {
  const params = new URLSearchParams(search);
  return Object.fromEntries(ASKING.map(name => [name, params.get(name) ?? ""])) as unknown as Asking;
}

/** The filter that the API takes. */
export function filterOf({ who, what, when, from, to, text }: Asking, account: boolean): string {
  const kinds: Readonly<Record<string, string>> = account ? ACCOUNT : WORKSPACE;
  const words = quote(text);
  return [
    who === "" ? "" : `actor = ${who}`,
    // One's own log also says what was read and put off; that is nobody's security.
    kinds[what] ?? (account ? "entity in (user, session, api_token, membership)" : ""),
    when === "between" ? (from === "" ? "" : `at >= ${from}`) : (SINCE[when] ?? ""),
    when === "between" && to !== "" ? `at <= ${to}` : "",
    text === ""
      ? ""
      : `(type ~ ${words} or address ~ ${words} or user_agent ~ ${words} or request ~ ${words})`,
  ]
    .filter(part => part !== "")
    .join(" and ");
}
