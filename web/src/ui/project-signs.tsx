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
import type { ReactNode } from "react";

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

/** The sign of a name, if there is one. */
export default function ProjectSign({ name, otherwise }: { name: string; otherwise: ReactNode }) {
  const Sign = Object.hasOwn(ICONS, name) ? ICONS[name as keyof typeof ICONS] : undefined;
  return Sign ? <Sign size={16} strokeWidth={1.75} /> : otherwise;
}
