/** Does what can wait, once the page is drawn. Safari has no such moments: there it is a little later. */
export function whenIdle(work: () => void): void {
  const ask = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
  ask(work);
}
