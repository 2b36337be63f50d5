//! Settings: built-in defaults (config.default.toml) < `taskflow.toml` < `TASKFLOW_*` < flags.

mod check;
mod error;
mod layers;
mod private;
mod sections;
mod setting;

pub use error::ConfigError;
pub use layers::Sources;
pub use private::{private_file, sync_dir};
pub use setting::{Setting, settings};

pub use sections::{
    Audit, Auth, Database, Hints, Limits, Log, LogFormat, Mail, Notifications, Outgoing, Push, Realtime,
    Registration, Tasks,
};

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// All settings of a process. `taskflow serve --help` lists every key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: std::net::SocketAddr,
    /// Where the database, keys and files are kept.
    pub data_dir: PathBuf,
    /// The address people use, such as `https://tasks.example.org`; links in mail start with it.
    pub base_url: String,
    /// A built web app to serve in place of the one in the binary; empty serves that.
    pub web_dir: String,
    /// Origins that browsers may call the API from, besides `base_url`.
    pub cors_origins: Vec<String>,
    /// Signing keys of access tokens, comma-separated hex of 32 bytes; the first signs. Made in the data dir when empty.
    pub jwt_keys: String,
    /// Keys for what is kept sealed, as `jwt_keys`.
    pub encryption_keys: String,
    /// How many proxies in front may be believed about the client's address.
    pub trusted_proxies: u8,
    /// The certificate to serve https with, with its chain; empty is plain http.
    pub tls_cert: PathBuf,
    /// The certificate's private key.
    pub tls_key: PathBuf,
    /// Who sends it as a Bearer token may read `/metrics`; empty lets in this machine only.
    pub metrics_token: String,
    /// `redis://…` or `rediss://…`; empty is no Redis.
    pub redis_url: String,
    /// `nats://…` or `tls://…`; empty is no NATS.
    pub nats_url: String,
    pub database: Database,
    pub auth: Auth,
    pub limits: Limits,
    pub log: Log,
    pub mail: Mail,
    pub push: Push,
    pub tasks: Tasks,
    pub notifications: Notifications,
    pub audit: Audit,
    pub outgoing: Outgoing,
    pub realtime: Realtime,
}

/// The defaults, as text with their comments.
pub const DEFAULTS: &str = include_str!("config.default.toml");
