//! The page that Prometheus reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use metrics::Label;

use super::{Metrics, process, seconds};
use crate::http::{App, Sent};
use crate::realtime::{Figures, Realtime};
use crate::{auth, event, mail};

/// What the figures mean.
pub const ABOUT: &[(&str, &str)] = &[
    ("http_requests_total", "Requests answered, by method, route and status."),
    ("http_request_duration_seconds", "Time from a request's arrival to its answer, by route."),
    ("http_requests_in_flight", "Requests being answered now."),
    ("taskflow_build_info", "The running version, as labels."),
    ("taskflow_db_write_queue", "Commands waiting to be written."),
    ("taskflow_db_read_queue", "Reads waiting for a connection."),
    ("taskflow_db_busy_readers", "Reading connections in use."),
    ("taskflow_db_busy_writers", "Writing connections in use."),
    ("taskflow_db_blocked", "1 while writes are refused because the disk is full or failing."),
    ("taskflow_db_largest_group", "Most commands in one commit so far."),
    ("taskflow_db_groups_total", "Commits."),
    ("taskflow_db_commands_total", "Commands committed."),
    ("taskflow_db_failed_commands_total", "Commands refused or failed, and undone."),
    ("taskflow_db_reads_total", "Reads."),
    ("taskflow_db_retries_total", "Commands and groups that were run again."),
    ("taskflow_db_reconnects_total", "Connections made again after a loss."),
    ("taskflow_db_disk_failures_total", "Commits that failed because of the disk."),
    ("taskflow_hints_connected", "1 while hints go to other processes, by what carries them."),
    ("taskflow_hints_sent_total", "Heads and presence told to other processes."),
    ("taskflow_hints_received_total", "Heads and presence heard from other processes."),
    ("taskflow_log_streams", "Streams of the log, by kind."),
    ("taskflow_log_entries", "Entries of the log, by kind of stream."),
    (
        "taskflow_db_refused_writes_total",
        "Commands refused at once while the disk is full or failing.",
    ),
    ("taskflow_consumer_lag", "Entries of the log that a consumer has not read yet."),
    ("taskflow_consumer_streams_behind", "Streams in which a consumer has something to read."),
    ("taskflow_consumer_failing", "Streams in which a consumer failed and tries again."),
    (
        "taskflow_consumer_halted",
        "Streams in which a consumer stands still until somebody looks.",
    ),
    ("taskflow_consumer_processes", "Processes that work for a consumer."),
    ("taskflow_deliveries", "Deliveries that wait or were given up, by sender and state."),
    ("taskflow_timers", "Timers that are overdue or were set aside, by alarm and state."),
    ("taskflow_mail_waiting", "Mails in the outbox that are not sent yet and not given up."),
    ("taskflow_mail_oldest_waiting_seconds", "Age of the oldest of them; 0 when there is none."),
    ("taskflow_mail_sent_total", "Mails sent by this process."),
    ("taskflow_mail_delayed_total", "Tries to send a mail that failed and will be repeated."),
    ("taskflow_mail_given_up_total", "Mails given up."),
    ("taskflow_mail_withheld_total", "Mails not sent, since their addresses get no mail."),
    ("taskflow_mail_failed", "Mails of the outbox that were given up and are still remembered."),
    ("taskflow_mail_suppressed", "Addresses that get no mail."),
    ("taskflow_mail_resting", "1 while the way out is left alone after failures."),
    (
        "taskflow_janitor_last_run_timestamp_seconds",
        "When a chore of the janitor last ended well, in Unix time.",
    ),
    ("taskflow_janitor_cleared_total", "What the janitor's chores cleared away."),
    ("taskflow_janitor_failures_total", "Turns of the janitor's chores that failed."),
    (
        "taskflow_password_hashing_waiting",
        "Sign-ins and the like that wait for a core to hash a password.",
    ),
    (
        "taskflow_live_sockets",
        "Live connections, WebSockets and event streams; those without a hello included.",
    ),
    (
        "taskflow_live_rooms",
        "Workspaces that are followed live, or were within the last minute.",
    ),
    ("taskflow_live_frames_total", "Frames sent to live connections."),
    (
        "taskflow_live_overflows_total",
        "Times a connection could not keep up and was caught up from the log.",
    ),
    ("taskflow_live_resumes_total", "Answers to who came to follow a stream, by mode."),
    ("taskflow_live_closes_total", "Connections that the server ended, by close code."),
    ("process_resident_memory_bytes", "Memory of this process."),
    ("process_open_fds", "Open file descriptors."),
    ("process_threads", "Threads."),
];

