import { defineConfig } from "vitest/config";

/** `scripts/web.sh lighthouse`: how fast the first board is there. No spec: it takes minutes, and a calm machine. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: "node",
    include: ["lighthouse.ts"],
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    pool: "forks",
  },
});
