import type { SignedIn } from "./types.ts";

/**
 * What the page itself asked for, while its scripts were on their way: the session, and what it shows first. Each answer
 * serves once; whoever finds none asks by themselves.
 */
interface Early {
  session?: Promise<SignedIn | undefined> | undefined;
  readonly data: Record<string, Promise<unknown> | undefined>;
}

declare global {
  // `index.html` sets it.
  var tfEarly: Early | undefined;
}

export function earlySession(): Promise<SignedIn | undefined> | undefined {
  const found = globalThis.tfEarly?.session;
  if (globalThis.tfEarly) {
    globalThis.tfEarly.session = undefined;
  }
  return found;
}

/** The answer to a `GET` of a path below `/api/v1`. */
export function earlyData(path: string): Promise<unknown> | undefined {
  const data = globalThis.tfEarly?.data;
  const found = data?.[path];
  if (data) {
    delete data[path];
  }
  return found;
}
