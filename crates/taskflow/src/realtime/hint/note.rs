//! What goes from process to process, and how it is written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Presence;
use crate::event::{Grown, Position, Stream};

/// Where notes are heard; `*` is any id.
pub const CHANNELS: [[&str; 3]; 4] = [
    ["workspace", "*", "events"],
    ["person", "*", "events"],
    ["workspace", "*", "presence"],
    ["workspace", "*", "texts"],
];

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    Head(Grown),
    Presence(Presence),
    /// A shared text of the workspace grew.
    Stirred(Uuid),
}

#[derive(Serialize, Deserialize)]
struct Head {
    epoch: i64,
    seq: i64,
    origin: Uuid,
}

#[derive(Serialize, Deserialize)]
struct Bare {
    origin: Uuid,
}

#[derive(Serialize, Deserialize)]
struct Data {
    data: String,
    origin: Uuid,
}

impl Note {
    /// Its channel, with `separator` between the parts, and its text. `origin` is the process that sends it.
    pub fn write(&self, separator: char, origin: Uuid) -> (String, String) {
        let (kind, id, topic, text) = match self {
            Self::Head(Grown { stream, head }) => {
                let text = serde_json::to_string(&Head { epoch: head.epoch, seq: head.seq, origin });
                (stream.kind(), stream.id(), "events", text)
            }
            Self::Presence(presence) => {
                let data = STANDARD_NO_PAD.encode(&presence.bytes);
                let text = serde_json::to_string(&Data { data, origin });
                ("workspace", presence.workspace_id, "presence", text)
            }
            Self::Stirred(workspace) => {
                ("workspace", *workspace, "texts", serde_json::to_string(&Bare { origin }))
            }
        };
        // Numbers and base64 are always JSON.
        (format!("{kind}{separator}{id}{separator}{topic}"), text.unwrap_or_default())
    }

    /// `None` for what `own` sent itself, and for what no TaskFlow sends: others may use the broker, too.
    pub fn read(channel: &str, separator: char, text: &[u8], own: Uuid) -> Option<Self> {
        let mut parts = channel.split(separator);
        let (kind, id, topic) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let (note, origin) = match (kind, topic) {
            ("workspace" | "person", "events") => {
                let Head { epoch, seq, origin } = serde_json::from_slice(text).ok()?;
                let stream = if kind == "person" { Stream::Person(id) } else { Stream::Workspace(id) };
                (Self::Head(Grown { stream, head: Position { stream_id: id, epoch, seq } }), origin)
            }
            ("workspace", "presence") => {
                let Data { data, origin } = serde_json::from_slice(text).ok()?;
                let bytes = Bytes::from(STANDARD_NO_PAD.decode(data).ok()?);
                (Self::Presence(Presence { workspace_id: id, bytes }), origin)
            }
            ("workspace", "texts") => {
                let Bare { origin } = serde_json::from_slice(text).ok()?;
                (Self::Stirred(id), origin)
            }
            _ => return None,
        };
        (origin != own).then_some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_by_others_as_it_was_written() {
        let (id, own, other) = (Uuid::from_u128(7), Uuid::from_u128(1), Uuid::from_u128(2));
        let head = Position { stream_id: id, epoch: 1, seq: i64::MAX };
        let notes = [
            Note::Head(Grown { stream: Stream::Workspace(id), head }),
            Note::Head(Grown { stream: Stream::Person(id), head }),
            Note::Stirred(id),
            Note::Presence(Presence { workspace_id: id, bytes: Bytes::from_static(b"\0\xff here") }),
        ];
        for note in notes {
            let (channel, text) = note.write(':', own);
            assert_eq!(Note::read(&channel, ':', text.as_bytes(), other), Some(note));
            assert_eq!(Note::read(&channel, ':', text.as_bytes(), own), None);
            assert_eq!(Note::read(&channel, ':', &text.as_bytes()[1..], other), None);
            assert_eq!(Note::read("workspace:*:events", ':', text.as_bytes(), other), None);
        }
        let grown = Grown {
            stream: Stream::Workspace(id),
            head: Position { stream_id: id, epoch: 1, seq: 4 },
        };
        let (channel, text) = Note::Head(grown).write(':', own);
        assert_eq!(channel, format!("workspace:{id}:events"));
        assert_eq!(text, format!(r#"{{"epoch":1,"seq":4,"origin":"{own}"}}"#));
    }
}
