//! Hints by PostgreSQL's LISTEN and NOTIFY: one channel, many notes in a message.

use taskflow_db::{Db, Listener};
use uuid::Uuid;

use super::carrier::Lost;
use super::note::Note;

const CHANNEL: &str = "taskflow_hints";

pub struct Session(Listener);

impl Session {
    pub async fn connect(db: &Db) -> Result<Self, Lost> {
        let listener = db.listen(&[CHANNEL]).await.map_err(Lost::new)?;
        listener.map(Self).ok_or_else(|| Lost::new("this database has but one process"))
    }

    pub async fn next(&mut self, own: Uuid) -> Result<Vec<Note>, Lost> {
        let heard = self.0.next().await.map_err(Lost::new)?;
        Ok(unpack(&heard.payload, own))
    }

    pub async fn send(&mut self, notes: &[Note], origin: Uuid) -> Result<(), Lost> {
        self.0.notify(CHANNEL, &pack(notes, origin)).await.map_err(Lost::new)
    }

    pub async fn check(&mut self) -> Result<(), Lost> {
        self.0.notify(CHANNEL, &[]).await.map_err(Lost::new)
    }
}

/// A line a note: its channel, a space, its text.
fn pack(notes: &[Note], origin: Uuid) -> Vec<String> {
    let mut payloads: Vec<String> = Vec::new();
    for note in notes {
        let (channel, text) = note.write(':', origin);
        let line = format!("{channel} {text}\n");
        match payloads.last_mut() {
            Some(last) if last.len() + line.len() <= Listener::MOST_BYTES => last.push_str(&line),
            _ => payloads.push(line),
        }
    }
    payloads
}

fn unpack(payload: &str, own: Uuid) -> Vec<Note> {
    let read = |line: &str| {
        let (channel, text) = line.split_once(' ')?;
        Note::read(channel, ':', text.as_bytes(), own)
    };
    payload.lines().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::{Hints, Presence};
    use super::*;
    use crate::event::{Grown, Position, Stream};

    #[test]
    fn many_notes_fit_into_few_messages() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut notes: Vec<Note> = (0..500)
            .map(|n| {
                let head = Position { stream_id: Uuid::from_u128(n), epoch: 1, seq: i64::MAX };
                Note::Head(Grown { stream: Stream::Workspace(head.stream_id), head })
            })
            .collect();
        let bytes = Bytes::from(vec![b'x'; Hints::PRESENCE_BYTES]);
        notes.push(Note::Presence(Presence { workspace_id: Uuid::nil(), bytes }));
        let payloads = pack(&notes, own);
        assert!(payloads.len() < 15, "{}", payloads.len());
        assert!(payloads.iter().all(|payload| payload.len() <= Listener::MOST_BYTES));
        let read: Vec<Note> = payloads.iter().flat_map(|payload| unpack(payload, other)).collect();
        assert_eq!(read, notes);
    }
}
