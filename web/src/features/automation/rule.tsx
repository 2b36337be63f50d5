import { useState } from "react";
import { go } from "../../app/address.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { BackLink } from "../../ui/back.tsx";
import { Note } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { personName } from "../task/said.ts";
import type { Scope } from "./automation.tsx";
import { type Rule, reasonText } from "./model.ts";
import { RuleForm, type Writing } from "./rule-form.tsx";
import { Runs } from "./runs.tsx";

/** One rule, or with `new` one to be: made, tried, and what it did. */
export function RulePage({ scope, id }: { scope: Scope; id: string }) {
  const isNew = id === "new";
  const { data, error, reload } = useAsked<Rule>(isNew ? undefined : `/rules/${id}`);
  const [deleting, setDeleting] = useState(false);
  const { base, may, workspace } = scope;
  const again = () => {
    stale(`/workspaces/${workspace.id}/rules`);
    reload();
  };
  const save = async (rule: Writing) => {
    if (isNew) {
      const made = await api.post<Rule>(`/workspaces/${workspace.id}/rules`, rule);
      again();
      toast({ text: t("automation.made"), tone: "success" });
      go(`${base}/${made.id}`, { replace: true });
    } else {
      const { name, trigger, filter, actions, max_per_hour } = rule;
      await api.patch(`/rules/${id}`, { name, trigger, filter, actions, max_per_hour });
      again();
      toast({ text: t("app.saved"), tone: "success" });
    }
  };
  const enable = (enabled: boolean) => void attempt(() => api.patch(`/rules/${id}`, { enabled })).then(again);
  if (!isNew && !data) {
    return error ? <Failed title={t("automation.rule_failed")} onRetry={reload} /> : <Bones />;
  }
  return (
    <>
      <BackLink href={base} name={t("automation.automation")} className="mb-3" />
      <div>
        <Section
          title={data?.name ?? t("automation.new")}
          {...(data && { text: t("automation.acts_as", { name: personName(data.author_id) }) })}
          actions={
            data &&
            may && (
              <div className="flex shrink-0 items-center gap-2">
                <Button onClick={() => enable(!data.enabled)}>
                  {t(data.enabled ? "webhooks.pause" : "webhooks.resume")}
                </Button>
                <Button className="text-danger-fg" onClick={() => setDeleting(true)}>
                  {t("app.delete")}
                </Button>
              </div>
            )
          }
        >
          {data && !data.enabled && (
            <Note tone={data.disabled_reason ? "danger" : "info"}>
              {data.disabled_reason
                ? t("automation.switched_off", { reason: reasonText(data.disabled_reason) })
                : t("automation.is_off")}
            </Note>
          )}
          <RuleForm key={data?.version ?? 0} scope={scope} rule={data} onSave={save} />
        </Section>
        {data && <Runs id={data.id} />}
      </div>
      {deleting && data && (
        <Confirm
          title={t("settings.delete_named", { name: data.name })}
          text={t("automation.delete_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(false)}
          onConfirm={() =>
            void attempt(() => api.delete(`/rules/${data.id}`)).then(done => {
              if (done) {
                stale(`/workspaces/${workspace.id}/rules`);
                go(base, { replace: true });
              }
            })
          }
        />
      )}
    </>
  );
}
