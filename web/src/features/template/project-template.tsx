import type { Template } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import { countOf } from "./plan.ts";

const FEW = 12;

/** What a project's template is called and is for; what it makes is shown. */
export function ProjectTemplateDialog({ template, onClose }: { template: Template; onClose(): void }) {
  const plan = template.project;
  const lists = [
    { name: t("settings.statuses"), items: (plan?.statuses ?? []).map(one => one.name) },
    { name: t("fields.fields"), items: (plan?.custom_fields ?? []).map(one => one.name) },
    { name: t("plan.milestones"), items: (plan?.milestones ?? []).map(one => one.name) },
    { name: t("template.tasks"), items: (plan?.task_templates ?? []).map(one => one.name) },
    {
      name: t("trash.tasks"),
      items: (plan?.tasks ?? []).map(one => {
        const below = countOf(one) - 1;
        return below > 0 ? `${one.title} (${t("app.more", { count: below })})` : one.title;
      }),
    },
  ].filter(({ items }) => items.length > 0);
  return (
    <Dialog title={t("template.edit")} onClose={onClose}>
      <div className="flex flex-col gap-5 p-5">
        <Form
          action={t("app.save")}
          fields={["name", "description"]}
          send={async values => {
            const { name, description } = values;
            await api.patch(`/templates/${template.id}`, { name, description });
            onClose();
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                required
                autoFocus
                dir="auto"
                maxLength={100}
                defaultValue={template.name}
                error={faultOf(error, "name")}
              />
              <TextArea
                label={t("template.for")}
                name="description"
                rows={2}
                dir="auto"
                defaultValue={template.description}
                error={faultOf(error, "description")}
              />
            </>
          )}
        </Form>
        <dl className="grid gap-x-4 gap-y-2 text-sm md:grid-cols-[8rem_1fr]">
          {lists.map(({ name, items }) => (
            <div key={name} className="contents">
              <dt className="text-fg-muted">{name}</dt>
              <dd className="wrap-anywhere">
                {items.slice(0, FEW).map((item, at) => (
                  // The order is all that tells them apart.
                  <bdi key={`${at} ${item}`} className="block">
                    {item}
                  </bdi>
                ))}
                {items.length > FEW && (
                  <span className="text-fg-muted">{t("app.more", { count: items.length - FEW })}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
