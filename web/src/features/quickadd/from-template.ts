import type { MadeTasks, Template } from "../../api/types.ts";
import { api } from "../../app/server.ts";
import { toldLeftOut } from "../template/left-out.ts";
import { fieldsOf, type Target } from "./make.ts";
import type { Line } from "./understood.ts";

/** Makes the tasks of a template; what was written counts more than what it says. Answers the first one's key. */
export async function makeFromTemplate(
  template: Template,
  line: Line | undefined,
  target: Target,
): Promise<string> {
  const project = line?.project_id ?? target.project.id;
  const status = line?.chips.find(chip => chip.type === "status")?.value ?? target.status;
  const made = await api.post<MadeTasks>(`/projects/${project}/tasks/from-template`, {
    template_id: template.id,
    task: {
      ...(line && fieldsOf(line)),
      ...(line && line.title !== "" && { title: line.title }),
      ...(status !== undefined && { status_id: status }),
      ...(target.parent && project === target.project.id && { parent_id: target.parent }),
    },
  });
  toldLeftOut(made.left_out.length);
  return made.task.key;
}
