import type { ResetFrame, Thing } from "./frames.ts";

/** What a frame changed. All of it becomes visible together. */
export interface Applied {
  /** Rows that are others now, or gone, each once. */
  readonly changed: readonly Thing[];
  /** The requests whose effects these are, each once, also where the copy had them already. */
  readonly causes: readonly string[];
  /** By name, whose doing it is as each thing stands now: the request's, or somebody's without one. */
  readonly by: ReadonlyMap<string, string | undefined>;
}

/** What became of a frame, and what its reader has to do now. */
export type Outcome =
  | ({ readonly kind: "applied" } & Applied)
  /** `gap`: subscribe again. `read_log`: over HTTP, then subscribe. `gone`: the copy was dropped for good. */
  | { readonly kind: "dropped" | "gap" | "live" | "read_log" | "gone" | "ignored" }
  /** The copy was dropped: wait, and start from a snapshot. */
  | { readonly kind: "reset"; readonly frame: ResetFrame };
export const ENDS_LOG: ReadonlySet<Outcome["kind"]> = new Set(["live", "reset", "gone"]);

/** Nobody in particular: what was fetched, or is seen otherwise now. */
export const NOBODY: Pick<Applied, "causes" | "by"> = { causes: [], by: new Map() };
