//! Where in a stream a client stands.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::event::Head;

/// Bytes of the chain that a token carries: enough that a client of another past is found out.
const LINK: usize = 16;

/// `epoch:seq:chain`: a place in a stream and, by the hash chain, in which past of it. After a restore from a backup the
/// same `seq` may mean something else; the chain tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub epoch: i64,
    pub seq: i64,
    link: [u8; LINK],
}

/// The text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a token of the form epoch:seq:chain")]
pub struct BadToken;

impl Token {
    /// Of the place after the entry with this `seq` and `chain`.
    pub fn new(epoch: i64, seq: i64, chain: &[u8]) -> Self {
        let mut link = [0; LINK];
        for (to, from) in link.iter_mut().zip(chain) {
            *to = *from;
        }
        Self { epoch, seq, link }
    }

    /// Whether both name the same past at this place.
    pub fn is_on(&self, chain: &[u8]) -> bool {
        chain.starts_with(&self.link)
    }
}

impl From<&Head> for Token {
    fn from(head: &Head) -> Self {
        Self::new(head.epoch, head.seq, &head.chain)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.epoch, self.seq, URL_SAFE_NO_PAD.encode(self.link))
    }
}

impl FromStr for Token {
    type Err = BadToken;

    fn from_str(text: &str) -> Result<Self, BadToken> {
        let mut parts = text.splitn(3, ':');
        let mut number = || parts.next()?.parse().ok().filter(|number| *number >= 0);
        let (epoch, seq) = (number().ok_or(BadToken)?, number().ok_or(BadToken)?);
        let link = URL_SAFE_NO_PAD.decode(parts.next().ok_or(BadToken)?).map_err(|_| BadToken)?;
        Ok(Self { epoch, seq, link: link.try_into().map_err(|_| BadToken)? })
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
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
    fn text_and_back() {
        let token = Token::new(1, 42, &[7; 32]);
        assert_eq!(token.to_string().parse(), Ok(token));
        assert!(token.is_on(&[7; 32]) && !token.is_on(&[8; 32]));
        for bad in
            ["", "1:2", "1:2:", "1:2:AAAA", "-1:2:BwcHBwcHBwcHBwcHBwcHBw", "x:2:BwcHBwcHBwcHBwcHBwcHBw"]
        {
            assert_eq!(bad.parse::<Token>(), Err(BadToken), "{bad}");
        }
    }
}
