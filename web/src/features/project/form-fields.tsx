import { type ReactNode, useState } from "react";
import type { Project } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { Colours } from "../../ui/colours.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Icons } from "./icons.tsx";

/** What project forms send, beside what each asks besides. */
export const FIELDS = ["name", "key", "parent_id", "description"] as const;

/** Colour and icon, which no field of the form holds. */
export function useLooks(project: Project | undefined) {
  const [colour, setColour] = useState(project?.colour ?? undefined);
  const [icon, setIcon] = useState(project?.icon ?? "");
  return { colour, setColour, icon, setIcon };
}

export type Looks = ReturnType<typeof useLooks>;

/** The request's body; the key and the place in the tree only when they are others. */
export function bodyOf(values: Record<string, string>, { colour, icon }: Looks, project?: Project): object {
  const { key, parent } = values;
  return {
    name: values["name"],
    description: values["description"] ?? "",
    visibility: values["visibility"],
    colour: colour ?? null,
    icon: icon || null,
    ...(key && key !== project?.key && { key: key.toUpperCase() }),
    ...(parent !== (project?.parent_id ?? "") && { parent_id: parent || null }),
  };
}

interface FieldsProps {
  project?: Project | undefined;
  /** What it can be part of. */
  parents: readonly Project[];
  looks: Looks;
  error: unknown;
  /** Who sees it when nothing else is said, as a template has it. */
  visibility?: Project["visibility"] | undefined;
  children?: ReactNode;
}

/** What every project has: name, key, description, who sees it, where it belongs, how it looks. */
export function ProjectFields({ project, parents, looks, error, visibility, children }: FieldsProps) {
  return (
    <>
      <div className="grid grid-cols-[1fr_7rem] gap-3">
        <TextField
          label={t("auth.name")}
          name="name"
          required
          autoFocus={project === undefined}
          maxLength={120}
          dir="auto"
          defaultValue={project?.name}
          error={faultOf(error, "name")}
        />
        <TextField
          label={t("project.key")}
          name="key"
          dir="ltr"
          maxLength={10}
          className="uppercase"
          placeholder={t("project.automatic")}
          defaultValue={project?.key}
          error={faultOf(error, "key")}
        />
      </div>
      <TextArea
        label={t("task.description")}
        name="description"
        rows={3}
        dir="auto"
        defaultValue={project?.description}
        error={faultOf(error, "description")}
      />
      <div className="grid gap-3 md:grid-cols-2">
        <SelectField
          label={t("project.visibility")}
          name="visibility"
          key={visibility}
          defaultValue={project?.visibility ?? visibility ?? "workspace"}
        >
          <option value="workspace">{t("project.for_all")}</option>
          <option value="private">{t("project.private")}</option>
        </SelectField>
        <SelectField
          label={t("project.parent")}
          name="parent"
          defaultValue={project?.parent_id ?? ""}
          error={faultOf(error, "parent_id")}
        >
          <option value="">{t("project.no_parent")}</option>
          {parents.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </SelectField>
      </div>
      {children}
      <Icons value={looks.icon} onChange={looks.setIcon} />
      <Colours label={t("settings.colour")} value={looks.colour} onChange={looks.setColour} />
    </>
  );
}
