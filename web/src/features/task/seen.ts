import type { Relation } from "../../api/types.ts";

/** How relations are seen from one of their two tasks. */
export const KINDS = ["blocked_by", "blocks", "relates_to", "duplicates", "duplicated_by"] as const;
export type SeenAs = (typeof KINDS)[number];

export function seenFrom(relation: Relation, task: string): SeenAs {
  if (relation.kind === "relates_to" || relation.task_id === task) {
    return relation.kind;
  }
  return relation.kind === "blocks" ? "blocked_by" : "duplicated_by";
}
