/** Where a panel goes beside what opened it. */

export type Placement = "bottom-start" | "bottom-end" | "top-start" | "end-start";

const EDGE = 8;

export function place(panel: HTMLElement, anchor: DOMRect, placement: Placement, gap = 4): void {
  const rtl = document.documentElement.dir === "rtl";
  const { offsetWidth: width, offsetHeight: height } = panel;
  const { innerWidth, innerHeight } = window;
  const atEnd = (placement === "bottom-end") !== rtl;
  let x = atEnd ? anchor.right - width : anchor.left;
  let y = anchor.bottom + gap;
  if (placement === "end-start") {
    x = rtl ? anchor.left - width - gap : anchor.right + gap;
    y = anchor.top;
    if (x + width > innerWidth - EDGE) {
      x = anchor.left - width - gap;
    } else if (x < EDGE) {
      x = anchor.right + gap;
    }
  } else if (
    placement === "top-start" ||
    (y + height > innerHeight - EDGE && anchor.top > innerHeight - anchor.bottom)
  ) {
    y = anchor.top - height - gap;
  }
  panel.style.left = `${Math.max(EDGE, Math.min(x, innerWidth - width - EDGE))}px`;
  panel.style.top = `${Math.max(EDGE, Math.min(y, innerHeight - height - EDGE))}px`;
}
