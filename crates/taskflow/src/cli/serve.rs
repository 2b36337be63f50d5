//! `taskflow serve`.

use std::io::IsTerminal;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::{Failure, Settings, WRONG};
use crate::base::Clock;
use crate::config::{Config, LogFormat};
use crate::roles::{Role, Server};

#[derive(Args)]
pub struct Options {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// What this process runs, with commas: api, realtime, mail, notifications, janitor [default: all]
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    roles: Vec<Role>,
}

pub fn run(settings: &Settings, options: &Options) -> Result<(), Failure> {
    let config = settings.load(options.listen.as_deref())?;
    start_log(&config)?;
    let roles = if options.roles.is_empty() { Role::ALL } else { &options.roles };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(config, roles))
}

async fn serve(config: Config, roles: &[Role]) -> Result<(), Failure> {
    // Heard from the start: a signal while the database opens must not be lost.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let mut told = std::pin::pin!(async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    });
    let server = tokio::select! {
        () = &mut told => return Ok(()),
        started = Server::start_roles(config, Clock::system(), roles) => started?,
    };
    told.await;
    tracing::info!("stopping: answering what is under way");
    server.shutdown().await;
    tracing::info!("stopped");
    Ok(())
}

/// Starts log lines as the settings say.
pub fn start_log(config: &Config) -> Result<(), Failure> {
    // Below info this target writes the parameters of statements: people's data. Naming it in log.level still wins.
    let filter = EnvFilter::try_new(format!("tokio_postgres=info,{}", config.log.level))
        .map_err(|error| Failure { text: format!("log.level: {error}"), code: WRONG })?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter);
    match config.log.format {
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(false).init(),
        LogFormat::Pretty => builder.with_ansi(std::io::stdout().is_terminal()).with_target(false).init(),
    }
    Ok(())
}
