import { newId } from "../../../sync/ids.ts";

/**
 * This page, among the tabs of one browser: they keep what is not sent on one disk, each its own. It holds a lock of
 * its name for as long as it lives, so that others know what was left by one that is gone.
 */
const PAGE = newId();
let held = false;

const lockOf = (page: string) => `taskflow-page-${page}`;

/** What is kept of a task's description that is not sent yet, by this page. */
export function draftOf(taskId: string): string {
  if (!held) {
    held = true;
    void locks()?.request(lockOf(PAGE), () => new Promise(() => {}));
  }
  return `text ${taskId} ${PAGE}`;
}

/** The task that a draft is about, and the page that wrote it. */
export function readDraft(key: string): { taskId: string; page: string } {
  const [, taskId = "", page = ""] = key.split(" ");
  return { taskId, page };
}

export function isOwn(page: string): boolean {
  return page === PAGE;
}

/** Does something once a page is gone, in one of those that are left; without locks nobody knows, so at once. */
export async function onceGone(page: string, work: () => Promise<void>): Promise<void> {
  const all = locks();
  await (all ? all.request(lockOf(page), work) : work());
}

/** Absent where the page is not secure. */
function locks(): LockManager | undefined {
  return globalThis.navigator?.locks;
}
