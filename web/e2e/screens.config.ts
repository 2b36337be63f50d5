import { defineConfig } from "vitest/config";

/** `make screens`: pictures of every screen, to be looked at. No spec: nothing is asserted. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    environment: "node",
    include: ["screens.ts"],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    pool: "forks",
  },
});
