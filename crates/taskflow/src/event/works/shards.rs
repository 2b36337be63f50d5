//! Shards of one consumer: streams are shared out by their hash, shards by leases.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use taskflow_db::Engine;
use uuid::Uuid;

use super::{Process, store};
use crate::base::{Result, Stamp, ids};
use crate::event::{Lease, claim_lease, release_lease};

pub const SHARDS: i64 = 64;
/// How long a shard stays with a process that says nothing more.
const LEASE_MS: i64 = 15_000;
/// How often leases are renewed.
pub const RENEWAL: Duration = Duration::from_secs(5);

/// Where a stream belongs. FNV-1a: ids that clients chose may have any shape.
pub fn shard_of(stream: Uuid) -> i64 {
    let hash = stream.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash ^ (hash >> 32)) % SHARDS.unsigned_abs()).cast_signed()
}

/// The shards that a process holds for a consumer, each with its fence.
#[derive(Clone, Debug)]
pub struct Shards {
    name: &'static str,
    /// The lease by which the processes count each other, and this one's place among them.
    seats: String,
    seat: i64,
    held: BTreeMap<i64, i64>,
    /// Nothing was claimed yet.
    fresh: bool,
}

impl Shards {
    pub fn new(name: &'static str) -> Self {
        // Never negative, and far from where counting up from it would end.
        let seat = i64::from_be_bytes(ids::random()) & (i64::MAX >> 1);
        Self {
            name,
            seats: format!("{name}/process"),
            seat,
            held: BTreeMap::new(),
            fresh: true,
        }
    }

    /// The lease under which a stream may be worked on now.
    pub fn lease(&self, stream: Uuid, holder: &str) -> Option<Lease> {
        let shard = shard_of(stream);
        self.held.get(&shard).map(|fence| Lease {
            name: self.name.to_owned(),
            shard,
            holder: holder.to_owned(),
            fence: *fence,
            // The database knows; the fence decides.
            expires_at: Stamp(0),
        })
    }

    /// Renews what is held, gives back what is more than a fair share and claims what is free; true when shards came.
    ///
    /// # Errors
    /// Those of the database: what is held then is held until it expires.
    pub async fn renew(&mut self, process: &Process) -> Result<bool> {
        let (now, until) = (process.clock.now(), process.clock.now().plus_ms(LEASE_MS));
        let (shards, holder) = (self.clone(), process.name.clone());
        let lane = shards.lane();
        let renewing = process.db.write(lane, move |tx| {
            if shards.fresh && tx.engine() == Engine::Sqlite {
                // Only one process can have the database open: whoever held them is gone.
                store::expire_leases(tx, vec![shards.name.to_owned(), shards.seats.clone()])?;
            }
            claim_lease(tx, &shards.seats, shards.seat, &holder, now, LEASE_MS)?;
            let seats = store::seats(tx, &shards.seats, now)?.max(1);
            let fair = (SHARDS + seats - 1) / seats;
            let mut held = store::renew_leases(tx, shards.name, &holder, now, until)?;
            while i64::try_from(held.len()).unwrap_or(SHARDS) > fair {
                if let Some((shard, fence)) = held.pop_last() {
                    release_lease(tx, &lease(shards.name, shard, &holder, fence))?;
                }
            }
            if i64::try_from(held.len()).unwrap_or(SHARDS) < fair {
                let free = store::free_shards(tx, shards.name, SHARDS, now)?;
                claim(tx, &shards, &holder, now, (fair, &free), &mut held)?;
            }
            Ok::<_, crate::base::Error>(held)
        });
        let held = renewing.await?.0;
        let came = held
            .iter()
            .any(|held| !self.held.contains_key(held.0) || self.held[held.0] != *held.1);
        (self.held, self.fresh) = (held, false);
        Ok(came)
    }

    /// Lets others go on at once.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn give_back(&self, process: &Process) -> Result<()> {
        let (shards, holder) = (self.clone(), process.name.clone());
        let names = vec![shards.name.to_owned(), shards.seats.clone()];
        let giving = process.db.write(shards.lane(), move |tx| {
            store::release_leases(tx, names.clone(), &holder)?;
            Ok::<_, crate::base::Error>(())
        });
        giving.await.map(|_| ())
    }

    /// Leases of one consumer are renewed one after the other.
    fn lane(&self) -> Uuid {
        Uuid::from_u64_pair(0, u64::from_be_bytes(*b"consumer") ^ self.name.len() as u64)
    }
}

fn lease(name: &str, shard: i64, holder: &str, fence: i64) -> Lease {
    Lease {
        name: name.to_owned(),
        shard,
        holder: holder.to_owned(),
        fence,
        expires_at: Stamp(0),
    }
}

/// Claims free shards up to a fair share, beginning anywhere, so that processes that start together do not meet.
fn claim(
    tx: &mut taskflow_db::Tx<'_>,
    shards: &Shards,
    holder: &str,
    now: Stamp,
    (fair, free): (i64, &BTreeSet<i64>),
    held: &mut BTreeMap<i64, i64>,
) -> Result<()> {
    for step in 0..SHARDS {
        let shard = (shards.seat + step) % SHARDS;
        if i64::try_from(held.len()).unwrap_or(SHARDS) >= fair {
            break;
        }
        if !free.contains(&shard) {
            continue;
        }
        if let Some(lease) = claim_lease(tx, shards.name, shard, holder, now, LEASE_MS)? {
            held.insert(shard, lease.fence);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_spread_over_the_shards() {
        let mut counts = [0_u32; SHARDS as usize];
        for n in 0..6400_u128 {
            // The shape of UUIDv7s made one after the other.
            let stream = Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 | (n << 80) | (n * 7919));
            counts[shard_of(stream) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (50..=160).contains(count)), "{counts:?}");
    }
}
