/** What was chosen lately, so that it comes first. */
const NAME = "tf.recent";
const KEPT = 30;

function read(): string[] {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "[]") as string[];
  } catch {
    return [];
  }
}

export function used(id: string): void {
  localStorage.setItem(NAME, JSON.stringify([id, ...read().filter(one => one !== id)].slice(0, KEPT)));
}

/** Up to 15 points for what was used last. */
export function rank(id: string): number {
  const at = read().indexOf(id);
  return at < 0 ? 0 : (KEPT - at) / 2;
}
