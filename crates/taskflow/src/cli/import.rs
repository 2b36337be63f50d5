//! `taskflow import`.

mod remote;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Settings, WRONG, block_on, say};
use crate::auth::{self, Caller};
use crate::base::{Clock, Error};
use crate::roles;
use crate::transfer::{self, File, Format, JobState, Report, Upload};
use crate::workspace::WorkspaceRef;

#[derive(Args)]
pub struct Options {
    /// What the files are: an `archive` that `taskflow export` wrote, or exports of trello, github, todoist, jira, csv, microsoft_todo, ticktick, wekan, planka, vikunja
    #[arg(value_parser = format)]
    format: Source,
    /// The exported files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The workspace to import into: its id or slug; an archive brings its own
    #[arg(long, default_value = "")]
    workspace: String,
    /// Whose import it is, by e-mail address; for a server that is not running
    #[arg(long, value_name = "ADDRESS", conflicts_with = "url")]
    user: Option<String>,
    /// A running server to send the files to, such as http://127.0.0.1:8080
    #[arg(long, requires = "token_file")]
    url: Option<String>,
    /// A file that holds an API token with the scope `write`, for --url
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Who somebody is here; may be repeated. Others stay names in the text
    #[arg(long = "person", value_name = "NAME=ADDRESS")]
    people: Vec<String>,
    /// What the project is called, for files that do not say [default: the file's name]
    #[arg(long)]
    name: Option<String>,
    /// What the columns of a csv file are, as JSON (docs/IMPORT.md); --dry-run prints a proposal
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Only tell what would be made
    #[arg(long, alias = "preview")]
    dry_run: bool,
}

/// What is read.
#[derive(Clone, Copy)]
enum Source {
    Archive,
    Product(Format),
}

fn format(name: &str) -> Result<Source, String> {
    if name == "archive" {
        return Ok(Source::Archive);
    }
    Format::named(name).map(Source::Product).map_err(|_| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("known formats are archive, {}", names.join(", "))
    })
}

pub fn run(settings: &Settings, options: &Options) -> Result<(), Failure> {
    let missing = |text: &str| Err(Failure { text: text.to_owned(), code: WRONG });
    let format = match (options.format, options.files.as_slice()) {
        (Source::Archive, [file]) => return super::export::restore(settings, file),
        (Source::Archive, _) => return missing("give one archive"),
        (Source::Product(format), _) => format,
    };
    if options.workspace.is_empty() || (options.url.is_none() && options.user.is_none()) {
        return missing("give --workspace, and --user or --url");
    }
    let mut files = Vec::new();
    for path in &options.files {
        let bytes = std::fs::read(path).map_err(|error| wrong(path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push(File { name, bytes: bytes.into() });
    }
    let map = options
        .map
        .as_ref()
        .map(|path| std::fs::read(path).map_err(|error| wrong(path, error)));
    let mapping = map.transpose()?.map(|bytes| transfer::read_mapping(&bytes)).transpose();
    let today = Clock::system().now().date();
    let upload = Upload {
        files,
        name: options.name.clone(),
        mapping: mapping.map_err(|error| bad(&error))?,
        today,
    };
    match (&options.url, &options.token_file) {
        (Some(url), Some(token)) => remote::run(options, format, url, token, &upload),
        _ => locally(settings, options, format, upload),
    }
}

fn wrong(file: &Path, error: impl std::fmt::Display) -> Failure {
    Failure { text: format!("{}: {error}", file.display()), code: WRONG }
}

/// `NAME=ADDRESS` pairs.
fn people(options: &Options) -> Result<BTreeMap<String, String>, Failure> {
    let pair = |pair: &String| {
        let (name, address) = pair.split_once('=').ok_or_else(|| Failure {
            text: format!("--person {pair}: expected NAME=ADDRESS"),
            code: WRONG,
        })?;
        Ok((name.to_owned(), address.to_owned()))
    };
    options.people.iter().map(pair).collect()
}

/// Into the database itself, as the given user.
fn locally(settings: &Settings, options: &Options, format: Format, upload: Upload) -> Result<(), Failure> {
    let named = people(options)?;
    if let Some(proposal) = format.proposal(&upload).filter(|_| options.dry_run) {
        say(&serde_json::to_string_pretty(&proposal.mapping)?)?;
    }
    // Whether it can be read at all is known before the database is opened.
    format.read(&upload).map_err(|error| bad(&error))?;
    let config = settings.load(None)?;
    let address = options.user.clone().unwrap_or_default();
    let workspace = WorkspaceRef::parse(&options.workspace);
    let dry_run = options.dry_run;
    let (report, error) = block_on(async move {
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
        let done = if dry_run {
            let bundles = format.read(&upload).map_err(|error| bad(&error))?;
            let report = transfer::preview(&caller, &workspace, bundles, named.into_iter().collect()).await;
            report.map(|report| (report, None))
        } else {
            carried_out(&caller, &workspace, format, upload, named).await
        };
        app.db.close();
        done.map_err(|error| told(&error))
    })?;
    print(&report)?;
    error.map_or(Ok(()), |text| Err(Failure { text, code: super::FAILED }))
}

/// Uploads, starts and carries out. Killed in between, it is gone on with by the next server that starts.
async fn carried_out(
    caller: &Caller,
    workspace: &WorkspaceRef,
    format: Format,
    upload: Upload,
    named: BTreeMap<String, String>,
) -> Result<(Report, Option<String>), Error> {
    let id = transfer::create(caller, workspace, format, upload, named).await?.id;
    transfer::start(caller, id).await?;
    transfer::run(caller.app(), id).await;
    let job = caller.read(move |tx, actor| transfer::find(tx, actor, id)).await?;
    let error = (job.state != JobState::Done)
        .then(|| job.error.unwrap_or_else(|| "it broke off; a server goes on with it".to_owned()));
    Ok((job.report, error))
}

fn bad(error: &Error) -> Failure {
    Failure { text: said(error), code: WRONG }
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
    let names: Vec<&str> = report.projects.iter().map(|project| project.name.as_str()).collect();
    say(&format!("{}: {what}", names.join(", ")))?;
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
    if report.more_notes > 0 {
        say(&format!("  and {} more", report.more_notes))?;
    }
    Ok(())
}