/// Everything, in the text format of Prometheus. The log's size is left out when the database does not answer.
pub async fn report(metrics: &Metrics, app: &App, live: Option<&Realtime>) -> String {
    let gauge = |name, value: f64| metrics.gauge(name, Vec::new(), value);
    let version = Label::from_static_parts("version", env!("CARGO_PKG_VERSION"));
    let database = Label::from_static_parts("database", app.db.engine().name());
    metrics.gauge("taskflow_build_info", vec![version, database], 1.0);
    gauge("http_requests_in_flight", metrics.in_flight.load(Ordering::Relaxed) as f64);
    of_database(metrics, app);
    of_work(metrics, app);
    gauge("taskflow_password_hashing_waiting", app.hashing.waiting() as f64);
    gauge("taskflow_mail_resting", f64::from(u8::from(app.mailer.rests_until().is_some())));
    if let Ok(suppressed) = app.db.read(mail::count).await {
        gauge("taskflow_mail_suppressed", suppressed as f64);
    }
    if let Ok(outbox) = app.db.read(auth::outbox).await {
        gauge("taskflow_mail_failed", outbox.failed as f64);
        let age = outbox.oldest.map_or(0, |oldest| (app.clock.now().0 - oldest.0).max(0));
        gauge("taskflow_mail_waiting", outbox.waiting as f64);
        gauge("taskflow_mail_oldest_waiting_seconds", age as f64 / 1000.0);
    }
    if let Some(live) = live {
        of_live(metrics, &live.figures());
    }
    if let Ok(tally) = app.db.read(event::tally).await {
        for (kind, streams, entries) in tally {
            let label = || vec![Label::new("kind", kind.clone())];
            metrics.gauge("taskflow_log_streams", label(), streams as f64);
            metrics.gauge("taskflow_log_entries", label(), entries as f64);
        }
    }
    of_consumers(metrics, app).await;
    let process = process::read();
    if let Some(process) = &process {
        gauge("process_resident_memory_bytes", process.resident_bytes);
        gauge("process_open_fds", process.open_fds);
        gauge("process_threads", process.threads);
    }
    metrics.handle.render() + &seconds::render(&app.db.stats(), process.map(|process| process.cpu_seconds))
}

/// What happens by itself; left out when the database does not answer.
async fn of_consumers(metrics: &Metrics, app: &App) {
    let now = app.clock.now();
    let read = app.db.read(move |tx| {
        Ok::<_, crate::base::Error>((event::standings(tx, now)?, event::tasks_waiting(tx, now)?))
    });
    let Ok((standings, waiting)) = read.await else {
        return;
    };
    for one in standings {
        let figures = [
            ("taskflow_consumer_lag", one.lag),
            ("taskflow_consumer_streams_behind", one.streams_behind),
            ("taskflow_consumer_failing", one.failing),
            ("taskflow_consumer_halted", one.halted),
            ("taskflow_consumer_processes", one.processes),
        ];
        for (name, value) in figures {
            metrics.gauge(name, vec![Label::new("consumer", one.consumer.clone())], value as f64);
        }
    }
    let mut known = metrics.waiting.lock().unwrap_or_else(PoisonError::into_inner);
    for ((kind, name, state), count) in with_zeros(&mut known, waiting) {
        let metric = if kind == "timer" { "taskflow_timers" } else { "taskflow_deliveries" };
        metrics.gauge(metric, vec![Label::new("name", name), Label::new("state", state)], count as f64);
    }
}

/// Kind, name and state of what waits.
type Waiting = (String, String, String);
/// What has waited so far.
pub type Known = BTreeSet<Waiting>;

