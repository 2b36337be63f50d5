/** Says something to screen readers without moving anything. */
export function announce(text: string, kind: "polite" | "assertive" = "polite"): void {
  const region = document.getElementById(`live-${kind}`);
  if (region) {
    // The same words twice are said twice.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }
}
