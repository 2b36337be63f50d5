//! The real server in a process of its own, which can be killed.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Database;

/// Far more than a start or a stop takes.
const LONG: Duration = Duration::from_secs(30);

/// Ended when dropped.
pub struct Process {
    database: String,
    folder: PathBuf,
    port: u16,
    settings: Vec<(&'static str, String)>,
    child: Option<Child>,
}

impl Process {
    /// Has a port, always the same, but does not run yet.
    pub fn new(database: &Database) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            database: database.url.clone(),
            folder: database.dir.path().to_path_buf(),
            port: free.local_addr().unwrap().port(),
            settings: Vec::new(),
            child: None,
        }
    }

    /// The same with another setting.
    pub fn set(mut self, name: &'static str, value: impl ToString) -> Self {
        self.settings.push((name, value.to_string()));
        self
    }

    pub fn id(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| child.try_wait().unwrap().is_some())
    }

    /// A figure of its metrics page, by name and labels; 0 when it has none of them.
    pub async fn metric(&self, name: &str) -> f64 {
        let page = reqwest::get(format!("http://{}/metrics", self.address())).await.unwrap();
        let page = page.text().await.unwrap();
        let line = page.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        line.unwrap_or(0.0)
    }

    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Starts it; returns once it is ready.
    pub async fn start(&mut self) {
        assert!(self.start_or_end().await, "the server ended at its start");
    }

    /// Starts it; returns once it is ready, or false once it has ended: it may come to where it is to die before.
    pub async fn start_or_end(&mut self) -> bool {
        self.launch();
        let (url, began) = (format!("http://{}/health/ready", self.address()), Instant::now());
        while !reqwest::get(&url).await.is_ok_and(|reply| reply.status() == 200) {
            assert!(began.elapsed() < LONG, "not ready after {LONG:?}");
            if self.has_ended() {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        true
    }

    /// Starts it, and does not wait for it.
    pub fn launch(&mut self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taskflow"));
        // What a run of the tests was asked for is nothing to a server.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TASKFLOW_")) {
            command.env_remove(name);
        }
        command
            .arg("serve")
            .current_dir(&self.folder)
            .env("TASKFLOW_DATA_DIR", &self.folder)
            .env("TASKFLOW_DATABASE_URL", &self.database)
            .env("TASKFLOW_DATABASE_ALLOW_UNSAFE_FSYNC", "true")
            .env("TASKFLOW_DATABASE_READERS", "2")
            .env("TASKFLOW_DATABASE_WRITERS", "2")
            .env("TASKFLOW_LISTEN", self.address().to_string())
            .env("TASKFLOW_LIMITS_PER_USER_PER_MINUTE", "0")
            .env("TASKFLOW_LIMITS_PER_ADDRESS_PER_MINUTE", "0")
            .env("TASKFLOW_LIMITS_SIGN_IN_PER_ADDRESS_PER_MINUTE", "0")
            .env("TASKFLOW_AUTH_ARGON2_MEMORY_KIB", "64")
            .env("TASKFLOW_AUTH_ARGON2_PASSES", "1")
            .env("TASKFLOW_LOG_LEVEL", "error")
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        self.child = Some(command.spawn().unwrap());
    }

    /// As `kill -9` does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// As an operator does; returns once it has ended, and well.
    pub async fn stop(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(asked.unwrap().success());
        let began = Instant::now();
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                assert!(status.success(), "the server ended badly: {status}");
                return;
            }
            assert!(began.elapsed() < LONG, "still running after {LONG:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
