import type { Api } from "../api/client.ts";
import { isPassing, isSignedOut, NoAnswer, Problem } from "../api/problems.ts";
import { type Command, pick } from "./command.ts";
import type { Data } from "./frames.ts";
import type { Verdict } from "./outbox.ts";
import { merged } from "./overlay.ts";
import { same } from "./same.ts";

/** Who is told what became of commands. */
export interface World {
  /** The confirmed row, without one's own changes. */
  base(command: Command): Data | undefined;
  /** A request begins. */
  begin(command: Command): Sending;
  /** It was refused for good. */
  refused(command: Command, problem: Problem): void;
  /** Somebody else wrote into these texts meanwhile. */
  conflict(command: Command, fields: readonly string[], current: Data): void;
}

/** Of which one is called, once. */
export interface Sending {
  /** It was carried out: what it answered, and where the log stood then. */
  done(row: Data | undefined, seq: number | undefined): void;
  failed(): void;
}

/** Sends one command and judges the answer. */
export function deliverer(api: Api, world: World): (command: Command) => Promise<Verdict> {
  return async command => {
    if (command.merge && command.body === undefined) {
      return { kind: "instead", command: composed(command, world.base(command)) };
    }
    const request = world.begin(command);
    try {
      const { data, position } = await api.send<Data | undefined>(command.method, command.path, {
        key: command.id,
        ...(command.body !== undefined && { body: command.body }),
        ...(command.ifMatch !== undefined && { ifMatch: command.ifMatch }),
      });
      request.done(command.answers === undefined ? undefined : data, position?.seq);
      return { kind: "done" };
    } catch (error) {
      if (error instanceof Problem && error.status === 404 && command.method === "DELETE") {
        // It is gone already, which is what was wanted.
        request.done(undefined, undefined);
        return { kind: "done" };
      }
      request.failed();
      if (isPassing(error) || !(error instanceof Problem)) {
        return again(error);
      }
      if (isSignedOut(error)) {
        return { kind: "signed_out" };
      }
      if (error.status === 412 && error.current) {
        return rebase(command, error.current, world);
      }
      world.refused(command, error);
      return { kind: "refused", problem: error };
    }
  };
}

/** What a server says that stores nothing at the moment: its disk is full, or its database away. */
const STOPPED = new Set(["storage_unavailable", "database_unavailable"]);

function again(error: unknown): Verdict {
  const afterMs = error instanceof Problem ? error.retryAfterMs : undefined;
  // What is neither a refusal nor the network is a fault of this program: do not hammer.
  const slow = error instanceof Problem || error instanceof NoAnswer ? undefined : 5_000;
  const wait = afterMs ?? slow;
  return {
    kind: "again",
    ...(wait !== undefined && { afterMs: wait }),
    ...(error instanceof Problem && STOPPED.has(error.code) && { stopped: true }),
  };
}

/** The request with its lists as they are now and should be. */
function composed(command: Command, row: Data | undefined): Command {
  const body = { ...command.fields, ...merged(row ?? command.base, command.merge) };
  const version = row?.version;
  return { ...command, body, ...(typeof version === "number" && { ifMatch: version }) };
}

/**
 * The thing changed since editing began. Where others changed other fields, or fields of which the later change wins, the
 * command goes out again against today's version; texts that two people wrote are put to the person.
 */
function rebase(command: Command, current: Data, world: World): Verdict {
  if (command.merge) {
    return { kind: "instead", command: composed({ ...command, attempts: 0 }, current) };
  }
  const theirs = Object.keys(command.fields).filter(
    field => !same(current[field], command.base[field]) && !same(current[field], command.fields[field]),
  );
  const clash = theirs.filter(field => command.guard.includes(field));
  const { ifMatch: _, ...rest } = command;
  const version = Number(current.version);
  const next: Command = {
    ...rest,
    ifMatch: version,
    baseVersion: version,
    base: pick(current, Object.keys(command.base)),
  };
  if (clash.length === 0) {
    return { kind: "instead", command: next };
  }
  world.conflict(command, clash, current);
  const left = Object.keys(command.body ?? {}).filter(field => !clash.includes(field));
  if (left.length === 0) {
    return { kind: "refused" };
  }
  return {
    kind: "instead",
    command: { ...next, body: pick(command.body ?? {}, left), fields: pick(command.fields, left) },
  };
}
