//! One task for each workspace that is followed: it reads the log once and feeds everybody.

mod answer;
mod crowd;
mod cursors;
mod elsewhere;
mod presence;
mod read;
mod ring;
mod texts;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use uuid::Uuid;

pub use elsewhere::Word;
pub use read::ended;

use super::Token;
use super::access::AccessModel;
use super::ask::{Ask, Box, Join, Slot, Spot, TextAt};
use super::backoff::Backoff;
use super::feed::Group;
use super::hub::{Realtime, TEXTS};
use crate::event::Entity;
use crate::project::Project;
use crate::task::Task;
use crowd::Crowd;
use cursors::Cursors;
use elsewhere::{Elsewhere, FADE};
use presence::{Presence, Source};
use ring::Ring;
use texts::Texts;

/// How long a room stays after the last one left: when all connections break off, their owners come back to it.
const WARM: Duration = Duration::from_secs(60);

/// See the module.
pub struct Room {
    hub: Realtime,
    workspace: Uuid,
    mailbox: Arc<Box>,
    /// As of the ring's head.
    access: AccessModel,
    ring: Ring,
    min_resume_seq: i64,
    crowd: Crowd,
    presence: Presence,
    elsewhere: Elsewhere,
    texts: Texts,
    cursors: Cursors,
    /// There may be entries after the ring's head.
    behind: bool,
    backoff: Backoff,
    /// Asked, and not answered yet: the room was behind.
    waiting: HashMap<Uuid, Join>,
    /// Somebody came who may see the workspace.
    known: bool,
    /// When it ends, if nobody comes.
    ends: Option<Instant>,
}

/// Runs a workspace's room until nobody needs it.
pub async fn run(hub: Realtime, workspace: Uuid, mailbox: Arc<Box>) {
    let _retire = Retire { hub: hub.clone(), workspace, mailbox: Arc::clone(&mailbox) };
    let mut backoff = Backoff::default();
    let opening = loop {
        let read = hub.app().db.snapshot(move |tx| read::opening(tx, workspace)).await;
        match read {
            Ok(opening) => break opening,
            Err(error) => {
                tracing::warn!(%error, %workspace, "a room cannot open yet");
                tokio::select! {
                    () = hub.stopped() => return,
                    () = tokio::time::sleep(backoff.next()) => {}
                }
            }
        }
    };
    let settings = hub.settings();
    let mut ring = Ring::new(opening.base, settings.ring_entries, settings.ring_bytes);
    ring.add(opening.recent.groups);
    let room = Room {
        workspace,
        mailbox,
        access: opening.access,
        ring,
        min_resume_seq: opening.head.min_resume_seq,
        crowd: Crowd::new(workspace),
        presence: Presence::default(),
        elsewhere: Elsewhere::default(),
        texts: Texts::default(),
        cursors: Cursors::default(),
        behind: false,
        backoff: Backoff::default(),
        waiting: HashMap::new(),
        known: false,
        ends: None,
        hub,
    };
    room.live().await;
}

impl Room {
    async fn live(mut self) {
        self.hub.tell_others(self.workspace, [Word::question(self.hub.server())]);
        loop {
            self.gather();
            if self.behind && self.backoff.is_over() && self.catch_up().await.is_break() {
                return;
            }
            if !self.behind {
                self.answer_all();
            }
            self.tell_presence(Instant::now());
            self.tell_cursors(Instant::now());
            if self.behind && self.backoff.is_over() {
                // Who was just answered has texts open.
                continue;
            }
            if self.is_over() {
                return;
            }
            tokio::select! {
                () = self.mailbox.wait() => {}
                () = super::wake(self.next_turn()) => {}
                () = self.hub.stopped() => {
                    // Whoever does not come back elsewhere has left.
                    let words = self.elsewhere.words(self.hub.server(), &BTreeMap::new(), Instant::now());
                    self.hub.tell_others(self.workspace, words);
                    return;
                }
            }
        }
    }

    /// Tells who is where, here and on other servers, if it is time.
    fn tell_presence(&mut self, now: Instant) {
        let due = self.presence.is_due(now);
        if let Some(news) = self.presence.news(now) {
            self.crowd.announce(&news);
        }
        if due || self.elsewhere.due().is_some_and(|due| due <= now) {
            let words = self.elsewhere.words(self.hub.server(), self.presence.ours(), now);
            self.hub.tell_others(self.workspace, words);
        }
    }

