import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: "node",
    include: ["**/*.spec.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As long as Playwright waits. What must be quick is measured where it is promised.
    expect: { poll: { timeout: 10_000 } },
    // A browser, a server and this beside them: one file at a time.
    fileParallelism: false,
    pool: "forks",
  },
});
