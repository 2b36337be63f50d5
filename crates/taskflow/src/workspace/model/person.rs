//! Somebody, as those who share a workspace with them see them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;

/// A person without what is only theirs to know.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub avatar_url: Option<String>,
    /// IANA name: when it is day for them.
    pub timezone: String,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Person {
    // Never in a log: there it is a `user` (their own stream) or a `member`.
    const NAME: &'static str = "person";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