    /// Tells where cursors moved to, if it is time.
    fn tell_cursors(&mut self, now: Instant) {
        for mut moves in self.cursors.moves(now) {
            let readers = self.texts.readers(moves.task, &self.crowd);
            // Others who have it open may not see it, and have not been told yet that it is closed to them.
            if !moves.keep_of(&readers) {
                continue;
            }
            let line = moves.line(self.workspace);
            for reader in readers {
                self.crowd.tell(reader, std::slice::from_ref(&line));
            }
            self.hub.tell_others(self.workspace, moves.words(self.hub.server()));
        }
    }

    /// Opens a shared text for a connection that is here: it is sent what it has not, and where the cursors are.
    fn open_text(&mut self, connection: Uuid, task: Uuid, at: TextAt) {
        self.texts.open(connection, task, at);
        self.cursors.again(task, Instant::now());
        self.behind = true;
    }

    fn close_text(&mut self, connection: Uuid, task: Uuid) {
        self.texts.close(connection, task);
        self.cursors.forget(task, connection, Instant::now());
    }

    /// Another server says who is there. Only members count, whoever else can write to the broker.
    fn hear(&mut self, word: &Word, now: Instant) {
        for (user, spot) in word.people().filter(|(user, _)| self.access.is_member(*user)) {
            self.presence.hear(word.server, user, spot, now, now + FADE);
        }
        for (task, connection, user, at) in &word.cursors {
            if self.access.is_member(*user) && self.texts.has(*task) {
                self.cursors.put(*task, *connection, *user, at.clone(), false, now);
            }
        }
        for user in &word.left {
            self.presence.forget(Source::Server { server: word.server, user: *user }, now);
        }
        if word.asks {
            self.elsewhere.asked(now);
        }
    }

    fn answer_all(&mut self) {
        let readers = self.crowd.seats() + self.waiting.len();
        // One by one: should the room break down, the others ask a new one.
        while let Some(connection) = self.waiting.keys().next().copied() {
            if let Some(join) = self.waiting.remove(&connection) {
                self.answer(connection, join, readers);
            }
        }
    }

    /// Takes in what is asked; who leaves, leaves at once.
    fn gather(&mut self) {
        let post = self.mailbox.take();
        let (head, mut known) = (self.head(), 0);
        // Not only further: after a restore it may stand further back.
        let heard = post.grown.get(&self.workspace);
        self.behind |= heard.is_some_and(|heard| *heard != (head.epoch, head.seq));
        let now = Instant::now();
        let stirred = post.grown.contains_key(&TEXTS) && !self.texts.is_empty();
        self.behind |= stirred || self.texts.is_due(now);
        for (connection, Slot { ask, spot, texts, cursor, heard }) in post.slots {
            heard.iter().for_each(|word| self.hear(word, now));
            match ask {
                Some(Ask::Leave) => {
                    self.waiting.remove(&connection);
                    self.crowd.leave(connection);
                    self.presence.forget(Source::Connection(connection), now);
                    for task in self.texts.leave(connection) {
                        self.cursors.forget(task, connection, now);
                    }
                }
                Some(Ask::Join(join)) => {
                    // Who read on elsewhere may be further than this room.
                    known = known.max(join.token.map_or(0, |token| token.seq));
                    self.waiting.insert(connection, join);
                }
                None => {}
            }
            let Some(user) = self.crowd.owner(connection) else {
                continue;
            };
            if let Some(spot) = spot {
                self.presence.put(connection, user, self.shown(user, spot), now);
            }
            for (task, at) in texts {
                match at {
                    Some(at) => self.open_text(connection, task, at),
                    None => self.close_text(connection, task),
                }
            }
            if let Some((task, at)) = cursor.filter(|(task, _)| self.texts.has(*task)) {
                self.cursors.put(task, connection, user, at, true, now);
            }
        }
        self.behind |= known > head.seq;
    }

    /// Nobody says of a project that they may not see that they are there.
    fn shown(&self, user: Uuid, spot: Spot) -> Spot {
        let rights = self.crowd.rights(user);
        let sees = |project: &Uuid| rights.is_some_and(|rights| rights.sees(*project));
        Spot { project_id: spot.project_id.filter(sees), ..spot }
    }

