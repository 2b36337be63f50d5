import { useState } from "react";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { newId } from "../../sync/ids.ts";
import { Chips } from "../../ui/chips.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Choice, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import { FilterEditor, useFilterDraft } from "../filter/editor.tsx";
import { eventOptions, type Webhook, type WebhookSecret } from "./model.ts";

const EXAMPLE = "https://ci.example.org/taskflow";

interface DialogProps {
  path: string;
  /** Absent: a new one. */
  webhook?: Webhook | undefined;
  onClose(): void;
  onSaved(saved: WebhookSecret): void;
}

/** Where to, and what of. */
export function WebhookDialog({ path, webhook, onClose, onSaved }: DialogProps) {
  const [id] = useState(newId);
  const [types, setTypes] = useState<readonly string[]>(webhook?.event_types ?? []);
  const [some, setSome] = useState(types.length > 0);
  const draft = useFilterDraft(webhook?.filter ?? "", undefined, () => {});
  return (
    <Dialog title={t(webhook ? "webhooks.edit" : "webhooks.new")} size="lg" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t(webhook ? "app.save" : "webhooks.make")}
          fields={["url", "description", "event_types", "filter"]}
          send={async values => {
            const body = {
              url: values["url"]?.trim(),
              description: values["description"] ?? "",
              event_types: some ? types : [],
              filter: draft.text.trim() || null,
            };
            onSaved(
              await (webhook
                ? api.patch<WebhookSecret>(`${path}/${webhook.id}`, body)
                : api.post<WebhookSecret>(path, { id, ...body })),
            );
          }}
        >
          {error => (
            <>
              <TextField
                label={t("webhooks.url")}
                name="url"
                type="url"
                dir="ltr"
                required
                data-autofocus
                placeholder={EXAMPLE}
                hint={t("webhooks.url_hint")}
                defaultValue={webhook?.url}
                error={faultOf(error, "url")}
              />
              <TextField
                label={t("task.description")}
                name="description"
                dir="auto"
                defaultValue={webhook?.description}
                error={faultOf(error, "description")}
              />
              <div className="flex flex-col gap-2">
                <span className="text-sm font-medium">{t("webhooks.events")}</span>
                <Choice<"all" | "some">
                  label={t("webhooks.events")}
                  value={some ? "some" : "all"}
                  options={[
                    { value: "all", label: t("webhooks.every") },
                    { value: "some", label: t("webhooks.some") },
                  ]}
                  onChange={value => setSome(value === "some")}
                />
                {some && (
                  <Chips
                    label={t("webhooks.chosen")}
                    add={t("webhooks.add_event")}
                    options={eventOptions()}
                    chosen={types}
                    error={faultOf(error, "event_types")}
                    onChange={setTypes}
                    onCreate={text => setTypes([...types, text])}
                  />
                )}
              </div>
              <fieldset className="min-w-0">
                <legend className="mb-2 text-sm font-medium">{t("webhooks.only_tasks")}</legend>
                <FilterEditor draft={draft} error={faultOf(error, "filter")} />
              </fieldset>
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
