//! `taskflow audit`.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use uuid::Uuid;

use super::{FAILED, Failure, Settings, WRONG, block_on, say};
use crate::audit::{Export, Proof, Verdict};
use crate::base::{Clock, Error};
use crate::event;
use crate::roles::open_to_read;

#[derive(Subcommand)]
pub enum Task {
    /// Write what a stream's entries say as JSON Lines that others can verify
    Export {
        /// A workspace's or a person's id
        stream: Uuid,
        /// Begin after this entry
        #[arg(long, value_name = "SEQ", default_value_t = 0)]
        after: i64,
    },
    /// Verify what was exported: no gap, an unbroken chain, nothing changed. Needs no database
    Verify {
        /// One export, or several in their order, each of which goes on where the one before ended
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

pub fn run(settings: &Settings, task: &Task) -> Result<(), Failure> {
    match task {
        Task::Export { stream, after } => export(settings, *stream, *after),
        Task::Verify { files } => verify(files),
    }
}

fn export(settings: &Settings, stream: Uuid, after: i64) -> Result<(), Failure> {
    let config = settings.load(None)?;
    block_on(async {
        let db = open_to_read(&config).await?;
        let begun = db.snapshot(move |tx| {
            let kind = event::kind_of(tx, stream)?.ok_or(Error::NotFound("stream"))?;
            Export::begin(tx, (&kind, stream), after, None, None, Clock::system().now())
        });
        let (opening, mut lines) = begun.await?.lines()?;
        let mut next = Some(opening);
        while let Some(bytes) = next {
            std::io::stdout().write_all(&bytes)?;
            (next, lines) = db.snapshot::<_, Error, _>(move |tx| Ok((lines.next(tx)?, lines))).await?;
        }
        db.close();
        Ok(())
    })
}

fn verify(files: &[PathBuf]) -> Result<(), Failure> {
    let mut before: Option<Verdict> = None;
    for file in files {
        let name = file.display();
        let proved =
            prove(file)?.map_err(|text| Failure { text: format!("{name}: {text}"), code: FAILED })?;
        if let Some(before) = before
            && (before.stream_id != proved.stream_id || before.until != proved.after)
        {
            let text = format!("{name}: it does not go on where the export before it ended");
            return Err(Failure { text, code: FAILED });
        }
        say(&format!(
            "{name}: stream {}, entries {} to {}: {} whole, {} of them redacted; the chain leads to {}",
            proved.stream_id,
            proved.after.seq + 1,
            proved.until.seq,
            proved.whole,
            proved.redacted,
            proved.until.chain
        ))?;
        before = Some(proved);
    }
    Ok(())
}

fn prove(file: &Path) -> Result<Result<Verdict, String>, Failure> {
    let wrong = |error| Failure { text: format!("cannot read {}: {error}", file.display()), code: WRONG };
    let mut lines = BufReader::new(File::open(file).map_err(wrong)?).lines();
    let first = lines.next().transpose().map_err(wrong)?.unwrap_or_default();
    let mut proof = match Proof::begin(&first) {
        Ok(proof) => proof,
        Err(text) => return Ok(Err(text)),
    };
    for line in lines {
        if let Err(text) = proof.add(&line.map_err(wrong)?) {
            return Ok(Err(text));
        }
    }
    Ok(proof.finish())
}
