import { fetchSoon } from "../api/fetch.ts";
import type { Stream } from "./frames.ts";

/** A request that was refused. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server answered ${status}`);
    this.status = status;
  }
}

export interface Access {
  /** Such as `https://tasks.example.org`. */
  readonly origin: string;
  /** The access or API token as it is now. */
  bearer(): string | Promise<string>;
  /** The server says that nobody is signed in here any more. */
  ended?(): void;
}

/** A ticket for one socket. */
export async function getTicket(access: Access, signal: AbortSignal): Promise<string> {
  const answer = await ask(access, "POST", "ticket", signal, fetchSoon);
  const { ticket } = (await answer.json()) as { ticket: string };
  return ticket;
}

/** Hands each line of an NDJSON answer below `/sync/{stream}/` to `take`. */
export async function readLines(
  access: Access,
  stream: Stream,
  path: string,
  signal: AbortSignal,
  take: (line: unknown) => void,
): Promise<void> {
  const answer = await ask(access, "GET", `${stream}/${path}`, signal);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      take(JSON.parse(line));
    }
  }
  if (rest !== "") {
    throw new Error("the answer ends in half a line");
  }
}

async function ask(
  access: Access,
  method: string,
  path: string,
  signal: AbortSignal,
  send: typeof fetchSoon = fetch,
): Promise<Response> {
  const headers = { authorization: `Bearer ${await access.bearer()}` };
  const answer = await send(`${access.origin}/api/v1/sync/${path}`, { method, headers, signal });
  if (!answer.ok) {
    throw new Refused(answer.status);
  }
  return answer;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}
