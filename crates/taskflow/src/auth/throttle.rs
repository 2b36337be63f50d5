//! Slows down who guesses: by account and by address, the same whether or not an account exists.

use sha2::{Digest, Sha256};
use taskflow_db::Tx;

use super::store::{self, Throttle};
use crate::base::{Error, Result, Stamp, network};
use crate::event::Cx;

/// The delay after the first failure too many; it doubles with each further one.
const FIRST_DELAY_SECS: i64 = 5;
const LONGEST_DELAY_SECS: i64 = 15 * 60;
/// An account's failures are forgotten after a quiet day, an address's (an office may share it) after a quiet hour.
const ACCOUNT_MEMORY_SECS: i64 = 24 * 3600;
const ADDRESS_MEMORY_SECS: i64 = 3600;
/// How many more failures an address has free than an account.
const ADDRESS_FACTOR: i64 = 10;

/// Something whose failures are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    name: String,
    free: i64,
    memory_secs: i64,
}

/// The keys one try is counted under.
#[derive(Clone, Debug)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// For a try at `what` (`login`, `forgot`, …), by the account it names and the address it comes from, which counts
    /// with all of its network. `free` is how many failures an account has free.
    pub fn new(what: &str, account: Option<&str>, address: Option<&str>, free: i64) -> Self {
        let account = account.map(|account| Key {
            name: name(what, "account", account),
            free,
            memory_secs: ACCOUNT_MEMORY_SECS,
        });
        let address = address.map(|address| Key {
            name: name(what, "address", &network_of(address)),
            free: free.saturating_mul(ADDRESS_FACTOR),
            memory_secs: ADDRESS_MEMORY_SECS,
        });
        let mut keys: Vec<Key> = account.into_iter().chain(address).collect();
        keys.sort();
        Self(keys)
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|key| key.name.clone()).collect()
    }
}

/// What is no address, as in tools and tests, stands for itself.
fn network_of(address: &str) -> String {
    address
        .parse()
        .map_or_else(|_| address.to_owned(), |address| format!("{:032x}", network(address)))
}

/// Hashed: the table tells nobody who tried to sign in from where.
fn name(what: &str, kind: &str, who: &str) -> String {
    format!("{what}:{kind}:{}", hex::encode(&Sha256::digest(who.as_bytes())[..16]))
}

/// # Errors
/// `too_many_attempts` while one of the keys is blocked.
pub fn check(tx: &mut Tx<'_>, keys: &Keys, now: Stamp) -> Result<()> {
    refuse_blocked(&store::throttles(tx, &keys.names())?, now)
}

/// Counts a failure. Answers an error inside of `Ok` when a key was blocked meanwhile, as by many tries at once: the
/// count must be committed, and a command's error would undo it.
///
/// # Errors
/// Those of the database.
pub fn fail(cx: &mut Cx<'_, '_>, keys: &Keys) -> Result<Result<()>> {
    let now = cx.now();
    let mut rows = store::lock_throttles(cx, &keys.names(), now)?;
    if let Err(blocked) = refuse_blocked(&rows, now) {
        return Ok(Err(blocked));
    }
    for row in &mut rows {
        if let Some(key) = keys.0.iter().find(|key| key.name == row.key) {
            count(row, key, now);
            store::set_throttle(cx, row)?;
        }
    }
    Ok(Ok(()))
}

/// Forgets an account's failures: its owner came in. The address's stay, or a guesser would sign in to an account of
/// their own between two tries.
///
/// # Errors
/// Those of the database.
pub fn succeed(cx: &mut Cx<'_, '_>, keys: &Keys) -> Result<()> {
    for key in keys.0.iter().filter(|key| key.memory_secs == ACCOUNT_MEMORY_SECS) {
        store::clear_throttle(cx, &key.name)?;
    }
    Ok(())
}

fn count(row: &mut Throttle, key: &Key, now: Stamp) {
    if row.updated_at.plus_secs(key.memory_secs) <= now {
        row.failures = 0;
    }
    row.failures += 1;
    row.updated_at = now;
    let over = row.failures - key.free;
    if over >= 0 {
        let doublings = u32::try_from(over).unwrap_or(u32::MAX).min(16);
        let delay = FIRST_DELAY_SECS.saturating_mul(1 << doublings).min(LONGEST_DELAY_SECS);
        row.blocked_until = now.plus_secs(delay);
    }
}

fn refuse_blocked(rows: &[Throttle], now: Stamp) -> Result<()> {
    let until = rows.iter().map(|row| row.blocked_until).max().unwrap_or(Stamp(0));
    if until <= now {
        return Ok(());
    }
    let retry_after_secs = u64::try_from((until.0 - now.0 + 999) / 1000).unwrap_or(1);
    Err(Error::RateLimited {
        code: "too_many_attempts",
        detail: format!("Too many failed tries. Wait {retry_after_secs} seconds, then try again."),
        retry_after_secs,
    })
}

/// When counts that were not touched since are of no use any more.
pub fn forgettable(now: Stamp) -> Stamp {
    now.plus_secs(-ACCOUNT_MEMORY_SECS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(failures: i64) -> i64 {
        let Keys(keys) = Keys::new("login", Some("a"), None, 5);
        let mut row = Throttle {
            key: keys[0].name.clone(),
            failures: 0,
            blocked_until: Stamp(0),
            updated_at: Stamp(0),
        };
        (0..failures).for_each(|_| count(&mut row, &keys[0], Stamp(1000)));
        (row.blocked_until.0 - 1000).max(-1000) / 1000
    }

    #[test]
    fn delays_double_up_to_a_quarter_of_an_hour() {
        assert_eq!(after(4), -1);
        assert_eq!([after(5), after(6), after(7)], [5, 10, 20]);
        assert_eq!(after(500), 900);
    }

    #[test]
    fn a_quiet_day_forgets() {
        let Keys(keys) = Keys::new("login", Some("a"), None, 1);
        let mut row = Throttle {
            key: String::new(),
            failures: 30,
            blocked_until: Stamp(0),
            updated_at: Stamp(0),
        };
        count(&mut row, &keys[0], Stamp(ACCOUNT_MEMORY_SECS * 1000));
        assert_eq!(row.failures, 1);
    }

    #[test]
    fn keys_tell_no_names() {
        let Keys(keys) = Keys::new("login", Some("ada@example.org"), Some("192.0.2.1"), 5);
        assert_eq!(keys.len(), 2);
        assert!(keys.iter().all(|key| !key.name.contains("ada") && !key.name.contains("192")));
        assert_eq!(keys.iter().map(|key| key.free).max(), Some(50));
    }
}
