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

/** Whether nothing can be fetched at the moment. */
export const isAway = (): boolean => !navigator.onLine || connection.get().state === "offline";

/** Resolves when the server is there the next time after things have changed. */
export async function whenBack(): Promise<void> {
  do {
    await new Promise<void>(done => {
      const stop = connection.listen(() => {
        stop();
        done();
      });
    });
  } while (isAway() || connection.get().state === "reconnecting");
}
