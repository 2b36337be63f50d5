import type { Comment } from "../../api/types.ts";
import type { Entry } from "./told.ts";

/** What was said about a task and what was done to it, as one stream. Pure. */

export const SHOWN = ["all", "comments", "activity"] as const;
export type Shown = (typeof SHOWN)[number];

export type Moment =
  | { readonly at: number; readonly said: Comment; readonly answers: readonly Comment[] }
  | { readonly at: number; readonly did: Entry };

/** From the past to now. A thread stands where it began; a comment that stands there itself is not told as well. */
export function stream(comments: readonly Comment[], entries: readonly Entry[], shown: Shown): Moment[] {
  const said = shown === "activity" ? [] : comments.filter(one => !one.parent_id);
  const did =
    shown === "comments" ? [] : entries.filter(one => shown === "activity" || one.entity !== "comment");
  const moments: Moment[] = [
    ...said.map(one => ({
      at: Date.parse(one.created_at),
      said: one,
      answers: comments.filter(other => other.parent_id === one.id),
    })),
    // They come the newest first.
    ...did.toReversed().map(one => ({ at: Date.parse(one.at), did: one })),
  ];
  return moments.sort((one, other) => one.at - other.at);
}
