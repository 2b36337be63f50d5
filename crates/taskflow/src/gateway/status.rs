//! `/admin/server`: how the server is, for who looks after it and is signed in. What this process knows of itself; of
//! several processes whichever answers.

use axum::Extension;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{self, Caller};
use crate::base::{Result, Stamp};
use crate::config::Registration;
use crate::http::{Answer, App, Chore, Problem, Sent};
use crate::mail;
use crate::realtime::Realtime;
use crate::workspace;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(server_status))
}

/// How the server is.
#[derive(Serialize, ToSchema)]
struct ServerStatus {
    version: &'static str,
    /// When the process that answers began.
    started_at: Stamp,
    base_url: String,
    registration: RegistrationMode,
    people: People,
    workspaces: i64,
    database: DatabaseStatus,
    disk: Option<DiskStatus>,
    mail: MailStatus,
    /// Live connections of this process; `null` when another one holds them.
    live: Option<LiveStatus>,
    /// What the role `janitor` of this process did; empty when another one runs it.
    chores: Vec<ChoreStatus>,
}

/// Who may register.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RegistrationMode {
    Open,
    /// Whoever was invited.
    Invited,
}

#[derive(Serialize, ToSchema)]
struct People {
    total: i64,
    suspended: i64,
}

#[derive(Serialize, ToSchema)]
struct DatabaseStatus {
    /// `sqlite` or `postgres`.
    engine: &'static str,
    /// Whether changes are taken: not while the disk is full or failing.
    writes_accepted: bool,
    /// Commands that wait to be written.
    write_queue: u64,
    /// Reads that wait for a connection.
    read_queue: u64,
    /// Connections made again after a loss, since the process began.
    reconnects: u64,
    /// Commits that failed because of the disk, since the process began.
    disk_failures: u64,
}

/// The file system of the data dir.
#[derive(Serialize, ToSchema)]
struct DiskStatus {
    free_bytes: u64,
    total_bytes: u64,
}

#[derive(Serialize, ToSchema)]
struct MailStatus {
    /// Whether mail goes to a mail server; otherwise it is written into the data dir.
    has_server: bool,
    /// `smtp`, `sendgrid` or `files`.
    way: &'static str,
    /// Until when the way out is left alone, after failures, by this process.
    rests_until: Option<Stamp>,
    /// Addresses that get no mail.
    suppressed: i64,
    from: String,
    /// Mails that are not sent yet and not given up.
    waiting: i64,
    /// When the oldest of them was written.
    oldest: Option<Stamp>,
    /// Mails that were given up lately.
    failed: i64,
    /// By this process, since it began.
    sent: u64,
    delayed: u64,
    given_up: u64,
    /// Not sent, since their addresses get no mail.
    withheld: u64,
}

#[derive(Serialize, ToSchema)]
struct LiveStatus {
    connections: usize,
    /// Workspaces that are followed, or were within the last minute.
    workspaces: usize,
}

/// Work that is done by itself, again and again.
#[derive(Serialize, ToSchema)]
struct ChoreStatus {
    name: &'static str,
    /// When it last ended well.
    done_at: Option<Stamp>,
    failures: u64,
    cleared: u64,
}

/// How the server is
///
/// Version, database, disk, mail, live connections and what is done in the background. Takes an administrator of the
/// server who signed in.
#[utoipa::path(get, path = "/api/v1/admin/server", tag = "admin", operation_id = "get_server_status",
    responses((status = 200, body = ServerStatus), (status = "4XX", body = Problem)))]
async fn server_status(
    caller: Caller,
    State(app): State<App>,
    live: Option<Extension<Realtime>>,
) -> Result<Answer> {
    let counted = caller.read(|tx, actor| {
        auth::require_server_admin(actor)?;
        let mail = (auth::outbox(tx)?, mail::count(tx)?);
        Ok((auth::count_users(tx)?, workspace::count_workspaces(tx)?, mail))
    });
    let ((total, suspended), workspaces, (outbox, suppressed)) = counted.await?;
    let (stats, config) = (app.db.stats(), &app.config);
    let chore = |(name, chore): (&'static str, Chore)| ChoreStatus {
        name,
        done_at: chore.done_at,
        failures: chore.failures,
        cleared: chore.cleared,
    };
    Answer::json(&ServerStatus {
        version: env!("CARGO_PKG_VERSION"),
        started_at: app.started_at,
        base_url: config.base_url.clone(),
        registration: match config.auth.registration {
            Registration::Open => RegistrationMode::Open,
            Registration::Invited => RegistrationMode::Invited,
        },
        people: People { total, suspended },
        workspaces,
        database: DatabaseStatus {
            engine: app.db.engine().name(),
            writes_accepted: !stats.blocked,
            write_queue: stats.write_queue,
            read_queue: stats.read_queue,
            reconnects: stats.reconnects,
            disk_failures: stats.disk_failures,
        },
        disk: disk(&config.data_dir),
        mail: MailStatus {
            has_server: app.mailer.way() != "files",
            way: app.mailer.way(),
            rests_until: app.mailer.rests_until(),
            suppressed,
            from: config.mail.from.clone(),
            waiting: outbox.waiting,
            oldest: outbox.oldest,
            failed: outbox.failed,
            sent: app.work.mail(Sent::Delivered),
            delayed: app.work.mail(Sent::Delayed),
            given_up: app.work.mail(Sent::GivenUp),
            withheld: app.work.mail(Sent::Withheld),
        },
        live: live
            .map(|Extension(live)| live.figures())
            .map(|figures| LiveStatus { connections: figures.sockets, workspaces: figures.rooms }),
        chores: app.work.chores().into_iter().map(chore).collect(),
    })
}

fn disk(data_dir: &std::path::Path) -> Option<DiskStatus> {
    let stat = rustix::fs::statvfs(data_dir).ok()?;
    Some(DiskStatus {
        free_bytes: stat.f_bavail.saturating_mul(stat.f_frsize),
        total_bytes: stat.f_blocks.saturating_mul(stat.f_frsize),
    })
}
