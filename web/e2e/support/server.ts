import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const BINARY =
  process.env.TASKFLOW_BIN ?? fileURLToPath(new URL("../../../target/debug/taskflow", import.meta.url));

/** The real server with the app in it, on SQLite in a folder of its own and a free port. */
export class Server {
  readonly #folder = mkdtempSync(join(tmpdir(), "taskflow-e2e-"));
  readonly #settings: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  origin = "";

  constructor(settings: Readonly<Record<string, string>> = {}) {
    this.#settings = settings;
  }

  /** Starts it; again, on the port it had. */
  async start(): Promise<void> {
    const env = {
      PATH: process.env.PATH,
      TASKFLOW_LISTEN: this.origin === "" ? "127.0.0.1:0" : new URL(this.origin).host,
      TASKFLOW_DATA_DIR: this.#folder,
      TASKFLOW_WEB_DIR: fileURLToPath(new URL("../../dist/app", import.meta.url)),
      TASKFLOW_LOG_FORMAT: "json",
      TASKFLOW_AUTH_ARGON2_MEMORY_KIB: "64",
      TASKFLOW_LIMITS_PER_USER_PER_MINUTE: "1000000",
      TASKFLOW_LIMITS_PER_ADDRESS_PER_MINUTE: "1000000",
      TASKFLOW_LIMITS_SIGN_IN_PER_ADDRESS_PER_MINUTE: "10000",
      ...this.#settings,
    };
    const child = spawn(BINARY, ["serve"], { env, cwd: this.#folder, stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const { message, address } = JSON.parse(line) as { message?: string; address?: string };
      if (message === "TaskFlow is ready" && address) {
        // Certificates are for the name, not for the number.
        this.origin = address.replace("https://127.0.0.1", "https://localhost");
        child.stdout.resume();
        return;
      }
    }
    throw new Error("the server did not start");
  }

  /** Ends it without a word, as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }

  /** The mail that was written to somebody; there is no mail server, so it lies in a folder. */
  mail(to: string): string {
    const folder = join(this.#folder, "outbox");
    const files = existsSync(folder) ? readdirSync(folder).sort() : [];
    const mails = files
      .map(name => readFileSync(join(folder, name), "utf8"))
      .filter(text => text.includes(to));
    return mails.at(-1)?.replaceAll("=\r\n", "").replaceAll("=\n", "").replaceAll("=3D", "=") ?? "";
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
