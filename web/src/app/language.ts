import type { User } from "../api/types.ts";
import { attempt } from "./attempt.ts";
import { setPref } from "./prefs.ts";
import { api, session } from "./server.ts";

/** Another language from now on: here, and in the mails that one gets. */
export function chooseLanguage(tag: string): void {
  setPref("locale", tag);
  void attempt(async () => session.updated(await api.patch<User>("/users/me", { locale: tag })));
}
