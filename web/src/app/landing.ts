import { useEffect } from "react";

let landed = 0;

/** Another page took the focus along with what had it: it goes on in the new one, not at the top of the document. `page` is empty until it is there. */
export function useLanding(page: string): void {
  useEffect(() => {
    if (page === "") {
      return;
    }
    landed += 1;
    const { activeElement, body } = document;
    if (landed > 1 && (activeElement === body || activeElement === null)) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }, [page]);
}
