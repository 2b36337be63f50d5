//! Accounts: registering, signing in, staying signed in, and what must never leak.

mod account;
mod admin;
mod ended;
mod mail;
mod password;
mod refresh;
mod register;
mod secrets;
mod sessions;
mod throttle;
mod tokens;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use taskflow::event::{Entry, entries_after, heads};
use uuid::Uuid;

use crate::support::{Reply, TestApp};

/// A registration with what a case does not care about.
pub fn registration(email: &str) -> Value {
    json!({ "email": email, "name": "Ada", "password": crate::support::PASSWORD, "refresh": "body" })
}

pub fn login(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password, "refresh": "body" })
}

impl TestApp {
    pub async fn try_login(&self, email: &str, password: &str) -> Reply {
        self.anonymous().post("/auth/login").json(login(email, password)).await
    }

    pub async fn refresh(&self, token: &str) -> Reply {
        let body = json!({ "refresh_token": token });
        self.anonymous().post("/auth/refresh").json(body).await
    }

    /// Waits for mail to an address with this subject and answers its text; the newest when there are several.
    pub async fn mail(&self, to: &str, subject: &str) -> String {
        let began = Instant::now();
        loop {
            if let Some(text) = self.mails(to, subject).pop() {
                return text;
            }
            assert!(began.elapsed() < Duration::from_secs(20), "no mail {subject:?} to {to}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Mail in the outbox folder, oldest first.
    pub fn mails(&self, to: &str, subject: &str) -> Vec<String> {
        self.mails_with_ids(to, subject).into_iter().map(|(_, text)| text).collect()
    }

    /// The same with their files' names.
    pub fn mails_with_ids(&self, to: &str, subject: &str) -> Vec<(std::ffi::OsString, String)> {
        let dir = self.parts().config.data_dir.join("outbox");
        let mut found = Vec::new();
        let files = std::fs::read_dir(dir).into_iter().flatten().flatten();
        for file in files.filter(|file| file.path().extension().is_some_and(|end| end == "eml")) {
            let text = std::fs::read_to_string(file.path()).unwrap();
            let text = text.replace("=\r\n", "").replace("=3D", "=");
            if text.contains(&format!("To: {to}")) && text.contains(&format!("Subject: {subject}")) {
                found.push((file.file_name(), text));
            }
        }
        // Names are ids, which sort by time.
        found.sort();
        found
    }

    /// Every entry of every log.
    pub async fn entries(&self) -> Vec<Entry> {
        let read = self.parts().db.snapshot(|tx| {
            let mut entries = Vec::new();
            for kind in ["workspace", "person"] {
                for head in heads(tx, kind, Uuid::nil(), 1000)? {
                    entries.extend(entries_after(tx, head.stream_id, 0, 10_000)?);
                }
            }
            Ok::<_, taskflow::base::Error>(entries)
        });
        read.await.unwrap()
    }
}

/// What stands behind `#token=` in a mail.
pub fn token_in(mail: &str) -> String {
    let (_, rest) = mail.split_once("#token=").unwrap_or_else(|| panic!("no link: {mail}"));
    rest.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect()
}
