import { vi } from "vitest";

/** A socket whose server is the test. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  readonly said: Record<string, unknown>[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    return FakeSocket.all.at(-1) ?? failed("no socket was opened");
  }

  send(text: string): void {
    this.said.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  /** The server accepts and says welcome. */
  welcome(): void {
    this.readyState = 1;
    this.onopen?.();
    this.hear({ type: "welcome", connection_id: "c", ping_s: 20, max_frame: 16384 });
  }

  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

/** What the server answers over HTTP: lines by the beginning of the path below `/sync/`; the longest one counts. */
export type Answers = Record<string, () => object[] | number>;

/** Puts a fake network in place; answers the paths that were asked for. */
export function network(answers: Answers): string[] {
  const asked: string[] = [];
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", async (address: string) => {
    const path = address.split("/api/v1/sync/")[1] ?? "";
    asked.push(path);
    const known = Object.keys(answers).filter(start => path.startsWith(start));
    const start =
      known.sort((one, other) => other.length - one.length)[0] ?? failed(`nobody answers ${path}`);
    const answer = answers[start]?.() ?? 500;
    if (typeof answer === "number") {
      return new Response("", { status: answer });
    }
    return new Response(answer.map(line => `${JSON.stringify(line)}\n`).join(""));
  });
  return asked;
}

function failed(what: string): never {
  throw new Error(what);
}