/// How many wait, and that none do where some did before: a gauge keeps what it was told last.
fn with_zeros(known: &mut Known, now: Vec<(String, String, String, i64)>) -> BTreeMap<Waiting, i64> {
    let mut all: BTreeMap<Waiting, i64> = known.iter().map(|one| (one.clone(), 0)).collect();
    all.extend(now.into_iter().map(|(kind, name, state, count)| ((kind, name, state), count)));
    *known = all.keys().cloned().collect();
    all
}

fn of_work(metrics: &Metrics, app: &App) {
    let mail = [
        ("taskflow_mail_sent_total", Sent::Delivered),
        ("taskflow_mail_delayed_total", Sent::Delayed),
        ("taskflow_mail_given_up_total", Sent::GivenUp),
        ("taskflow_mail_withheld_total", Sent::Withheld),
    ];
    for (name, sent) in mail {
        metrics.counter(name, Vec::new(), app.work.mail(sent));
    }
    for (name, chore) in app.work.chores() {
        let label = || vec![Label::from_static_parts("chore", name)];
        metrics.counter("taskflow_janitor_cleared_total", label(), chore.cleared);
        metrics.counter("taskflow_janitor_failures_total", label(), chore.failures);
        if let Some(at) = chore.done_at {
            metrics.gauge("taskflow_janitor_last_run_timestamp_seconds", label(), at.0 as f64 / 1000.0);
        }
    }
}

fn of_live(metrics: &Metrics, live: &Figures) {
    metrics.gauge("taskflow_live_sockets", Vec::new(), live.sockets as f64);
    metrics.gauge("taskflow_live_rooms", Vec::new(), live.rooms as f64);
    metrics.counter("taskflow_live_frames_total", Vec::new(), live.frames);
    metrics.counter("taskflow_live_overflows_total", Vec::new(), live.overflows);
    for (mode, count) in &live.resumes {
        metrics.counter("taskflow_live_resumes_total", vec![Label::new("mode", *mode)], *count);
    }
    for (code, count) in &live.closes {
        metrics.counter("taskflow_live_closes_total", vec![Label::new("code", code.to_string())], *count);
    }
}

fn of_database(metrics: &Metrics, app: &App) {
    let stats = app.db.stats();
    let gauges = [
        ("taskflow_db_write_queue", stats.write_queue as f64),
        ("taskflow_db_read_queue", stats.read_queue as f64),
        ("taskflow_db_busy_readers", stats.busy_readers as f64),
        ("taskflow_db_busy_writers", stats.busy_writers as f64),
        ("taskflow_db_blocked", f64::from(u8::from(stats.blocked))),
        ("taskflow_db_largest_group", stats.max_group as f64),
    ];
    gauges
        .into_iter()
        .for_each(|(name, value)| metrics.gauge(name, Vec::new(), value));
    let counters = [
        ("taskflow_db_groups_total", stats.groups),
        ("taskflow_db_commands_total", stats.commands),
        ("taskflow_db_failed_commands_total", stats.failed_commands),
        ("taskflow_db_reads_total", stats.reads),
        ("taskflow_db_retries_total", stats.retries),
        ("taskflow_db_reconnects_total", stats.reconnects),
        ("taskflow_db_disk_failures_total", stats.disk_failures),
        ("taskflow_db_refused_writes_total", stats.refused_writes),
    ];
    counters
        .into_iter()
        .for_each(|(name, value)| metrics.counter(name, Vec::new(), value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waited_and_is_gone_is_told_to_be_none() {
        let one = |state: &str, count| ("delivery".to_owned(), "mail".to_owned(), state.to_owned(), count);
        let mut known = Known::new();
        let counts = |all: BTreeMap<Waiting, i64>| all.into_values().collect::<Vec<_>>();
        assert_eq!(counts(with_zeros(&mut known, vec![one("waiting", 2)])), [2]);
        assert_eq!(counts(with_zeros(&mut known, vec![one("dead", 1)])), [1, 0]);
        assert_eq!(counts(with_zeros(&mut known, Vec::new())), [0, 0]);
    }
}
