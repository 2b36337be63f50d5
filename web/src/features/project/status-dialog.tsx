import { useState } from "react";
import type { Status } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Colours } from "../../ui/colours.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { CATEGORIES, categoryName } from "../../ui/glyphs.tsx";
import { Form } from "../auth/form.tsx";

interface Props {
  project: string;
  status: Status | undefined;
  onClose(): void;
  onSaved(): void;
}

export function StatusDialog({ project, status, onClose, onSaved }: Props) {
  const [colour, setColour] = useState(status?.colour);
  return (
    <Dialog title={t(status ? "settings.edit_status" : "settings.new_status")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("app.save")}
          fields={["name", "category", "wip_limit", "colour"]}
          send={async values => {
            const body = {
              name: values["name"],
              category: values["category"],
              wip_limit: values["wip"] ? Number(values["wip"]) : null,
              ...(colour && { colour }),
            };
            await (status
              ? api.patch(`/statuses/${status.id}`, body)
              : api.post(`/projects/${project}/statuses`, body));
            onSaved();
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                required
                autoFocus
                maxLength={60}
                defaultValue={status?.name}
                error={faultOf(error, "name")}
              />
              <SelectField
                label={t("settings.category")}
                name="category"
                hint={t("settings.category_hint")}
                defaultValue={status?.category ?? "in_progress"}
                error={faultOf(error, "category")}
              >
                {CATEGORIES.map(category => (
                  <option key={category} value={category}>
                    {categoryName(category)}
                  </option>
                ))}
              </SelectField>
              <TextField
                label={t("settings.wip_limit")}
                name="wip"
                type="number"
                min={1}
                max={999}
                hint={t("settings.wip_hint")}
                defaultValue={status?.wip_limit ?? ""}
                error={faultOf(error, "wip_limit")}
              />
              <Colours label={t("settings.colour")} value={colour} onChange={setColour} />
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
