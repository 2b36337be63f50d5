//! A private Redis or NATS on loopback, to be ended and started again. It keeps nothing.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpStream;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Redis,
    Nats,
}

/// Ended when dropped.
pub struct Broker {
    kind: Kind,
    port: u16,
    child: Option<Child>,
}

impl Broker {
    /// Has a port, but does not run yet.
    pub fn new(kind: Kind) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        Self { kind, port: free.local_addr().unwrap().port(), child: None }
    }

    pub fn url(&self) -> String {
        let scheme = if self.kind == Kind::Redis { "redis" } else { "nats" };
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    /// Runs it, always on the same port; answers when it does.
    pub async fn start(&mut self) {
        let port = self.port.to_string();
        let mut command = match self.kind {
            Kind::Redis => {
                let mut command = Command::new(program("redis-server"));
                command.args(["--bind", "127.0.0.1", "--port", &port, "--save", "", "--appendonly", "no"]);
                command
            }
            Kind::Nats => {
                let mut command = Command::new(program("nats-server"));
                command.args(["--addr", "127.0.0.1", "--port", &port]);
                command
            }
        };
        let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = silent.spawn().unwrap();
        let up = async {
            while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
                if let Some(status) = child.try_wait().unwrap() {
                    panic!("the broker ended at its start: {status}");
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), up)
            .await
            .expect("the broker listens");
        self.child = Some(child);
    }

    /// As `kill -9` would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Where a program is; some systems keep servers where only root looks.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let more = ["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from);
    let mut places = std::env::split_paths(&path).chain(more).map(|folder| folder.join(name));
    places
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("{name} is missing: run scripts/brokers.sh, or install it"))
}
