//! The shared texts that people here have open: who has which, up to where. What they hold is in the database.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::time::Instant;
use uuid::Uuid;

use super::crowd::Crowd;
use crate::realtime::ask::TextAt;
use crate::realtime::feed::Place;
use crate::realtime::outbox::{Line, Mark};
use crate::realtime::say::Say;
use crate::task::{FollowedText, TextStretch};

/// How often it is looked whether a text grew, should every hint of it be lost.
const LOOK: Duration = Duration::from_secs(1);

/// See the module.
#[derive(Debug, Default)]
pub struct Texts {
    open: HashMap<Uuid, Open>,
    /// When it is looked next.
    look: Option<Instant>,
}

#[derive(Debug, Default)]
struct Open {
    /// Where its task was when it was last read.
    project: Option<Uuid>,
    /// Connection → up to where it has the text.
    readers: BTreeMap<Uuid, TextAt>,
}

impl Texts {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    pub fn has(&self, task: Uuid) -> bool {
        self.open.contains_key(&task)
    }

    /// A connection has a text up to there and wants more of it.
    pub fn open(&mut self, connection: Uuid, task: Uuid, at: TextAt) {
        self.open.entry(task).or_default().readers.insert(connection, at);
    }

    pub fn close(&mut self, connection: Uuid, task: Uuid) {
        if let Some(open) = self.open.get_mut(&task) {
            open.readers.remove(&connection);
            if open.readers.is_empty() {
                self.open.remove(&task);
            }
        }
    }

    /// A connection is gone; answers which texts it had open.
    pub fn leave(&mut self, connection: Uuid) -> Vec<Uuid> {
        let had = |(task, open): (&Uuid, &Open)| open.readers.contains_key(&connection).then_some(*task);
        let tasks: Vec<Uuid> = self.open.iter().filter_map(had).collect();
        tasks.iter().for_each(|task| self.close(connection, *task));
        tasks
    }

    /// Those who have a text open and may see it.
    pub fn readers(&self, task: Uuid, crowd: &Crowd) -> Vec<Uuid> {
        let Some((open, project)) = self.open.get(&task).and_then(|open| Some((open, open.project?))) else {
            return Vec::new();
        };
        open.readers
            .keys()
            .copied()
            .filter(|reader| crowd.sees(*reader, project))
            .collect()
    }

    /// When it is to be looked whether they grew.
    pub fn due(&self) -> Option<Instant> {
        self.look.filter(|_| !self.open.is_empty())
    }

    pub fn is_due(&self, now: Instant) -> bool {
        self.due().is_some_and(|due| due <= now)
    }

    /// What is to be read now.
    pub fn followed(&mut self, now: Instant) -> Vec<FollowedText> {
        self.look = Some(now + LOOK);
        self.open
            .iter()
            .map(|(task, open)| {
                // From where the last one stands. Of different documents: the whole.
                let least = open.readers.values().min();
                let same =
                    |least: &&TextAt| open.readers.values().all(|at| at.generation == least.generation);
                let at = least.filter(same).map(|at| (at.generation, at.n));
                FollowedText { task_id: *task, at }
            })
            .collect()
    }

    /// Sends what was read to those who may see it, as their rights are now; closes texts to others. Answers who had
    /// which text closed.
    pub fn send(
        &mut self,
        workspace: Uuid,
        asked: &[FollowedText],
        read: &[TextStretch],
        crowd: &mut Crowd,
    ) -> Vec<(Uuid, Uuid)> {
        let place = Place::Workspace(workspace);
        let mut closed = Vec::new();
        for task in asked.iter().map(|asked| asked.task_id) {
            let Some(open) = self.open.get_mut(&task) else {
                continue;
            };
            let stretch = read.iter().find(|stretch| stretch.task_id == task);
            open.project = stretch.map(|stretch| stretch.project_id);
            let mut built: BTreeMap<i64, Line> = BTreeMap::new();
            for (reader, at) in &mut open.readers {
                let Some(stretch) = stretch.filter(|stretch| crowd.sees(*reader, stretch.project_id)) else {
                    let close = Say::TextClosed { workspace: place, task_id: task };
                    crowd.tell(*reader, &[Line::new(close.bytes()).marked(Mark::TextClosed(task))]);
                    closed.push((*reader, task));
                    continue;
                };
                let to = TextAt { generation: stretch.generation, n: stretch.to };
                if stretch.updates.is_empty() || *at == to {
                    continue;
                }
                let from = if stretch.whole { stretch.from } else { at.n };
                let line = built.entry(from).or_insert_with(|| line(place, stretch, from));
                if crowd.tell(*reader, std::slice::from_ref(line)) {
                    *at = to;
                } else {
                    // It comes back from where it stands.
                    closed.push((*reader, task));
                }
            }
        }
        closed.iter().for_each(|(reader, task)| self.close(*reader, *task));
        closed
    }
}

/// The frame with what follows `from`.
fn line(place: Place, stretch: &TextStretch, from: i64) -> Line {
    let known = usize::try_from(from - stretch.from).unwrap_or(0);
    let text = Say::Text {
        workspace: place,
        task_id: stretch.task_id,
        generation: stretch.generation,
        whole: stretch.whole,
        from,
        to: stretch.to,
        updates: stretch
            .updates
            .iter()
            .skip(known)
            .map(|update| STANDARD.encode(update))
            .collect(),
    };
    let to = TextAt { generation: stretch.generation, n: stretch.to };
    Line::new(text.bytes()).marked(Mark::Text(stretch.task_id, to))
}
