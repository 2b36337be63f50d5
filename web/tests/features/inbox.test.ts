import { expect, test } from "vitest";
import type { Notification, NotificationPreferences } from "../../src/api/types.ts";
import { isOwn, wants, wish, withWorkspace } from "../../src/features/account/wishes.ts";
import { archive, mute, read, snooze, unread } from "../../src/features/inbox/changes.ts";
import { groupsOf, plain, unreadIn, until } from "../../src/features/inbox/model.ts";
import { snoozedUntil } from "../../src/features/task/soon.ts";

let number = 0;
function one(fields: Partial<Notification>): Notification {
  number += 1;
  return {
    id: `n${String(number).padStart(3, "0")}`,
    user_id: "me",
    workspace_id: "w",
    kind: "commented",
    group_id: "t1",
    task_id: "t1",
    text: "",
    version: 1,
    created_at: new Date(Date.UTC(2026, 10, 20, 8, number)).toISOString(),
    updated_at: "",
    ...fields,
  } as Notification;
}

test("what is about one task is one row, the newest first", () => {
  const first = one({ kind: "assigned" });
  const other = one({ group_id: "t2", task_id: "t2", kind: "mentioned" });
  const last = one({});
  const rows = groupsOf([first, other, last], "all", "w");
  expect(rows.map(({ id, unread }) => [id, unread])).toEqual([
    ["t1", 2],
    ["t2", 1],
  ]);
  expect(rows[0]?.latest).toBe(last);
  expect(groupsOf([first, other, last], "mentions", "w").map(row => row.id)).toEqual(["t2"]);
  // The row says what the tab is about, and what is done to it is done to all of it.
  const [assigned] = groupsOf([first, other, last], "assigned", "w");
  expect([assigned?.latest, assigned?.items.length]).toEqual([first, 2]);
});

test("what is put away is nowhere, what is put off in its tab, by when it comes back", () => {
  const gone = one({ archived_at: "2026-11-21T00:00:00Z" });
  const late = one({ group_id: "t2", snoozed_until: "2026-11-25T08:00:00.000Z" });
  const soon = one({ group_id: "t3", snoozed_until: "2026-11-23T08:00:00.000Z" });
  const all = [gone, late, soon];
  expect(groupsOf(all, "all", "w")).toEqual([]);
  const snoozed = groupsOf(all, "snoozed", "w");
  expect(snoozed.map(row => [row.id, until(row)])).toEqual([
    ["t3", "2026-11-23T08:00:00.000Z"],
    ["t2", "2026-11-25T08:00:00.000Z"],
  ]);
  expect(unreadIn(all, "w")).toBe(0);
});

test("other workspaces have an inbox of their own, but for invitations to them", () => {
  const elsewhere = one({ workspace_id: "v" });
  const invited = one({ workspace_id: "v", kind: "invited", group_id: "i" });
  expect(groupsOf([elsewhere, invited], "all", "w").map(row => row.id)).toEqual(["i"]);
  expect(unreadIn([elsewhere, invited], "w")).toBe(1);
  expect(unreadIn([elsewhere, invited], "v")).toBe(2);
});

test("snoozing knows mornings and the week's first day", () => {
  // A Friday.
  const now = new Date(2026, 10, 20, 15, 30);
  const at = (...parts: [Parameters<typeof snoozedUntil>[0], number]) => {
    const date = snoozedUntil(...parts, now);
    return [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()];
  };
  expect(at("later", 1)).toEqual([11, 20, 18, 30]);
  expect(at("tomorrow", 1)).toEqual([11, 21, 9, 0]);
  expect(at("week", 1)).toEqual([11, 23, 9, 0]);
  expect(at("week", 7)).toEqual([11, 22, 9, 0]);
  // On the first day of a week, the next one is a week away.
  expect(at("week", 5)).toEqual([11, 27, 9, 0]);
});

test("changes are of one's own stream; what puts away can be undone, reading is no step", () => {
  const row = one({});
  const now = "2026-11-20T12:00:00.000Z";
  expect(read(row, now)).toMatchObject({
    stream: "me",
    path: `/notifications/${row.id}/read`,
    fields: { read_at: now },
  });
  expect(read(row, now).undo).toBeUndefined();
  expect(snooze(row, now)).toMatchObject({ body: { until: now }, fields: { snoozed_until: now } });
  const muted = mute("me", "muted_task_ids", "t1", true);
  expect(muted.merge).toEqual({ muted_task_ids: { add: ["t1"], remove: [] } });
  expect(muted.undo?.({})).toMatchObject({ merge: { muted_task_ids: { add: [], remove: ["t1"] } } });
});

test("what was put away or off comes back as it was", () => {
  const now = "2026-11-20T12:00:00.000Z";
  const fresh = one({});
  expect(archive(fresh, now).undo?.({})).toEqual([unread(fresh)]);
  const seen = one({ read_at: now });
  for (const undone of [archive(seen).undo?.({}), snooze(seen, now).undo?.({})]) {
    expect(undone).toEqual([unread(seen), read(seen, now)]);
  }
  const until = new Date(Date.now() + 60_000).toISOString();
  expect(archive(one({ snoozed_until: until })).undo?.({})).toMatchObject([
    { fields: { read_at: null } },
    { body: { until } },
  ]);
  expect(archive(one({ snoozed_until: now })).undo?.({})).toHaveLength(1);
});

test("a line of a comment has no marks", () => {
  expect(plain("## Why\n- **two** of [five](https://example.org) `never`\n\n> snake_case stays")).toBe(
    "Why two of five never snake_case stays",
  );
});

test("what is said of a workspace goes before what is said of all, and that before what is usual", () => {
  let wishes = { user_id: "me", version: 0 } as NotificationPreferences;
  expect(wants(wishes, "commented", "in_app")).toBe(true);
  expect(wants(wishes, "commented", "email")).toBe(false);
  expect(wants(wishes, "assigned", "email", "w")).toBe(true);
  wishes = { ...wishes, ...wish(wishes, "commented", "email", true) } as NotificationPreferences;
  expect(wants(wishes, "commented", "email", "w")).toBe(true);
  expect(isOwn(wishes, "w")).toBe(false);
  wishes = { ...wishes, ...wish(wishes, "commented", "email", false, "w") } as NotificationPreferences;
  expect(wants(wishes, "commented", "email", "w")).toBe(false);
  expect(wants(wishes, "commented", "email", "v")).toBe(true);
  const workspaces = withWorkspace(wishes, "w", { muted: true });
  expect(workspaces).toEqual({ w: { muted: true, kinds: { commented: { email: false } } } });
});
