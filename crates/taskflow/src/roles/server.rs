//! A running server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use taskflow_db::{Db, Journal, NoJournal, Options};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::background::Background;
use super::{Role, followers, janitor, mail, wakefulness};
use crate::auth;
use crate::base::jwt::Keyring;
use crate::base::{Clock, Sealer};
use crate::config::Config;
use crate::event::{Lanes, LogJournal, Wake};
use crate::gateway::{self, Drained, Gateway, Tls};
use crate::http::{App, Hashing, InFlight, Owners, Parts, Work};
use crate::mail::Mailer;
use crate::migrations;
use crate::outgoing::Outgoing;
use crate::realtime::{Hints, Realtime};
use crate::task;

/// How long requests under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(20);

/// How often it is looked whether the certificate was renewed.
const RENEWED: Duration = Duration::from_secs(60);

/// Pause between the door's own upkeep.
const UPKEEP: Duration = Duration::from_secs(5);

/// Why a server does not start, in one line that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

/// A server that answers requests. Stop it with [`Server::shutdown`]; dropped, it just ends.
pub struct Server {
    app: App,
    addr: SocketAddr,
    stop: oneshot::Sender<()>,
    door: JoinHandle<Drained>,
    live: Option<Realtime>,
    background: Background,
    hints: Hints,
}

impl Server {
    /// Starts all roles.
    ///
    /// # Errors
    /// What keeps the server from starting.
    pub async fn start(config: Config, clock: Clock) -> Result<Self, StartError> {
        Self::start_roles(config, clock, Role::ALL).await
    }

    /// Starts some roles. Answers once the server listens and its database is up to date.
    ///
    /// # Errors
    /// What keeps the server from starting.
    pub async fn start_roles(config: Config, clock: Clock, roles: &[Role]) -> Result<Self, StartError> {
        let app = open(config, clock).await?;
        let wanted = app.config.listen;
        let listener = TcpListener::bind(wanted).await.map_err(|error| {
            StartError(format!("cannot listen on {wanted}: {error}; choose another address with --listen"))
        })?;
        let addr = listener.local_addr().map_err(|error| StartError(error.to_string()))?;
        let refuse = |error| StartError(format!("TLS cannot be served: {error}"));
        let tls = Tls::open(&app.config).map_err(refuse)?.map(Arc::new);
        let scheme = if tls.is_some() { "https" } else { "http" };
        let mut background = Background::new();
        if let Some(tls) = tls.clone() {
            background.every(RENEWED, move || {
                tls.refresh();
                std::future::ready(())
            });
        }
        // Every role writes: others are to see it soon.
        let hints = wakefulness::start(&app, &mut background)?;
        let live = roles
            .contains(&Role::Realtime)
            .then(|| Realtime::start(app.clone(), hints.clone()));
        let gateway = Gateway::new(app.clone(), roles.contains(&Role::Api), live.clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { drop(stopped.await) };
        let kept = Arc::clone(&gateway);
        background.every(UPKEEP, move || {
            kept.upkeep();
            std::future::ready(())
        });
        if roles.contains(&Role::Janitor) {
            janitor::start(&app, &mut background);
        }
        if roles.contains(&Role::Mail) {
            mail::start(&app, &mut background);
        }
        let refuse = |error| StartError(format!("what happens by itself cannot begin: {error}"));
        followers::start(&app, roles, &mut background).await.map_err(refuse)?;
        let door = tokio::spawn(gateway::serve(Arc::clone(&gateway), listener, tls, stopped, GRACE));
        tracing::info!(
            version = env!("CARGO_PKG_VERSION"),
            address = %format_args!("{scheme}://{addr}"),
            database = app.db.engine().name(),
            data_dir = %app.config.data_dir.display(),
            "TaskFlow is ready"
        );
        Ok(Self { app, addr, stop, door, live, background, hints })
    }

    /// Where it listens; the real port when the settings say 0.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// How this process tells others, and hears from them.
    pub fn hints(&self) -> &Hints {
        &self.hints
    }

    /// Stops accepting, sends live connections away, answers what is under way, ends the background work,
    /// closes the database.
    pub async fn shutdown(self) {
        let _ = self.stop.send(());
        // A stream of events that stays would keep the door from closing.
        if let Some(live) = self.live {
            live.drain().await;
        }
        match self.door.await {
            Ok(Drained::Fully) => {}
            Ok(Drained::CutOff) => tracing::warn!("some requests were cut off"),
            Err(error) => tracing::error!(%error, "the door ended badly"),
        }
        self.background.stop().await;
        // Whoever starts next would do it, too; so it is done while nobody waits for it.
        match tokio::time::timeout(GRACE, task::settle_all_texts(&self.app)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, "descriptions being written are settled at the next start")
            }
            Err(_) => tracing::warn!("descriptions being written are settled at the next start"),
        }
        let db = self.app.db.clone();
        if tokio::task::spawn_blocking(move || db.close()).await.is_err() {
            tracing::error!("the database did not close well");
        }
    }
}

