import { toast } from "../ui/toast.ts";
import { connection } from "./connection.ts";
import { t } from "./i18n.ts";

/** Registers the service worker, which keeps the app for when there is no network, and says when there is a newer one. */
export function followVersion(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) {
    return;
  }
  const follow = (registration: ServiceWorkerRegistration | undefined) => {
    // Some browsers have none in private windows.
    if (!registration) {
      return;
    }
    const look = () => {
      const { waiting } = registration;
      if (waiting && navigator.serviceWorker.controller) {
        offer(() => {
          asked = true;
          waiting.postMessage("take over");
        });
      }
    };
    look();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", look);
    });
    // A page may stay open for weeks. A server that was away may have come back as a newer one.
    let away = false;
    connection.listen(() => {
      const { state } = connection.get();
      if (state === "reconnecting" || state === "offline") {
        away = true;
      } else if (state === "live" && away) {
        away = false;
        registration.update().catch(() => undefined);
      }
    });
  };
  navigator.serviceWorker.register("/sw.js").then(follow, () => undefined);
  let asked = false;
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked) {
      location.reload();
    } else if (controlled) {
      // Another tab asked for it; what is open here is not taken away.
      offer(() => location.reload());
    }
    // The first worker of a page takes it over without a word.
    controlled = true;
  });
}

function offer(run: () => void): void {
  toast({
    kind: "update",
    stays: true,
    text: t("app.update_ready"),
    action: { label: t("app.reload"), run },
  });
}
