//! Guessing does not pay, and tells nothing.

use serde_json::json;

use crate::support::PASSWORD;

on_both! {
    async fn failures_slow_down_and_success_resets(app: TestApp) {
        app.user("ada").await;
        for _ in 0..5 {
            app.try_login("ada@example.org", "wrong").await.problem(401, "invalid_credentials");
        }
        let blocked = app.try_login("ada@example.org", PASSWORD).await.problem(429, "too_many_attempts");
        let wait: i64 = blocked.header("retry-after").parse().unwrap();
        assert!((1..=5).contains(&wait), "{wait}");
        app.advance_secs(wait + 1);
        app.try_login("ada@example.org", "wrong").await.problem(401, "invalid_credentials");
        let blocked = app.try_login("ada@example.org", PASSWORD).await.problem(429, "too_many_attempts");
        let longer: i64 = blocked.header("retry-after").parse().unwrap();
        assert!((6..=10).contains(&longer), "{longer}");
        app.advance_secs(longer + 1);
        app.try_login("ADA@example.org", PASSWORD).await.status(200);
        for _ in 0..4 {
            app.try_login("ada@example.org", "wrong").await.problem(401, "invalid_credentials");
        }
        app.try_login("ada@example.org", PASSWORD).await.status(200);
    }

    async fn unknown_accounts_are_answered_alike(app: TestApp) {
        app.user("ada").await;
        let ask = |email: &'static str| {
            let app = app.clone();
            async move {
                let mut answers = Vec::new();
                for _ in 0..7 {
                    let mut reply = app.try_login(email, "wrong password").await.json().clone();
                    reply["request_id"] = json!(null);
                    // Seconds left may differ by how long the test took.
                    reply["detail"] = json!(reply["detail"].as_str().unwrap().replace(|c: char| c.is_ascii_digit(), ""));
                    answers.push(reply);
                }
                answers
            }
        };
        assert_eq!(ask("ada@example.org").await, ask("nobody@example.org").await);
        let forgot = |email: &'static str| {
            let request = app.anonymous().post("/auth/password/forgot").json(json!({ "email": email }));
            async move { request.await.status(202) }
        };
        let (known, unknown) = (forgot("ada@example.org").await, forgot("nobody@example.org").await);
        assert_eq!(known.body(), unknown.body());
        let names = |reply: &crate::support::Reply| {
            reply.headers().keys().map(ToString::to_string).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(names(&known), names(&unknown));
        app.mail("ada@example.org", "Choose a new password").await;
        assert!(app.mails("nobody@example.org", "Choose a new password").is_empty());
    }

    async fn any_text_may_be_tried(app: TestApp) {
        app.user("ada").await;
        for email in ["", "\u{0}", "ada@example.org\u{0}", "ada@example.org\u{202e}", "'; DROP TABLE users; --"] {
            app.try_login(email, "x\u{0}y").await.problem(401, "invalid_credentials");
        }
        app.try_login(&"x".repeat(10_000), "x").await.invalid("/email");
        app.try_login("ada@example.org", &"x".repeat(10_000)).await.invalid("/password");
    }

    async fn many_guesses_at_once_are_no_way_around(app: TestApp) {
        app.user("ada").await;
        let guess = |n: usize| {
            let app = app.clone();
            let password = format!("guess {n}");
            async move { app.try_login("ada@example.org", &password).await.code() }
        };
        let codes = futures_util::future::join_all((0..40).map(guess)).await;
        let counted = codes.iter().filter(|code| **code == 401).count();
        // Five, and one or two more when the machine is so slow that a delay ends meanwhile.
        assert!((5..=7).contains(&counted), "{codes:?}");
        // The right one among them would have been refused as well.
        app.try_login("ada@example.org", PASSWORD).await.problem(429, "too_many_attempts");
    }

    async fn an_address_has_a_limit_over_all_accounts(app: TestApp, |config| config.auth.free_login_failures = 1) {
        for n in 0..10 {
            app.try_login(&format!("u{n}@example.org"), "wrong").await.problem(401, "invalid_credentials");
        }
        app.try_login("u10@example.org", "wrong").await.problem(429, "too_many_attempts");
    }

    async fn an_ipv6_household_is_one_address(app: TestApp, |config| {
        config.auth.free_login_failures = 1;
        config.trusted_proxies = 1;
    }) {
        let from = |address: String, n: usize| {
            let body = json!({ "email": format!("u{n}@example.org"), "password": "wrong" });
            app.anonymous().post("/auth/login").header("x-forwarded-for", address).json(body)
        };
        for n in 0..10 {
            from(format!("2001:db8:0:1::{n}"), n).await.problem(401, "invalid_credentials");
        }
        from("2001:db8:0:1:a:b:c:d".into(), 10).await.problem(429, "too_many_attempts");
        from("2001:db8:0:2::1".into(), 10).await.problem(401, "invalid_credentials");
        // One IPv4 address has two spellings and stays apart from its neighbours.
        for n in 0..10 {
            from("::ffff:192.0.2.1".into(), 20 + n).await.problem(401, "invalid_credentials");
        }
        from("192.0.2.1".into(), 30).await.problem(429, "too_many_attempts");
        from("::ffff:192.0.2.2".into(), 30).await.problem(401, "invalid_credentials");
    }

    async fn links_are_not_guessed_and_mail_is_not_flooded(app: TestApp) {
        let ada = app.user("ada").await;
        let forgot = || app.anonymous().post("/auth/password/forgot").json(json!({ "email": "ada@example.org" }));
        for _ in 0..3 {
            forgot().await.status(202);
        }
        forgot().await.problem(429, "too_many_attempts");
        for _ in 0..3 {
            ada.post("/auth/verify-email/resend").await.status(202);
        }
        ada.post("/auth/verify-email/resend").await.problem(429, "too_many_attempts");
        for (path, body) in [
            ("/auth/verify-email", json!({ "token": "guess" })),
            ("/auth/password/reset", json!({ "token": "guess", "password": PASSWORD })),
        ] {
            for _ in 0..20 {
                app.anonymous().post(path).json(body.clone()).await.invalid("/token");
            }
            app.anonymous().post(path).json(body.clone()).await.problem(429, "too_many_attempts");
        }
    }
}
