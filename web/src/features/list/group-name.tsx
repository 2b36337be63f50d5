import { CalendarRange, Flag } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../app/i18n.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { categoryName, PriorityGlyph, priorityName, StatusGlyph } from "../../ui/glyphs.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import type { Group } from "./groups.ts";

/** What a group is called, and the sign before that. */

export function groupName(group: Group): string {
  const named = group.status ?? group.person ?? group.tag ?? group.milestone ?? group.cycle ?? group.project;
  if (named) {
    return named.name;
  }
  if (group.option) {
    return group.option.name;
  }
  if (group.priority) {
    return priorityName(group.priority);
  }
  if (group.category) {
    return categoryName(group.category);
  }
  if (group.when) {
    return t(`list.when.${group.when}`);
  }
  if (group.no === undefined) {
    return t("list.all");
  }
  return typeof group.no === "string"
    ? t(`list.no.${group.no}`)
    : t("list.no.field", { name: group.no.name });
}

export function GroupGlyph({ group }: { group: Group }): ReactNode {
  if (group.status) {
    return <StatusGlyph category={group.status.category} />;
  }
  if (group.category) {
    return <StatusGlyph category={group.category} />;
  }
  if (group.priority) {
    return <PriorityGlyph priority={group.priority} />;
  }
  if (group.person) {
    return <Avatar id={group.person.user_id} name={group.person.name} size="sm" mute />;
  }
  if (group.project) {
    return <ProjectIcon project={group.project} />;
  }
  if (group.milestone) {
    return <Flag size={16} aria-hidden="true" className="shrink-0 text-fg-subtle" />;
  }
  if (group.cycle) {
    return <CalendarRange size={16} aria-hidden="true" className="shrink-0 text-fg-subtle" />;
  }
  const colour = group.tag?.colour ?? group.option?.colour;
  return colour ? (
    <span
      aria-hidden="true"
      className="size-2.5 shrink-0 rounded-full border border-border-strong"
      style={{ backgroundColor: colour }}
    />
  ) : null;
}
