//! Names one row of the copy.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};
use uuid::Uuid;

/// A kind, such as `task`, and an id. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub struct Thing {
    #[serde(deserialize_with = "shared")]
    pub entity: Arc<str>,
    pub id: Uuid,
}

impl Thing {
    pub fn new(entity: &str, id: Uuid) -> Self {
        Self { entity: entity.into(), id }
    }

    pub fn is_a(&self, entity: &str) -> bool {
        &*self.entity == entity
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.entity, self.id)
    }
}

/// Reads a text that many will point at.
pub(crate) fn shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    <std::borrow::Cow<'de, str>>::deserialize(deserializer).map(Arc::from)
}

/// The same, where it may be absent.
pub(crate) fn shared_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Arc<str>>, D::Error> {
    let text = <Option<std::borrow::Cow<'de, str>>>::deserialize(deserializer)?;
    Ok(text.map(Arc::from))
}
