//! Whose an API token is, as far as this process has seen: a token's requests count for its owner before the database
//! was asked who that is. Only a hint: what a token may do is asked anew each time.

use moka::sync::Cache;
use uuid::Uuid;

/// Tokens remembered; at about 100 bytes each, some 1 MB when full.
const CAPACITY: u64 = 10_000;

/// Remembers the owner of each API token that was used lately, by the first half of the token's hash.
#[derive(Clone, Debug)]
pub struct Owners(Cache<Uuid, Uuid>);

impl Default for Owners {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Owners {
    /// The owner; a token not seen yet stands for itself.
    pub fn of(&self, token: Uuid) -> Uuid {
        self.0.get(&token).unwrap_or(token)
    }

    pub fn learn(&self, token: Uuid, owner: Uuid) {
        if self.0.get(&token) != Some(owner) {
            self.0.insert(token, owner);
        }
    }

    /// The token is no good any more: whoever goes on using it shall not use up its former owner's limits.
    pub fn forget(&self, token: Uuid) {
        self.0.invalidate(&token);
    }
}
