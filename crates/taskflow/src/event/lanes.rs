//! Which stream a thing belongs to, as far as this process has seen: writes that will meet in one stream
//! are put in one group commit. Only a hint: a wrong or missing one costs speed, never order.

use moka::sync::Cache;
use uuid::Uuid;

/// Things remembered; at about 100 bytes each, some 10 MB when full.
const CAPACITY: u64 = 100_000;

/// Remembers the stream of each thing that was written lately.
#[derive(Clone, Debug)]
pub struct Lanes(Cache<Uuid, Uuid>);

impl Default for Lanes {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Lanes {
    /// The lane for a write that names this thing.
    pub fn of(&self, thing: Uuid) -> Uuid {
        self.0.get(&thing).unwrap_or(thing)
    }

    pub fn learn(&self, thing: Uuid, stream: Uuid) {
        if thing != stream && self.0.get(&thing) != Some(stream) {
            self.0.insert(thing, stream);
        }
    }
}
