//! What the server mailed: secrets that only the person written to gets.

use std::time::Duration;

use serde_json::{Value, json};
use taskflow_db::{Sql, Tx};
use uuid::Uuid;

use super::{Client, Reply, TestApp, User};

impl TestApp {
    /// The secret in the newest mail to an address whose link has this before it: `invitations#token=`,
    /// `verify-email#token=` or `reset-password#token=`.
    pub async fn mailed(&self, email: &str, before: &str) -> String {
        for _ in 0..500 {
            if let Some(secret) = self
                .waiting(email, before)
                .await
                .or_else(|| self.sent(email, before))
                .or_else(|| {
                    let texts = crate::mail::texts(self, email);
                    texts.iter().rev().find_map(|text| secret_after(text, before))
                })
            {
                return secret;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("no mail with {before} to {email}");
    }

    /// Makes somebody an active member, as people become one: invited by mail.
    pub async fn join(&self, by: &Client, workspace: Uuid, person: &User, role: &str) -> Reply {
        by.post(format!("/workspaces/{workspace}/invitations"))
            .json(json!({ "emails": [person.email], "role": role }))
            .await
            .status(200);
        let token = self.mailed(&person.email, "invitations#token=").await;
        person.post(format!("/invitations/{token}/accept")).await.status(200)
    }

    /// Has somebody prove that their address is theirs, by its mail.
    pub async fn confirm(&self, person: &User) {
        let token = self.mailed(&person.email, "verify-email#token=").await;
        let body = json!({ "token": token });
        self.anonymous().post("/auth/verify-email").json(body).await.status(204);
    }

    /// In the outbox, not yet sent. Nothing, when the server was stopped and others go on.
    async fn waiting(&self, email: &str, before: &str) -> Option<String> {
        let parts = self.parts();
        let read = |tx: &mut Tx<'_>| {
            let sql =
                "SELECT message FROM mail_outbox WHERE sent_at IS NULL ORDER BY created_at DESC, id DESC";
            tx.all(&Sql::new("test::WAITING", sql), &[])
        };
        let rows = parts.db.read(read).await.ok()?;
        let messages = rows
            .iter()
            .filter_map(|row| parts.sealer.open(&row.get::<Vec<u8>>(0).ok()?).ok());
        messages
            .filter_map(|text| serde_json::from_slice::<Value>(&text).ok())
            .filter(|queued| queued["mail"]["to"] == email)
            .find_map(|queued| secret_after(queued["mail"]["action"]["url"].as_str()?, before))
    }

    /// Among the files that a server without a mail server writes; their names are in the order of time.
    fn sent(&self, email: &str, before: &str) -> Option<String> {
        let files = std::fs::read_dir(self.parts().config.data_dir.join("outbox")).ok()?;
        let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
        paths.sort();
        let texts = paths.iter().rev().filter_map(|path| std::fs::read_to_string(path).ok());
        texts
            .filter(|text| text.lines().any(|line| line.starts_with("To:") && line.contains(email)))
            .map(|text| text.replace("=\r\n", "").replace("=3D", "="))
            .find_map(|text| secret_after(&text, before))
    }
}

fn secret_after(text: &str, before: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    let secret = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c));
    Some(secret.collect())
}
