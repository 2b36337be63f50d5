import { expect, test } from "vitest";
import { card, world } from "./support/two-browsers.ts";

const at = world();

test("fifty times between board and list, the heap does not grow", async () => {
  await at.tasks("To do", ...Array.from({ length: 200 }, (_, count) => `t${count}`));
  const ana = await at.open(at.ana);
  await card(ana, "t0").waitFor();
  const session = await ana.context().newCDPSession(ana);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const views = ana.getByRole("navigation", { name: "Views" });
  const there = async () => {
    await views.getByRole("link", { name: "List" }).click();
    await ana.getByRole("button", { name: "Display" }).waitFor();
    await views.getByRole("link", { name: "Board" }).click();
    await ana.getByRole("region", { name: "To do" }).waitFor();
  };
  for (let round = 0; round < 5; round += 1) {
    await there();
  }
  const before = await heap();
  for (let round = 0; round < 25; round += 1) {
    await there();
  }
  const grown = (await heap()) - before;
  expect(grown).toBeLessThan(2_000_000);
}, 240_000);
