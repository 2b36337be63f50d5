import { caps } from "../app/keys.ts";
import { place } from "./place.ts";

const WAIT_MS = 500;

/** One tooltip for the whole page: whatever has `data-tip` shows it on hover and keyboard focus. */
export function followTips(): void {
  const tip = document.createElement("div");
  tip.popover = "manual";
  tip.role = "tooltip";
  tip.className =
    "pointer-events-none fixed inset-auto rounded-2 bg-raised px-2 py-1 text-xs text-fg shadow-2 z-tooltip max-w-72 whitespace-pre-line";
  document.body.append(tip);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownFor: Element | null = null;

  const hide = () => {
    clearTimeout(timer);
    shownFor = null;
    if (tip.matches(":popover-open")) {
      tip.hidePopover();
    }
  };
  const show = (element: HTMLElement) => {
    tip.textContent = element.dataset["tip"] ?? "";
    const keys = element.dataset["tipKeys"];
    if (keys) {
      const shown = document.createElement("kbd");
      shown.className = "ms-2 font-sans text-fg-subtle";
      shown.dir = "ltr";
      shown.textContent = caps(keys)
        .map(step => step.join(" "))
        .join(" ");
      tip.append(shown);
    }
    tip.showPopover();
    place(tip, element.getBoundingClientRect(), "bottom-start", 6);
  };
  const over = (event: Event, wait: number) => {
    const element = (event.target as Element | null)?.closest?.<HTMLElement>("[data-tip]") ?? null;
    if (element === shownFor) {
      return;
    }
    hide();
    if (element && element.getAttribute("aria-expanded") !== "true") {
      shownFor = element;
      timer = setTimeout(() => element.isConnected && show(element), wait);
    }
  };
  document.addEventListener("pointerover", event => event.pointerType === "mouse" && over(event, WAIT_MS));
  document.addEventListener("focusin", event => {
    if ((event.target as Element).matches(":focus-visible")) {
      over(event, WAIT_MS);
    }
  });
  for (const end of ["pointerdown", "keydown", "focusout", "wheel"]) {
    document.addEventListener(end, hide, { passive: true });
  }
}
