import type { Project } from "../api/types.ts";
import { cx } from "./cx.ts";

/** The project's own sign, else a dot of its colour. */
export function ProjectIcon({
  project,
  className,
}: {
  project: Pick<Project, "icon" | "colour">;
  className?: string;
}) {
  if (project.icon) {
    return (
      <span
        aria-hidden="true"
        className={cx("grid size-4.5 shrink-0 place-items-center text-sm leading-none", className)}
      >
        {project.icon}
      </span>
    );
  }
  return (
    <span aria-hidden="true" className={cx("grid size-4.5 shrink-0 place-items-center", className)}>
      <span
        className="size-2.5 rounded-full border border-border-strong bg-border-strong"
        style={project.colour ? { backgroundColor: project.colour } : undefined}
      />
    </span>
  );
}
