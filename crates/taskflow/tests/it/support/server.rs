//! The seam to the application: how it is configured, migrated, started, asked and stopped.

use std::net::SocketAddr;
use std::sync::Arc;

use taskflow::base::Clock;
use taskflow::config::Config;
use taskflow::event::{heads, verify_stream};
use taskflow::gateway::imagers;
use taskflow::http::App;
use taskflow::realtime::Hints;
use taskflow::roles::Role;
use taskflow::{migrations, roles};
use taskflow_db::{Db, NoJournal, Options, Tx};
use uuid::Uuid;

use super::database::Database;

/// What a case's server runs. People are told things at a time of its own: a case that is about that starts it.
fn all_but_notifications() -> Vec<Role> {
    Role::ALL.iter().copied().filter(|role| *role != Role::Notifications).collect()
}

/// The defaults, but quick and without limits, on the case's own database and a port of the kernel's choice.
pub fn config(database: &Database) -> Config {
    let mut config = Config::defaults().expect("the built-in settings are sound");
    config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    config.data_dir = database.dir.path().to_path_buf();
    config.database.url.clone_from(&database.url);
    config.database.allow_unsafe_fsync = true;
    // A connection costs PostgreSQL a process, and two cases run at once on two cores.
    config.database.readers = 2;
    config.database.writers = 2;
    // The real cost of a password's hash is a tenth of a second.
    config.auth.argon2_memory_kib = 64;
    config.auth.argon2_passes = 1;
    config.limits.per_user_per_minute = 0;
    config.limits.per_address_per_minute = 0;
    config.limits.sign_in_per_address_per_minute = 0;
    config
}

/// Brings an empty database up to date.
pub fn migrate(url: &str) -> Result<(), String> {
    let mut options = Options::new(url);
    options.allow_unsafe_fsync = true;
    let db = Db::open(options, Arc::new(NoJournal)).map_err(|error| error.to_string())?;
    let migrated = db.migrate_up(migrations::ALL);
    // A template may have no connection when it is copied.
    db.close();
    migrated.map(|_| ()).map_err(|error| error.to_string())
}

/// The running application.
pub struct Server(roles::Server);

impl Server {
    pub async fn start(config: Config) -> Self {
        let started = roles::Server::start_roles(config, Clock::system(), &all_but_notifications()).await;
        Self(started.expect("the server starts"))
    }

    pub fn address(&self) -> SocketAddr {
        self.0.addr()
    }

    pub fn app(&self) -> &App {
        self.0.app()
    }

    pub fn hints(&self) -> &Hints {
        self.0.hints()
    }

    /// Stops it; answers what is wrong with the log it wrote.
    pub async fn stop(self) -> Vec<String> {
        let checked = self.app().db.snapshot(check_log).await;
        self.0.shutdown().await;
        checked.unwrap_or_else(|error| vec![format!("  the log cannot be verified: {error}")])
    }
}

/// No gap, an unbroken chain, and a fold that equals the tables, in every stream: one line a fault.
fn check_log(tx: &mut Tx<'_>) -> Result<Vec<String>, taskflow::base::Error> {
    const MOST: i64 = 1000;
    let mut faults = Vec::new();
    for kind in ["workspace", "person"] {
        for head in heads(tx, kind, Uuid::nil(), MOST)? {
            let report = verify_stream(tx, head.stream_id, imagers())?;
            faults.extend(
                report
                    .faults
                    .into_iter()
                    .map(|fault| format!("  the log of {kind} {}: {fault}", head.stream_id)),
            );
        }
    }
    Ok(faults)
}
