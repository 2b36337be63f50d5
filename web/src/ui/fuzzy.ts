/** How well `text` is found in `target`; 0 when it is not. Whole starts beat word starts beat initials beat the middle. */
export function score(text: string, target: string): number {
  const wanted = fold(text.trim());
  const within = fold(target);
  if (wanted === "") {
    return 1;
  }
  if (within.startsWith(wanted)) {
    return 100 - Math.min(20, within.length - wanted.length) / 20;
  }
  const words = within.split(/[\s\-_/.:]+/u);
  if (words.some(word => word.startsWith(wanted))) {
    return 80;
  }
  const asked = wanted.split(/\s+/u);
  if (asked.length > 1 && asked.every(part => words.some(word => word.startsWith(part)))) {
    return 70;
  }
  if (
    words
      .map(word => word[0] ?? "")
      .join("")
      .startsWith(wanted)
  ) {
    return 60;
  }
  const found = within.indexOf(wanted);
  return found >= 0 ? 40 - Math.min(20, found) / 20 : 0;
}

/** Without accents and case. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