/// Opens keys and database and migrates: what a server needs, and tools that carry out commands.
///
/// # Errors
/// What keeps it from opening.
pub async fn open(config: Config, clock: Clock) -> Result<App, StartError> {
    make_data_dir(&config)?;
    let refuse = |error: crate::base::Error| StartError(error.to_string());
    let (signing, sealing) = auth::load_keys(&config).map_err(refuse)?;
    let keyring = Keyring::new(&signing).map_err(refuse)?;
    let sealer = Sealer::new(&sealing).map_err(refuse)?;
    let vapid = auth::load_push_key(&config).map_err(refuse)?;
    let (lanes, wake) = (Lanes::default(), Wake::default());
    let journal = LogJournal { clock: clock.clone(), lanes: lanes.clone(), wake: wake.clone() };
    let db = blocking(database_options(&config), Arc::new(journal), |db| {
        db.migrate_up(migrations::ALL).map(|_| db)
    });
    let db = db.await?;
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let outgoing = Outgoing::new(&config.outgoing).map_err(StartError)?;
    let mailer = Mailer::new(&config, &outgoing, clock.clone()).map_err(refuse)?;
    Ok(App::new(Parts {
        started_at: clock.now(),
        db,
        clock,
        lanes,
        wake,
        keyring,
        sealer,
        vapid,
        hashing: Hashing::new(cores),
        mailer,
        mail: tokio::sync::Notify::new(),
        in_flight: InFlight::default(),
        owners: Owners::default(),
        outgoing,
        work: Work::default(),
        config,
    }))
}

/// Opens the database as it is, for tools that migrate or mend it.
///
/// # Errors
/// What keeps it from opening.
pub async fn open_database(config: &Config) -> Result<Db, StartError> {
    make_data_dir(config)?;
    blocking(database_options(config), Arc::new(NoJournal), Ok).await
}

/// Opens the database to look into it, also while a server uses it.
///
/// # Errors
/// What keeps it from opening.
pub async fn open_to_read(config: &Config) -> Result<Db, StartError> {
    let options = Options { read_only: true, ..database_options(config) };
    blocking(options, Arc::new(NoJournal), Ok).await
}

async fn blocking(
    options: Options,
    journal: Arc<dyn Journal>,
    then: impl FnOnce(Db) -> Result<Db, taskflow_db::Error> + Send + 'static,
) -> Result<Db, StartError> {
    let opening = tokio::task::spawn_blocking(move || Db::open(options, journal).and_then(then));
    let opened = opening
        .await
        .map_err(|error| StartError(format!("the database did not open: {error}")))?;
    opened.map_err(|error| StartError(format!("the database does not open: {error}")))
}

fn make_data_dir(config: &Config) -> Result<(), StartError> {
    let path = config.data_dir.display();
    std::fs::create_dir_all(&config.data_dir)
        .map_err(|error| StartError(format!("cannot make the data dir {path}: {error}")))
}

/// Where the database is: as configured, else a SQLite file in the data dir.
pub fn database_options(config: &Config) -> Options {
    let database = &config.database;
    let url = match database.url.as_str() {
        "" => format!("sqlite:{}", config.data_dir.join("taskflow.db").display()),
        url => url.to_owned(),
    };
    let mut options = Options::new(url);
    if database.readers > 0 {
        options.readers = database.readers;
    }
    if database.writers > 0 {
        options.writers = database.writers;
    }
    options.ca_file = Some(database.ca_file.clone()).filter(|path| !path.as_os_str().is_empty());
    options.allow_unsafe_fsync = database.allow_unsafe_fsync;
    options
}
