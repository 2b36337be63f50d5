import { Zap } from "lucide-react";
import { Link, useParams } from "wouter";
import type { Page, Project, Workspace } from "../../api/types.ts";
import { go } from "../../app/address.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { list } from "../../app/times.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Listed } from "../../ui/listed.tsx";
import { RowItem, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { Switch } from "../../ui/switch.tsx";
import { NoRight } from "../settings/settings.tsx";
import { kindName, type Rule, reasonText, triggerText } from "./model.ts";
import { RulePage } from "./rule.tsx";

export interface Scope {
  workspace: Workspace;
  /** The project whose tasks the rules are about; all projects' without one. */
  project?: Project | undefined;
  /** The address of the list. */
  base: string;
  may: boolean;
}

/** What happens by itself. */
export function Automation(scope: Scope) {
  const { id } = useParams<{ id?: string }>();
  return id ? <RulePage key={id} scope={scope} id={id} /> : <All {...scope} />;
}

export function rulesPath({ workspace, project }: Pick<Scope, "workspace" | "project">): string {
  return `/workspaces/${workspace.id}/rules?limit=200${project ? `&project_id=${project.id}` : ""}`;
}

function All(scope: Scope) {
  const { project, base, may } = scope;
  const { data, error, reload } = useAsked<Page<Rule>>(rulesPath(scope));
  const rules = data?.items.filter(rule => (rule.project_id ?? undefined) === project?.id);
  const make = () => go(`${base}/new`);
  return (
    <Section
      title={t("automation.automation")}
      text={t(project ? "automation.text_project" : "automation.text")}
      actions={
        may && (
          <Button kind="primary" onClick={make}>
            {t("automation.new")}
          </Button>
        )
      }
    >
      {!may && <NoRight text={t("project.no_right")} />}
      <Listed
        label={t("automation.automation")}
        items={rules}
        error={error}
        failed={t("automation.failed")}
        onRetry={reload}
        empty={
          <Empty icon={<Zap size={24} />} title={t("automation.none")} text={t("automation.none_text")} />
        }
      >
        {rule => (
          <RowItem key={rule.id} className="flex-nowrap hover:bg-hover">
            <Zap size={18} aria-hidden="true" className="shrink-0 text-fg-subtle max-md:hidden" />
            <Link href={`${base}/${rule.id}`} className="min-w-0 flex-1 rounded-1 py-1">
              <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
                <bdi className="max-w-full truncate font-medium">{rule.name}</bdi>
                {rule.disabled_reason && (
                  <Badge tone="danger">
                    {t("automation.switched_off", { reason: reasonText(rule.disabled_reason) })}
                  </Badge>
                )}
              </span>
              <span className="block text-sm text-fg-muted md:truncate">
                {t("automation.line", {
                  when: triggerText(rule.trigger),
                  acts: list(rule.actions.map(act => kindName(act.do))),
                })}
              </span>
            </Link>
            <Switch
              label={t(rule.enabled ? "automation.turn_off" : "automation.turn_on", { name: rule.name })}
              on={rule.enabled}
              disabled={!may}
              onChange={enabled =>
                void attempt(() => api.patch(`/rules/${rule.id}`, { enabled })).then(reload)
              }
            />
          </RowItem>
        )}
      </Listed>
    </Section>
  );
}
