import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { Boundary } from "../boundary.tsx";
import { t } from "../i18n.ts";
import { usePref } from "../prefs.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { OfflineStrip } from "./connection.tsx";
import { Sidebar } from "./sidebar.tsx";

const SidebarEdge = lazy(() => import("./sidebar-edge.tsx").then(one => ({ default: one.SidebarEdge })));

/** The frame around the pages of somebody who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const shut = usePref("sidebarShut");
  const width = usePref("sidebar");
  const [path] = useLocation();
  const [drawer, setDrawer] = useState(false);
  useEffect(() => setDrawer(false), [path]);

  return (
    <div className="flex h-dvh flex-col">
      <OfflineStrip />
      <div className="flex min-h-0 flex-1">
        <div
          className={`relative hidden shrink-0 border-e border-border bg-sunken md:block ${shut ? "w-14" : ""}`}
          style={shut ? undefined : { width }}
        >
          <Sidebar narrow={shut} />
          {!shut && (
            <Suspense>
              <SidebarEdge />
            </Suspense>
          )}
        </div>
        {drawer && (
          <div className="fixed inset-0 z-overlay md:hidden">
            <button
              type="button"
              aria-label={t("app.close")}
              className="absolute inset-0 bg-scrim"
              onClick={() => setDrawer(false)}
            />
            <div className="slide absolute inset-y-0 start-0 w-72 bg-sunken shadow-3">
              <Sidebar narrow={false} />
            </div>
          </div>
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          <Boundary at={path}>{children}</Boundary>
        </div>
      </div>
      <BottomBar onMenu={() => setDrawer(true)} />
    </div>
  );
}
