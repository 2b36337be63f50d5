//! Where in a stream a copy stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// `epoch:seq:chain`. The first two are numbers that a client compares; the rest is the server's business, and the whole
/// is said back as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    text: Box<str>,
    epoch: i64,
    seq: i64,
}

/// The text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a token of the form epoch:seq:chain")]
pub struct BadToken;

impl Token {
    /// Counts the restores from a backup: another epoch is another past.
    pub fn epoch(&self) -> i64 {
        self.epoch
    }

    /// The last entry of the stream that its holder has.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Token {
    type Err = BadToken;

    fn from_str(text: &str) -> Result<Self, BadToken> {
        let mut parts = text.splitn(3, ':');
        let mut number = || parts.next()?.parse().ok().filter(|number| *number >= 0);
        let (epoch, seq) = (number().ok_or(BadToken)?, number().ok_or(BadToken)?);
        let chained = parts.next().is_some_and(|chain| !chain.is_empty());
        if chained { Ok(Self { text: text.into(), epoch, seq }) } else { Err(BadToken) }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_and_the_rest_as_it_was() {
        let token: Token = "3:42:any:thing".parse().unwrap();
        assert_eq!((token.epoch(), token.seq(), token.as_str()), (3, 42, "3:42:any:thing"));
        for bad in ["", "1", "1:2", "1:2:", "x:2:c", "1:-2:c"] {
            assert_eq!(bad.parse::<Token>(), Err(BadToken), "{bad}");
        }
    }
}
