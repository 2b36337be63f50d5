//! How somebody wants to be told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Channel, Kind};
use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// Which channels a kind goes to. A channel that is left out is as it is by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_app: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub push: Option<bool>,
}

impl Channels {
    pub fn of(self, channel: Channel) -> Option<bool> {
        match channel {
            Channel::InApp => self.in_app,
            Channel::Email => self.email,
            Channel::Push => self.push,
        }
    }
}

/// When mail and push wait: on the clock of the person's time zone, also past midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// `HH:MM`.
    #[schema(examples("22:00"))]
    pub from: String,
    /// `HH:MM`.
    #[schema(examples("07:00"))]
    pub to: String,
}

/// When a weekly digest comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Weekly {
    /// 1 is Monday, 7 is Sunday.
    pub day: i8,
    /// `HH:MM`.
    pub time: String,
}

/// What is different in one workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceSettings {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Kind, Channels>,
    /// Nothing of it is told, but for mentions, assignments and notices.
    #[serde(default)]
    pub muted: bool,
}

/// What is stored of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Settings {
    /// By kind; what is left out is as it is by default: in the app always, by mail and push but for comments and changes of
    /// status, and not by mail of invitations, which are mails themselves.
    #[serde(default)]
    pub kinds: BTreeMap<Kind, Channels>,
    /// By workspace: goes before `kinds`.
    #[serde(default)]
    pub workspaces: BTreeMap<Uuid, WorkspaceSettings>,
    /// Tasks of which nothing is told.
    #[serde(default)]
    pub muted_task_ids: Vec<Uuid>,
    /// Projects of which nothing is told.
    #[serde(default)]
    pub muted_project_ids: Vec<Uuid>,
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
    /// `HH:MM`: each day then a mail with what is unread.
    #[serde(default)]
    pub daily_digest: Option<String>,
    #[serde(default)]
    pub weekly_digest: Option<Weekly>,
}

/// How a person wants to be told. There is one for each, under the person's own id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preferences {
    pub user_id: Uuid,
    #[serde(flatten)]
    pub settings: Settings,
    /// 0 until something is first changed.
    pub version: i64,
    pub created_at: Option<Stamp>,
    pub updated_at: Option<Stamp>,
}

impl Preferences {
    /// Those of somebody who never said.
    pub fn unsaid(user_id: Uuid) -> Self {
        Self {
            user_id,
            settings: Settings::default(),
            version: 0,
            created_at: None,
            updated_at: None,
        }
    }
}

impl Entity for Preferences {
    const NAME: &'static str = "notification_preferences";

    fn id(&self) -> Uuid {
        self.user_id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// What is to be different. Whatever is given takes the place of what was there, maps and lists as a whole.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferencesPatch {
    #[serde(default)]
    pub kinds: Option<BTreeMap<Kind, Channels>>,
    #[serde(default)]
    pub workspaces: Option<BTreeMap<Uuid, WorkspaceSettings>>,
    #[serde(default)]
    pub muted_task_ids: Option<Vec<Uuid>>,
    #[serde(default)]
    pub muted_project_ids: Option<Vec<Uuid>>,
    #[serde(default)]
    #[schema(value_type = Option<QuietHours>, required = false)]
    pub quiet_hours: Patch<QuietHours>,
    #[serde(default)]
    #[schema(value_type = Option<String>, required = false)]
    pub daily_digest: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<Weekly>, required = false)]
    pub weekly_digest: Patch<Weekly>,
}
