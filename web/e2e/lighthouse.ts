import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium, type Page } from "playwright-core";
import { test } from "vitest";
import { PASSWORD } from "./support/seed.ts";
import { Server } from "./support/server.ts";
import { studio } from "./support/studio.ts";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const LIGHTHOUSE = "lighthouse@12.8.2";
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PORT = 9_333;
const certificate = (name: string) =>
  fileURLToPath(new URL(`../../crates/taskflow/tests/it/gateway/tls/${name}.pem`, import.meta.url));

/** Networks as Lighthouse simulates them; its own default is the first. The processor is four times slower in all. */
const NETWORKS = {
  "slow 4G": { rttMs: 150, throughputKbps: 1_638.4 },
  "4G": { rttMs: 60, throughputKbps: 9_000 },
} as const;
const LOADS = [
  ["slow 4G", "cold"],
  ["4G", "cold"],
  ["4G", "warm"],
] as const;
const PAGES = ["signin", "board"] as const;
const FIGURES = {
  FCP: "first-contentful-paint",
  LCP: "largest-contentful-paint",
  TTI: "interactive",
  TBT: "total-blocking-time",
  CLS: "cumulative-layout-shift",
} as const;
type Figure = keyof typeof FIGURES;

test("the first board, cold and warm", async () => {
  const folder = mkdtempSync(join(tmpdir(), "taskflow-lighthouse-"));
  // Over TLS, so that the browser takes HTTP/2 as it does in earnest.
  const server = new Server({
    TASKFLOW_TLS_CERT: certificate("cert"),
    TASKFLOW_TLS_KEY: certificate("key"),
  });
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  await server.start();
  const made = await studio(server);
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: EXECUTABLE,
    ignoreHTTPSErrors: true,
    args: ["--no-sandbox", "--ignore-certificate-errors", `--remote-debugging-port=${PORT}`],
  });
  try {
    const page = await context.newPage();
    const board = `/${made.workspace.slug}/p/${made.project.key}/board`;
    for (const name of PAGES) {
      // The door is looked at by who is not signed in: anybody else would be sent on.
      if (name === "board") {
        await signIn(page, server.origin, made.ana.email);
      }
      for (const [network, cache] of LOADS) {
        const found: Record<Figure, number>[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          if (cache === "cold") {
            // Lighthouse empties the caches; what the app keeps of the workspace it leaves, so that goes here.
            await page.goto(`${server.origin}/health`);
            await page.evaluate(async () => {
              for (const { name = "" } of await indexedDB.databases()) {
                indexedDB.deleteDatabase(name);
              }
            });
          }
          const path = name === "board" ? board : "/signin";
          const report = join(folder, "report.json");
          found.push(await measure(server.origin + path, network, cache === "warm", report));
        }
        const middle = (figure: Figure) =>
          found.map(one => one[figure]).sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
        const cells = (Object.keys(FIGURES) as Figure[]).map(figure =>
          figure === "CLS" ? middle(figure).toFixed(3) : `${(middle(figure) / 1_000).toFixed(2)} s`,
        );
        process.stdout.write(`| ${name} | ${network} | ${cache} | ${cells.join(" | ")} |\n`);
      }
    }
    process.stdout.write(`load of the machine at the end: ${loadavg()[0]?.toFixed(1)}\n`);
  } finally {
    await context.close();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function signIn(page: Page, origin: string, email: string): Promise<void> {
  await page.goto(`${origin}/signin`);
  await page.locator('input[type="email"]').fill(email);
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await page.waitForURL(url => url.pathname !== "/signin");
}

/** One load of a page. Meanwhile this process goes on: the browser and the server's log wait for it. */
async function measure(
  url: string,
  network: keyof typeof NETWORKS,
  warm: boolean,
  report: string,
): Promise<Record<Figure, number>> {
  const { rttMs, throughputKbps } = NETWORKS[network];
  const args = [
    "--yes",
    LIGHTHOUSE,
    url,
    `--port=${PORT}`,
    "--output=json",
    `--output-path=${report}`,
    "--only-categories=performance",
    "--throttling-method=simulate",
    `--throttling.rttMs=${rttMs}`,
    `--throttling.throughputKbps=${throughputKbps}`,
    "--throttling.cpuSlowdownMultiplier=4",
    "--quiet",
    ...(warm ? ["--disable-storage-reset"] : []),
  ];
  await promisify(execFile)("npx", args, { timeout: 180_000 });
  const { audits } = JSON.parse(readFileSync(report, "utf8")) as {
    audits: Record<string, { numericValue: number }>;
  };
  return Object.fromEntries(
    Object.entries(FIGURES).map(([figure, id]) => [figure, audits[id]?.numericValue ?? Number.NaN]),
  ) as Record<Figure, number>;
}
