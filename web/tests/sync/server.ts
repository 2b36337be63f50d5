import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BINARY =
  process.env.TASKFLOW_BIN ?? fileURLToPath(new URL("../../../target/debug/taskflow", import.meta.url));

/** The real server, on SQLite in a folder of its own and a free port. */
export class Server {
  readonly #folder = mkdtempSync(join(tmpdir(), "taskflow-web-"));
  #child: ChildProcess | undefined;
  origin = "";

  /** Starts it; again, on the port it had. */
  async start(): Promise<void> {
    const env = {
      PATH: process.env.PATH,
      TASKFLOW_LISTEN: new URL(this.origin || "http://127.0.0.1:0").host || "127.0.0.1:0",
      TASKFLOW_DATA_DIR: this.#folder,
      TASKFLOW_LOG_FORMAT: "json",
      TASKFLOW_AUTH_ARGON2_MEMORY_KIB: "64",
    };
    const child = spawn(BINARY, ["serve"], { env, cwd: this.#folder, stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const { message, address } = JSON.parse(line) as { message?: string; address?: string };
      if (message === "TaskFlow is ready" && address) {
        this.origin = address;
        child.stdout.resume();
        return;
      }
    }
    throw new Error("the server did not start");
  }

  /** Ends it without a word, as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Registers somebody; the answer asks as them. */
  async person(name: string): Promise<Person> {
    const body = {
      name,
      email: `${name}@example.org`,
      password: "correct horse battery staple",
      refresh: "body",
    };
    const answer = await post(`${this.origin}/api/v1/auth/register`, body, {});
    return new Person(this, String(answer.access_token));
  }
}

/** Somebody who is signed in. */
export class Person {
  constructor(
    readonly server: Server,
    readonly bearer: string,
  ) {}

  post(path: string, body: object, key?: string): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${this.bearer}`, ...(key && { "idempotency-key": key }) };
    return post(`${this.server.origin}/api/v1${path}`, body, headers);
  }
}

async function post(
  url: string,
  body: object,
  headers: Record<string, string>,
): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${url} was answered ${answer.status}: ${await answer.text()}`);
  }
  return (await answer.json()) as Record<string, unknown>;
}
