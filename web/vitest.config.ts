import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/**/*.test.ts"],
    // Browsers have WebSocket; Node 20 has it behind this.
    pool: "forks",
    execArgv: ["--experimental-websocket"],
  },
});
