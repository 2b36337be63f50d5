import { getLive } from "../sync/hooks.ts";
import { toast } from "../ui/toast.ts";
import { attempt } from "./attempt.ts";
import { t } from "./i18n.ts";
import { api } from "./server.ts";

/** Taking back what the log holds: also of earlier pages, other devices, other people. */

export interface Undone {
  readonly undone: readonly { readonly id: string; readonly seq: number; readonly type: string }[];
  /** Entries whose effect was gone already. */
  readonly unchanged: readonly string[];
}

export type Undoing = { readonly events: readonly string[] } | { readonly last: "change" | "undo" };

/** Throws what the server refuses; nothing is half undone. */
export async function undoOnServer(workspace: string, what: Undoing): Promise<Undone> {
  const done = await api.post<Undone>(`/workspaces/${workspace}/undo`, what);
  const again = "last" in what && what.last === "undo";
  const text = t(done.undone.length === 0 ? "history.nothing_left" : again ? "live.redone" : "live.undone");
  toast({
    text,
    kind: "undo",
    ...(done.undone.length > 0 &&
      !again && {
        action: {
          label: t("live.redo"),
          run: () => void attempt(() => undoOnServer(workspace, { last: "undo" })),
        },
      }),
  });
  return done;
}

/** One's last change, whatever page made it. */
export function undoLast(): void {
  const workspace = getLive()?.workspace;
  if (workspace) {
    void attempt(() => undoOnServer(workspace, { last: "change" }));
  }
}
