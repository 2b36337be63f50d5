import { go, param } from "../../app/address.ts";

/** Where one wanted to go before signing in; only within this app. */
export function wantedPage(): string {
  const next = param("next") ?? "/";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}

export function goOn(): void {
  go(wantedPage(), { replace: true });
}

/** The token that a mailed link brought; links keep it behind the `#`, which no server sees. */
export function linkToken(): string {
  return new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
}
