//! What happens by itself, by role: consumers that follow the log, senders, alarms.

use super::Role;
use super::background::Background;
use crate::automation;
use crate::base::Result;
use crate::event::{Clockwork, Dispatcher, Follower, Process, Works};
use crate::http::App;
use crate::{notification, task, webhook};

/// What a role does by itself.
fn works(role: Role, app: &App) -> Vec<Works> {
    match role {
        Role::Mail => vec![notification::post(app)],
        Role::Webhooks => vec![webhook::works(app)],
        Role::Notifications => vec![notification::works(), notification::push(app)],
        Role::Automation => vec![automation::works(), task::works()],
        Role::Api | Role::Realtime | Role::Janitor => Vec::new(),
    }
}

/// Starts what these roles do by themselves. Once this has answered, nothing that is written passes a consumer by.
///
/// # Errors
/// What keeps a consumer from being registered.
pub async fn start(app: &App, roles: &[Role], background: &mut Background) -> Result<()> {
    let process = Process::new(app.db.clone(), app.clock.clone(), app.wake.clone());
    let mut alarms = Vec::new();
    for works in roles.iter().flat_map(|role| works(*role, app)) {
        for consumer in works.consumers {
            let mut follower = Follower::new(process.clone(), consumer);
            follower.register().await?;
            background.until_stopped(|stopped| follower.run(stopped));
        }
        for sender in works.senders {
            let dispatcher = Dispatcher::new(process.clone(), sender);
            background.until_stopped(|stopped| dispatcher.run(stopped));
        }
        alarms.extend(works.alarms);
    }
    if !alarms.is_empty() {
        let clockwork = Clockwork::new(process, alarms);
        background.until_stopped(|stopped| clockwork.run(stopped));
    }
    Ok(())
}
