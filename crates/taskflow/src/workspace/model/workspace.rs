//! The tenant.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;

/// A workspace: nothing crosses its border.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Workspace {
    pub id: Uuid,
    /// Its name in addresses; unique on this server.
    #[schema(examples("acme"))]
    pub slug: String,
    pub name: String,
    /// IANA name; what "today" means where nobody says otherwise.
    #[schema(examples("Europe/Berlin"))]
    pub timezone: String,
    /// 1 is Monday, 7 is Sunday.
    #[schema(minimum = 1, maximum = 7)]
    pub week_start: u8,
    pub created_by: Uuid,
    /// When an owner deleted it. From then on only the log speaks of it.
    pub deleted_at: Option<Stamp>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Workspace {
    const NAME: &'static str = "workspace";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
