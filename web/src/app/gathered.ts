/** Takes what comes close together, and hands it on as one when nothing more has come for a while. */
export function gathered<T>(ms: number, take: (all: readonly T[]) => void): (one: T) => void {
  const all: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return one => {
    all.push(one);
    clearTimeout(timer);
    timer = setTimeout(() => take(all.splice(0)), ms);
  };
}
