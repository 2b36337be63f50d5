//! One page: rights, then rows, of one moment.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::value::RawValue;
use taskflow_db::Tx;
use uuid::Uuid;

use super::Wanted;
use super::stage::{Sight, Stage};
use crate::base::{Actor, Error, Result};
use crate::event::{self, Image};
use crate::realtime::feed::Place;
use crate::realtime::follow::{Readable, follow};
use crate::realtime::{ScopeId, Token, Visibility};
use crate::{auth, task, workspace};

/// Bytes of JSON after which a page is full.
const PAGE: usize = 256 * 1024;
/// Reads after which it is sent as it is: who sees little of a large workspace holds up nobody.
const READS: usize = 32;

/// One line of a snapshot.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Mark {
    Snapshot {
        workspace: Place,
        token: Token,
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<ScopeId>,
    },
    End {
        rows: u64,
    },
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    entity: &'a str,
    id: Uuid,
    version: i64,
    data: &'a RawValue,
}

/// A line as JSON, without its end.
pub type Line = Vec<u8>;

/// A snapshot on its way. Give it a transaction of its own for each page.
#[derive(Clone, Debug)]
pub struct Snapshot {
    named: String,
    wanted: Wanted,
    state: State,
    rows: u64,
}

#[derive(Clone, Debug)]
enum State {
    Begin,
    Person,
    Workspace { began_with: Visibility, stage: Stage },
    Ended,
}

impl Snapshot {
    /// Of what `named` (an id, a slug or `me`) names.
    pub fn new(named: String, wanted: Wanted) -> Self {
        Self { named, wanted, state: State::Begin, rows: 0 }
    }

    pub fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// The next lines. The rows are of the transaction's moment: not older than the token in the first line.
    ///
    /// # Errors
    /// Those of [`follow`]. `rights_changed` when something that was begun with is no longer to be seen: a copy with
    /// holes must not look whole.
    pub fn page(&mut self, tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        let mut size = 0;
        let readable = follow(tx, actor, &self.named)?;
        if matches!(self.state, State::Begin) {
            lines.push(self.begin(tx, &readable)?);
        }
        for _ in 0..READS {
            if size >= PAGE || self.has_ended() {
                break;
            }
            let images = self.read(tx, &readable)?;
            for image in images.iter().filter(|image| self.wanted.has(image.entity)) {
                let Image { entity, id, version, data } = image;
                let line = json(&Row { entity, id: *id, version: *version, data })?;
                size += line.len();
                self.rows += 1;
                lines.push(line);
            }
        }
        if self.has_ended() {
            lines.push(json(&Mark::End { rows: self.rows })?);
        }
        Ok(lines)
    }

    fn begin(&mut self, tx: &mut Tx<'_>, readable: &Readable) -> Result<Line> {
        let head = event::head(tx, readable.stream)?;
        let rights = readable.rights.as_ref();
        self.state = match rights {
            Some(rights) => {
                State::Workspace { began_with: rights.clone(), stage: Stage::first(&self.wanted) }
            }
            None => State::Person,
        };
        json(&Mark::Snapshot {
            workspace: readable.place,
            token: Token::from(&head),
            scope: rights.map(Visibility::id),
        })
    }

    fn read(&mut self, tx: &mut Tx<'_>, readable: &Readable) -> Result<Vec<Image>> {
        match (std::mem::replace(&mut self.state, State::Ended), &readable.rights) {
            (State::Workspace { began_with, stage }, Some(rights)) => {
                let visible = still_seen(&began_with, rights)?;
                let wanted = &self.wanted.projects;
                let projects = match self.wanted.is_narrow() {
                    true => visible.intersection(wanted).copied().collect(),
                    false => visible.clone(),
                };
                let sight = Sight {
                    workspace: readable.stream,
                    invitations: began_with.sees_invitations(),
                    projects: &projects,
                    visible: &visible,
                    wanted: &self.wanted,
                };
                let (images, stage) = stage.read(tx, &sight)?;
                if !matches!(stage, Stage::Done) {
                    self.state = State::Workspace { began_with, stage };
                }
                Ok(images)
            }
            (State::Person, _) => {
                let mut images = auth::images(tx, readable.stream)?;
                images.extend(workspace::images(tx, readable.stream)?);
                images.extend(task::personal_images(tx, readable.stream)?);
                images.extend(event::personal(tx, readable.stream)?);
                Ok(images)
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// The projects of the beginning, as long as all may still be seen. What was gained since is told by the log.
fn still_seen(began_with: &Visibility, now: &Visibility) -> Result<BTreeSet<Uuid>> {
    let lost_invitations = began_with.sees_invitations() && !now.sees_invitations();
    if lost_invitations || !began_with.projects().is_subset(now.projects()) {
        return Err(Error::conflict("rights_changed", "Your rights changed meanwhile. Ask again."));
    }
    Ok(began_with.projects().clone())
}

fn json(value: &impl Serialize) -> Result<Line> {
    serde_json::to_vec(value).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(invitations: bool, projects: &[u128]) -> Visibility {
        Visibility::new(invitations, projects.iter().map(|id| Uuid::from_u128(*id)).collect())
    }

    #[test]
    fn what_was_lost_cuts_it_off_and_what_was_gained_does_not() {
        let began = rights(true, &[1, 2]);
        assert_eq!(still_seen(&began, &rights(true, &[1, 2, 3])).unwrap(), *began.projects());
        assert!(still_seen(&began, &rights(true, &[1, 3])).is_err());
        assert!(still_seen(&began, &rights(false, &[1, 2])).is_err());
        assert!(still_seen(&rights(false, &[1]), &rights(true, &[1])).is_ok());
    }
}
