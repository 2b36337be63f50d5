import { useEffect, useState } from "react";
import type { components } from "../../api/schema";
import type { Task } from "../../api/types.ts";
import { locale } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import type { Recurrence } from "./recurrence.ts";

export type Preview = components["schemas"]["RecurrencePreview"];

const PAUSE_MS = 250;
/** So many dates are shown. */
export const DATES = 4;

type Asked = Pick<Recurrence, "rrule" | "mode" | "except"> | { readonly text: string };

/** The next dates of a rule, or of words, as the server counts them. */
export function usePreview(asked: Asked | undefined, task: Task, from: string) {
  const [answer, setAnswer] = useState<{ key: string; preview: Preview | undefined }>();
  const due = task.due ?? { date: from };
  const key = asked ? JSON.stringify({ ...asked, due }) : "";
  useEffect(() => {
    if (key === "") {
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        const body = { ...JSON.parse(key), count: DATES + 1, locale: locale() };
        api.post<Preview>("/recurrence/preview", body, { signal: stop.signal }).then(
          preview => setAnswer({ key, preview }),
          () => stop.signal.aborted || setAnswer({ key, preview: undefined }),
        );
      },
      key.startsWith('{"text"') ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);
  const current = answer?.key === key && key !== "" ? answer : undefined;
  return { preview: current?.preview, failed: current !== undefined && current.preview === undefined };
}