    /// Reads on to the end of the log. A read that fails is tried again later.
    async fn catch_up(&mut self) -> ControlFlow<()> {
        loop {
            let (workspace, at, now) = (self.workspace, self.head(), self.hub.app().clock.now());
            let asked = self.texts.followed(Instant::now());
            let texts = asked.clone();
            let read = move |tx: &mut taskflow_db::Tx<'_>| read::stretch(tx, workspace, at, now, &texts);
            let stretch = match self.hub.app().db.read(read).await {
                Ok(stretch) => stretch,
                Err(error) => {
                    tracing::warn!(%error, %workspace, "a room cannot read its log; it tries again");
                    self.backoff.start();
                    return ControlFlow::Continue(());
                }
            };
            self.backoff = Backoff::default();
            self.hub.register().end(&stretch.ended);
            if stretch.head.epoch != at.epoch || stretch.head.seq < at.seq {
                tracing::warn!(%workspace, "the log is another one now; its room starts again");
                if stretch.head.epoch != at.epoch {
                    self.crowd.restart();
                }
                return ControlFlow::Break(());
            }
            self.min_resume_seq = stretch.head.min_resume_seq;
            let touched = |group: &Group| {
                group
                    .ops
                    .iter()
                    .any(|op| op.op.entity == Task::NAME && self.texts.has(op.op.id))
            };
            // Its task may be elsewhere since it was read: it is read once more.
            let moved = stretch.batch.groups.iter().any(touched);
            if let Err(error) = self.spread(stretch.batch.groups) {
                tracing::error!(%error, %workspace, "an entry cannot be sent on; its room starts again");
                tokio::time::sleep(Backoff::default().next()).await;
                return ControlFlow::Break(());
            }
            for (reader, task) in self.texts.send(workspace, &asked, &stretch.texts, &mut self.crowd) {
                self.cursors.forget(task, reader, Instant::now());
            }
            if !stretch.batch.more && !moved {
                self.behind = false;
                return ControlFlow::Continue(());
            }
        }
    }

    /// Sends what happened to everybody. What changes rights does so before it is sent itself.
    fn spread(&mut self, groups: Vec<Group>) -> crate::base::Result<()> {
        let (mut from, mut start) = (self.head().seq, 0);
        for (at, group) in groups.iter().enumerate() {
            let (mut changed, mut born) = (false, HashSet::new());
            for op in &group.ops {
                if op.op.entity == Project::NAME && !self.access.has_project(op.op.id) {
                    born.insert(op.op.id);
                }
                changed |= self.access.apply(&op.op)?;
            }
            if changed {
                self.crowd.send(from, &groups[start..at])?;
                (from, start) = (group.first - 1, at);
                self.crowd.judge(&self.access, group.last(), &born)?;
            }
        }
        self.crowd.send(from, &groups[start..])?;
        self.ring.add(groups);
        Ok(())
    }

    fn head(&self) -> Token {
        self.ring.head()
    }

    /// Whether nobody has been here for long enough; then nobody can come any more. Whatever id a stranger names keeps no
    /// room.
    fn is_over(&mut self) -> bool {
        if !self.crowd.is_empty() || !self.waiting.is_empty() {
            self.ends = None;
            return false;
        }
        let warm = if self.known { WARM } else { Duration::ZERO };
        let ends = *self.ends.get_or_insert_with(|| Instant::now() + warm);
        ends <= Instant::now() && self.mailbox.close_if_empty()
    }

    fn next_turn(&self) -> Option<Instant> {
        let again = self.backoff.until().filter(|_| self.behind);
        [
            again,
            self.ends,
            self.presence.due(),
            self.elsewhere.due(),
            self.texts.due(),
            self.cursors.due(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}

impl Drop for Room {
    /// Whoever was not answered yet asks a new one.
    fn drop(&mut self) {
        self.waiting.values().for_each(|join| join.outbox.orphan(join.seat));
    }
}

/// However the room ends, the hub makes a new one for whoever comes next.
struct Retire {
    hub: Realtime,
    workspace: Uuid,
    mailbox: Arc<Box>,
}

impl Drop for Retire {
    fn drop(&mut self) {
        let left = self.mailbox.close();
        self.hub.retire(self.workspace, &self.mailbox);
        for ask in left.slots.into_values().filter_map(|slot| slot.ask) {
            if let Ask::Join(join) = ask {
                join.outbox.orphan(join.seat);
            }
        }
    }
}
