//! The tables.

use std::fmt;
use std::time::Duration;

use super::measure::{MANY, MISSED, RATE};

/// What was measured of one server.
pub struct Report {
    /// Resident memory of the process, for each of [`MANY`] idle sockets.
    pub socket_kb: f64,
    /// Until all of them were live.
    pub opened: Duration,
    /// Until the last of them had an event: the median and the worst.
    pub alone: (Duration, Duration),
    /// Until all were live again.
    pub storm: Duration,
    /// How often one was refused meanwhile, and came again.
    pub refused: usize,
    pub deliveries: Vec<Delivery>,
    /// Resident, at the end.
    pub memory_mb: f64,
    /// One delta as it came.
    pub frame: String,
}

/// From the writer's answer to the receipt.
#[derive(Debug)]
pub struct Delivery {
    pub sockets: usize,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    /// Counted from when the writer began to ask.
    pub from_request_p99_ms: f64,
    pub events_per_second: f64,
    /// The server's CPU time a receipt.
    pub cpu_us: f64,
}

pub struct Tables {
    pub ours: Report,
    pub theirs: Report,
}

impl fmt::Display for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ours, theirs) = (&self.ours, &self.theirs);
        writeln!(f, "| {MANY} sockets, frames of {} bytes | TaskFlow | Bare broadcast |", ours.frame.len())?;
        writeln!(f, "|---|---:|---:|")?;
        let mut line = |name: &str, of: &dyn Fn(&Report) -> String| {
            writeln!(f, "| {name} | {} | {} |", of(ours), of(theirs))
        };
        line("Process memory for each idle socket", &|report| format!("{:.1} KB", report.socket_kb))?;
        line("All opened, 64 at a time, and live", &|report| seconds(report.opened))?;
        line("One event: the last socket has it (median)", &|report| millis(report.alone.0))?;
        line("One event: the last socket has it (worst of 21)", &|report| millis(report.alone.1))?;
        line(&format!("All cut at once, {MISSED} events missed: all live again"), &|report| {
            seconds(report.storm)
        })?;
        line("Refused meanwhile, and come again", &|report| report.refused.to_string())?;
        line("Memory at the end", &|report| format!("{:.0} MB", report.memory_mb))?;

        writeln!(f, "\n{RATE} events a second to everybody, from the writer's answer to the receipt:\n")?;
        writeln!(
            f,
            "| Sockets | Server | p50 ms | p95 ms | p99 ms | p99 of bare | p99 from the request, ms | events/s | server CPU µs a receipt |"
        )?;
        writeln!(f, "|---:|---|---:|---:|---:|---:|---:|---:|---:|")?;
        for (our, their) in ours.deliveries.iter().zip(&theirs.deliveries) {
            delivery(f, "TaskFlow", our, &format!("{:.1} ×", our.p99_ms / their.p99_ms))?;
            delivery(f, "bare broadcast", their, "")?;
        }
        Ok(())
    }
}

fn delivery(f: &mut fmt::Formatter<'_>, name: &str, line: &Delivery, share: &str) -> fmt::Result {
    writeln!(
        f,
        "| {} | {name} | {:.2} | {:.2} | {:.2} | {share} | {:.2} | {:.0} | {:.1} |",
        line.sockets,
        line.p50_ms,
        line.p95_ms,
        line.p99_ms,
        line.from_request_p99_ms,
        line.events_per_second,
        line.cpu_us
    )
}

fn millis(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
