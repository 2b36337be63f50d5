import { Suspense, useEffect } from "react";
import { Boundary } from "../../app/boundary.tsx";
import { chunk } from "../../app/chunk.ts";
import { allMessages } from "../../app/i18n.ts";
import { useStore } from "../../app/store.ts";
import { movingTo } from "../board/moving-to.ts";
import { asking } from "./ask.ts";

const fieldPicker = () => import("./field-picker.tsx");
const moveDialog = () => import("../board/move-dialog.tsx");
/** What draws nothing here, but must not be waited for either. */
const marking = () => import("./marking.ts");
// Pickers say what first pages do not.
const FieldPicker = chunk(fieldPicker, allMessages);
const MoveDialog = chunk(moveDialog, allMessages);

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
    const soon = [fieldPicker, moveDialog, marking, allMessages];
    idle(() => soon.forEach(load => void load().catch(() => undefined)), { timeout: 2_000 });
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
