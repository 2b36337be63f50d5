//! What the figures say about work that nobody asked for: mail and the janitor.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use taskflow::base::{Error, Result};
use taskflow::event::{Consumer, Cx, Entry, Follower, Process};
use tokio::sync::watch;

use crate::desk::Desk;
use crate::support::TestApp;

/// Takes nothing while it is not willing.
struct Picky(Arc<AtomicBool>);

impl Consumer for Picky {
    fn name(&self) -> &'static str {
        "picky"
    }

    fn handle(&self, _: &mut Cx<'_, '_>, _: &[Entry]) -> Result<()> {
        match self.0.load(Ordering::SeqCst) {
            true => Ok(()),
            false => Err(Error::internal("not this")),
        }
    }
}

/// The page, once it has all of these lines.
async fn page_with(app: &TestApp, lines: &[&str]) -> String {
    let mut page = String::new();
    for _ in 0..500 {
        let reply = app.anonymous().get("/metrics").await.status(200);
        page = String::from_utf8_lossy(reply.body()).into_owned();
        if lines.iter().all(|line| page.lines().any(|other| other.starts_with(line))) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{lines:?} are not all in\n{page}");
}

on_both! {
    async fn mail_that_goes_out_is_counted(app: TestApp) {
        app.user("ada").await;
        page_with(&app, &["taskflow_mail_sent_total 1", "taskflow_mail_waiting 0", "taskflow_mail_given_up_total 0"]).await;
    }

    async fn mail_that_cannot_go_out_is_seen_waiting(app: TestApp, |config| {
        // Nobody listens there.
        config.mail.smtp_url = "smtp://127.0.0.1:1".into();
    }) {
        app.user("ada").await;
        page_with(&app, &["taskflow_mail_delayed_total 1", "taskflow_mail_waiting 1"]).await;
        app.advance_secs(3600);
        let page = page_with(&app, &["taskflow_mail_sent_total 0"]).await;
        let age = page.lines().find_map(|line| line.strip_prefix("taskflow_mail_oldest_waiting_seconds ")).unwrap();
        assert!(age.parse::<f64>().unwrap() >= 3600.0, "{age}");
    }

    async fn each_chore_tells_when_it_last_ran(app: TestApp) {
        let began = app.parts().clock.now().0 as f64 / 1000.0 - 60.0;
        for chore in ["accounts", "mail_files", "trash", "answers", "tickets"] {
            let name = format!("taskflow_janitor_last_run_timestamp_seconds{{chore=\"{chore}\"}} ");
            let page = page_with(&app, &[&name]).await;
            let at = page.lines().find_map(|line| line.strip_prefix(&name)).unwrap();
            assert!(at.parse::<f64>().unwrap() > began, "{at}");
            assert!(page.contains(&format!("taskflow_janitor_failures_total{{chore=\"{chore}\"}} 0")), "{page}");
        }
    }

    async fn how_far_behind_a_consumer_is_is_a_figure(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (willing, stop) = (Arc::new(AtomicBool::new(false)), watch::Sender::new(false));
        let parts = app.parts();
        let process = Process::new(parts.db.clone(), parts.clock.clone(), parts.wake.clone());
        let picky = Arc::new(Picky(Arc::clone(&willing)));
        let following = tokio::spawn(Follower::new(process, picky).run(stop.subscribe()));
        let figures = async |all: [(&str, i64); 4]| {
            let lines = all.map(|(name, value)| format!("taskflow_consumer_{name}{{consumer=\"picky\"}} {value}"));
            let page = page_with(&app, &lines.each_ref().map(String::as_str)).await;
            assert!(lines.iter().all(|line| page.lines().any(|other| other == line)), "{page}");
        };
        figures([("lag", 0), ("streams_behind", 0), ("failing", 0), ("processes", 1)]).await;
        let before = desk.seq().await;
        desk.task("one").await;
        desk.task("two").await;
        let lag = desk.seq().await - before;
        assert_eq!(lag, 2);
        figures([("lag", lag), ("streams_behind", 1), ("failing", 1), ("halted", 0)]).await;
        willing.store(true, Ordering::SeqCst);
        // Longer than its pause, and less than its leases last.
        app.advance_secs(5);
        figures([("lag", 0), ("streams_behind", 0), ("failing", 0), ("processes", 1)]).await;
        stop.send_replace(true);
        following.await.unwrap();
        figures([("lag", 0), ("streams_behind", 0), ("failing", 0), ("processes", 0)]).await;
        desk.task("three").await;
        figures([("lag", 1), ("streams_behind", 1), ("failing", 0), ("processes", 0)]).await;
    }

    async fn sums_of_seconds_are_counters(app: TestApp) {
        app.user("ada").await;
        let page = page_with(&app, &["taskflow_password_hashing_waiting 0", "taskflow_db_refused_writes_total 0"]).await;
        let sums: Vec<_> = page.lines().filter(|line| !line.starts_with('#') && line.contains("_seconds_total ")).collect();
        assert!(sums.len() >= 4, "{page}");
        for line in sums {
            let (name, value) = line.split_once(' ').unwrap();
            assert!(page.contains(&format!("# TYPE {name} counter\n{line}")), "{page}");
            assert!(value.parse::<f64>().unwrap() >= 0.0, "{line}");
        }
    }

    async fn mail_in_files_is_removed_after_a_month(app: TestApp) {
        app.user("ada").await;
        page_with(&app, &["taskflow_mail_sent_total 1"]).await;
        let folder = app.parts().config.data_dir.join("outbox");
        std::fs::write(folder.join("notes.txt"), "mine").unwrap();
        let names = || {
            let files = std::fs::read_dir(&folder).unwrap();
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        app.advance_secs(29 * 24 * 3600);
        assert_eq!(taskflow::auth::sweep_files(app.parts()).await.unwrap(), 0);
        assert_eq!(names().len(), 2);
        app.advance_secs(2 * 24 * 3600);
        assert_eq!(taskflow::auth::sweep_files(app.parts()).await.unwrap(), 1);
        assert_eq!(names(), ["notes.txt"]);
    }
}
