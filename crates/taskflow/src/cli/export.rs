//! `taskflow export`, and its other end, `taskflow import archive`.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use taskflow_db::Tx;

use super::{FAILED, Failure, Settings, WRONG, block_on, say};
use crate::base::{Clock, Error};
use crate::event::{self, verify_stream};
use crate::gateway::imagers;
use crate::roles::{self, open_to_read};
use crate::transfer::{self, Progress};
use crate::workspace::WorkspaceRef;

#[derive(Args)]
pub struct Options {
    /// The workspace: its id or slug
    workspace: String,
    /// A file that does not exist yet
    file: PathBuf,
    /// Only the tasks, as a table
    #[arg(long)]
    csv: bool,
}

/// Writes a workspace into a file, also while a server runs.
pub fn run(settings: &Settings, options: &Options) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let (workspace, csv, path) = (WorkspaceRef::parse(&options.workspace), options.csv, options.file.clone());
    let wrong = |error: std::io::Error| Failure { text: format!("{}: {error}", path.display()), code: WRONG };
    let out = File::create_new(&path).map_err(wrong)?;
    let done = block_on(async {
        let db = open_to_read(&config).await?;
        let now = Clock::system().now();
        let written = db.snapshot(move |tx| {
            let (id, progress) = (transfer::workspace_id(tx, &workspace)?, Progress::default());
            let out = BufWriter::new(out);
            let out = if csv {
                transfer::write_csv(tx, id, out, &progress)?
            } else {
                transfer::write_archive(tx, id, out, now, &progress)?
            };
            out.into_inner().map_err(Error::internal)?.flush().map_err(Error::internal)?;
            Ok::<_, Error>(progress.total())
        });
        let written = written.await;
        db.close();
        Ok(written?)
    });
    if done.is_err() {
        let _ = std::fs::remove_file(&path);
    }
    say(&format!("{}: {} rows and entries", path.display(), done?))
}

/// Reads an archive into a server that is not running, or beside one on PostgreSQL: all of it, or nothing.
pub fn restore(settings: &Settings, file: &Path) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let path = file.to_path_buf();
    File::open(&path)
        .map_err(|error| Failure { text: format!("{}: {error}", path.display()), code: WRONG })?;
    block_on(async {
        let app = roles::open(config, Clock::system()).await?;
        let read =
            transfer::restore_archive(&app, imagers(), move || File::open(&path).map(BufReader::new)).await;
        let report = match read {
            Ok(report) => report,
            Err(Error::Conflict { detail, .. }) => {
                app.db.close();
                return Err(Failure { text: detail, code: WRONG });
            }
            Err(error) => return Err(error.into()),
        };
        let id = report.workspace_id;
        let proof = move |tx: &mut Tx<'_>| verify_stream(tx, id, imagers());
        let verified: event::Report = app.db.snapshot(proof).await?;
        app.db.close();
        say(&format!(
            "{} ({}): {} entries, {} people made, {} matched",
            report.name, report.slug, report.entries, report.made, report.matched
        ))?;
        for (table, rows) in &report.rows {
            say(&format!("  {table:<24} {rows:>9}"))?;
        }
        match verified.faults.first() {
            None => say("  the log and the tables agree"),
            Some(fault) => {
                Err(Failure { text: format!("the log and the tables differ: {fault}"), code: FAILED })
            }
        }
    })
}
