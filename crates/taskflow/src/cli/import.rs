//! `taskflow import`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Failure, Settings, WRONG, block_on, say};
use crate::auth::{self, Caller};
use crate::base::{Clock, Error};
use crate::roles;
use crate::transfer::{self, Report};
use crate::workspace::WorkspaceRef;

#[derive(Subcommand)]
pub enum Source {
    /// A Trello board, as "Export as JSON" gives it
    Trello(Options),
}

#[derive(Args)]
pub struct Options {
    /// The exported file
    file: PathBuf,
    /// The workspace to import into: its id or slug
    #[arg(long)]
    workspace: String,
    /// Whose import it is, by e-mail address; for a server that is not running
    #[arg(long, value_name = "ADDRESS", required_unless_present = "url", conflicts_with = "url")]
    user: Option<String>,
    /// A running server to send the file to, such as http://127.0.0.1:8080
    #[arg(long, requires = "token_file")]
    url: Option<String>,
    /// A file that holds an API token with the scope `write`, for --url
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Who somebody is here; may be repeated. Others stay names in the text
    #[arg(long = "person", value_name = "USERNAME=ADDRESS")]
    people: Vec<String>,
    /// Only tell what would be made
    #[arg(long)]
    preview: bool,
}

pub fn run(settings: &Settings, source: &Source) -> Result<(), Failure> {
    let Source::Trello(options) = source;
    let bytes = std::fs::read(&options.file).map_err(|error| wrong(&options.file, error))?;
    let report = match (&options.url, &options.token_file) {
        (Some(url), Some(token)) => upload(options, url, token, bytes)?,
        _ => locally(settings, options, &bytes)?,
    };
    print(&report)
}

fn wrong(file: &Path, error: impl std::fmt::Display) -> Failure {
    Failure { text: format!("{}: {error}", file.display()), code: WRONG }
}

/// Into the database itself, as the given user.
fn locally(settings: &Settings, options: &Options, bytes: &[u8]) -> Result<Report, Failure> {
    let bundle = transfer::read_trello(bytes).map_err(|error| wrong(&options.file, said(&error)))?;
    let mut named = HashMap::new();
    for pair in &options.people {
        let (name, address) = pair.split_once('=').ok_or_else(|| Failure {
            text: format!("--person {pair}: expected USERNAME=ADDRESS"),
            code: WRONG,
        })?;
        named.insert(name.to_owned(), address.to_owned());
    }
    let config = settings.load(None)?;
    let address = options.user.clone().unwrap_or_default();
    let workspace = WorkspaceRef::parse(&options.workspace);
    let preview = options.preview;
    block_on(async move {
        let app = roles::open(config, Clock::system()).await?;
        let wanted = address.clone();
        let user = app
            .db
            .read(move |tx| auth::user_by_email(tx, &wanted))
            .await
            .map_err(|error| told(&error))?;
        let user = user
            .ok_or_else(|| Failure { text: format!("nobody here has the address {address}"), code: WRONG })?;
        let caller = Caller::local(&app, user.id, app.clock.now());
        let report = transfer::import(&caller, workspace, bundle, named, preview).await;
        app.db.close();
        report.map_err(|error| told(&error))
    })
}

/// To a running server, over its API.
fn upload(options: &Options, url: &str, token: &Path, bytes: Vec<u8>) -> Result<Report, Failure> {
    let token = std::fs::read_to_string(token).map_err(|error| wrong(token, error))?;
    let address =
        format!("{}/api/v1/workspaces/{}/imports/trello", url.trim_end_matches('/'), options.workspace);
    let mut request = ureq::post(&address)
        .config()
        .http_status_as_error(false)
        .build()
        .header("Authorization", format!("Bearer {}", token.trim()))
        .content_type("application/json")
        .query("preview", options.preview.to_string());
    if !options.people.is_empty() {
        request = request.query("people", options.people.join(","));
    }
    let mut reply = request.send(&bytes[..])?;
    let text = reply.body_mut().read_to_string()?;
    if reply.status() == 200 {
        return Ok(serde_json::from_str(&text)?);
    }
    let problem: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let detail = problem["detail"].as_str().unwrap_or("the server refused it");
    Err(Failure { text: format!("{}: {detail}", reply.status()), code: super::FAILED })
}

fn told(error: &Error) -> Failure {
    Failure { text: said(error), code: super::FAILED }
}

/// What a person reads of an error.
fn said(error: &Error) -> String {
    match error {
        Error::Invalid(faults) => {
            faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

fn print(report: &Report) -> Result<(), Failure> {
    let what = if report.preview { "would be imported" } else { "imported" };
    say(&format!("{}: {what}", report.project_name))?;
    say(&format!("  {:<10} {:>7} {:>7} {:>7} {:>7}", "", "found", "new", "there", "refused"))?;
    for (kind, count) in &report.counts {
        let line = format!(
            "  {kind:<10} {:>7} {:>7} {:>7} {:>7}",
            count.found, count.created, count.existing, count.refused
        );
        say(&line)?;
    }
    for note in &report.notes {
        say(&format!("  {} “{}” ({}): {}", note.kind, note.name, note.external_id, note.message))?;
    }
    Ok(())
}
