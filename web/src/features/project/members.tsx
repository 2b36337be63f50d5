import { UserPlus, UsersRound, X } from "lucide-react";
import { useRef, useState } from "react";
import type { components } from "../../api/schema";
import type { Member, Page, ProjectRole, Team } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { INPUT } from "../../ui/field.tsx";
import { type Option, Picker } from "../../ui/picker.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { NoRight } from "../settings/settings.tsx";
import { PROJECT_ROLES } from "../task/rights.ts";
import { useProjects } from "../workspace/queries.ts";
import type { ProjectSettingsProps } from "./settings.tsx";

type Granted = components["schemas"]["ProjectMemberEntry"];

/** Who was given a role in a project, here or above it. */
export default function ProjectMembers({ workspace, project, role }: ProjectSettingsProps) {
  const { data, error, reload } = useAsked<Page<Granted>>(`/projects/${project.id}/members?limit=200`);
  const members = useAll<Member>("member");
  const teams = useAll<Team>("team");
  const { projects } = useProjects(workspace.slug);
  const [adding, setAdding] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const may = role === "manager";
  const path = `/projects/${project.id}/members`;
  const here = new Set(data?.items.filter(one => !one.inherited_from).map(one => one.user_id ?? one.team_id));
  const change = (one: Granted, next: ProjectRole) =>
    void attempt(() => api.patch(`${path}/${one.id}`, { role: next })).then(reload);
  const remove = (one: Granted) => void attempt(() => api.delete(`${path}/${one.id}`)).then(reload);
  const add = (id: string) => {
    const who = teams.some(team => team.id === id) ? { team_id: id } : { user_id: id };
    void attempt(() => api.post(path, { ...who, role: "editor" })).then(reload);
  };
  const options: Option[] = [
    ...members
      .filter(member => member.state === "active" && !here.has(member.user_id))
      .map(({ user_id, name, email }) => ({
        id: user_id,
        label: name,
        hint: email,
        glyph: <Avatar id={user_id} name={name} size="sm" mute />,
      })),
    ...teams
      .filter(team => !here.has(team.id))
      .map(team => ({
        id: team.id,
        label: team.name,
        hint: t("project.team"),
        glyph: <UsersRound size={16} className="shrink-0 text-fg-muted" />,
      })),
  ];
  const nameOf = (one: Granted) =>
    one.team_id
      ? (teams.find(team => team.id === one.team_id)?.name ?? t("project.team"))
      : (members.find(member => member.user_id === one.user_id)?.name ?? t("task.somebody"));
  return (
    <Section
      title={t("app.members")}
      text={t(project.visibility === "private" ? "project.members_private" : "project.members_open")}
      actions={
        may && (
          <Button ref={button} kind="primary" aria-haspopup="dialog" onClick={() => setAdding(true)}>
            <UserPlus size={16} aria-hidden="true" />
            {t("project.add_member")}
          </Button>
        )
      }
    >
      {!may && <NoRight text={t("project.no_right")} />}
      {!data && !error && <Bones />}
      {error && !data && <Failed title={t("members.failed")} onRetry={reload} />}
      {data?.items.length === 0 && (
        <Empty
          icon={<UsersRound size={24} />}
          title={t("project.no_members")}
          text={t("project.no_members_text")}
        />
      )}
      {data && data.items.length > 0 && (
        <Rows label={t("app.members")}>
          {data.items.map(one => {
            const name = nameOf(one);
            const above = projects.find(other => other.id === one.inherited_from);
            return (
              <RowItem key={one.id}>
                {one.team_id ? (
                  <span className="grid size-8 shrink-0 place-items-center rounded-full bg-active text-fg-muted">
                    <UsersRound size={16} aria-hidden="true" />
                  </span>
                ) : (
                  <Avatar id={one.user_id ?? ""} name={name} size="lg" mute />
                )}
                <span className="min-w-0 flex-1 basis-40">
                  <span className="block truncate font-medium">
                    <bdi>{name}</bdi>
                  </span>
                  {one.inherited_from && (
                    <span className="block truncate text-sm text-fg-muted">
                      {above ? t("project.from_above", { name: above.name }) : t("project.from_above_hidden")}
                    </span>
                  )}
                </span>
                {may && !one.inherited_from ? (
                  <>
                    <select
                      aria-label={t("project.role_of", { name })}
                      className={`${INPUT} h-8 max-w-36 text-sm touch:h-11`}
                      value={one.role}
                      onChange={event => change(one, event.target.value as ProjectRole)}
                    >
                      {PROJECT_ROLES.map(each => (
                        <option key={each} value={each}>
                          {t(`project.role.${each}`)}
                        </option>
                      ))}
                    </select>
                    <IconButton label={t("project.remove_member", { name })} onClick={() => remove(one)}>
                      <X size={16} aria-hidden="true" />
                    </IconButton>
                  </>
                ) : (
                  <span className="text-sm text-fg-muted">{t(`project.role.${one.role}`)}</span>
                )}
              </RowItem>
            );
          })}
        </Rows>
      )}
      <dl className="grid gap-x-4 gap-y-1 text-sm md:grid-cols-[auto_1fr]">
        {PROJECT_ROLES.map(each => (
          <div key={each} className="contents">
            <dt className="font-medium">{t(`project.role.${each}`)}</dt>
            <dd className="text-fg-muted max-md:mb-2">{t(`project.role_text.${each}`)}</dd>
          </div>
        ))}
      </dl>
      {adding && (
        <Picker
          label={t("project.add_member")}
          placeholder={t("members.find")}
          options={options}
          anchor={button}
          onPick={add}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}
