/** The twelve colours of tags and choices. Any colour may be chosen for one: it is shown in the nearest of these. */
export type Tint =
  | "red"
  | "orange"
  | "amber"
  | "lime"
  | "green"
  | "teal"
  | "cyan"
  | "blue"
  | "indigo"
  | "violet"
  | "pink"
  | "grey";

/** Hues, in degrees, up to which a colour is called so. */
const HUES: readonly (readonly [number, Tint])[] = [
  [12, "red"],
  [32, "orange"],
  [50, "amber"],
  [85, "lime"],
  [160, "green"],
  [178, "teal"],
  [198, "cyan"],
  [228, "blue"],
  [250, "indigo"],
  [285, "violet"],
  [338, "pink"],
  [360, "red"],
];

/** The tint of a colour such as `#e5484d`, by its hue. */
export function tintOf(colour: string): Tint {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    at => Number.parseInt(colour.slice(at, at + 2), 16) / 255,
  );
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (!(span > 0.12)) {
    return "grey";
  }
  const sixth =
    most === red
      ? ((green - blue) / span + 6) % 6
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return HUES.find(([upTo]) => sixth * 60 <= upTo)?.[1] ?? "red";
}
