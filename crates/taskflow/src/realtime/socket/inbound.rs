//! Frames as clients send them. Unknown fields and unknown types are ignored.

use serde::{Deserialize, Deserializer, de};
use uuid::Uuid;

use crate::realtime::ask::{Spot, TextAt};
use crate::realtime::feed::Place;

/// Bytes of a frame; more is refused.
pub const MOST: usize = 16 * 1024;
/// Bytes that say where a cursor is.
const MOST_CURSOR: usize = 300;

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Said {
    Hello(Hello),
    Subscribe(Subscribe),
    Unsubscribe {
        workspace: Named,
    },
    Pong,
    Presence(Presence),
    TextOpen(TextOpen),
    TextClose(TextNamed),
    Cursor(Cursor),
    #[serde(other)]
    Unknown,
}

#[derive(Debug, Deserialize)]
pub struct Hello {
    /// Absent when the request to connect had `Authorization`.
    pub ticket: Option<String>,
    /// The person's own stream, if wanted.
    me: Option<Me>,
    #[serde(default)]
    workspaces: Vec<Wanted>,
}

#[derive(Debug, Deserialize)]
struct Me {
    token: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Wanted {
    id: Uuid,
    token: Option<String>,
    scope: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Subscribe {
    pub workspace: Named,
    pub token: Option<String>,
    pub scope: Option<String>,
}

/// Where the client is, as it says.
#[derive(Debug, Deserialize)]
pub struct Presence {
    pub workspace: Named,
    project_id: Option<Uuid>,
    task_id: Option<Uuid>,
    typing: Option<bool>,
    idle: Option<bool>,
}

/// A shared text that the client has up to `head`, and wants to hear more of.
#[derive(Debug, Deserialize)]
pub struct TextOpen {
    pub workspace: Named,
    pub task_id: Uuid,
    generation: Uuid,
    head: i64,
}

#[derive(Debug, Deserialize)]
pub struct TextNamed {
    pub workspace: Named,
    pub task_id: Uuid,
}

/// Where somebody's cursor is in a shared text, in the words of clients; nowhere when absent.
#[derive(Debug, Deserialize)]
pub struct Cursor {
    pub workspace: Named,
    pub task_id: Uuid,
    at: Option<String>,
}

impl TextOpen {
    pub fn at(&self) -> TextAt {
        TextAt { generation: self.generation, n: self.head }
    }
}

impl Cursor {
    /// `None` for what is too long to be passed on.
    pub fn at(self) -> Option<Option<String>> {
        Some(self.at).filter(|at| at.as_ref().is_none_or(|at| at.len() <= MOST_CURSOR))
    }
}

impl Presence {
    pub fn spot(&self) -> Spot {
        Spot {
            project_id: self.project_id,
            task_id: self.task_id,
            typing: self.typing.unwrap_or(false),
            idle: self.idle.unwrap_or(false),
        }
    }
}

/// A stream by its name: a workspace's id, or `me`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named(pub Place);

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        if text == "me" {
            return Ok(Self(Place::Me));
        }
        text.parse().map(|id| Self(Place::Workspace(id))).map_err(de::Error::custom)
    }
}

impl Hello {
    /// Everything to be followed from the start.
    pub fn wanted(self) -> Vec<Subscribe> {
        let me = self
            .me
            .map(|me| Subscribe { workspace: Named(Place::Me), token: me.token, scope: None });
        let workspaces = self.workspaces.into_iter().map(|wanted| Subscribe {
            workspace: Named(Place::Workspace(wanted.id)),
            token: wanted.token,
            scope: wanted.scope,
        });
        me.into_iter().chain(workspaces).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Said, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn what_is_unknown_is_ignored() {
        assert!(matches!(read(r#"{"type":"dance","with":[{}]}"#), Ok(Said::Unknown)));
        assert!(matches!(read(r#"{"type":"pong","positions":{"me":"1:2:x"}}"#), Ok(Said::Pong)));
        assert!(matches!(read(r#"{"type":"hello","client_id":7}"#), Ok(Said::Hello(_))));
    }

    #[test]
    fn what_is_wrong_is_refused() {
        for bad in [
            "",
            "[]",
            "7",
            "{}",
            r#"{"type":7}"#,
            r#"{"type":"hello","workspaces":7}"#,
            r#"{"type":"unsubscribe"}"#,
            r#"{"type":"subscribe","workspace":"x"}"#,
            r#"{"type":"pong"}{"type":"pong"}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        let deep = format!(r#"{{"type":"hello","x":{}{}}}"#, "[".repeat(7_000), "]".repeat(7_000));
        assert!(read(&deep).is_err());
    }

    #[test]
    fn hello_names_streams() {
        let id = Uuid::from_u128(7);
        let hello = format!(r#"{{"type":"hello","me":{{}},"workspaces":[{{"id":"{id}","token":"t"}}]}}"#);
        let Ok(Said::Hello(hello)) = read(&hello) else {
            panic!("a hello")
        };
        let wanted = hello.wanted();
        let places: Vec<Place> = wanted.iter().map(|wanted| wanted.workspace.0).collect();
        assert_eq!(places, [Place::Me, Place::Workspace(id)]);
        assert_eq!(wanted[1].token.as_deref(), Some("t"));
    }
}
