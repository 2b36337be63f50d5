//! The command line.

mod audit;
mod backup;
mod consumers;
pub mod demo;
mod doctor;
mod export;
mod import;
mod log;
mod migrate;
mod restore;
mod search;
mod serve;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::config::{Config, Sources, settings};

/// What went wrong, in one line, and the exit code that says so.
#[derive(Debug)]
pub struct Failure {
    pub text: String,
    pub code: u8,
}

/// Something is wrong with what was asked for or set.
const WRONG: u8 = 2;
/// It was tried and failed.
const FAILED: u8 = 1;

impl<E: std::fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { text: error.to_string(), code: FAILED }
    }
}

#[derive(Parser)]
#[command(
    name = "taskflow",
    version,
    about = "Real-time project and task management for technical teams"
)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
pub struct Settings {
    /// The settings file [default: taskflow.toml, when there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the database, keys and unsent mail are kept
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// postgres://… or sqlite:PATH
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Any other setting, such as `--set auth.registration=invited`; may be repeated
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Options),
    /// Bring the database to a version of the schema
    #[command(subcommand)]
    Migrate(migrate::Way),
    /// Look after people's accounts
    #[command(subcommand)]
    User(user::Task),
    /// Prove and read the log
    #[command(subcommand)]
    Log(log::Task),
    /// Look after what happens by itself: consumers of the log, deliveries, timers
    #[command(subcommand)]
    Consumers(consumers::Task),
    /// Export and verify who did what
    #[command(subcommand)]
    Audit(audit::Task),
    /// Look after the index of search
    #[command(subcommand)]
    Search(search::Way),
    /// Bring work in from another product
    Import(import::Options),
    /// Write a workspace into a file: everything with its history, or its tasks as a table
    Export(export::Options),
    /// Make a workspace full of examples
    Demo(demo::Options),
    /// Copy the database to a new file, also while the server runs (SQLite)
    Backup {
        /// A file that does not exist yet
        file: PathBuf,
    },
    /// Put a backup in place of a database that is gone (SQLite)
    Restore {
        /// What `backup` wrote
        file: PathBuf,
    },
    /// Check settings, keys, disk, clock and database, and say what to do
    Doctor,
    /// Print the OpenAPI description
    Openapi,
}

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("taskflow: {}", failure.text);
            ExitCode::from(failure.code)
        }
    }
}

/// The whole command line, with every setting in the help of `serve`.
fn command() -> clap::Command {
    Cli::command().mut_subcommand("serve", |serve| serve.after_long_help(settings_help()))
}

fn run(cli: Cli) -> Result<(), Failure> {
    let settings = cli.settings;
    match cli.command {
        Command::Serve(options) => serve::run(&settings, &options),
        Command::Migrate(way) => migrate::run(&settings, &way),
        Command::User(task) => user::run(&settings, &task),
        Command::Log(task) => log::run(&settings, &task),
        Command::Consumers(task) => consumers::run(&settings, &task),
        Command::Audit(task) => audit::run(&settings, &task),
        Command::Search(way) => search::run(&settings, &way),
        Command::Import(options) => import::run(&settings, &options),
        Command::Export(options) => export::run(&settings, &options),
        Command::Demo(options) => demo::run(&settings, &options),
        Command::Backup { file } => backup::run(&settings, &file),
        Command::Restore { file } => restore::run(&settings, &file),
        Command::Doctor => doctor::run(&settings),
        Command::Openapi => {
            let document = serde_json::to_string_pretty(&crate::gateway::openapi())?;
            say(&document)
        }
    }
}

/// Prints a line; a reader that went away, such as `head`, ends the program without a fuss.
fn say(line: &str) -> Result<(), Failure> {
    use std::io::Write;
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        written => Ok(written?),
    }
}

/// Runs a tool's work on a small runtime.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

impl Settings {
    fn load(&self, listen: Option<&str>) -> Result<Config, Failure> {
        let mut flags = Vec::new();
        for text in &self.set {
            let (key, value) = text
                .split_once('=')
                .ok_or_else(|| Failure { text: format!("--set {text}: expected KEY=VALUE"), code: WRONG })?;
            flags.push(("--set".to_owned(), key.to_owned(), value.to_owned()));
        }
        let named = [
            ("--listen", "listen", listen),
            ("--data-dir", "data_dir", self.data_dir.as_deref()),
            ("--database-url", "database.url", self.database_url.as_deref()),
        ];
        let given = named.into_iter().filter_map(|(flag, key, value)| {
            value.map(|value| (flag.to_owned(), key.to_owned(), value.to_owned()))
        });
        flags.extend(given);
        let sources = Sources { file: self.config.clone(), flags };
        Config::load(&sources).map_err(|error| Failure { text: error.to_string(), code: WRONG })
    }
}

/// Every setting with its default and its name in the environment.
pub fn settings_help() -> String {
    let mut text = String::from(
        "Settings: defaults < taskflow.toml < environment < flags. Any of them can be given as --set KEY=VALUE.\n",
    );
    for setting in settings() {
        text.push_str(&format!(
            "\n  {} = {}\n      {}\n      {}\n",
            setting.key, setting.default, setting.about, setting.env
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_fits_together() {
        // Builds every subcommand, which otherwise happens only when it is used.
        super::command().debug_assert();
    }
}
