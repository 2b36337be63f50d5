//! The sections of the settings.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where data is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `postgres://…`, or `sqlite:PATH`; empty is SQLite in the data dir.
    pub url: String,
    /// Reading connections; 0 chooses by the number of cores.
    pub readers: usize,
    /// Writing connections (PostgreSQL); 0 chooses by the number of cores.
    pub writers: usize,
    /// A PEM file of certificate authorities to trust for TLS to PostgreSQL, besides the public ones; empty is none.
    pub ca_file: PathBuf,
    /// For throw-away test databases only.
    pub allow_unsafe_fsync: bool,
}

/// Who may register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Everybody.
    Open,
    /// Whoever was invited to a workspace, and the very first user.
    Invited,
}

/// Signing in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    pub registration: Registration,
    /// Seconds an access token is good for.
    pub access_token_secs: i64,
    /// Seconds a session lives without being refreshed.
    pub session_secs: i64,
    /// Seconds in which a used refresh token still answers with its successor.
    pub refresh_grace_secs: i64,
    /// Memory of one password hash (OWASP: at least 19,456).
    pub argon2_memory_kib: u32,
    pub argon2_passes: u32,
    /// Failed sign-ins for one account before tries are slowed down.
    pub free_login_failures: i64,
}

/// How much one client may ask for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Requests a minute for one user; 0 is no limit.
    pub per_user_per_minute: u32,
    /// Requests a minute for one address; 0 is no limit.
    pub per_address_per_minute: u32,
    /// Requests a minute to sign in, register or reset, for one address; 0 is no limit.
    pub sign_in_per_address_per_minute: u32,
    /// Seconds a request may take.
    pub request_timeout_secs: u64,
    /// Bytes of an uploaded file to import.
    pub upload_bytes: usize,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    /// As `tracing` filters: `info`, `taskflow=debug`, …
    pub level: String,
}

/// Outgoing mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `smtps://user:password@host`, or `smtp://user:password@host:587?tls=required`: without `tls` it is in the clear.
    /// Empty writes mail to `outbox/` in the data dir.
    pub smtp_url: String,
    /// A PEM file of certificate authorities to trust for TLS to the mail server, besides the public ones; empty is none.
    pub ca_file: String,
    /// A key of SendGrid's API: mail goes there and not to a mail server.
    pub sendgrid_key: String,
    /// Where its API is.
    pub sendgrid_url: String,
    /// With which its event webhook signs, as its settings show it; empty takes no events.
    pub sendgrid_webhook_key: String,
    /// The sender.
    pub from: String,
    /// A directory with words and layouts to use in place of the built-in ones; empty is none.
    pub templates_dir: String,
}

/// Web Push: the keys by which browsers' push services know this server (VAPID, RFC 8292).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// Base64url of a point of P-256, uncompressed. Made in the data dir when empty.
    pub public_key: String,
    /// Base64url of 32 bytes.
    pub private_key: String,
    /// Whom push services may turn to, as `mailto:…` or `https://…`; empty is `base_url`, or `mail.from`.
    pub contact: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tasks {
    /// Days a task or a project stays in the trash before it is purged.
    pub trash_days: i64,
}

/// What is kept of who did what.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Days the log keeps the address and program that a change came from.
    pub origin_days: i64,
}

/// What people are told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notifications {
    /// Days a notification is kept that was read or put away.
    pub kept_days: i64,
}

/// What may be reached at addresses that people gave, as for webhooks, besides the public Internet over https.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outgoing {
    /// Networks such as `10.1.0.0/16`, or single addresses.
    pub allow_networks: Vec<String>,
    /// Names, whatever they resolve to.
    pub allow_hosts: Vec<String>,
    /// `http://` as well, everywhere.
    pub allow_http: bool,
    /// A PEM file of certificate authorities to trust besides the public ones; empty is none.
    pub ca_file: String,
}

/// What carries hints from process to process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hints {
    /// Redis or NATS when one is named, else PostgreSQL where it is the database, else nothing.
    Auto,
    /// Nothing: processes look once a second.
    None,
    Postgres,
    Redis,
    Nats,
}

/// Live sync.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Realtime {
    pub hints: Hints,
    /// Connections of one process.
    pub max_sockets: usize,
    /// Connections of one user to one process.
    pub max_sockets_per_user: usize,
    /// Seconds between two pings; who answers neither of two is disconnected.
    pub ping_secs: u64,
    /// Entries of a workspace's log that are kept at hand for who comes back.
    pub ring_entries: usize,
    /// Bytes they may take.
    pub ring_bytes: usize,
    /// Frames that may wait for one connection; who is further behind is caught up from the log.
    pub queue_frames: usize,
    /// Bytes that may wait for one connection.
    pub queue_bytes: usize,
    /// Seconds in which something must get through to a connection.
    pub stall_secs: u64,
}
