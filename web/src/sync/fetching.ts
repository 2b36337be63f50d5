import type { Fetch } from "./fetches.ts";
import type { Stream } from "./frames.ts";
import { type Access, readLines } from "./http.ts";
import { type Part, PartReader } from "./part.ts";
import type { Line } from "./staging.ts";

export { merge } from "./merge.ts";

/** Asks for a part of a snapshot; nothing when it was cut off. What it takes is loaded with the first one. */
export async function fetchPart(
  access: Access,
  stream: Stream,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Part | undefined> {
  const reader = new PartReader();
  await readLines(access, stream, `snapshot?${queryOf(fetch)}`, signal, line => reader.line(line as Line));
  return reader.part;
}

/** What follows `snapshot?`. */
function queryOf(fetch: Fetch): string {
  const pairs = [
    ...fetch.projects.map(id => ["project", id]),
    ...fetch.tasks.map(id => ["task", id]),
    ...fetch.entities.map(kind => ["entity", kind]),
  ];
  return new URLSearchParams(pairs).toString();
}
