import type { components } from "../../api/schema";
import { hasMessage, type MessageId, t } from "../../app/i18n.ts";
import { times } from "../../app/times.ts";
import type { Tone } from "../../ui/badge.tsx";
import type { Option } from "../../ui/picker.tsx";
import { typeName } from "../task/said.ts";

type Schemas = components["schemas"];
export type Webhook = Schemas["Webhook"];
export type WebhookDetail = Schemas["WebhookDetail"];
export type WebhookSecret = Schemas["WebhookSecret"];
export type Delivery = Schemas["WebhookDelivery"];
export type DeliveryDetail = Schemas["DeliveryDetail"];
export type DeliveryState = Schemas["DeliveryState"];
export type Attempt = Schemas["WebhookAttempt"];

export const webhooksPath = (workspace: string) => `/workspaces/${workspace}/webhooks`;

/** What kinds of things webhooks are told of, and what happens to each. */
const HAPPENS: Readonly<Record<string, readonly string[]>> = {
  task: [
    "created",
    "updated",
    "moved",
    "completed",
    "reopened",
    "archived",
    "unarchived",
    "trashed",
    "restored",
    "purged",
    "occurrence_skipped",
    "rolled_over",
  ],
  comment: ["created", "updated", "deleted", "restored", "reacted", "unreacted"],
  relation: ["created", "deleted"],
  watcher: ["added", "removed"],
  time_entry: ["created", "updated", "deleted", "started", "stopped"],
  project: ["created", "updated", "moved", "archived", "restored", "deleted"],
  project_member: ["added", "changed", "removed"],
  status: ["created", "updated", "moved", "deleted"],
  tag: ["created", "updated", "deleted"],
  custom_field: ["created", "updated", "deleted"],
  milestone: ["created", "updated", "moved", "completed", "reopened", "deleted"],
  cycle: ["created", "updated", "started", "completed", "deleted"],
  member: ["added", "updated", "removed"],
  team: ["created", "updated", "deleted"],
  invitation: ["created", "renewed", "accepted", "revoked"],
  automation_rule: ["created", "updated", "disabled", "deleted"],
  webhook: ["created", "updated", "enabled", "disabled", "secret_rotated", "deleted"],
  workspace: ["updated", "exported"],
};

/** What can be chosen: everything about a kind of thing, or one thing that happens. */
export function eventOptions(): Option[] {
  const all = Object.keys(HAPPENS).map(
    (kind): Option => ({ id: `${kind}.*`, label: eventsName(`${kind}.*`), hint: `${kind}.*` }),
  );
  const single = Object.entries(HAPPENS).flatMap(([kind, happens]) =>
    happens.map((what): Option => {
      const type = `${kind}.${what}`;
      return { id: type, label: typeName(type), hint: type };
    }),
  );
  return [...all, ...single];
}

export function eventsName(type: string): string {
  const id = `webhooks.all.${type.replace(/\.\*$/, "")}`;
  return type.endsWith(".*") && hasMessage(id) ? t(id) : typeName(type);
}

/** How a webhook does, in words. */
export function healthOf(webhook: Webhook, health: WebhookDetail["health"] | undefined): [Tone, string] {
  if (webhook.state === "disabled") {
    const reason = webhook.disabled_reason ?? "paused";
    return [reason === "paused" ? "plain" : "danger", t(`webhooks.off.${reason}` as MessageId)];
  }
  if (health?.filter_fault) {
    return ["danger", t("webhooks.filter_broken")];
  }
  if (health?.open_until && Date.parse(health.open_until) > Date.now()) {
    return ["warning", t("webhooks.rests", { time: times.clock(health.open_until) })];
  }
  if (health && health.failures > 0) {
    return ["warning", t("webhooks.failures", { count: health.failures })];
  }
  return ["success", t("webhooks.healthy")];
}

/** How near the next attempt must be to wait for it. */
const SOON_MS = 60_000;

/** Whether something will become of it in a moment. */
export function isOnItsWay({ state, next_attempt_at }: Delivery): boolean {
  return state === "waiting" && (!next_attempt_at || Date.parse(next_attempt_at) < Date.now() + SOON_MS);
}
