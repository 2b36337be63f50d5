import { type Fault, NoAnswer, Problem } from "../api/problems.ts";
import { allMessages, hasMessage, locale, t } from "./i18n.ts";

/** Of these the server says more than we do, in English. */
const SAYS_MORE = new Set([
  "conflicting_changes",
  "invalid_filter",
  "invalid_rrule",
  "invalid_value",
  "out_of_range",
  "too_many",
  "unreachable_url",
  "unreadable_export",
  "unsupported_part",
]);

/** What a refusal says to a person: our own words for its code where we have them, else the server's. */
export function explain(error: unknown): string {
  if (error instanceof NoAnswer) {
    return t("app.no_answer");
  }
  if (!(error instanceof Problem)) {
    return t("app.broken");
  }
  if (error.status === 429) {
    const minutes = Math.max(1, Math.ceil((error.retryAfterMs ?? 60_000) / 60_000));
    return t("auth.too_many", { minutes });
  }
  const [fault] = error.errors;
  return own(error.code, error.detail) ?? (fault && told(fault)) ?? error.detail;
}

/** The same, once all messages are here: on the first pages they may not be yet. */
export async function explained(error: unknown): Promise<string> {
  // Without a network the server's words have to do.
  await allMessages().catch(() => undefined);
  return explain(error);
}

/** Our own words for a code, where we have them. */
function own(code: string, theirs: string): string | undefined {
  const id = [`fault.${code}`, `problem.${code}`].find(hasMessage);
  return id === undefined ? undefined : locale() === "en" && SAYS_MORE.has(code) ? theirs : t(id);
}

function told(fault: Fault): string {
  return own(fault.code, fault.message) ?? fault.message;
}

/** What is wrong with a field. */
export function faultOf(error: unknown, field: string): string | undefined {
  const fault = error instanceof Problem ? error.fault(field) : undefined;
  return fault && told(fault);
}

/** Whether a refusal is told beside its fields already. */
export function hasFaults(error: unknown, fields: readonly string[]): boolean {
  return error instanceof Problem && fields.some(field => error.fault(field));
}
