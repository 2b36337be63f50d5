//! People who keep copies while others work, and what must hold after every command.

use taskflow::base::{Actor, Error, Result};
use taskflow::event;
use taskflow::realtime::{AccessModel, Visibility};
use taskflow::workspace::{Action, WorkspaceRef, member_of};
use taskflow_client::{Replica, Stream};
use taskflow_db::Tx;
use uuid::Uuid;

use super::copy::{catch_up, differences, fresh, state};
use crate::support::{TestApp, User};

/// One person with their copies.
struct Watcher {
    name: String,
    user: User,
    copies: Vec<(Stream, Option<Replica>)>,
}

/// All who watch one workspace, and the rights in it as the log says.
pub struct Watch {
    app: TestApp,
    workspace: Uuid,
    watchers: Vec<Watcher>,
    model: AccessModel,
    seq: i64,
}

impl Watch {
    /// Everybody gets a snapshot of the workspace, if they see it, and of their own stream.
    pub async fn begin(app: &TestApp, workspace: Uuid, people: Vec<(String, User)>) -> Self {
        let mut watchers = Vec::new();
        for (name, user) in people {
            let mut copies = Vec::new();
            for stream in [Stream::Workspace(workspace), Stream::Me] {
                copies.push((stream, fresh(&user, stream).await));
            }
            watchers.push(Watcher { name, user, copies });
        }
        let read = move |tx: &mut Tx<'_>| {
            Ok::<_, Error>((AccessModel::load(tx, workspace)?, event::head(tx, workspace)?.seq))
        };
        let (model, seq) = app.parts().db.snapshot(read).await.unwrap();
        Self { app: app.clone(), workspace, watchers, model, seq }
    }

    /// What does not hold after `what` happened, a line each.
    pub async fn faults(&mut self, what: &str) -> Vec<String> {
        let mut found = Vec::new();
        for watcher in &mut self.watchers {
            for (stream, copy) in &mut watcher.copies {
                let mut stale = copy.take();
                if let Some(replica) = &mut stale
                    && !catch_up(&watcher.user, replica).await
                {
                    stale = None;
                }
                let truth = fresh(&watcher.user, *stream).await;
                let unlike = match (&stale, &truth) {
                    (Some(stale), Some(truth)) => {
                        let mut unlike = differences(&state(stale), &state(truth));
                        if stale.scope() != truth.scope() {
                            unlike.push("    the scope is another".to_owned());
                        }
                        unlike
                    }
                    (Some(_), None) => vec!["    it is still to be read".to_owned()],
                    (None, _) => Vec::new(),
                };
                if !unlike.is_empty() {
                    found.push(format!("  {what}, {} on {stream}:\n{}", watcher.name, unlike.join("\n")));
                }
                // Goes on with the copy that was kept: a fault that shows later shows. After a fault with a new one.
                *copy = if unlike.is_empty() && stale.is_some() { stale } else { truth };
            }
        }
        found.extend(self.rights(what).await);
        found
    }

    /// The rights that the log leads to are those of the tables.
    async fn rights(&mut self, what: &str) -> Vec<String> {
        let (workspace, after) = (self.workspace, self.seq);
        let mut model = self.model.clone();
        let people: Vec<(String, Uuid)> = self
            .watchers
            .iter()
            .map(|watcher| (watcher.name.clone(), watcher.user.id))
            .collect();
        let what = what.to_owned();
        let read = move |tx: &mut Tx<'_>| {
            let mut seq = after;
            for entry in event::entries_after(tx, workspace, after, 10_000)? {
                seq = entry.seq;
                for op in entry.read_payload()?.map(|payload| payload.ops).unwrap_or_default() {
                    model.apply(&op)?;
                }
            }
            let mut found = Vec::new();
            if model != AccessModel::load(tx, workspace)? {
                found.push(format!("  {what}: the rights by the log are not those of the tables"));
            }
            for (name, user) in people {
                if model.visibility(user) != by_tables(tx, workspace, user)? {
                    found.push(format!("  {what}: the log gives {name} other rights than the tables"));
                }
            }
            Ok::<_, Error>((found, model, seq))
        };
        let (found, model, seq) = self.app.parts().db.snapshot(read).await.unwrap();
        (self.model, self.seq) = (model, seq);
        found
    }
}

fn by_tables(tx: &mut Tx<'_>, workspace: Uuid, user_id: Uuid) -> Result<Option<Visibility>> {
    let actor = Actor {
        user_id,
        session_id: None,
        token_id: None,
        scopes: None,
        server_admin: false,
    };
    match member_of(tx, &actor, &WorkspaceRef::Id(workspace), Action::ViewWorkspace) {
        Ok(member) => Visibility::of(tx, &member).map(Some),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
