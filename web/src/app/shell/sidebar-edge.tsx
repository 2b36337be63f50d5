import { useRef } from "react";
import { isRtl, t } from "../i18n.ts";
import { setPref, usePref } from "../prefs.ts";

const LEAST = 200;
const MOST = 360;

/** The edge that resizes the sidebar, by pointer and by arrow keys. */
export default function SidebarEdge() {
  const width = usePref("sidebar");
  const start = useRef({ x: 0, width: 0 });
  const toward = isRtl() ? -1 : 1;
  const set = (next: number) => setPref("sidebar", Math.max(LEAST, Math.min(MOST, Math.round(next))));
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("app.resize_sidebar")}
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      className="absolute inset-y-0 -end-1 z-sticky w-2 cursor-col-resize touch-none hover:bg-accent/20"
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={event => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          set(start.current.width + (event.clientX - start.current.x) * toward);
        }
      }}
      onDoubleClick={() => set(240)}
      onKeyDown={event => {
        const step = { ArrowRight: 16, ArrowLeft: -16 }[event.key];
        if (step) {
          event.preventDefault();
          set(width + step * toward);
        }
      }}
    />
  );
}
