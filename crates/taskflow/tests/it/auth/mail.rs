//! Mail, and the addresses it proves.

use serde_json::json;

use super::token_in;

on_both! {
    async fn an_address_is_proved_by_its_mail(app: TestApp) {
        let ada = app.user("ada").await;
        let mail = app.mail("ada@example.org", "Confirm your e-mail address").await;
        assert!(mail.contains("Message-ID: <") && mail.contains("text/html") && mail.contains("text/plain"), "{mail}");
        let token = token_in(&mail);
        let verify = || app.anonymous().post("/auth/verify-email").json(json!({ "token": token }));
        let done = verify().await.status(204);
        assert_ne!(done.header("sync-position"), "");
        ada.get("/users/me").await.status(200).has("/email_verified", true).has("/version", 2);
        // People press links twice.
        verify().await.status(204);
        ada.get("/users/me").await.status(200).has("/version", 2);
        ada.post("/auth/verify-email/resend").await.status(202);
        assert_eq!(app.mails("ada@example.org", "Confirm your e-mail address").len(), 1);
    }

    async fn a_link_works_for_a_day(app: TestApp) {
        app.user("ada").await;
        let token = token_in(&app.mail("ada@example.org", "Confirm your e-mail address").await);
        app.advance_secs(24 * 3600 + 1);
        app.anonymous().post("/auth/verify-email").json(json!({ "token": token })).await.invalid("/token");
    }

    async fn a_token_is_for_one_purpose(app: TestApp) {
        app.user("ada").await;
        let token = token_in(&app.mail("ada@example.org", "Confirm your e-mail address").await);
        let body = json!({ "token": token, "password": "seven purple lighthouses" });
        app.anonymous().post("/auth/password/reset").json(body).await.invalid("/token");
    }

    async fn files_are_their_owners(app: TestApp) {
        app.user("ada").await;
        app.mail("ada@example.org", "Confirm your e-mail address").await;
        let dir = app.parts().config.data_dir.join("outbox");
        for file in std::fs::read_dir(dir).unwrap().flatten() {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    async fn a_mail_server_that_is_away_is_tried_again(app: TestApp, |config| config.mail.smtp_url = "smtp://127.0.0.1:9".to_owned()) {
        app.user("ada").await;
        let sql = taskflow_db::Sql::new("it::outbox", "SELECT attempts, last_error, failed_at FROM mail_outbox");
        let began = std::time::Instant::now();
        let mut last = (0, None::<String>, None::<i64>);
        while last.1.is_none() || last.0 < 2 {
            assert!(began.elapsed().as_secs() < 20, "{last:?}");
            app.advance_secs(20);
            app.parts().mail.notify_one();
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let sql = sql.clone();
            let read = app.parts().db.read(move |tx| {
                let row = tx.one(&sql, &[])?;
                Ok::<_, taskflow_db::Error>((row.get::<i64>(0)?, row.get(1)?, row.get(2)?))
            });
            last = read.await.unwrap();
        }
        assert!(!last.1.unwrap().contains("ada"), "an error names nobody");
        app.advance_secs(24 * 3600);
        let began = std::time::Instant::now();
        while last.2.is_none() {
            assert!(began.elapsed().as_secs() < 20, "never given up");
            app.parts().mail.notify_one();
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let sql = sql.clone();
            let read = app.parts().db.read(move |tx| {
                let row = tx.one(&sql, &[])?;
                Ok::<_, taskflow_db::Error>((row.get::<i64>(0)?, None::<String>, row.get(2)?))
            });
            last = read.await.unwrap();
        }
    }
}
