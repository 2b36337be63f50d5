//! What people's data must be like. Pure: no database, no clock.

use unicode_normalization::UnicodeNormalization;

use super::ProfilePatch;
use crate::base::error::Faults;
use crate::base::{Error, Patch, Result, Scope, Stamp};
use crate::mail::is_address;

pub use crate::mail::email_key;

/// Characters of a person's name.
pub const MAX_NAME: usize = 100;
/// Characters of an e-mail address (RFC 5321 §4.5.3.1.3, less the brackets).
const MAX_EMAIL: usize = 254;
const MAX_AVATAR_URL: usize = 2000;
const MAX_LOCALE: usize = 35;
/// Characters of a password: below it is guessed too soon, above it only costs time.
const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 10..=256;
/// Of zxcvbn's 0 to 4; 2 withstands guessing through the API.
const LEAST_PASSWORD_SCORE: u8 = 2;
const MAX_TOKEN_NAME: usize = 100;

/// An address that mail can be sent to, trimmed; adds a fault when it is none.
pub fn check_email(faults: &mut Faults, pointer: &str, email: &str) -> String {
    let email: String = email.trim().nfc().collect();
    let sound = email.chars().count() <= MAX_EMAIL && is_address(&email);
    faults.require(sound, pointer, "invalid_email", "Give an e-mail address such as ada@example.org.");
    email
}

/// A name, trimmed; adds a fault when it is empty, too long, or holds control characters.
pub fn check_name(faults: &mut Faults, pointer: &str, name: &str, most: usize) -> String {
    let name: String = name.trim().nfc().collect();
    if name.is_empty() {
        faults.add(pointer, "required", "Give a name.");
    } else if name.chars().count() > most {
        faults.add(pointer, "too_long", format!("Give at most {most} characters."));
    } else if name.chars().any(char::is_control) {
        faults.add(pointer, "control_characters", "Leave out control characters, such as line breaks.");
    }
    name
}

/// A person's name.
pub fn check_person_name(faults: &mut Faults, name: &str) -> String {
    check_name(faults, "/name", name, MAX_NAME)
}

/// A BCP 47 language tag, by its form.
pub fn check_locale(faults: &mut Faults, locale: &str) {
    let mut parts = locale.split('-');
    let language = parts.next().unwrap_or_default();
    let sound = locale.len() <= MAX_LOCALE
        && (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    faults.require(sound, "/locale", "invalid_locale", "Give a language tag such as en or de-CH.");
}

/// A name of the IANA time zone database.
pub fn check_timezone(faults: &mut Faults, timezone: &str) {
    // jiff also reads POSIX rules and odd cases; what is stored is a name.
    let sound = timezone.len() <= 64
        && timezone
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte))
        && jiff::tz::TimeZone::get(timezone).is_ok();
    let message = "Give a time zone by its IANA name, such as Europe/Berlin.";
    faults.require(sound, "/timezone", "unknown_timezone", message);
}

fn check_avatar_url(faults: &mut Faults, url: &str) {
    let unsafe_character = |c: char| c.is_whitespace() || c.is_control() || "<>\"'\\".contains(c);
    let sound = url.len() <= MAX_AVATAR_URL
        && url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        && !url.contains(unsafe_character);
    faults.require(sound, "/avatar_url", "invalid_url", "Give an https:// URL, or null for none.");
}

/// A password at `pointer`; `known` is what a guesser would try first: the address, the name.
pub fn check_password(faults: &mut Faults, pointer: &str, password: &str, known: &[&str]) {
    let length = password.chars().count();
    if length < *PASSWORD_LENGTH.start() {
        let least = PASSWORD_LENGTH.start();
        faults.add(pointer, "too_short", format!("Use at least {least} characters. A few words do well."));
    } else if length > *PASSWORD_LENGTH.end() {
        faults.add(pointer, "too_long", format!("Use at most {} characters.", PASSWORD_LENGTH.end()));
    } else if let Some(advice) = weakness(password, known) {
        faults.add(pointer, "too_weak", advice);
    }
}

