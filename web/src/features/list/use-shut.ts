import { useState } from "react";

/** Which groups of a list are shut, kept in this browser. */
export function useShutGroups(list: string): [ReadonlySet<string>, (key: string) => void] {
  const name = `tf.shut.${list}`;
  const read = () => new Set((localStorage.getItem(name) ?? "").split(" ").filter(Boolean));
  const [kept, setKept] = useState<{ name: string; shut: ReadonlySet<string> }>(() => ({
    name,
    shut: read(),
  }));
  const shut = kept.name === name ? kept.shut : read();
  if (kept.name !== name) {
    setKept({ name, shut });
  }
  const toggle = (key: string) => {
    const next = new Set(shut);
    if (!next.delete(key)) {
      next.add(key);
    }
    localStorage.setItem(name, [...next].join(" "));
    setKept({ name, shut: next });
  };
  return [shut, toggle];
}
