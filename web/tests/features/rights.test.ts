import { expect, test } from "vitest";
import { mayIn, roleIn } from "../../src/features/task/rights.ts";
import { Entities } from "../../src/sync/entities.ts";

/** A workspace with a tree: an open project, below it a private one, below that another; and one that is archived. */
function copy(
  role: string | undefined,
  grants: Readonly<Record<string, string>> = {},
  hidden: string[] = [],
) {
  const entities = new Entities();
  const put = (kind: string, id: string, row: object) => entities.set(kind, id, { id, ...row });
  const projects = {
    open: {},
    private: { visibility: "private", parent_id: "open" },
    below: { parent_id: "private" },
    archived: { archived_at: "2026-01-01T00:00:00Z" },
    "below archived": { parent_id: "archived" },
  };
  for (const [id, row] of Object.entries(projects)) {
    if (!hidden.includes(id)) {
      put("project", id, { visibility: "workspace", ...row });
    }
  }
  if (role !== undefined) {
    put("member", "me", { user_id: "me", role });
  }
  put("member", "other", { user_id: "other", role: "owner" });
  put("team", "mine", { member_ids: ["other", "me"] });
  put("team", "theirs", { member_ids: ["other"] });
  for (const [at, given] of Object.entries(grants)) {
    const [project, who = "me"] = at.split("@");
    const to = who === "me" || who === "other" ? { user_id: who } : { team_id: who };
    put("project_member", at, { project_id: project, role: given, ...to });
  }
  return { entities, me: "me" };
}

test("the role in the workspace brings one in projects", () => {
  expect(roleIn(copy("owner"), "below")).toBe("manager");
  expect(roleIn(copy("admin"), "private")).toBe("manager");
  expect(roleIn(copy("member"), "open")).toBe("editor");
  expect(roleIn(copy("guest", { open: "viewer" }), "open")).toBe("viewer");
});

test("what was given counts below as well, and the best of all counts", () => {
  expect(roleIn(copy("member", { private: "viewer" }), "below")).toBe("viewer");
  expect(roleIn(copy("guest", { open: "commenter", below: "viewer" }), "below")).toBe("commenter");
  expect(roleIn(copy("member", { open: "viewer" }), "open")).toBe("editor");
  expect(roleIn(copy("guest", { "open@mine": "manager", open: "viewer" }), "open")).toBe("manager");
  expect(roleIn(copy("guest", { "open@theirs": "manager", "open@other": "manager" }), "open")).toBe("viewer");
});

test("what is private above makes what is below it so, also when one may not see that", () => {
  expect(roleIn(copy("member", { below: "commenter" }), "below")).toBe("commenter");
  expect(roleIn(copy("member", { below: "viewer" }, ["private", "open"]), "below")).toBe("viewer");
});

test("in an archived project, and below one, nobody changes anything; the role stays", () => {
  const owner = copy("owner");
  expect(mayIn(owner, "archived", "viewer")).toBe(false);
  expect(mayIn(owner, "below archived")).toBe(false);
  expect(roleIn(owner, "archived")).toBe("manager");
});

test("each deed takes its role; what is not known yet is not forbidden", () => {
  const commenter = copy("guest", { open: "commenter" });
  expect([mayIn(commenter, "open", "commenter"), mayIn(commenter, "open")]).toEqual([true, false]);
  expect(mayIn(copy(undefined), "open", "manager")).toBe(true);
  expect(mayIn(copy("guest"), "elsewhere")).toBe(true);
  expect(roleIn(copy("guest"), "elsewhere")).toBe(undefined);
});

test("another role counts at once", () => {
  const here = copy("guest", { open: "viewer" });
  expect(mayIn(here, "open")).toBe(false);
  here.entities.set("project_member", "open", {
    id: "open",
    project_id: "open",
    user_id: "me",
    role: "editor",
  });
  expect(mayIn(here, "open")).toBe(true);
});
