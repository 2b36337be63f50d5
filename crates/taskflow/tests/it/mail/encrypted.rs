//! Mail to a server that listens encrypted only, and to one that cannot.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use taskflow::config::Config;
use taskflow_db::Sql;

use super::server::Server;
use crate::support::TestApp;

static ENCRYPTED: LazyLock<Server> = LazyLock::new(|| Server::start(&[file("cert.pem"), file("key.pem")]));
/// Nobody else sends anything to it.
static CLEAR: LazyLock<Server> = LazyLock::new(|| Server::start(&[]));

/// Of a certificate for `localhost` that signed itself.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/gateway/tls").join(name)
}

fn send_to(config: &mut Config, server: &Server, trusted: bool) {
    config.mail.smtp_url = format!("{}?tls=required", server.url("localhost"));
    if trusted {
        config.mail.ca_file = file("cert.pem").display().to_string();
    }
}

/// What became of the first try.
async fn fault(app: &TestApp) -> String {
    let sql = Sql::new(
        "it::outbox_fault",
        "SELECT last_error FROM mail_outbox WHERE last_error IS NOT NULL LIMIT 1",
    );
    for _ in 0..400 {
        app.parts().mail.notify_one();
        tokio::time::sleep(Duration::from_millis(50)).await;
        let sql = sql.clone();
        let read = app
            .parts()
            .db
            .read(move |tx| tx.opt(&sql, &[])?.map(|row| row.get::<String>(0)).transpose());
        if let Some(fault) = read.await.unwrap() {
            return fault;
        }
    }
    panic!("nothing was tried");
}

on_both! {
    async fn it_goes_encrypted_to_whom_a_private_authority_vouches_for(app: TestApp, |config| send_to(config, &ENCRYPTED, true)) {
        app.user("tessa").await;
        for _ in 0..400 {
            let lines = ENCRYPTED.lines();
            if let Some(mail) = lines.iter().find(|line| line["to"][0] == "tessa@example.org") {
                assert_eq!(mail["encrypted"], true);
                assert!(mail["headers"]["subject"].as_str().unwrap().contains("Confirm your e-mail address"));
                assert!(lines.iter().any(|line| line["signed_in"].is_string()));
                assert!(lines.iter().all(|line| line["encrypted"] == true), "{lines:?}");
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing came");
    }

    async fn nothing_is_said_to_whom_nobody_vouches_for(app: TestApp, |config| send_to(config, &ENCRYPTED, false)) {
        app.user("nora").await;
        assert!(fault(&app).await.contains("connection to the mail server"));
        assert!(ENCRYPTED.lines().iter().all(|line| line["to"][0] != "nora@example.org"));
    }

    async fn nothing_is_said_where_no_encryption_is_to_be_had(app: TestApp, |config| send_to(config, &CLEAR, true)) {
        app.user("cleo").await;
        assert!(fault(&app).await.contains("connection to the mail server"));
        assert_eq!(CLEAR.lines(), [] as [serde_json::Value; 0], "no mail, no password");
    }
}
