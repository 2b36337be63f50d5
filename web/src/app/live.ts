import { Redo2, Undo2 } from "lucide-react";
import { useEffect } from "react";
import { getLive, useLive } from "../sync/hooks.ts";
import { patiently } from "./chunk.ts";
import { useCommands } from "./commands.ts";
import { allMessages } from "./i18n.ts";
import { session, wasSignedIn } from "./server.ts";

let asked = false;
/** Set while the last step of this tab was an undo. */
const UNDID = "tf.undid";

/** Gets the live layer as soon as somebody is signed in: visitors do not need it. */
export function followLive(): void {
  const start = () => {
    if (!asked && (session.state === "signed_in" || wasSignedIn())) {
      asked = true;
      void patiently(() => import("./start-live.ts")).then(({ startLive }) => startLive());
    }
  };
  start();
  session.subscribe(start);
}

/** Follows a workspace while a page of it is shown; `me`: of one's own things alone. */
export function useLiveWorkspace(id: string | undefined): void {
  const live = useLive();
  useEffect(() => {
    if (live && id !== undefined) {
      void live.open(id);
    }
  }, [live, id]);
}

/** Undo and redo, wherever one is. */
export function useLiveCommands(): void {
  useEffect(() => {
    const remember = () => {
      const undo = getLive()?.undo;
      if (undo?.canRedo) {
        sessionStorage.setItem(UNDID, "yes");
      } else if (undo?.canUndo) {
        sessionStorage.removeItem(UNDID);
      }
    };
    addEventListener("pagehide", remember);
    return () => removeEventListener("pagehide", remember);
  }, []);
  useCommands(
    () => [
      {
        id: "app.undo",
        title: "live.undo",
        group: "view",
        keys: ["mod+z"],
        icon: Undo2,
        when: () => !typing() && (getLive()?.undo.canUndo === true || isFresh()),
        run: () => (isFresh() ? undoEarlier() : void getLive()?.undoLast()),
      },
      {
        id: "app.redo",
        title: "live.redo",
        group: "view",
        keys: ["mod+shift+z"],
        icon: Redo2,
        when: () => !typing() && getLive()?.undo.canRedo === true,
        run: () => void getLive()?.redoLast(),
      },
    ],
    [],
  );
}

/**
 * Whether this page has changed nothing yet: one's last change is one of an earlier page then, and the server knows it.
 * Not when that page's last step was an undo, which undoing would only take back.
 */
function isFresh(): boolean {
  const live = getLive();
  return (
    live?.workspace !== undefined &&
    !live.undo.canUndo &&
    !live.undo.canRedo &&
    live.status.now.state === "live" &&
    sessionStorage.getItem(UNDID) === null
  );
}

function undoEarlier(): void {
  void Promise.all([import("./server-undo.ts"), allMessages()]).then(([{ undoLast }]) => undoLast());
}

/** In a field, undo is the field's own. */
function typing(): boolean {
  return document.activeElement?.closest("input, textarea, [contenteditable=true]") != null;
}
