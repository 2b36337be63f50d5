//! One decision for whoever comes back with a token: never half a recovery.

use serde::Serialize;

use super::Token;

/// Entries that are sent again over a socket; who missed more reads them over HTTP.
pub const REPLAY: i64 = 1_000;

/// How a client goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// Nothing was missed.
    Live,
    /// What was missed follows.
    Replay,
    /// Too much was missed: `GET …/log` first.
    Http,
    /// From a snapshot.
    Reset(Reason),
}

/// Why a copy is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is none yet.
    NoToken,
    /// The stream began anew.
    Epoch,
    /// It is of another past: what it holds was undone by a restore.
    Chain,
    /// It holds what the stream has not, or not any more.
    Ahead,
    /// The entries after it are no longer kept.
    TooOld,
    /// The workspace is not there, or not to be seen.
    Gone,
}

impl Resume {
    pub const MODES: [&'static str; 4] = ["live", "replay", "http", "reset"];

    pub fn mode(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Replay => "replay",
            Self::Http => "http",
            Self::Reset(_) => "reset",
        }
    }

    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Reset(reason) => Some(reason),
            _ => None,
        }
    }

    /// Decides for a client that says to stand at `said`. `head` is where the stream stands, `past` its own token at
    /// the said `seq`, if it has one.
    pub fn decide(said: Option<Token>, head: Token, min_resume_seq: i64, past: Option<Token>) -> Self {
        let Some(said) = said else {
            return Self::Reset(Reason::NoToken);
        };
        if said.epoch != head.epoch {
            return Self::Reset(Reason::Epoch);
        }
        if said.seq > head.seq {
            return Self::Reset(Reason::Ahead);
        }
        if said.seq < min_resume_seq {
            return Self::Reset(Reason::TooOld);
        }
        if past != Some(said) {
            return Self::Reset(Reason::Chain);
        }
        match head.seq - said.seq {
            0 => Self::Live,
            1..=REPLAY => Self::Replay,
            _ => Self::Http,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(epoch: i64, seq: i64) -> Token {
        Token::new(epoch, seq, &[u8::try_from(seq % 256).unwrap_or(0); 32])
    }

    fn decided(said: Token, head: Token, past: Token) -> Resume {
        Resume::decide(Some(said), head, 10, Some(past))
    }

    #[test]
    fn each_case_has_its_answer() {
        let head = token(1, 5_000);
        let own = |seq| decided(token(1, seq), head, token(1, seq));
        assert_eq!(own(5_000), Resume::Live);
        assert_eq!(own(4_999), Resume::Replay);
        assert_eq!(own(4_000), Resume::Replay);
        assert_eq!(own(3_999), Resume::Http);
        assert_eq!(own(10), Resume::Http);
        assert_eq!(own(9), Resume::Reset(Reason::TooOld));
        assert_eq!(own(5_001), Resume::Reset(Reason::Ahead));
        assert_eq!(Resume::decide(None, head, 0, None), Resume::Reset(Reason::NoToken));
        assert_eq!(decided(token(2, 4_000), head, token(1, 4_000)), Resume::Reset(Reason::Epoch));
    }

    #[test]
    fn another_past_is_found_out() {
        let (head, other) = (token(1, 5_000), Token::new(1, 4_000, &[9; 32]));
        assert_eq!(decided(other, head, token(1, 4_000)), Resume::Reset(Reason::Chain));
        assert_eq!(Resume::decide(Some(other), head, 0, None), Resume::Reset(Reason::Chain));
    }
}
