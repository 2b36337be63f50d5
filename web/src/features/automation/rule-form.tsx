import { FlaskConical } from "lucide-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { explain, faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { getLive } from "../../sync/hooks.ts";
import { newId } from "../../sync/ids.ts";
import { Note } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import { FilterEditor, useFilterDraft } from "../filter/editor.tsx";
import { ZONE } from "../view/arrange.ts";
import { Actions, type Step } from "./actions.tsx";
import type { Scope } from "./automation.tsx";
import {
  type Act,
  emptyAct,
  MOST_PER_HOUR,
  type NewRule,
  type Rehearsal,
  type Rule,
  type Trigger,
} from "./model.ts";
import { Rehearsed } from "./rehearsed.tsx";
import { When } from "./when.tsx";

/** A rule as it is written here. */
export type Writing = Omit<NewRule, "trigger" | "actions"> & { trigger: Trigger; actions: Act[] };

interface FormProps {
  scope: Scope;
  rule: Rule | undefined;
  onSave(rule: Writing): Promise<void>;
}

type Text = Required<Pick<NewRule, "name" | "filter">> & {
  readonly trigger: Trigger;
  readonly actions: readonly Act[];
  readonly max_per_hour: number;
};

/** What was being written, else the rule as it is, else one to begin with. */
function begin(rule: Rule | undefined, kept: string | undefined): Text {
  if (kept !== undefined) {
    return JSON.parse(kept) as Text;
  }
  return {
    name: rule?.name ?? "",
    trigger: rule?.trigger ?? { on: "event", types: ["task.created"], fields: [] },
    filter: rule?.filter ?? "",
    actions: rule?.actions ?? [emptyAct("set")],
    max_per_hour: rule?.max_per_hour ?? 100,
  };
}

/** When, if, then; and a try that changes nothing. */
export function RuleForm({ scope, rule, onSave }: FormProps) {
  const { workspace, project, may } = scope;
  const [id] = useState(newId);
  // What was written outlives the page.
  const kept = `rule ${rule?.id ?? project?.id ?? workspace.id}`;
  const [first] = useState(() => begin(rule, getLive()?.drafts.get(kept)));
  const [name, setName] = useState(first.name);
  const [trigger, setTrigger] = useState<Trigger>(first.trigger);
  const [actions, setActions] = useState<readonly Step[]>(() =>
    first.actions.map(act => ({ key: newId(), act })),
  );
  const [limit, setLimit] = useState(String(first.max_per_hour));
  const draft = useFilterDraft(first.filter, project?.id, () => {});
  const [tried, setTried] = useState<Rehearsal>();
  const [refused, setRefused] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const written = () => ({
    name: name.trim(),
    trigger,
    filter: draft.text.trim(),
    actions: actions.map(({ act }) => act),
    max_per_hour: Number(limit),
    project_id: project?.id ?? null,
  });
  const keep = (text: string | undefined) => getLive()?.drafts.set(kept, text);
  useEffect(() => {
    const { project_id: _, ...text } = written();
    const differs = JSON.stringify(text) !== JSON.stringify(begin(rule, undefined));
    keep(differs ? JSON.stringify(text) : undefined);
  }, [name, trigger, actions, limit, draft.text]);
  const rehearse = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      // What it is called makes no difference to what it would do.
      const wanted = { ...written(), name: name.trim() || t("automation.new") };
      setTried(
        await api.post<Rehearsal>(`/workspaces/${workspace.id}/rules/rehearse`, {
          events: MOST_PER_HOUR,
          rule: wanted,
        }),
      );
    } catch (error) {
      setTried(undefined);
      setRefused(error);
    }
    setBusy(false);
  };
  const fault = (error: unknown, field: string) => faultOf(error, field) ?? faultOf(refused, field);
  return (
    <fieldset disabled={!may} className="min-w-0">
      <Form
        action={t(rule ? "app.save" : "automation.make")}
        fields={["name", "trigger", "filter", "actions", "max_per_hour"]}
        send={async () => {
          await onSave(rule ? written() : { id, ...written() });
          keep(undefined);
        }}
      >
        {error => (
          <>
            <TextField
              label={t("auth.name")}
              name="name"
              required
              dir="auto"
              maxLength={100}
              placeholder={t("automation.name_example")}
              value={name}
              onChange={event => setName(event.target.value)}
              error={fault(error, "name")}
            />
            <div className="flex flex-col">
              <Part title={t("automation.when")} text={t("automation.when_text")}>
                <When
                  trigger={trigger}
                  zone={ZONE}
                  onChange={setTrigger}
                  fault={field => fault(error, field)}
                />
              </Part>
              <Joint />
              <Part title={t("automation.if")} text={t("automation.if_text")}>
                <FilterEditor draft={draft} error={fault(error, "filter")} />
              </Part>
              <Joint />
              <Part title={t("automation.then")} text={t("automation.then_text")}>
                <Actions
                  steps={actions}
                  project={project}
                  onChange={setActions}
                  fault={at => fault(error, `actions/${at}`)}
                />
              </Part>
            </div>
            <TextField
              label={t("automation.limit")}
              name="limit"
              type="number"
              min={1}
              max={MOST_PER_HOUR}
              className="max-w-32"
              hint={t("automation.limit_hint")}
              value={limit}
              onChange={event => setLimit(event.target.value)}
              error={fault(error, "max_per_hour")}
            />
            {may && (
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Button disabled={busy} onClick={() => void rehearse()}>
                  <FlaskConical size={16} aria-hidden="true" />
                  {t("automation.try")}
                </Button>
                <span className="text-sm text-fg-muted">{t("automation.try_text")}</span>
              </div>
            )}
            {refused !== undefined && (
              <Note tone="danger" alert>
                {explain(refused)}
              </Note>
            )}
            {tried && <Rehearsed rehearsal={tried} scheduled={trigger.on === "schedule"} />}
          </>
        )}
      </Form>
    </fieldset>
  );
}

function Part({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-3 border border-border bg-surface p-4">
      <h3 id={id} className="text-md font-semibold">
        {title}
      </h3>
      <p className="mb-4 text-sm text-fg-muted">{text}</p>
      {children}
    </section>
  );
}

/** One part leads to the next. */
function Joint() {
  return <span aria-hidden="true" className="ms-6 h-4 w-px bg-border-strong" />;
}
