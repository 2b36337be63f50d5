//! `taskflow consumers`.

use clap::Subcommand;
use taskflow_db::Tx;
use uuid::Uuid;

use super::{Failure, Settings, block_on, say};
use crate::base::{Clock, Result};
use crate::event;
use crate::roles::{open_database, open_to_read};

/// Lines of a list.
const MOST: i64 = 1000;

#[derive(Subcommand)]
pub enum Task {
    /// How far each consumer has come, what halts, and what waits to be sent; also while the server runs
    List,
    /// Have a consumer try again where it halted, or read a stream again from a place on
    Replay {
        consumer: String,
        /// A workspace's or a person's id
        stream: Uuid,
        /// Read again what comes after this entry
        #[arg(long, value_name = "SEQ")]
        from: Option<i64>,
    },
    /// Have a consumer go on behind the command at which it halted, which it then never handles
    Skip {
        consumer: String,
        /// A workspace's or a person's id
        stream: Uuid,
    },
    /// List what a sender has given up
    Dead { sender: String },
    /// Send something that was given up once more, under its old id
    Redeliver { delivery: Uuid },
    /// Have an alarm try again what it set aside, such as notification.reminder
    Ring { alarm: String },
}

pub fn run(settings: &Settings, task: &Task) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let now = Clock::system().now();
    block_on(async {
        let db = match task {
            Task::List | Task::Dead { .. } => open_to_read(&config).await?,
            _ => open_database(&config).await?,
        };
        let lines = match task {
            Task::List => db.read(move |tx| list(tx, now)).await,
            Task::Dead { sender } => {
                let sender = sender.clone();
                db.read(move |tx| dead(tx, &sender)).await
            }
            Task::Replay { consumer, stream, from } => {
                let (consumer, stream, from) = (consumer.clone(), *stream, *from);
                let replaying = db.write(stream, move |tx| match from {
                    Some(from) => event::rewind(tx, &consumer, stream, from, now),
                    None => event::replay(tx, &consumer, stream).map(|_| ()),
                });
                replaying.await.map(|_| vec!["it is read again".to_owned()])
            }
            Task::Skip { consumer, stream } => {
                let (consumer, stream) = (consumer.clone(), *stream);
                let skipping = db.write(stream, move |tx| event::skip(tx, &consumer, stream, now));
                skipping
                    .await
                    .map(|(halt, _)| vec![format!("skipped the command at {}", halt.seq)])
            }
            Task::Redeliver { delivery } => {
                let delivery = *delivery;
                let sending = db.write(delivery, move |tx| event::redeliver(tx, delivery, now));
                sending.await.map(|_| vec!["it is sent again".to_owned()])
            }
            Task::Ring { alarm } => {
                let alarm = alarm.clone();
                let ringing = db.write(Uuid::nil(), move |tx| event::retry_timers(tx, &alarm, now));
                ringing.await.map(|(count, _)| vec![format!("{count} timers are tried again")])
            }
        };
        db.close();
        lines?.iter().try_for_each(|line| say(line))
    })
}

fn list(tx: &mut Tx<'_>, now: crate::base::Stamp) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for one in event::standings(tx, now)? {
        lines.push(format!(
            "{:<24} behind by {} entries in {} streams, {} processes",
            one.consumer, one.lag, one.streams_behind, one.processes
        ));
    }
    for halt in event::halts(tx, ("", Uuid::nil()), MOST)? {
        let how = match halt.halted_at {
            Some(at) => format!("halted since {at}"),
            None => format!("tries again at {}", halt.next_at),
        };
        lines.push(format!(
            "{:<24} {how}: stream {}, entry {}, {} tries: {}",
            halt.consumer, halt.stream_id, halt.seq, halt.attempts, halt.error
        ));
    }
    for (kind, name, state, count) in event::tasks_waiting(tx, now)? {
        lines.push(format!("{name:<24} {kind}: {count} {state}"));
        if state == "halted" {
            let timers = event::set_aside(tx, &name, MOST)?;
            lines.extend(timers.iter().map(|one| {
                let (key, due) = (&one.timer.key, one.timer.due);
                format!("{name:<24} set aside since {}: {key}, due at {due}: {}", one.since, one.error)
            }));
        }
    }
    Ok(lines)
}

fn dead(tx: &mut Tx<'_>, sender: &str) -> Result<Vec<String>> {
    let letters = event::dead_letters(tx, sender, Uuid::nil(), MOST)?;
    let line = |one: &event::Delivery| {
        format!("{} {} {} after {} tries: {}", one.id, one.updated_at, one.target, one.attempts, one.note)
    };
    Ok(letters.iter().map(line).collect())
}
