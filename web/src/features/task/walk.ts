/** The list that one came from: the next and the previous task are of it, also once it is not on screen any more. */
let order: () => readonly string[] = () => [];

/** Follows a list that is on screen. The answer keeps it as it was when it went. */
export function followOrder(read: () => readonly string[]): () => void {
  order = read;
  return () => {
    if (order === read) {
      const last = ids();
      order = () => last;
    }
  };
}

/** Somebody's task stands under each of its groups; its second line is called by the group, too. */
function ids(): string[] {
  return [...new Set(order().map(name => name.split(" ", 1)[0] ?? name))];
}

/** The task before or after one, if there is a list in which it stands. */
export function neighbour(id: string, by: 1 | -1): string | undefined {
  const all = ids();
  const at = all.indexOf(id);
  return at < 0 ? undefined : all[at + by];
}

export function stands(id: string): boolean {
  return ids().includes(id);
}
