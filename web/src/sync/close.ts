/** What the server's close codes ask of a client; docs/SYNC.md lists them. */
export type Again = "yes" | "after_sign_in" | "no";

export function againAfter(code: number): Again {
  // The session has expired, or was ended elsewhere.
  if (code === 4401 || code === 4510) {
    return "after_sign_in";
  }
  // A ticket that was not good: the next try gets another one.
  return code > 4500 && code < 4600 ? "no" : "yes";
}
