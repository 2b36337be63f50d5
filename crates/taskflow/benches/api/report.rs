//! The table.

use std::fmt;

pub struct Line {
    pub per_second: f64,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    /// The server's CPU time a request, in microseconds.
    pub cpu_us: f64,
}

#[derive(Default)]
pub struct Table(Vec<(String, usize, Line)>);

impl Table {
    pub fn push(&mut self, name: &str, connections: usize, line: Line) {
        eprintln!("{name}, {connections} connections: {:.0}/s", line.per_second);
        self.0.push((name.to_owned(), connections, line));
    }

    /// The ceiling that was measured with this many connections.
    fn ceiling(&self, connections: usize) -> f64 {
        let found = self
            .0
            .iter()
            .find(|(name, with, _)| name.contains("ceiling") && *with == connections);
        found.map_or(f64::NAN, |(.., line)| line.per_second)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| What | Connections | Requests/s | of hello | p50 ms | p95 ms | p99 ms | server CPU µs |"
        )?;
        writeln!(f, "|---|---:|---:|---:|---:|---:|---:|---:|")?;
        for (name, connections, line) in &self.0 {
            let share = line.per_second / self.ceiling(*connections) * 100.0;
            writeln!(
                f,
                "| {name} | {connections} | {:.0} | {share:.0} % | {:.2} | {:.2} | {:.2} | {:.0} |",
                line.per_second, line.p50_ms, line.p95_ms, line.p99_ms, line.cpu_us
            )?;
        }
        Ok(())
    }
}
