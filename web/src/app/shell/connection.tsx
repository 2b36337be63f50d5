import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState } from "react";
import { cx } from "../../ui/cx.ts";
import { connection } from "../connection.ts";
import { t } from "../i18n.ts";
import { useStore } from "../store.ts";
import { times } from "../times.ts";

/** Whether what is shown is what is, in one word; never a lie. */
export function ConnectionState() {
  const { state, pending, caughtUp } = useStore(connection);
  const text =
    state === "saving"
      ? t("app.saving", { count: pending })
      : state === "reconnecting"
        ? t("app.reconnecting")
        : state === "offline"
          ? t("app.offline")
          : caughtUp
            ? t("live.saved")
            : t("app.up_to_date");
  return (
    <span
      role="status"
      aria-label={t("app.connection")}
      data-state={state}
      data-tip={text}
      className="grid size-8 shrink-0 place-items-center"
    >
      <span
        aria-hidden="true"
        className={cx(
          "size-2 rounded-full",
          state === "live"
            ? "bg-success-solid"
            : state === "offline"
              ? "bg-danger-solid"
              : "animate-pulse bg-warning-solid",
        )}
      />
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** Above everything, while the server cannot be reached, or takes no changes. */
export function OfflineStrip() {
  const { state, pending, since, stopped } = useStore(connection);
  const [due, setDue] = useState(false);
  const away = state === "offline" || state === "reconnecting";

  // A short gap is nobody's business.
  useEffect(() => {
    setDue(false);
    if (away) {
      const timer = setTimeout(() => setDue(true), 2_000);
      return () => clearTimeout(timer);
    }
  }, [away]);

  if (!stopped && !(away && due)) {
    return null;
  }
  return (
    <div className="fade flex items-center justify-center gap-2 bg-warning-subtle px-4 py-1.5 text-sm text-warning-fg">
      {state === "offline" ? <CloudOff size={16} /> : <RefreshCw size={16} />}
      {stopped
        ? t("app.stopped", { count: pending })
        : state === "offline"
          ? t("app.offline_since", { time: times.clock(since ?? Date.now()), count: pending })
          : t("app.reconnecting_waiting", { count: pending })}
    </div>
  );
}
