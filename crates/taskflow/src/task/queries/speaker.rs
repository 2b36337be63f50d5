//! Who writes in words: in which language, and what time it is where they are.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use taskflow_db::Tx;

use crate::auth;
use crate::base::{Actor, Error, Result, Stamp};
use crate::recurring::Language;

/// What words are read against.
#[derive(Clone, Debug)]
pub struct Speaker {
    pub language: Language,
    /// `3/12` is 12 March.
    pub month_first: bool,
    pub now: DateTime,
    /// IANA name.
    pub timezone: String,
}

/// As they say, or as their account says.
///
/// # Errors
/// `Invalid` for a zone nobody knows, or a locale that is none.
pub fn speaker(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Stamp,
    locale: Option<&str>,
    timezone: Option<&str>,
) -> Result<Speaker> {
    let me = auth::users_by_id(tx, &[actor.user_id])?.remove(&actor.user_id);
    let me = me.ok_or(Error::NotFound("user"))?;
    let locale = locale.unwrap_or(&me.locale);
    let sound =
        locale.len() <= 35 && locale.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if !sound {
        return Err(Error::invalid("/locale", "invalid_locale", "Give a language tag such as en or de-CH."));
    }
    let unknown =
        |_| Error::invalid("/tz", "unknown_timezone", "Give an IANA time zone such as Europe/Berlin.");
    let zone = match timezone {
        Some(name) => TimeZone::get(name).map_err(unknown)?,
        None => TimeZone::get(&me.timezone).unwrap_or(TimeZone::UTC),
    };
    let instant = Timestamp::from_millisecond(now.0).unwrap_or_default();
    Ok(Speaker {
        language: Language::of(locale),
        month_first: month_first(locale),
        now: zone.to_datetime(instant),
        timezone: zone.iana_name().unwrap_or("UTC").to_owned(),
    })
}

/// Americans put the month first, and so does English that says no country (CLDR's likely one).
fn month_first(locale: &str) -> bool {
    let mut parts = locale.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let country = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    match country.as_deref() {
        Some(country) => matches!(country, "US" | "PH" | "PR" | "GU" | "VI"),
        None => language == "en",
    }
}

#[cfg(test)]
mod tests {
    use super::month_first;

    #[test]
    fn the_order_is_the_country_s() {
        for (locale, first) in [
            ("en", true),
            ("en-US", true),
            ("en-GB", false),
            ("de", false),
            ("es_US", true),
            ("fr-FR", false),
        ] {
            assert_eq!(month_first(locale), first, "{locale}");
        }
    }
}
