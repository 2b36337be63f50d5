import type { User } from "../api/types.ts";
import { getLive, setLive } from "../sync/hooks.ts";
import { Live } from "../sync/live.ts";
import { STATUS_TOPIC } from "../sync/topics.ts";
import { connection } from "./connection.ts";
import { allMessages } from "./i18n.ts";
import { onPrefs, pref } from "./prefs.ts";
import { api, session } from "./server.ts";

/** What became of one's changes is told by something that comes when the page is idle. */
const news = () => Promise.all([import("./news.ts"), allMessages()]).then(([module]) => module);

/** Whose copies this browser keeps: a page that starts without a network shows theirs. */
const ME = "tf.me";

let starting: string | undefined;

/** Keeps one live layer for whoever is signed in. */
export function startLive(): void {
  const known = knownUser();
  if (known && session.state !== "signed_out") {
    session.assume(known);
    void begin(known.id);
  }
  session.subscribe(follow);
  follow();
  onPrefs(() => getLive()?.presence.hides(pref("hidden")));
  addEventListener("online", () => getLive()?.online(true));
  addEventListener("offline", () => getLive()?.online(false));
  addEventListener("pagehide", () => void getLive()?.save());
  document.addEventListener("visibilitychange", hide);
  for (const kind of ["pointermove", "pointerdown", "keydown"]) {
    addEventListener(kind, busy, { capture: true, passive: true });
  }
}

/** Who touches nothing for so long is not really here. */
const REST_MS = 5 * 60_000;
let rest: ReturnType<typeof setTimeout> | undefined;

function busy(): void {
  clearTimeout(rest);
  rest = setTimeout(() => getLive()?.presence.rests(true), REST_MS);
  getLive()?.presence.rests(false);
}

function knownUser(): User | undefined {
  try {
    return JSON.parse(localStorage.getItem(ME) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function follow(): void {
  const { state, user } = session;
  if (state === "signed_in" && user) {
    localStorage.setItem(ME, JSON.stringify(user));
    void begin(user.id).then(() => getLive()?.resume());
  } else if (state === "signed_out") {
    localStorage.removeItem(ME);
    localStorage.removeItem("tf.workspaces");
    const live = getLive();
    starting = undefined;
    setLive(undefined);
    void live?.wipe();
  }
}

async function begin(me: string): Promise<void> {
  if (starting === me) {
    return;
  }
  starting = me;
  const before = getLive();
  setLive(undefined);
  await before?.close();
  const live = new Live(api, me);
  live.entities.subscribe(STATUS_TOPIC, () => connection.set(live.status.now));
  connection.set(live.status.now);
  live.online(navigator.onLine);
  live.on(one => void news().then(({ tell }) => tell(one)));
  live.presence.hides(pref("hidden"));
  // A disk that cannot be read has kept nothing; everything else works without.
  await live.start().catch(() => undefined);
  if (starting === me) {
    setLive(live);
    globalThis.requestIdleCallback?.(() => void news());
    if (live.kept.items.length > 0) {
      void Promise.all([import("../features/kept/remind.ts"), allMessages()]).then(([{ remindOfKept }]) =>
        remindOfKept(live.kept.items.length),
      );
    }
    if (live.drafts.keys("text ").length > 0) {
      // What was typed into descriptions and not sent.
      void import("../features/task/coedit/shared-editor.tsx").then(({ resume }) => resume(live));
    }
  } else {
    await live.close();
  }
}

/** A page that nobody looks at is told of changes once a second. */
let letGo: (() => void) | undefined;
let beat: ReturnType<typeof setInterval> | undefined;

function hide(): void {
  clearInterval(beat);
  letGo?.();
  letGo = undefined;
  const live = getLive();
  if (document.visibilityState === "hidden" && live) {
    void live.save();
    letGo = live.entities.hold();
    beat = setInterval(() => live.entities.flush(), 1_000);
  }
}
