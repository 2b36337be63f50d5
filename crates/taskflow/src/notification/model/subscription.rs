//! Browsers that people are pushed to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;

/// A browser that a person is pushed to, without the secrets by which it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PushSubscription {
    pub id: Uuid,
    pub user_id: Uuid,
    /// What the browser calls itself: its `User-Agent`.
    pub device: String,
    /// Where its push service is.
    #[schema(examples("updates.push.services.mozilla.com"))]
    pub host: String,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for PushSubscription {
    const NAME: &'static str = "push_subscription";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// What a browser says of its subscription, as `PushSubscription.toJSON()` writes it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPushSubscription {
    /// At most 1,000 characters; https.
    #[schema(examples("https://updates.push.services.mozilla.com/wpush/v2/gAAA…"))]
    pub endpoint: String,
    /// When it ends by itself, in milliseconds since 1970.
    #[serde(default, rename = "expirationTime")]
    #[schema(value_type = Option<f64>, required = false)]
    pub expiration_time: Option<serde_json::Number>,
    pub keys: NewPushKeys,
}

/// By which only the browser reads what is pushed; in base64url.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPushKeys {
    /// A point of P-256, uncompressed.
    pub p256dh: String,
    /// 16 bytes.
    pub auth: String,
}

/// What is sealed of a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    pub endpoint: String,
    pub p256dh: Vec<u8>,
    pub auth: Vec<u8>,
}

/// By which browsers subscribe.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PushKey {
    /// `applicationServerKey`, in base64url.
    pub public_key: String,
}
