//! The real server in a process of its own, and what /proc says of it.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ends its process when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    start: Duration,
}

impl Server {
    /// TaskFlow, without limits on requests. `more` are further settings.
    pub fn start(folder: &Path, database: &str, more: &[(&str, &str)]) -> Self {
        let address = free_address();
        let mut command = Command::new(env!("CARGO_BIN_EXE_taskflow"));
        command
            .arg("serve")
            .env("TASKFLOW_LISTEN", &address)
            .env("TASKFLOW_DATA_DIR", folder)
            .env("TASKFLOW_DATABASE_URL", database)
            .env("TASKFLOW_LIMITS_PER_USER_PER_MINUTE", "0")
            .env("TASKFLOW_LIMITS_PER_ADDRESS_PER_MINUTE", "0")
            .env("TASKFLOW_LIMITS_SIGN_IN_PER_ADDRESS_PER_MINUTE", "0")
            .env("TASKFLOW_LOG_LEVEL", "warn")
            .envs(more.iter().copied());
        Self::run(&mut command, address)
    }

    /// Any server that answers `/health/ready` at this address.
    pub fn run(command: &mut Command, address: String) -> Self {
        let started = Instant::now();
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        while !answers(&address) {
            std::thread::sleep(Duration::from_millis(1));
            assert!(started.elapsed() < Duration::from_secs(60), "the server does not start");
        }
        Self { child, address, start: started.elapsed() }
    }

    /// From the start of the process to its first answer.
    pub fn start_ms(&self) -> f64 {
        self.start.as_secs_f64() * 1000.0
    }

    /// Resident memory.
    pub fn memory_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// CPU time used so far, in user and kernel.
    pub fn cpu_secs(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // After the name in parentheses; ticks are hundredths of a second on Linux.
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }
}

/// On loopback.
pub fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

fn answers(address: &str) -> bool {
    use std::io::{Read, Write};
    let Ok(mut stream) = std::net::TcpStream::connect(address) else {
        return false;
    };
    let mut reply = [0; 12];
    stream
        .write_all(b"GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
        .is_ok()
        && stream.read_exact(&mut reply).is_ok()
        && reply.ends_with(b"200")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
