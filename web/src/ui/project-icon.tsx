import { Suspense } from "react";
import type { Project } from "../api/types.ts";
import { patientChunk } from "../app/chunk.ts";
import { cx } from "./cx.ts";

/** Few projects have a sign by name; what draws them comes with the first. */
const ProjectSign = patientChunk(() => import("./project-signs.tsx"));
const EMOJI = /^\p{Extended_Pictographic}/u;
const NAME = /^[a-z]+$/;

/** The project's own sign, else a dot of its colour. */
export function ProjectIcon({
  project,
  className,
}: {
  project: Pick<Project, "icon" | "colour">;
  className?: string;
}) {
  const { icon, colour } = project;
  const dot = (
    <span
      className="size-2.5 rounded-full border border-border-strong bg-border-strong"
      style={colour ? { backgroundColor: colour } : undefined}
    />
  );
  return (
    <span
      aria-hidden="true"
      className={cx("grid size-4.5 shrink-0 place-items-center text-sm leading-none", className)}
    >
      {icon && NAME.test(icon) ? (
        <Suspense>
          <ProjectSign name={icon} otherwise={dot} />
        </Suspense>
      ) : icon && EMOJI.test(icon) ? (
        icon
      ) : (
        dot
      )}
    </span>
  );
}
