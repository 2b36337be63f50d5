const NAME = "tf.searches";
const KEPT = 8;

/** What was looked for lately in this browser. */
export function recentSearches(): readonly string[] {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "[]") as string[];
  } catch {
    return [];
  }
}

export function remember(text: string): void {
  // A longer text takes the place of its beginning.
  const others = recentSearches().filter(one => one !== text && !text.startsWith(one));
  localStorage.setItem(NAME, JSON.stringify([text, ...others].slice(0, KEPT)));
}