/// What cannot be anybody's address or password is refused before it costs anything.
///
/// # Errors
/// `Invalid`.
pub fn check_login(email: &str, password: &str) -> Result<()> {
    let mut faults = Faults::default();
    faults.require(email.chars().count() <= MAX_EMAIL, "/email", "too_long", "This is too long.");
    let short = password.chars().count() <= *PASSWORD_LENGTH.end();
    faults.require(short, "/password", "too_long", "This is too long.");
    faults.check()
}

/// Why a password is too easily guessed, and what would help.
fn weakness(password: &str, known: &[&str]) -> Option<String> {
    let mut inputs: Vec<&str> = known
        .iter()
        .flat_map(|text| text.split(['@', '.', ' ']).chain([*text]))
        .collect();
    inputs.push("taskflow");
    let strength = zxcvbn::zxcvbn(password, &inputs);
    if u8::from(strength.score()) >= LEAST_PASSWORD_SCORE {
        return None;
    }
    let mut advice = vec!["This password is easily guessed.".to_owned()];
    if let Some(feedback) = strength.feedback() {
        advice.extend(feedback.warning().map(|warning| warning.to_string()));
        advice.extend(feedback.suggestions().iter().map(ToString::to_string));
    }
    Some(advice.join(" "))
}

/// The form of a token's request: its name trimmed, its scopes sorted.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn check_token(
    name: &str,
    scopes: &[Scope],
    expires_at: Option<Stamp>,
    now: Stamp,
) -> Result<(String, Vec<Scope>)> {
    let mut faults = Faults::default();
    let name = check_name(&mut faults, "/name", name, MAX_TOKEN_NAME);
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    faults.require(!scopes.is_empty(), "/scopes", "required", "Give at least one of read, write, admin.");
    let later = expires_at.is_none_or(|at| at > now);
    faults.require(later, "/expires_at", "in_the_past", "Give an instant to come, or leave it out.");
    faults.check()?;
    Ok((name, scopes))
}

impl ProfilePatch {
    /// The profile after the patch, checked.
    ///
    /// # Errors
    /// `Invalid` with everything that is wrong.
    pub fn over(&self, user: &super::User) -> Result<super::User> {
        let mut faults = Faults::default();
        let mut after = user.clone();
        let kept = [("/name", &self.name), ("/locale", &self.locale), ("/timezone", &self.timezone)];
        for (pointer, _) in kept.iter().filter(|(_, patch)| **patch == Patch::Clear) {
            faults.add(*pointer, "not_nullable", "This cannot be null.");
        }
        if let Patch::Set(name) = &self.name {
            after.name = check_person_name(&mut faults, name);
        }
        if let Patch::Set(locale) = &self.locale {
            check_locale(&mut faults, locale);
            after.locale.clone_from(locale);
        }
        if let Patch::Set(timezone) = &self.timezone {
            check_timezone(&mut faults, timezone);
            after.timezone.clone_from(timezone);
        }
        if let Patch::Set(url) = &self.avatar_url {
            check_avatar_url(&mut faults, url);
        }
        after.avatar_url = self.avatar_url.clone().over(after.avatar_url);
        faults.check()?;
        Ok(after)
    }
}

/// What a refresh token may be exchanged for now.
#[derive(Debug, PartialEq, Eq)]
pub enum Refreshable {
    /// Its session is over, or it is.
    No,
    /// It was not used before.
    First,
    /// It was used just now: the same successor again.
    Again,
    /// It was used before: one of two who have it has no right to it.
    Reused,
}

impl Refreshable {
    /// `stands`: its session was not revoked, and its user may sign in.
    pub fn of(stands: bool, expires_at: Stamp, used_at: Option<Stamp>, now: Stamp, grace_secs: i64) -> Self {
        match used_at {
            _ if !stands || expires_at <= now => Self::No,
            None => Self::First,
            Some(used) if now <= used.plus_secs(grace_secs) => Self::Again,
            Some(_) => Self::Reused,
        }
    }
}

