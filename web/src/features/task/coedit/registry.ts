import { getLive } from "../../../sync/hooks.ts";
import type { Live } from "../../../sync/live.ts";
import { isOwn, onceGone, readDraft } from "./drafts.ts";
import { SharedText } from "./shared-text.ts";

interface Held {
  readonly session: SharedText;
  users: number;
}

/** The texts that are open in this page, by task; also those that nobody looks at any more and that are still to be sent. */
const held = new Map<string, Held>();

/** The session of a task's description; each call wants a `release`. */
export function acquire(live: Live, taskId: string, description: string): SharedText {
  const known = held.get(taskId);
  if (known?.session.live === live) {
    known.users += 1;
    return known.session;
  }
  known?.session.close();
  const session = new SharedText(live, taskId, description);
  held.set(taskId, { session, users: 1 });
  session.on(() => letGo(session));
  return session;
}

export function release(session: SharedText): void {
  const known = held.get(session.taskId);
  if (known?.session === session) {
    known.users -= 1;
    letGo(session);
  }
}

/** Nobody looks at it, and the server has everything, or will take no more of it. */
function letGo(session: SharedText): void {
  const known = held.get(session.taskId);
  const over = !session.pending || session.state === "refused" || getLive() !== session.live;
  if (known?.session === session && known.users === 0 && over) {
    held.delete(session.taskId);
    session.close();
  }
}

/** Sends what earlier pages left, and once they are closed what other tabs leave. */
export function resume(live: Live): void {
  for (const key of live.drafts.keys("text ")) {
    const { taskId, page } = readDraft(key);
    if (isOwn(page)) {
      release(acquire(live, taskId, ""));
    } else {
      void onceGone(page, () => inherit(live, key, taskId));
    }
  }
}

/** Makes one's own what a page left that is gone. */
async function inherit(live: Live, key: string, taskId: string): Promise<void> {
  // It may have been sent, or been taken by another tab, since this page began.
  const draft = getLive() === live ? await live.drafts.again(key) : undefined;
  if (draft === undefined) {
    return;
  }
  const session = acquire(live, taskId, "");
  session.takeUp(draft);
  await live.drafts.save();
  live.drafts.set(key, undefined);
  await live.drafts.save();
  release(session);
}
