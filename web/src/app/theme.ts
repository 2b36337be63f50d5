import { onPrefs, pref } from "./prefs.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const { dataset } = document.documentElement;
  const theme = pref("theme");
  dataset["theme"] = theme === "dark" || (theme === "system" && dark.matches) ? "dark" : "light";
  dataset["density"] = pref("density");
}

/** Keeps the page in the theme and density that were chosen. */
export function followTheme(): void {
  apply();
  onPrefs(apply);
  dark.addEventListener("change", apply);
}
