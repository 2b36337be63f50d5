import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Fetch } from "../../src/sync/fetches.ts";
import { readFrame, type SnapshotRow, type Thing } from "../../src/sync/frames.ts";
import { merge } from "../../src/sync/merge.ts";
import { type Part, PartReader } from "../../src/sync/part.ts";
import { Replica } from "../../src/sync/replica.ts";
import { nameOf } from "../../src/sync/rows.ts";
import type { Line } from "../../src/sync/staging.ts";

interface Step {
  snapshot?: Line[];
  fails?: boolean;
  frame?: object;
  outcome?: string;
  delay_ms?: [number, number];
  changed?: string[];
  causes?: string[];
  fetch?: string;
  projects?: string[];
  tasks?: string[];
  entities?: string[];
  no_fetch?: true;
  request?: string;
  fetched?: string;
  answered?: string;
  position?: number;
  token?: string;
  scope?: string | null;
  rows?: SnapshotRow[];
  failed?: string;
  complete?: boolean;
  state?: { token: string | null; scope: string | null; rows: Record<string, number> };
}

/** Takes a copy through the steps of a case that the client in Rust runs too. */
export function playCase(file: URL): void {
  const { stream, steps } = JSON.parse(readFileSync(file, "utf8")) as { stream: string; steps: Step[] };
  const replica = new Replica(stream);
  const fetches = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    play(replica, fetches, step, `${file.pathname} step ${index}`);
  }
}

function play(replica: Replica, fetches: Map<string, number>, step: Step, at: string): void {
  const under = (name: string) => fetches.get(name) ?? expect.fail(`${at}: ${name} was not begun`);
  if (step.snapshot) {
    const take = () => step.snapshot?.forEach(line => void replica.snapshotLine(line));
    step.fails ? expect(take, at).toThrow() : take();
  } else if (step.frame) {
    const outcome = replica.apply(readFrame(JSON.stringify(step.frame)));
    expect(outcome.kind, at).toBe(step.outcome);
    if (outcome.kind === "reset" && step.delay_ms) {
      expect([outcome.frame.min_delay_ms, outcome.frame.max_delay_ms], at).toEqual(step.delay_ms);
    }
    if (outcome.kind === "applied") {
      expect(outcome.causes, at).toEqual(step.causes);
      sameThings(outcome.changed, step.changed, at);
    }
  } else if (step.fetch) {
    const fetch: Fetch = replica.nextFetch() ?? expect.fail(`${at}: nothing to fetch`);
    const { id, ...asked } = fetch;
    expect(asked, at).toEqual({ projects: step.projects, tasks: step.tasks, entities: step.entities });
    fetches.set(step.fetch, id);
  } else if (step.no_fetch) {
    expect(replica.nextFetch(), at).toBeUndefined();
  } else if (step.request) {
    fetches.set(step.request, replica.beginRequest());
  } else if (step.fetched) {
    sameThings(replica.fetched(under(step.fetched), partOf(step), merge).changed, step.changed, at);
  } else if (step.answered) {
    sameThings(
      replica.answered(under(step.answered), step.rows ?? [], step.position).changed,
      step.changed,
      at,
    );
  } else if (step.failed) {
    replica.fetchFailed(under(step.failed));
  } else if (step.complete !== undefined) {
    expect(replica.isComplete, at).toBe(step.complete);
  } else {
    const rows = Object.fromEntries([...replica.rows()].map(([thing, row]) => [nameOf(thing), row.version]));
    expect({ token: replica.token ?? null, scope: replica.scope ?? null, rows }, at).toEqual(step.state);
  }
}

/** The rows of a step, as the lines of a fetch. */
function partOf({ rows = [], token = "", scope = null }: Step): Part {
  const reader = new PartReader();
  reader.line({ type: "snapshot", token, scope });
  for (const row of rows) {
    reader.line(row);
  }
  expect(reader.part).toBeUndefined();
  reader.line({ type: "end", rows: rows.length });
  return reader.part ?? expect.fail("it is whole");
}

function sameThings(changed: readonly Thing[], expected: string[] | undefined, at: string): void {
  expect(changed.map(nameOf).sort(), at).toEqual(expected?.toSorted());
}
