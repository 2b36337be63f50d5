//! Links that turn mail off. Whoever has the mail has the link, and it does nothing else; so nobody has to sign in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::base::{Error, Result, Sealer};
use crate::notification::model::Kind;

/// Keeps these apart from whatever else is sealed.
const PURPOSE: &[u8] = b"unsubscribe\0";

/// What somebody gets mail about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Kind(Kind),
    Daily,
    Weekly,
}

impl Topic {
    /// As catalogues and links name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.name(),
            Self::Daily => "digest_daily",
            Self::Weekly => "digest_weekly",
        }
    }

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "digest_daily" => Some(Self::Daily),
            "digest_weekly" => Some(Self::Weekly),
            name => Kind::from_name(name).map(Self::Kind),
        }
    }
}

/// What the link of somebody's mail carries. It is good as long as the key it is sealed with.
///
/// # Errors
/// `Internal` when it cannot be sealed.
pub fn token(sealer: &Sealer, user: Uuid, topic: Topic) -> Result<String> {
    let plain = [PURPOSE, user.as_bytes(), topic.name().as_bytes()].concat();
    Ok(URL_SAFE_NO_PAD.encode(sealer.seal(&plain)?))
}

/// Whose mail about what a link turns off.
///
/// # Errors
/// `NotFound` for what is none of ours.
pub fn read(sealer: &Sealer, token: &str) -> Result<(Uuid, Topic)> {
    let none = || Error::NotFound("link");
    let sealed = URL_SAFE_NO_PAD.decode(token).map_err(|_| none())?;
    let plain = sealer.open(&sealed).map_err(|_| none())?;
    let rest = plain.strip_prefix(PURPOSE).ok_or_else(none)?;
    let (user, topic) = rest.split_first_chunk::<16>().ok_or_else(none)?;
    let topic = std::str::from_utf8(topic).ok().and_then(Topic::from_name);
    Ok((Uuid::from_bytes(*user), topic.ok_or_else(none)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_whole_or_nothing() {
        let sealer = Sealer::new(&[[1; 32]]).unwrap();
        for topic in [Topic::Daily, Topic::Weekly, Topic::Kind(Kind::Assigned)] {
            let link = token(&sealer, Uuid::from_u128(7), topic).unwrap();
            assert_eq!(read(&sealer, &link).unwrap(), (Uuid::from_u128(7), topic));
            assert!(read(&Sealer::new(&[[2; 32]]).unwrap(), &link).is_err());
            assert!(read(&sealer, &link[1..]).is_err());
        }
        let other = URL_SAFE_NO_PAD.encode(sealer.seal(b"something else").unwrap());
        assert!(read(&sealer, &other).is_err() && read(&sealer, "").is_err());
    }
}
