//! What the operating system says of this process (Linux: /proc). Elsewhere these figures are left out.

use std::fs;

/// Figures of this process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Process {
    pub resident_bytes: f64,
    pub cpu_seconds: f64,
    pub open_fds: f64,
    pub threads: f64,
}

/// Ticks a second in /proc/self/stat: 100 on every Linux that programs see (sysconf(_SC_CLK_TCK)).
const TICKS: f64 = 100.0;

/// `None` where there is no /proc.
pub fn read() -> Option<Process> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let field = |name: &str| -> Option<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    // After the program's name in brackets, which may hold anything: utime and stime are fields 14 and 15.
    let (_, after) = stat.rsplit_once(')')?;
    let ticks: f64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|n| n.parse::<f64>().ok())
        .sum();
    Some(Process {
        resident_bytes: field("VmRSS:")? * 1024.0,
        cpu_seconds: ticks / TICKS,
        open_fds: fs::read_dir("/proc/self/fd").map_or(0.0, |entries| entries.count() as f64),
        threads: field("Threads:")?,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #[test]
    fn this_process_has_memory_and_threads() {
        let process = super::read().unwrap();
        assert!(process.resident_bytes > 100_000.0 && process.threads >= 1.0 && process.open_fds >= 1.0);
    }
}
