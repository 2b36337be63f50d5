import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();
const folder = mkdtempSync(join(tmpdir(), "taskflow-transfer-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const BOARD = {
  id: "5f0000000000000000000001",
  name: "Garden",
  lists: [
    { id: "5f0000000000000000000011", name: "To do", pos: 1, closed: false },
    { id: "5f0000000000000000000012", name: "Done", pos: 2, closed: false },
  ],
  labels: [],
  members: [{ id: "5f0000000000000000000021", fullName: "Carla Gardener", username: "carla" }],
  checklists: [],
  actions: [],
  cards: [
    {
      id: "5f0000000000000000000031",
      idList: "5f0000000000000000000011",
      idMembers: ["5f0000000000000000000021"],
      name: "Plant tomatoes",
      desc: "",
      pos: 1,
      closed: false,
    },
    {
      id: "5f0000000000000000000032",
      idList: "5f0000000000000000000012",
      idMembers: [],
      name: "Dig",
      desc: "",
      pos: 1,
      closed: false,
    },
  ],
};

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("a board comes in: looked at first, its people named, then there, and once only", async () => {
  const ana = await w.open(w.ana, `/${w.workspace.slug}/settings/import`);
  await ana
    .getByLabel("Choose files or drop them here")
    .last()
    .setInputFiles(file("nothing.json", '{"hello": 1}'));
  await ana.getByRole("alert").waitFor();
  await ana
    .getByLabel("Choose files or drop them here")
    .last()
    .setInputFiles(file("garden.json", JSON.stringify(BOARD)));
  await ana.getByText("This would come into “Garden”").waitFor();
  await accessible(ana);
  await ana.getByRole("combobox", { name: "Who Carla Gardener is" }).selectOption({ label: "Bo Chen" });
  await expect.poll(() => ana.getByText("This would come into").count()).toBe(1);
  await ana.getByRole("button", { name: "Import now" }).click();
  await ana.getByText("Everything was looked at.").waitFor();
  await accessible(ana);
  await ana.getByRole("link", { name: "Open Garden" }).click();
  await ana.getByText("Plant tomatoes").waitFor();
  expect(
    await ana
      .getByRole("listitem", { name: /Plant tomatoes/ })
      .getByRole("img", { name: "Bo Chen" })
      .count(),
  ).toBe(1);

  // The same again makes nothing twice; who looks first may leave it.
  await ana.goto(`${w.server.origin}/${w.workspace.slug}/settings/import`);
  await ana.getByLabel("Choose files or drop them here").last().setInputFiles(join(folder, "garden.json"));
  const tasks = ana.getByRole("row", { name: /^Tasks/ });
  await expect.poll(() => tasks.getByRole("cell").allTextContents()).toEqual(["2", "0", "2", "0"]);
  await ana.getByRole("button", { name: "Discard" }).click();
  await ana.getByRole("list", { name: "Past imports" }).getByText("Stopped").waitFor();
});

test("a table: its columns are proposed, changed and read as they were said to be", async () => {
  const ana = await w.open(w.ana, `/${w.workspace.slug}/settings/import`);
  await ana.getByRole("radio", { name: "Any table (CSV)" }).check();
  const rows = "Was,Zustand,Bis\nRent,offen,03/04/2027\nBread,fertig,05/04/2027\n";
  await ana.getByLabel("Choose files or drop them here").last().setInputFiles(file("list.csv", rows));
  await ana.getByText("2 rows.").waitFor();
  await ana.getByRole("combobox", { name: "What “Was” is" }).selectOption("title");
  await ana.getByRole("combobox", { name: "What “Zustand” is" }).selectOption("status");
  await ana.getByRole("combobox", { name: "What “Bis” is" }).selectOption("due");
  await ana.getByRole("combobox", { name: "What “fertig” means" }).selectOption("done");
  await ana.getByRole("combobox", { name: "Dates are written" }).selectOption("%d/%m/%Y");
  await accessible(ana);
  await ana.getByRole("button", { name: "Import now" }).click();
  await ana.getByText("Everything was looked at.").waitFor();
  const found = await w.ana.get<{ items: { title: string; due: { date: string } }[] }>(
    `/workspaces/${w.workspace.id}/tasks?filter=${encodeURIComponent('title ~ "Bread"')}`,
  );
  expect(found.items[0]?.due.date).toBe("2027-04-05");
});

test("work goes out as a table and as an archive, and the files can be had", async () => {
  await w.tasks("To do", "Take me along");
  const ana = await w.open(w.ana, `/${w.workspace.slug}/settings/export`);
  for (const [button, ending] of [
    ["Export the tasks", ".csv"],
    ["Export everything", ".tar.gz"],
  ] as const) {
    await ana.getByRole("button", { name: button }).click();
    const row = ana.getByRole("listitem").filter({ hasText: ending }).first();
    await row.getByRole("button", { name: "Download" }).waitFor();
    const [download] = await Promise.all([
      ana.waitForEvent("download"),
      row.getByRole("button", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toContain(ending);
    if (ending === ".csv") {
      expect(readFileSync(await download.path(), "utf8")).toContain("Take me along");
    }
  }
  await accessible(ana);
  const bo = await w.open(w.bo, `/${w.workspace.slug}/settings/export`);
  await bo.getByText("Owners and admins of the workspace can take its work out.").waitFor();
});
