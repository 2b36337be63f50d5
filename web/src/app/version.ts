import { toast } from "../ui/toast.ts";
import { t } from "./i18n.ts";

/** Registers the service worker, which keeps the app for when there is no network, and says when there is a newer one. */
export function followVersion(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) {
    return;
  }
  void navigator.serviceWorker.register("/sw.js").then(registration => {
    const offer = () => {
      const waiting = registration.waiting;
      if (waiting && navigator.serviceWorker.controller) {
        toast({
          kind: "update",
          text: t("app.update_ready"),
          action: { label: t("app.reload"), run: () => waiting.postMessage("take over") },
        });
      }
    };
    offer();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", offer);
    });
  });
  let reloading = false;
  const controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker of a page takes it over without a reload.
    if (controlled && !reloading) {
      reloading = true;
      location.reload();
    }
  });
}
