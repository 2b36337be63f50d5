import { Suspense, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { Toasts } from "../ui/toasts.tsx";
import { workspaceSlug } from "./address.ts";
import { Boundary } from "./boundary.tsx";
import { chunk, type Load, type Part } from "./chunk.ts";
import type { Command } from "./commands.ts";
import { useAppCommands } from "./everywhere.ts";
import { allMessages, t, useLocale } from "./i18n.ts";
import { whenIdle } from "./idle.ts";
import { listenForKeys } from "./keyboard.ts";
import { closeLayer, layer } from "./layers.ts";
import { useLiveCommands } from "./live.ts";
import { pref } from "./prefs.ts";
import { Routes } from "./routes.tsx";
import { useSessionState } from "./server.ts";
import { useStore } from "./store.ts";

const overlay = <T extends Part>(load: Load<T>) => chunk(load, allMessages);

const Palette = overlay(() => import("../features/palette/palette.tsx"));
const Help = overlay(() => import("../features/palette/help.tsx"));
const NewProject = overlay(() => import("../features/project/dialog.tsx"));
const NewView = overlay(() => import("../features/view/new-view.tsx"));
const QuickAdd = overlay(() => import("../features/quickadd/quickadd.tsx"));
const Drawer = chunk(() => import("./shell/drawer.tsx"));
const KeptTexts = overlay(() => import("../features/kept/kept.tsx"));
const Leaving = overlay(() => import("../features/auth/leaving.tsx"));
const SignInAgain = overlay(() => import("../features/auth/again.tsx"));

export function App() {
  // Another language draws everything anew.
  const locale = useLocale();
  return <Page key={locale} />;
}

function Page() {
  const [path] = useLocation();
  const [hint, setHint] = useState<{ begun: string; next: readonly { key: string; command: Command }[] }>();
  // A sequence would be given up before this has been fetched.
  const [hints, setHints] = useState<typeof import("./sequence-hint.tsx")>();
  useAppCommands();
  useLiveCommands();
  useEffect(() => whenIdle(() => void import("./sequence-hint.tsx").then(setHints)), []);
  useEffect(() => listenForKeys((begun, next) => setHint(begun ? { begun, next } : undefined)), []);

  return (
    <>
      <a className="skip rounded-2 bg-accent px-3 py-2 text-on-accent" href="#main">
        {t("app.skip")}
      </a>
      <Boundary at={path}>
        <Routes />
      </Boundary>
      <Layers />
      {hint && hints && <hints.default {...hint} />}
      <Toasts />
      <div id="live-polite" aria-live="polite" className="sr-only" />
      <div id="live-assertive" aria-live="assertive" className="sr-only" />
    </>
  );
}

function Layers() {
  const open = useStore(layer);
  const state = useSessionState();
  return (
    <Boundary at={`${open?.name} ${state}`} onFail={closeLayer}>
      <Suspense>
        {open?.name === "palette" && <Palette start={open.start ?? ""} page={open.page} />}
        {open?.name === "menu" && <Drawer />}
        {open?.name === "help" && <Help />}
        {open?.name === "kept" && <KeptTexts />}
        {open?.name === "project" && (
          <NewProject ws={workspaceSlug() || pref("workspace")} onClose={closeLayer} />
        )}
        {open?.name === "view" && <NewView />}
        {open?.name === "leave" && <Leaving count={open.count} />}
        {open?.name === "quickadd" && <QuickAdd {...open} />}
        {state === "ended" && <SignInAgain />}
      </Suspense>
    </Boundary>
  );
}
