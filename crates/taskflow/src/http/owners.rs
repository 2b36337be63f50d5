//! Whose an API token is, as far as this process has seen: a token's requests count for its owner before the database
//! was asked who that is. Only a hint: what a token may do is asked anew each time.

use std::time::Duration;

use moka::sync::Cache;
use uuid::Uuid;

/// Tokens remembered; at about 100 bytes each, some 1 MB when full.
const CAPACITY: u64 = 10_000;

/// Remembers the owner of each API token that was used lately, by the first half of the token's hash.
#[derive(Clone, Debug)]
pub struct Owners {
    owners: Cache<Uuid, Uuid>,
    /// Tokens and the networks they were used from in the last hour.
    uses: Cache<(Uuid, u128), ()>,
}

impl Default for Owners {
    fn default() -> Self {
        let uses = Cache::builder().max_capacity(CAPACITY).time_to_live(Duration::from_secs(3600));
        Self { owners: Cache::new(CAPACITY), uses: uses.build() }
    }
}

impl Owners {
    /// The owner; a token not seen yet stands for itself.
    pub fn of(&self, token: Uuid) -> Uuid {
        self.owners.get(&token).unwrap_or(token)
    }

    pub fn learn(&self, token: Uuid, owner: Uuid) {
        if self.owners.get(&token) != Some(owner) {
            self.owners.insert(token, owner);
        }
    }

    /// The token is no good any more: whoever goes on using it shall not use up its former owner's limits.
    pub fn forget(&self, token: Uuid) {
        self.owners.invalidate(&token);
    }

    /// Whether it is the first use of a token from a network that this process has seen for an hour.
    pub fn first_use(&self, token: Uuid, network: u128) -> bool {
        self.uses.entry((token, network)).or_insert(()).is_fresh()
    }
}
