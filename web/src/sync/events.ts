import type { BesideFrame, ErrorFrame, Stream } from "./frames.ts";
import type { Applied } from "./outcome.ts";

export type State = "connecting" | "open" | "waiting" | "signed_out" | "refused" | "closed";

export type Event =
  | ({ readonly kind: "applied"; readonly stream: Stream } & Applied)
  | { readonly kind: "snapshot" | "live" | "reset" | "gone"; readonly stream: Stream }
  | { readonly kind: "presence"; readonly stream: Stream; readonly frame: BesideFrame }
  | { readonly kind: "error"; readonly stream: Stream | undefined; readonly frame: ErrorFrame }
  | { readonly kind: "state"; readonly state: State };
