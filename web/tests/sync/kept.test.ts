import { expect, test } from "vitest";
import { commandOf } from "../../src/sync/command.ts";
import { type Kept, keptOf, overwriting } from "../../src/sync/kept.ts";

test("a text that is kept is written to where it was going, against what the person has seen", () => {
  const row = { id: "p", version: 3, name: "Web", description: "old" };
  const change = {
    thing: { entity: "project", id: "p" },
    kind: "patch",
    fields: { description: "mine" },
    method: "PATCH",
    path: "/projects/p",
    body: { description: "mine" },
    guard: ["description"],
    answers: "project",
  } as const;
  const command = commandOf("w", change, row, 1);
  const kept: Kept = {
    ...keptOf(command, row),
    kind: "conflict",
    theirs: { description: "theirs" },
    version: 4,
    code: "version_conflict",
  };
  const again = overwriting(kept, kept.mine, 4);
  expect(again).toMatchObject({
    thing: change.thing,
    path: "/projects/p",
    body: { description: "mine" },
    answers: "project",
  });
  expect(commandOf("w", again, { ...row, version: 5 }, 2)).toMatchObject({
    ifMatch: 4,
    base: { description: "theirs" },
  });
});
