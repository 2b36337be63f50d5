import { type ReactNode, Suspense } from "react";
import { useLocation } from "wouter";
import { Boundary } from "../boundary.tsx";
import { patientChunk } from "../chunk.ts";
import { usePref } from "../prefs.ts";
import { useRoom } from "../room.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { OfflineStrip } from "./connection.tsx";
import { Sidebar } from "./sidebar.tsx";

const SidebarEdge = patientChunk(() => import("./sidebar-edge.tsx"));

/** The frame around the pages of somebody who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const shut = usePref("sidebarShut");
  const room = useRoom();
  const narrow = shut || !room;
  const width = usePref("sidebar");
  const [path] = useLocation();

  return (
    <div className="flex h-dvh flex-col">
      <OfflineStrip />
      <div className="flex min-h-0 flex-1">
        <div
          className={`relative hidden shrink-0 border-e border-border bg-sunken md:block ${narrow ? "w-14 touch:w-16" : ""}`}
          style={narrow ? undefined : { width }}
        >
          <Sidebar narrow={narrow} />
          {!narrow && (
            <Suspense>
              <SidebarEdge />
            </Suspense>
          )}
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <Boundary at={path}>{children}</Boundary>
        </div>
      </div>
      <BottomBar />
    </div>
  );
}
