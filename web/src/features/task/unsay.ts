import type { Comment, Page } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { undoOnServer } from "../../app/server-undo.ts";
import { getLive } from "../../sync/hooks.ts";
import { toast } from "../../ui/toast.ts";
import { deleteComment } from "./changes.ts";
import type { Entry } from "./told.ts";

/** Deletes one's comment, and offers the way back: its words are in the log alone then. */
export function unsay(said: Comment): void {
  getLive()?.change([deleteComment(said.id)], "comment");
  toast({
    text: t("detail.comment_deleted"),
    kind: "undo",
    action: { label: t("live.undo"), run: () => void attempt(() => bringBack(said)) },
  });
}

async function bringBack({ id, task_id }: Comment): Promise<void> {
  const workspace = getLive()?.workspace;
  const { items } = await api.get<Page<Entry>>(`/tasks/${task_id}/activity?limit=50`);
  const entry = items.find(({ type, entity_id }) => type === "comment.deleted" && entity_id === id);
  if (entry && workspace !== undefined) {
    await undoOnServer(workspace, { events: [entry.id] });
  }
}
