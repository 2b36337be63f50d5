//! A sender that dies before, during or after a try loses no mail, and what arrives twice is one mail to its reader.

use std::time::Duration;

use serde_json::json;

use super::server;
use crate::notification::Told;
use crate::support::{Database, Engine, Process, TestApp};

/// Where it dies, and whether the mail was out by then.
const POINTS: &[(&str, bool)] = &[("mail.posting:1", false), ("mail.posted:1", true)];

/// What came under a subject: each mail's Message-ID.
fn ids(sender: &str, subject: &str) -> Vec<String> {
    let mails = server::all_from(sender);
    let of_subject = mails
        .iter()
        .filter(|mail| mail["headers"]["subject"].as_str().is_some_and(|s| s.contains(subject)));
    of_subject
        .map(|mail| mail["headers"]["message-id"].as_str().unwrap().to_owned())
        .collect()
}

async fn dies(database: &Database, sender: &str, point: &str) {
    let mut process = Process::new(database)
        .set("TASKFLOW_CRASH_POINT", point)
        .set("TASKFLOW_MAIL_SMTP_URL", server::url())
        .set("TASKFLOW_MAIL_FROM", sender);
    process.launch();
    for _ in 0..400 {
        if process.has_ended() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{point} was never reached");
}

/// Another server goes on once the try that nobody ended counts no more.
async fn goes_on(database: &Database, sender: &str, subject: &str, wanted: usize) {
    let from = sender.to_owned();
    let app = TestApp::start(database, |config| {
        config.mail.smtp_url = server::url();
        config.mail.from = from;
    })
    .await;
    app.advance_secs(301);
    app.parts().mail.notify_one();
    for _ in 0..200 {
        if ids(sender, subject).len() == wanted {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // Whatever would come once more has come by now.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let faults = app.finish().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn same(sender: &str, subject: &str, count: usize, point: &str) {
    let mut ids = ids(sender, subject);
    assert_eq!(ids.len(), count, "{point}: {ids:?}");
    ids.dedup();
    assert_eq!(ids.len(), 1, "{point}: the same Message-ID");
}

fn on<F: Future<Output = ()>>(part: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(part);
}

async fn a_notification(engine: Engine, point: &str, out: bool) {
    let database = Database::create(engine);
    let sender = format!("TaskFlow <{}@example.org>", uuid::Uuid::now_v7());
    let app = TestApp::start(&database, |_| ()).await;
    // Its clock is behind: what is to wait two minutes for it is due for everybody else.
    app.advance_secs(-200);
    let told = Told::new(&app).await;
    told.owner
        .task_with(told.project, json!({ "title": "one", "assignee_ids": [told.member.id] }))
        .await;
    told.settle().await;
    assert!(app.finish().await.is_empty());
    drop(told);
    dies(&database, &sender, point).await;
    assert_eq!(ids(&sender, "is yours: one").len(), usize::from(out), "{point}");
    let count = usize::from(out) + 1;
    goes_on(&database, &sender, "is yours: one", count).await;
    same(&sender, "is yours: one", count, point);
}

async fn a_confirmation(engine: Engine, point: &str, out: bool) {
    let database = Database::create(engine);
    let sender = format!("TaskFlow <{}@example.org>", uuid::Uuid::now_v7());
    // Nobody takes mail yet.
    let app =
        TestApp::start(&database, |config| config.mail.smtp_url = "smtp://127.0.0.1:9".to_owned()).await;
    app.advance_secs(-200);
    let ada = app.user("ada").await;
    assert!(app.finish().await.is_empty());
    drop(ada);
    dies(&database, &sender, point).await;
    let subject = "Confirm your e-mail address";
    assert_eq!(ids(&sender, subject).len(), usize::from(out), "{point}");
    let count = usize::from(out) + 1;
    goes_on(&database, &sender, subject, count).await;
    same(&sender, subject, count, point);
}

#[test]
fn a_notification_survives_its_sender() {
    on(async {
        for (point, out) in POINTS {
            a_notification(Engine::Sqlite, point, *out).await;
            a_notification(Engine::Postgres, point, *out).await;
        }
    });
}

#[test]
fn a_mail_of_the_outbox_survives_its_sender() {
    on(async {
        for (point, out) in POINTS {
            a_confirmation(Engine::Sqlite, point, *out).await;
            a_confirmation(Engine::Postgres, point, *out).await;
        }
    });
}
