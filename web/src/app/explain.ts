import { NoAnswer, Problem } from "../api/problems.ts";
import { hasMessage, t } from "./i18n.ts";

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
  const id = `problem.${error.code}`;
  return hasMessage(id) ? t(id) : error.detail;
}

/** What is wrong with a field. */
export function faultOf(error: unknown, field: string): string | undefined {
  const fault = error instanceof Problem ? error.fault(field) : undefined;
  if (!fault) {
    return undefined;
  }
  const id = `fault.${fault.code}`;
  return hasMessage(id) ? t(id) : fault.message;
}

/** Whether a refusal is told beside its fields already. */
export function hasFaults(error: unknown, fields: readonly string[]): boolean {
  return error instanceof Problem && fields.some(field => error.fault(field));
}
