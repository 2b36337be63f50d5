import { Store } from "./store.ts";

export interface Connected {
  readonly state: "live" | "saving" | "reconnecting" | "offline";
  /** Changes that the server has not confirmed. */
  readonly pending: number;
  /** Since when it is not live, in milliseconds. */
  readonly since?: number | undefined;
  /** What waited for the server has all been saved just now. */
  readonly caughtUp?: boolean;
  /** The server takes no changes at the moment. */
  readonly stopped?: boolean;
}

/** How things stand with the server. The live layer writes it. */
export const connection = new Store<Connected>({ state: "reconnecting", pending: 0 });
