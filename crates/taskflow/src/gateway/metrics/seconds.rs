//! Sums of seconds as counters, written by hand: the library counts whole numbers only.

use std::fmt::Write;

use taskflow_db::Stats;

/// The lines of all sums of seconds, in the text format of Prometheus. CPU time is left out where it is not known.
pub fn render(stats: &Stats, cpu: Option<f64>) -> String {
    let sums = [
        (
            "taskflow_db_group_seconds_total",
            "Time from BEGIN to the end of COMMIT.",
            Some(stats.group_seconds),
        ),
        ("taskflow_db_commit_seconds_total", "Time in COMMIT alone.", Some(stats.commit_seconds)),
        (
            "taskflow_db_write_wait_seconds_total",
            "Time that commands waited before their group began.",
            Some(stats.write_wait_seconds),
        ),
        (
            "taskflow_db_read_wait_seconds_total",
            "Time that reads waited for a connection.",
            Some(stats.read_wait_seconds),
        ),
        ("process_cpu_seconds_total", "CPU time of this process, user and system.", cpu),
    ];
    sums.into_iter().fold(String::new(), |mut page, (name, about, value)| {
        if let Some(value) = value {
            // Writing to a string does not fail.
            let _ = writeln!(page, "# HELP {name} {about}\n# TYPE {name} counter\n{name} {value}\n");
        }
        page
    })
}
