//! The real mail server that cases share; each knows its own mail by its sender.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;
use taskflow::config::Config;

use crate::support::Service;

pub struct Server {
    port: u16,
    file: PathBuf,
    _service: Service,
    _folder: tempfile::TempDir,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| Server::start(&[]));

impl Server {
    /// One that speaks in the clear; with a certificate and its key by STARTTLS alone.
    pub fn start(files: &[PathBuf]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let file = folder.path().join("mails.jsonl");
        std::fs::write(&file, "").unwrap();
        let first = [file.clone(), PathBuf::from(port.to_string())];
        let service = Service::start("mail/server.py", first.iter().chain(files));
        assert_eq!(service.said, "ready");
        Self { port, file, _service: service, _folder: folder }
    }

    pub fn url(&self, host: &str) -> String {
        format!("smtp://taskflow:secret@{host}:{}", self.port)
    }

    /// Everything that was kept.
    pub fn lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.file).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

pub fn url() -> String {
    SERVER.url("127.0.0.1")
}

/// Sends this server's mail to the mail server, under a sender of its own.
pub fn configure(config: &mut Config) {
    config.mail.smtp_url = url();
    config.mail.from = format!("TaskFlow <{}@example.org>", uuid::Uuid::now_v7());
}

/// What came from a sender of mail: `TaskFlow <…>`; what was refused has only `refused`.
pub fn all_from(sender: &str) -> Vec<Value> {
    let address = sender.split(['<', '>']).nth(1).unwrap();
    let lines = SERVER.lines().into_iter();
    lines.filter(|line| line["from"] == address).collect()
}

/// Those that came to an address with this in their subject; waits until there are so many.
pub async fn wait(sender: &str, to: &str, subject: &str, count: usize) -> Vec<Value> {
    let mut found = Vec::new();
    for _ in 0..600 {
        found = all_from(sender);
        found.retain(|mail| {
            mail["to"][0] == to && mail["headers"]["subject"].as_str().unwrap().contains(subject)
        });
        if found.len() >= count {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{} of {count} came to {to}: {:?}", found.len(), all_from(sender));
}
