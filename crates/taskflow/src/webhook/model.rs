//! Webhooks and what was sent, as REST answers them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// Whether events are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    Enabled,
    Disabled,
}

/// Why nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisabledReason {
    /// Somebody turned it off.
    Paused,
    /// The receiver answered 410: it wants no more.
    Gone,
    /// Nothing got through for days.
    Failing,
}

macro_rules! names {
    ($type:ident { $($variant:ident => $name:literal),+ }) => {
        impl $type {
            /// As stored and shown.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Reads a stored name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names!(WebhookState { Enabled => "enabled", Disabled => "disabled" });
names!(DisabledReason { Paused => "paused", Gone => "gone", Failing => "failing" });
names!(DeliveryState { Waiting => "waiting", Delivered => "delivered", Failed => "failed" });

/// An address that is told of what happens in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Webhook {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub url: String,
    pub description: String,
    /// Types such as `task.created`, or `task.*`; an empty list is every type.
    pub event_types: Vec<String>,
    /// The filter language: only what happens to tasks like this.
    pub filter: Option<String>,
    pub state: WebhookState,
    pub disabled_reason: Option<DisabledReason>,
    pub disabled_at: Option<Stamp>,
    pub created_by: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Webhook {
    const NAME: &'static str = "webhook";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl Webhook {
    pub fn is_enabled(&self) -> bool {
        self.state == WebhookState::Enabled
    }
}

/// How an endpoint does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Health {
    /// Attempts in a row that failed.
    pub failures: i64,
    pub failing_since: Option<Stamp>,
    /// Until then nothing is tried: too much failed.
    pub open_until: Option<Stamp>,
    /// Why the filter cannot be read any more; until it can, nothing is sent.
    pub filter_fault: Option<String>,
}

/// A secret, without what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SecretInfo {
    pub id: Uuid,
    pub created_at: Stamp,
    /// When it no longer signs; `null` for the newest.
    pub expires_at: Option<Stamp>,
}

/// A webhook, and how it does.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookDetail {
    #[serde(flatten)]
    pub webhook: Webhook,
    pub health: Health,
    /// What signs now, the newest first.
    pub secrets: Vec<SecretInfo>,
}

/// A webhook that was just made, or whose secret was exchanged: the secret is shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookSecret {
    #[serde(flatten)]
    pub webhook: Webhook,
    /// `whsec_…`; `null` when the same request made the webhook before.
    pub secret: Option<String>,
}

/// A webhook to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Chosen by the client.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// `https://…`, on the public Internet unless the server's settings allow more.
    pub url: String,
    #[serde(default)]
    pub description: String,
    /// Types such as `task.created`, or `task.*`; all when absent.
    #[serde(default)]
    pub event_types: Vec<String>,
    /// The filter language.
    #[serde(default)]
    pub filter: Option<String>,
}

/// What is to be different about a webhook.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub url: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub description: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false)]
    pub event_types: Patch<Vec<String>>,
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false)]
    pub filter: Patch<String>,
    /// `true` begins with a clean slate; what happened meanwhile is not sent.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    pub enabled: Patch<bool>,
}

/// How to exchange a secret.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rotation {
    /// Seconds in which the old secret signs as well, 0 to 604800; a day when absent.
    #[serde(default)]
    pub overlap_secs: Option<i64>,
}

/// What became of an event on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is tried, or will be again.
    Waiting,
    Delivered,
    /// Given up.
    Failed,
}

/// An event on its way to an endpoint. Its id is the `webhook-id` of every attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WebhookDelivery {
    pub id: Uuid,
    pub webhook_id: Uuid,
    /// The entry of the workspace's log; `null` for a ping.
    pub seq: Option<i64>,
    pub event_type: String,
    pub state: DeliveryState,
    pub attempts: i64,
    /// What the receiver answered last.
    pub last_status: Option<i64>,
    pub next_attempt_at: Option<Stamp>,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WebhookAttempt {
    pub number: i64,
    pub at: Stamp,
    pub duration_ms: i64,
    /// What was answered; `null` without an answer.
    pub status: Option<i64>,
    /// Why there was none.
    pub error: Option<String>,
    #[serde(flatten)]
    pub excerpt: Excerpt,
}

/// The beginning of what was sent, and of what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Excerpt {
    /// Headers, one a line.
    pub request_headers: String,
    /// At most 4 KiB.
    pub request_body: String,
    pub response_headers: String,
    /// At most 2 KiB.
    pub response_body: String,
}

/// A delivery with its attempts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveryDetail {
    #[serde(flatten)]
    pub delivery: WebhookDelivery,
    /// The newest first, at most 50.
    pub log: Vec<WebhookAttempt>,
}
