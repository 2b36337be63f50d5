import { t } from "../app/i18n.ts";
import { cx } from "./cx.ts";

const INKS = [
  "bg-person-1",
  "bg-person-2",
  "bg-person-3",
  "bg-person-4",
  "bg-person-5",
  "bg-person-6",
  "bg-person-7",
  "bg-person-8",
] as const;

/** The same person has the same colour everywhere. */
export function inkOf(id: string): string {
  let sum = 0;
  for (const char of id) {
    sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  }
  return INKS[sum % INKS.length] ?? INKS[0];
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    word => [...(word ?? "")][0] ?? "",
  );
  return letters.join("").toUpperCase();
}

const SIZES = {
  xs: "size-4 text-[8px]",
  sm: "size-5 text-[9px]",
  md: "size-6 text-[10px]",
  lg: "size-8 text-xs",
  xl: "size-16 text-xl",
} as const;

interface AvatarProps {
  id: string;
  name: string;
  size?: keyof typeof SIZES;
  /** Its name stands beside it. */
  mute?: boolean;
  faded?: boolean;
  className?: string;
}

export function Avatar({ id, name, size = "md", mute, faded, className }: AvatarProps) {
  return (
    <span
      role={mute ? undefined : "img"}
      aria-hidden={mute || undefined}
      aria-label={mute ? undefined : name}
      data-tip={mute ? undefined : name}
      // Drawn, not written: what stands beside it is its text.
      data-initials={initials(name)}
      className={cx(
        "before:content-[attr(data-initials)] inline-grid shrink-0 select-none place-items-center rounded-full font-semibold leading-none text-person-on",
        inkOf(id),
        faded && "opacity-50 grayscale",
        SIZES[size],
        className,
      )}
    />
  );
}

interface AvatarsProps {
  people: readonly { readonly id: string; readonly name: string }[];
  most?: number;
  size?: keyof typeof SIZES;
}

/** Several people, overlapping; how many more at the end. */
export function Avatars({ people, most = 3, size = "sm" }: AvatarsProps) {
  const more = people.length - most;
  return (
    <span className="inline-flex items-center -space-x-1 rtl:space-x-reverse">
      {people.slice(0, most).map(person => (
        <Avatar key={person.id} {...person} size={size} className="ring-2 ring-surface" />
      ))}
      {more > 0 && (
        <span
          className="figures ps-2 text-xs text-fg-muted"
          data-tip={people
            .slice(most)
            .map(person => person.name)
            .join("\n")}
        >
          {t("app.more", { count: more })}
        </span>
      )}
    </span>
  );
}
