import { type ComponentType, createElement, type FunctionComponent, lazy } from "react";
import { isAway, whenBack } from "./connection.ts";

// biome-ignore lint/suspicious/noExplicitAny: as in the types of `lazy`; each use keeps its own.
export type Part = ComponentType<any>;
export type Load<T> = () => Promise<{ default: T }>;
type Words = () => Promise<unknown>;

/** A part of the app could not be fetched. */
export class NotFetched extends Error {
  /** There was no server to get it from: no fault of the app. */
  readonly away: boolean;
  /** Lets the next who draws it ask for it again. */
  readonly forget: () => void;

  constructor(cause: unknown, away: boolean, forget: () => void) {
    super(String(cause), { cause });
    this.away = away;
    this.forget = forget;
  }
}

/**
 * A part of the app that is fetched with its first use, and `words`, such as `allMessages`, with it. Unlike `lazy` alone it can fail and
 * be asked for again: `Boundary` tells whoever pressed for it, and forgets the failure.
 */
export function chunk<T extends Part>(load: Load<T>, words?: Words): T {
  const begin = () =>
    lazy(() => {
      // It may be back by the time that this fails.
      const away = isAway();
      return both(load, words).catch(cause => {
        throw new NotFetched(cause, away || isAway(), forget);
      });
    });
  let part = begin();
  const forget = () => {
    part = begin();
  };
  const draw: FunctionComponent = props => createElement(part as unknown as FunctionComponent, props);
  return draw as unknown as T;
}

/** The same for parts of a page that nobody pressed for: what stands in for one stays until it can be fetched. */
export function patientChunk<T extends Part>(load: Load<T>, words?: Words): T {
  return lazy(() => patiently(() => both(load, words))) as unknown as T;
}

const both = <T>(load: Load<T>, words?: Words) => Promise.all([load(), words?.()]).then(([module]) => module);

/** Loads something however often that fails: again once the server is back, and every ten seconds. */
export function patiently<T>(load: () => Promise<T>): Promise<T> {
  return load().catch(async () => {
    await Promise.race([whenBack(), new Promise(done => setTimeout(done, 10_000))]);
    return patiently(load);
  });
}
