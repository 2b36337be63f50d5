//! `taskflow log`.

use std::collections::HashMap;
use std::time::Duration;

use clap::Subcommand;
use serde_json::{Value, json};
use taskflow_db::Db;
use uuid::Uuid;

use super::{FAILED, Failure, Settings, WRONG, block_on, say};
use crate::base::{Clock, Error};
use crate::event::{self, Entry, Fold, Head, verify_stream};
use crate::gateway::imagers;
use crate::roles::{open_database, open_to_read};

/// Entries or heads read at once.
const BATCH: i64 = 500;

#[derive(Subcommand)]
pub enum Task {
    /// Prove every stream: no gap, an unbroken chain, and a fold that equals the tables
    Verify {
        /// One workspace only, by id
        #[arg(long, value_name = "ID")]
        workspace: Option<Uuid>,
    },
    /// Print what a stream's entries lead to, one thing a line
    Replay {
        /// A workspace's or a person's id
        stream: Uuid,
        /// As it was after this entry
        #[arg(long, value_name = "SEQ")]
        to: Option<i64>,
    },
    /// Print the newest entries, one a line
    Tail {
        /// A workspace's or a person's id; all streams when absent
        stream: Option<Uuid>,
        /// How many of each stream
        #[arg(short = 'n', long, default_value_t = 10)]
        lines: i64,
        /// Go on with what comes
        #[arg(short, long)]
        follow: bool,
    },
    /// After `pg_restore`, before the start: tell every reader of the log to begin anew
    NewEpoch,
}

pub fn run(settings: &Settings, task: &Task) -> Result<(), Failure> {
    let config = settings.load(None)?;
    block_on(async {
        let db = match task {
            Task::NewEpoch => open_database(&config).await?,
            _ => open_to_read(&config).await?,
        };
        let done = match task {
            Task::Verify { workspace } => verify(&db, *workspace).await,
            Task::Replay { stream, to } => replay(&db, *stream, to.unwrap_or(i64::MAX)).await,
            Task::NewEpoch => new_epoch(&db).await,
            Task::Tail { stream, lines, follow } => tail(&db, *stream, *lines, *follow).await,
        };
        db.close();
        done
    })
}

/// Every stream, or the one named, batch by batch.
async fn heads(db: &Db, only: Option<Uuid>) -> Result<Vec<Head>, Failure> {
    if let Some(stream) = only {
        let head = db.read(move |tx| event::head(tx, stream)).await?;
        // A mistyped id must not pass for proof.
        if head.seq == 0 {
            return Err(Failure { text: format!("there is no stream {stream}"), code: WRONG });
        }
        return Ok(vec![head]);
    }
    let mut all = Vec::new();
    for kind in ["workspace", "person"] {
        let mut after = Uuid::nil();
        loop {
            let batch = db.read(move |tx| event::heads(tx, kind, after, BATCH)).await?;
            let Some(last) = batch.last() else { break };
            after = last.stream_id;
            all.extend(batch);
        }
    }
    Ok(all)
}

async fn verify(db: &Db, only: Option<Uuid>) -> Result<(), Failure> {
    let (mut streams, mut entries, mut things, mut faults) = (0, 0, 0, 0);
    for head in heads(db, only).await? {
        let stream = head.stream_id;
        let report = db.snapshot(move |tx| verify_stream(tx, stream, imagers())).await?;
        streams += 1;
        entries += report.entries;
        things += report.things;
        faults += report.faults.len();
        for fault in report.faults {
            say(&format!("{stream}: {fault}"))?;
        }
    }
    say(&format!("{streams} streams, {entries} entries, {things} things"))?;
    match faults {
        0 => Ok(()),
        faults => Err(Failure { text: format!("faults in the log: {faults}"), code: FAILED }),
    }
}

async fn replay(db: &Db, stream: Uuid, to: i64) -> Result<(), Failure> {
    let folded = db.snapshot(move |tx| {
        let mut fold = Fold::default();
        loop {
            let batch = event::entries_after(tx, stream, fold.seq, BATCH)?;
            let wanted: Vec<&Entry> = batch.iter().take_while(|entry| entry.seq <= to).collect();
            wanted.iter().try_for_each(|entry| fold.apply(entry))?;
            if wanted.len() < BATCH as usize {
                return Ok::<_, Error>(fold);
            }
        }
    });
    let fold = folded.await?;
    for (entity, id, version, data) in fold.things() {
        say(&json!({ "entity": entity, "id": id, "version": version, "data": data }).to_string())?;
    }
    Ok(())
}

async fn new_epoch(db: &Db) -> Result<(), Failure> {
    let now = Clock::system().now();
    let (streams, _) = db
        .write::<_, Error, _>(Uuid::nil(), move |tx| event::new_epoch(tx, now))
        .await?;
    say(&format!("a new epoch for {streams} streams"))
}

async fn tail(db: &Db, only: Option<Uuid>, lines: i64, follow: bool) -> Result<(), Failure> {
    let mut cursors: HashMap<Uuid, i64> = HashMap::new();
    let mut begun = false;
    loop {
        let mut fresh = Vec::new();
        for head in heads(db, only).await? {
            let stream = head.stream_id;
            // A stream that appears later is new from its first entry.
            let start = if begun { 0 } else { (head.seq - lines.max(0)).max(0) };
            let cursor = cursors.entry(stream).or_insert(start);
            while *cursor < head.seq {
                let after = *cursor;
                let batch = db.read(move |tx| event::entries_after(tx, stream, after, BATCH)).await?;
                let Some(last) = batch.last() else { break };
                *cursor = last.seq;
                fresh.extend(batch);
            }
        }
        fresh.sort_by_key(|entry| (entry.at, entry.stream_id, entry.seq));
        fresh.iter().try_for_each(|entry| say(&line(entry).to_string()))?;
        if !follow {
            return Ok(());
        }
        begun = true;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn line(entry: &Entry) -> Value {
    let payload: Option<Value> = entry.payload.as_deref().and_then(|text| serde_json::from_str(text).ok());
    json!({
        "stream_id": entry.stream_id,
        "seq": entry.seq,
        "id": entry.id,
        "type": entry.kind,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "request_id": entry.request_id,
        "cause": entry.cause,
        "payload": payload,
    })
}
