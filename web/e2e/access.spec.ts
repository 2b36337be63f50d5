import { describe, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { card, world } from "./support/two-browsers.ts";

const at = world();

describe.each(["light", "dark"] as const)("%s", colorScheme => {
  test("board, list, my tasks and a task pass, with what they open", async () => {
    const ids = await at.tasks("To do", "one", "two");
    const tag = await at.ana.post(`/workspaces/${at.workspace.id}/tags`, { name: `bug ${colorScheme}` });
    await at.ana.patch(`/tasks/${ids[0]}`, {
      priority: "urgent",
      assignee_ids: [at.ana.id],
      tag_ids: [tag.id],
      due: { date: "2020-01-01" },
      description:
        "# Head\n\n- [ ] one\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code` <b>no tag</b> [bad](javascript:alert(1))",
    });
    await at.ana.post(`/tasks/${ids[0]}/comments`, { body: "Well **said**" });
    const ana = await at.open(at.ana, at.board, { colorScheme });
    await card(ana, "one").waitFor();
    await accessible(ana);
    await card(ana, "one").focus();
    await ana.keyboard.press("x");
    await ana.keyboard.press("p");
    await ana.getByRole("listbox").waitFor();
    await accessible(ana);
    await ana.keyboard.press("Escape");
    await ana.keyboard.press("m");
    await ana.getByRole("dialog").waitFor();
    await accessible(ana);
    await ana.keyboard.press("Escape");
    await card(ana, "one")
      .getByRole("button", { name: /^Actions for/ })
      .click();
    await ana.getByRole("menu").waitFor();
    await accessible(ana);
    await ana.keyboard.press("Escape");
    await ana.keyboard.press("Escape");
    await card(ana, "one").click();
    await ana.getByRole("article").getByText("said").waitFor();
    expect(await ana.locator("article b, article a[href^=javascript]").count()).toBe(0);
    await ana.waitForTimeout(300);
    await accessible(ana);
    await ana.goto(at.server.origin + at.board.replace("/board", "/list"));
    await card(ana, "one").waitFor();
    await accessible(ana);
    await ana.goto(`${at.server.origin}/${at.workspace.slug}/my`);
    await card(ana, "one").first().waitFor();
    await accessible(ana);
  });
});

test("a title cannot do anything: it is text wherever it stands", async () => {
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script> "quoted" & \u202Ereversed';
  await at.tasks("To do", hostile, "ا".repeat(60), "W".repeat(400));
  const ana = await at.open(at.ana);
  await card(ana, hostile).waitFor();
  expect(await ana.locator("main img, main script").count()).toBe(0);
  const fits = await ana
    .locator("[data-task]")
    .evaluateAll(cards => cards.every(one => one.scrollWidth <= one.clientWidth + 1));
  expect(fits).toBe(true);
});