/// # Errors
/// `Forbidden` for API tokens: whoever finds one must not become its owner.
pub fn require_sign_in(actor: &crate::base::Actor) -> Result<()> {
    if actor.is_signed_in() {
        return Ok(());
    }
    let detail = "Sign in for this: API tokens do not manage passwords, sessions and tokens.";
    Err(Error::forbidden("sign_in_required", detail))
}

/// # Errors
/// `Forbidden` for who does not look after the server, and for API tokens.
pub fn require_server_admin(actor: &crate::base::Actor) -> Result<()> {
    require_sign_in(actor)?;
    if actor.server_admin {
        return Ok(());
    }
    Err(Error::forbidden("forbidden", "This takes an administrator of the server."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(check: impl FnOnce(&mut Faults)) -> Vec<String> {
        let mut faults = Faults::default();
        check(&mut faults);
        match faults.check() {
            Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.code).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn addresses() {
        for good in ["ada@example.org", " Ada.L+x@sub.example.org ", "ünï@example.org"] {
            assert!(faults(|f| drop(check_email(f, "/email", good))).is_empty(), "{good}");
        }
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "a b@example.org",
            "a@b\u{0}.org",
            "a@x.org\r\nBcc: b@x.org",
        ] {
            assert_eq!(faults(|f| drop(check_email(f, "/email", bad))), ["invalid_email"], "{bad}");
        }
        assert_eq!(
            faults(|f| drop(check_email(f, "/email", &format!("a@{}.org", "x".repeat(300))))).len(),
            1
        );
        assert_eq!(email_key(" Ada@Example.ORG "), "ada@example.org");
    }

    #[test]
    fn passwords() {
        let codes =
            |password: &str| faults(|f| check_password(f, "/password", password, &["ada@example.org"]));
        assert_eq!(codes("short"), ["too_short"]);
        assert_eq!(codes("password12"), ["too_weak"]);
        assert_eq!(codes("ada@example.org"), ["too_weak"]);
        assert_eq!(codes(&"x".repeat(300)), ["too_long"]);
        assert!(codes("correct horse battery staple").is_empty());
        assert!(codes("パスワードは長いほど良い").is_empty());
    }

    #[test]
    fn locales_and_time_zones() {
        for good in ["en", "de-CH", "zh-Hant-TW"] {
            assert!(faults(|f| check_locale(f, good)).is_empty(), "{good}");
        }
        for bad in ["", "e", "en_GB", "en-", "en-verylongpart"] {
            assert_eq!(faults(|f| check_locale(f, bad)).len(), 1, "{bad}");
        }
        assert!(faults(|f| check_timezone(f, "Europe/Berlin")).is_empty());
        for bad in ["", "Mars/Olympus", "EST5EDT,M3.2.0,M11.1.0", "../etc/passwd"] {
            assert_eq!(faults(|f| check_timezone(f, bad)).len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_refresh_token_is_good_once_and_a_little() {
        let of = |used: Option<i64>, now: i64| {
            Refreshable::of(true, Stamp(100_000), used.map(Stamp), Stamp(now), 10)
        };
        assert_eq!(of(None, 99_999), Refreshable::First);
        assert_eq!(of(None, 100_000), Refreshable::No);
        assert_eq!(of(Some(5_000), 15_000), Refreshable::Again);
        assert_eq!(of(Some(5_000), 4_000), Refreshable::Again, "taken up before the one that used it");
        assert_eq!(of(Some(5_000), 15_001), Refreshable::Reused);
        assert_eq!(Refreshable::of(false, Stamp(9), None, Stamp(1), 10), Refreshable::No);
    }

    #[test]
    fn a_token_needs_a_scope_and_a_future() {
        assert!(check_token("ci", &[], None, Stamp(0)).is_err());
        assert!(check_token("ci", &[Scope::Read], Some(Stamp(5)), Stamp(5)).is_err());
        let (name, scopes) =
            check_token(" ci ", &[Scope::Write, Scope::Read, Scope::Write], None, Stamp(0)).unwrap();
        assert_eq!((name.as_str(), scopes), ("ci", vec![Scope::Read, Scope::Write]));
    }
}
