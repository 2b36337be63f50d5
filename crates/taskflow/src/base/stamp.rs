//! Instants.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use taskflow_db::Value;
use utoipa::ToSchema;

/// An instant: milliseconds since 1970-01-01T00:00:00Z. JSON shows it as RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = DateTime, examples("2026-11-20T09:30:00.000Z"))]
pub struct Stamp(pub i64);

/// The latest instant people may name (9999-12-30T22:00:00Z): jiff knows no later one.
const LATEST_MS: i64 = 253_402_207_200_000;
/// The earliest instant people may name (0001-01-01T00:00:00Z).
const EARLIEST_MS: i64 = -62_135_596_800_000;

impl Stamp {
    /// This instant moved by a number of milliseconds, which may be negative.
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The calendar date in UTC.
    pub fn date(self) -> jiff::civil::Date {
        let stamp = Timestamp::from_millisecond(self.0.clamp(EARLIEST_MS, LATEST_MS)).unwrap_or_default();
        stamp.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// This instant moved by a number of seconds, which may be negative.
    pub fn plus_secs(self, secs: i64) -> Self {
        self.plus_ms(secs.saturating_mul(1000))
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stamp = Timestamp::from_millisecond(self.0.clamp(EARLIEST_MS, LATEST_MS)).unwrap_or_default();
        write!(f, "{stamp:.3}")
    }
}

impl std::str::FromStr for Stamp {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Timestamp>()
            .map(|t| Self(t.as_millisecond().clamp(EARLIEST_MS, LATEST_MS)))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| de::Error::custom("expected an RFC 3339 instant such as 2026-11-20T09:30:00Z"))
    }
}

impl From<Stamp> for Value {
    fn from(stamp: Stamp) -> Self {
        Self::Int(stamp.0)
    }
}

impl taskflow_db::FromValue for Stamp {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        i64::from_value(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_rfc_3339() {
        let stamp: Stamp = "2026-11-20T10:30:00+01:00".parse().unwrap();
        assert_eq!(stamp.to_string(), "2026-11-20T09:30:00.000Z");
        assert_eq!(Stamp(i64::MAX).to_string(), "9999-12-30T22:00:00.000Z");
    }
}
