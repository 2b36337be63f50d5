import { useState } from "react";
import type { Workspace } from "../../api/types.ts";
import { go } from "../../app/address.ts";
import { stale } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { weekdays } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { ZoneField } from "../../ui/zone.tsx";
import { Form } from "../auth/form.tsx";
import { mayManage, NoRight, type SettingsProps } from "./settings.tsx";

export default function General({ workspace, role }: SettingsProps) {
  const [deleting, setDeleting] = useState(false);
  if (!mayManage(role)) {
    return <NoRight />;
  }
  const save = async (values: Record<string, string>) => {
    const saved = await api.patch<Workspace>(`/workspaces/${workspace.id}`, {
      name: values["name"],
      slug: values["slug"],
      timezone: values["timezone"],
      week_start: Number(values["week_start"]),
    });
    stale("/workspaces?");
    toast({ text: t("app.saved"), tone: "success" });
    if (saved.slug !== workspace.slug) {
      go(`/${saved.slug}/settings/general`, { replace: true });
    }
  };
  return (
    <>
      <Section title={t("settings.general")}>
        <Form action={t("app.save")} fields={["name", "slug", "timezone", "week_start"]} send={save}>
          {error => (
            <>
              <TextField
                label={t("first.workspace_name")}
                name="name"
                required
                defaultValue={workspace.name}
                error={faultOf(error, "name")}
              />
              <TextField
                label={t("settings.slug")}
                name="slug"
                required
                dir="ltr"
                defaultValue={workspace.slug}
                hint={t("settings.slug_hint", { address: `${location.host}/${workspace.slug}` })}
                error={faultOf(error, "slug")}
              />
              <ZoneField label={t("account.timezone")} name="timezone" defaultValue={workspace.timezone} />
              <SelectField
                label={t("settings.week_start")}
                name="week_start"
                defaultValue={workspace.week_start}
              >
                {weekdays().map(({ number, name }) => (
                  <option key={number} value={number}>
                    {name}
                  </option>
                ))}
              </SelectField>
            </>
          )}
        </Form>
      </Section>
      {role === "owner" && (
        <Section title={t("settings.delete")} text={t("settings.delete_text")}>
          <Button kind="danger" className="self-start" onClick={() => setDeleting(true)}>
            {t("settings.delete")}
          </Button>
        </Section>
      )}
      {deleting && (
        <Confirm
          title={t("settings.delete")}
          text={t("settings.delete_text")}
          action={t("settings.delete")}
          word={workspace.name}
          onClose={() => setDeleting(false)}
          onConfirm={() =>
            void attempt(async () => {
              await api.delete(`/workspaces/${workspace.id}`);
              stale("/workspaces?");
              go("/", { replace: true });
            })
          }
        />
      )}
    </>
  );
}
