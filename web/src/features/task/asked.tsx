import { lazy, Suspense, useEffect } from "react";
import { Boundary } from "../../app/boundary.tsx";
import { allMessages } from "../../app/i18n.ts";
import { useStore } from "../../app/store.ts";
import { movingTo } from "../board/moving-to.ts";
import { asking } from "./ask.ts";

// Pickers say what first pages do not.
const loads = [
  () => Promise.all([import("./field-picker.tsx"), allMessages()]).then(([module]) => module),
  () => Promise.all([import("../board/move-dialog.tsx"), allMessages()]).then(([module]) => module),
] as const;
/** What draws nothing here, but must not be waited for either. */
const marking = () => import("./marking.ts");
const FieldPicker = lazy(loads[0]);
const MoveDialog = lazy(loads[1]);

function close(): void {
  asking.set(undefined);
  movingTo.set(undefined);
}

/** The pickers and the dialog that actions on tasks open. It stands once in a page; what it draws comes when it is idle. */
export function Asked() {
  const field = useStore(asking);
  const moving = useStore(movingTo);
  useEffect(() => {
    const idle = globalThis.requestIdleCallback ?? ((work: () => void, _: object) => setTimeout(work, 500));
    idle(() => [...loads, marking].forEach(load => void load().catch(() => undefined)), { timeout: 2_000 });
    return close;
  }, []);
  return (
    <Boundary at={String(field !== undefined || moving !== undefined)} onFail={close}>
      <Suspense fallback={<Hush />}>
        {field && <FieldPicker />}
        {moving && <MoveDialog />}
      </Suspense>
    </Boundary>
  );
}

/** While something to type into is on its way, what is typed is meant for it: the keys do nothing else meanwhile. */
export function Hush() {
  useEffect(() => {
    const hush = (event: KeyboardEvent) => {
      if (event.key !== "Tab" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    document.addEventListener("keydown", hush, { capture: true });
    return () => document.removeEventListener("keydown", hush, { capture: true });
  }, []);
  return null;
}
