import { useLayoutEffect, useRef } from "react";
import { t } from "../i18n.ts";
import { closeLayer } from "../layers.ts";
import { Sidebar } from "./sidebar.tsx";

/** The sidebar over the page, where there is no room for it beside. */
export default function Drawer() {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={t("app.menu")}
      className="slide fixed inset-y-0 start-0 h-dvh w-72 max-w-[85vw] bg-sunken pb-[env(safe-area-inset-bottom)] text-fg shadow-3"
      onCancel={event => {
        event.preventDefault();
        closeLayer();
      }}
      onClick={event => {
        // A press beside it, and whatever leads to another page.
        if (event.target === ref.current || (event.target as Element).closest("a")) {
          closeLayer();
        }
      }}
    >
      <Sidebar narrow={false} />
    </dialog>
  );
}
