import type { Problem } from "../api/problems.ts";
import type { Thing } from "./frames.ts";

/** What a person is to be told of. */
export type News =
  /** A change was put back, and why. */
  | {
      readonly kind: "refused";
      readonly id: string;
      readonly thing: Thing;
      readonly name: string;
      readonly problem: Problem;
    }
  /** Two people wrote the same text; both are kept, under this id. */
  | { readonly kind: "conflict"; readonly id: string; readonly thing: Thing }
  /** Somebody else's later change took the place of one's own. */
  | {
      readonly kind: "replaced";
      readonly thing: Thing;
      readonly field: string;
      readonly mine: unknown;
      readonly theirs: unknown;
    }
  /** A step was taken back, but for the things that somebody else has changed since. */
  | {
      readonly kind: "undone" | "redone";
      readonly label: string;
      readonly things: readonly Thing[];
      readonly moved: readonly Thing[];
    }
  /** The workspace, or one's place in it, is gone. */
  | { readonly kind: "gone"; readonly stream: string };
