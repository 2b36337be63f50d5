import {
  Book,
  Briefcase,
  Bug,
  Cloud,
  Globe,
  Heart,
  Megaphone,
  Rocket,
  Server,
  Shield,
  Smartphone,
  Star,
  Wrench,
} from "lucide-react";
import type { Project } from "../api/types.ts";
import { cx } from "./cx.ts";

/** Signs that a project may have by name; any emoji will do as well. */
export const ICONS = {
  globe: Globe,
  smartphone: Smartphone,
  server: Server,
  shield: Shield,
  rocket: Rocket,
  book: Book,
  briefcase: Briefcase,
  bug: Bug,
  cloud: Cloud,
  heart: Heart,
  megaphone: Megaphone,
  star: Star,
  wrench: Wrench,
} as const;

const EMOJI = /^\p{Extended_Pictographic}/u;

/** The project's own sign, else a dot of its colour. */
export function ProjectIcon({
  project,
  className,
}: {
  project: Pick<Project, "icon" | "colour">;
  className?: string;
}) {
  const { icon, colour } = project;
  const Sign = icon && Object.hasOwn(ICONS, icon) ? ICONS[icon as keyof typeof ICONS] : undefined;
  return (
    <span
      aria-hidden="true"
      className={cx("grid size-4.5 shrink-0 place-items-center text-sm leading-none", className)}
    >
      {Sign ? (
        <Sign size={16} strokeWidth={1.75} />
      ) : icon && EMOJI.test(icon) ? (
        icon
      ) : (
        <span
          className="size-2.5 rounded-full border border-border-strong bg-border-strong"
          style={colour ? { backgroundColor: colour } : undefined}
        />
      )}
    </span>
  );
}
