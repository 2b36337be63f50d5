//! Hashing passwords: argon2id, on threads of its own, as many at once as there are permits.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::base::{Error, Result, ids};
use crate::config;
use crate::http::App;

/// How long somebody waits for a core before they are told to come back.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(15);

/// What a try came to.
#[derive(Debug)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, and here is the hash with today's parameters to keep instead.
    Outdated(String),
}

/// Hashes a new password.
///
/// # Errors
/// `busy` when the machine cannot keep up.
pub async fn hash(app: &App, password: &str) -> Result<String> {
    let (settings, password) = (app.config.auth.clone(), password.to_owned());
    run(app, move || hash_now(&settings, &password)).await
}

/// Tries a password. Without a hash (no such account, no password) it works as long and says no.
///
/// # Errors
/// `busy` when the machine cannot keep up.
pub async fn verify(app: &App, password: &str, hash: Option<&str>) -> Result<Verdict> {
    let (settings, password) = (app.config.auth.clone(), password.to_owned());
    let hash = hash.map(str::to_owned);
    run(app, move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| nobodys(&settings));
        let right = argon2(&settings)?.verify_password(password.as_bytes(), hash.as_str()).is_ok();
        Ok(match right && known {
            false => Verdict::Wrong,
            true if hash.starts_with(&prefix(&settings)) => Verdict::Right,
            true => Verdict::Outdated(hash_now(&settings, &password)?),
        })
    })
    .await
}

fn hash_now(settings: &config::Auth, password: &str) -> Result<String> {
    let hash = argon2(settings)?.hash_password_with_salt(password.as_bytes(), &ids::random::<16>());
    hash.map(|hash| hash.to_string()).map_err(Error::internal)
}

fn argon2(settings: &config::Auth) -> Result<Argon2<'static>> {
    let params = Params::new(settings.argon2_memory_kib, settings.argon2_passes, 1, None);
    params
        .map(|params| Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
        .map_err(Error::internal)
}

/// How hashes with today's parameters start.
fn prefix(settings: &config::Auth) -> String {
    format!("$argon2id$v=19$m={},t={},p=1$", settings.argon2_memory_kib, settings.argon2_passes)
}

/// A hash that no password has, and that takes as long to find out.
fn nobodys(settings: &config::Auth) -> String {
    format!("{}{}${}", prefix(settings), "A".repeat(22), "A".repeat(43))
}

/// Holds its permit until the work is done, even when whoever asked has gone.
struct Permit(App);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.hashing.done();
    }
}

async fn run<T: Send + 'static>(app: &App, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let busy = || Error::Unavailable {
        code: "busy",
        detail: "Too many people are signing in at the moment. Try again shortly.".to_owned(),
        retry_after_secs: 2,
    };
    let taken = tokio::time::timeout(PATIENCE, app.hashing.take()).await;
    taken.map_err(|_| busy())?;
    let permit = Permit(app.clone());
    let work = move || {
        let _permit = permit;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> config::Auth {
        config::Auth {
            registration: config::Registration::Open,
            access_token_secs: 1,
            session_secs: 1,
            refresh_grace_secs: 1,
            argon2_memory_kib: 64,
            argon2_passes: 1,
            free_login_failures: 1,
        }
    }

    #[test]
    fn hashes_are_salted_and_carry_their_parameters() {
        let (one, two) = (hash_now(&settings(), "x").unwrap(), hash_now(&settings(), "x").unwrap());
        assert_ne!(one, two);
        assert!(one.starts_with(&prefix(&settings())), "{one}");
        assert!(argon2(&settings()).unwrap().verify_password(b"x", one.as_str()).is_ok());
        assert!(argon2(&settings()).unwrap().verify_password(b"y", one.as_str()).is_err());
    }

    #[test]
    fn nobodys_hash_is_computed_like_any_other() {
        let result = argon2(&settings())
            .unwrap()
            .verify_password(b"x", nobodys(&settings()).as_str());
        assert!(matches!(result, Err(argon2::password_hash::Error::PasswordInvalid)), "{result:?}");
    }
}
