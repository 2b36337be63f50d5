import { useRef, useState } from "react";
import { Link } from "wouter";
import type { NotificationPatch, NotificationPreferences } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { answered, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api, useUser } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { Check, SelectField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { useWorkspaces } from "../workspace/queries.ts";
import { Digests, QuietHours } from "./hours.tsx";
import { Muted } from "./muted.tsx";
import { Push } from "./push.tsx";
import { CHANNELS, isOwn, KINDS, wants, wish, withWorkspace } from "./wishes.ts";

const PATH = "/notifications/preferences";
export type Save = (patch: NotificationPatch) => void;

/** What one wants to be told, where, and when not. */
export default function Notifications() {
  const { data, error, reload } = useAsked<NotificationPreferences>(PATH);
  const user = useUser();
  const saved = useRef(Promise.resolve());
  const waiting = useRef(0);
  if (!data) {
    return error ? <Failed title={t("account.notifications_failed")} onRetry={reload} /> : <Bones />;
  }
  const save: Save = patch => {
    // As it will be, so that a box is ticked at once.
    answered(PATH, { ...data, ...patch });
    waiting.current += 1;
    // One after the other: what is changed quickly must not undo what was changed just before.
    saved.current = saved.current.then(async () => {
      let after: NotificationPreferences | undefined;
      const done = await attempt(async () => {
        after = await api.patch<NotificationPreferences>(PATH, patch);
      });
      waiting.current -= 1;
      if (!done) {
        reload();
      } else if (after && waiting.current === 0) {
        answered(PATH, after);
      }
    });
  };
  return (
    <>
      <Kinds wishes={data} save={save} />
      <Push />
      <Section
        title={t("account.when")}
        text={t("account.when_text", { zone: user?.timezone ?? "" })}
        actions={
          <Link href={to.account("profile")} className="text-sm font-medium text-accent-fg hover:underline">
            {t("account.timezone")}
          </Link>
        }
      >
        <QuietHours wishes={data} save={save} />
        <Digests wishes={data} save={save} />
      </Section>
      <Muted wishes={data} save={save} />
    </>
  );
}

function Kinds({ wishes, save }: { wishes: NotificationPreferences; save: Save }) {
  const { workspaces } = useWorkspaces();
  const [where, setWhere] = useState("");
  const workspace = where === "" ? undefined : where;
  return (
    <Section title={t("account.notifications")} text={t("account.notifications_text")}>
      <SelectField
        label={t("account.where")}
        value={where}
        className="max-w-72"
        onChange={event => setWhere(event.target.value)}
      >
        <option value="">{t("account.everywhere")}</option>
        {workspaces.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <table className="w-full border-collapse text-md">
        <thead>
          <tr className="border-b border-border text-sm text-fg-muted">
            <th scope="col" className="py-2 text-start font-medium">
              {t("account.kind")}
            </th>
            {CHANNELS.map(channel => (
              <th key={channel} scope="col" className="w-20 py-2 text-center font-medium">
                {t(`account.channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.map(kind => (
            <tr key={kind} className="border-b border-border">
              <th scope="row" className="py-2.5 pe-4 text-start font-normal">
                {t(`account.kind.${kind}`)}
              </th>
              {CHANNELS.map(channel => (
                <td key={channel} className="p-0 text-center">
                  <label className="inline-grid size-9 cursor-pointer place-items-center touch:size-11">
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      aria-label={t("account.tell_by", {
                        kind: t(`account.kind.${kind}`),
                        channel: t(`account.channel.${channel}`),
                      })}
                      checked={wants(wishes, kind, channel, workspace)}
                      onChange={event => save(wish(wishes, kind, channel, event.target.checked, workspace))}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-sm text-fg-muted text-pretty">{t("account.mail_waits")}</p>
      {workspace !== undefined && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Check
            label={t("account.mute_workspace")}
            checked={wishes.workspaces?.[workspace]?.muted === true}
            onChange={event =>
              save({ workspaces: withWorkspace(wishes, workspace, { muted: event.target.checked }) })
            }
          />
          <Button
            disabled={!isOwn(wishes, workspace)}
            onClick={() => save({ workspaces: withWorkspace(wishes, workspace, { kinds: {} }) })}
          >
            {t("account.as_everywhere")}
          </Button>
        </div>
      )}
    </Section>
  );
}
