//! Answers whoever comes to a room: where they go on, what they may see, what they missed.

use std::sync::Arc;

use uuid::Uuid;

use super::Room;
use crate::base::Result;
use crate::realtime::Token;
use crate::realtime::access::Visibility;
use crate::realtime::ask::Join;
use crate::realtime::feed::{self, Place, Scope};
use crate::realtime::outbox::{Line, Mark};
use crate::realtime::resume::{Reason, Resume};
use crate::realtime::say::Say;

impl Room {
    /// `readers`: how many are here, or come with this one.
    pub fn answer(&mut self, connection: Uuid, join: Join, readers: usize) {
        self.crowd.leave(connection);
        let known = self.crowd.rights(join.user).cloned();
        let rights = known.or_else(|| self.access.visibility(join.user).map(Arc::new));
        self.known |= rights.is_some();
        let resume = match &rights {
            Some(_) => self.resume(join.token),
            None => Resume::Reset(Reason::Gone),
        };
        if !join.resumed {
            self.hub.stats().resumed(resume);
        }
        match (resume, rights) {
            (Resume::Live | Resume::Replay, Some(rights)) => {
                match self.missed(&join, resume, &rights) {
                    Ok(lines) if join.outbox.fill(join.seat, &lines) => {
                        self.crowd.seat(join.user, connection, rights, join.seat, join.outbox);
                        for (task, at) in join.texts {
                            self.open_text(connection, task, at);
                        }
                    }
                    // It comes back for the rest once it has taken what fitted.
                    Ok(_) => {}
                    Err(error) => {
                        tracing::error!(%error, workspace = %self.workspace, "nobody can be caught up");
                        self.part(&join, Resume::Reset(Reason::TooOld), readers);
                    }
                }
            }
            (resume, _) => self.part(&join, resume, readers),
        }
    }

    /// Says that nothing follows, and why.
    fn part(&self, join: &Join, resume: Resume, readers: usize) {
        let lines = match resume {
            Resume::Reset(Reason::Gone) => vec![self.decided(join, resume, Mark::Gone)],
            Resume::Reset(reason) => match feed::reset(join.seat.place, reason, readers) {
                Ok(reset) => {
                    vec![self.decided(join, resume, Mark::None), Line::from(reset).marked(Mark::Parted)]
                }
                Err(_) => Vec::new(),
            },
            resume => vec![self.decided(join, resume, Mark::Parted)],
        };
        // When even this does not fit, it is asked again.
        let _ = join.outbox.fill(join.seat, &lines);
    }

    fn resume(&self, said: Option<Token>) -> Resume {
        let (head, base) = (self.head(), self.ring.base());
        let old = said.filter(|said| said.epoch == head.epoch && said.seq < base.seq);
        if old.is_some_and(|said| said.seq >= self.min_resume_seq) {
            // What is not at hand is read over HTTP, where the token is looked at closely.
            return Resume::Http;
        }
        let past = said.and_then(|said| self.ring.past(said.seq));
        Resume::decide(said, head, self.min_resume_seq, past)
    }

    fn decided(&self, join: &Join, resume: Resume, mark: Mark) -> Line {
        // Who may not see the workspace does not learn how much happens there, nor that it is.
        let head = if mark == Mark::Gone { 0 } else { self.head().seq };
        Line::new(Say::resume(join.seat.place, join.token, head, resume).bytes()).marked(mark)
    }

    /// Everything from where the client stands to now, under today's rights.
    fn missed(&mut self, join: &Join, resume: Resume, rights: &Visibility) -> Result<Vec<Line>> {
        let (place, head) = (Place::Workspace(self.workspace), self.head());
        let from = join.token.map_or(head.seq, |token| token.seq);
        let mut lines = Vec::new();
        if !join.resumed {
            lines.push(self.decided(join, resume, Mark::Resumed));
        }
        if join.scope.as_deref() != Some(&*rights.id().to_string()) {
            let scope = feed::scope(place, from, &Scope::whole(rights))?;
            lines.push(Line::from(scope).telling(rights.id()));
        }
        let missed = feed::deltas(place, from, self.ring.since(from), Some(rights))?;
        lines.extend(missed.into_iter().map(Line::from));
        if !join.live {
            let live = feed::live(place, head, Some(rights.id()))?;
            lines.push(Line::from(live).telling(rights.id()).marked(Mark::Live));
        }
        lines.extend(self.presence.all().map(|news| news.line(self.workspace, rights)));
        Ok(lines)
    }
}
