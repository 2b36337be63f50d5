//! Headers, ids, limits and probes.

use reqwest::Method;

on_both! {
    async fn every_answer_carries_the_standing_headers(app: TestApp) {
        for path in ["/health", "/nowhere", "/api/docs/problems", "/api/v1/openapi.json"] {
            let reply = app.anonymous().get(path).await;
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
            assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin", "{path}");
            assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{path}");
            assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert_eq!(reply.header("strict-transport-security"), "", "{path}: this server is not on https");
            assert_eq!(reply.header("x-request-id").len(), 36, "{path}");
        }
        assert_eq!(app.anonymous().get("/health").await.header("cache-control"), "no-store");
    }

    async fn browsers_are_told_to_stay_on_https(app: TestApp, |config| config.base_url = "https://t.example".into()) {
        let reply = app.anonymous().get("/health").await;
        assert!(reply.header("strict-transport-security").starts_with("max-age="));
    }

    async fn a_sane_request_id_is_kept(app: TestApp) {
        let asked = |id: &'static str| app.anonymous().get("/nowhere").header("x-request-id", id);
        let reply = asked("from-me.1").await.problem(404, "unknown_path").has("/request_id", "from-me.1");
        assert_eq!(reply.header("x-request-id"), "from-me.1");
        let reply = asked("not sane").await.problem(404, "unknown_path");
        assert_eq!(reply.header("x-request-id"), reply.text_at("/request_id"));
        assert_eq!(reply.header("x-request-id").len(), 36);
    }

    async fn a_wrong_method_names_the_right_ones(app: TestApp) {
        let reply = app.anonymous().post("/health").await.problem(405, "method_not_allowed");
        assert_eq!(reply.header("allow"), "GET,HEAD");
        app.anonymous().request(Method::from_bytes(b"BREW").unwrap(), "/health").await.problem(405, "method_not_allowed");
    }

    async fn pages_of_known_origins_may_call(app: TestApp, |config| config.cors_origins = vec!["https://a.example".into()]) {
        let preflight = |origin: &'static str| {
            let request = app.anonymous().request(Method::OPTIONS, "/tasks/x").header("origin", origin);
            request.header("access-control-request-method", "PATCH")
        };
        let reply = preflight("https://a.example").await.status(204);
        assert_eq!(reply.header("access-control-allow-origin"), "https://a.example");
        assert!(reply.header("access-control-allow-methods").contains("PATCH"));
        assert!(reply.header("access-control-allow-headers").contains("idempotency-key"));
        let reply = preflight("https://b.example").await.status(204);
        assert_eq!(reply.header("access-control-allow-origin"), "");

        let reply = app.anonymous().get("/nowhere").header("origin", "https://a.example").await.status(404);
        assert_eq!(reply.header("access-control-allow-origin"), "https://a.example");
        assert_eq!(reply.header("vary"), "origin");
        for shown in ["etag", "sync-position", "ratelimit", "location", "x-request-id", "retry-after"] {
            assert!(reply.header("access-control-expose-headers").contains(shown), "{shown}");
        }
        let reply = app.anonymous().get("/health").header("origin", "https://b.example").await.status(200);
        assert_eq!(reply.header("access-control-allow-origin"), "");
    }

    async fn who_asks_too_often_waits(app: TestApp, |config| config.limits.per_address_per_minute = 3) {
        for left in ["r=2", "r=1", "r=0"] {
            let reply = app.anonymous().get("/nowhere").await.problem(404, "unknown_path");
            assert_eq!(reply.header("ratelimit-policy"), "\"address\";q=3;w=60");
            assert!(reply.header("ratelimit").contains(left), "{}", reply.header("ratelimit"));
        }
        let reply = app.anonymous().get("/nowhere").await.problem(429, "rate_limited");
        let wait: u32 = reply.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait));
        assert!(reply.header("ratelimit").contains("r=0"));
        app.anonymous().get("/health/live").await.status(200);
        // Nobody is believed about their address unless a proxy is trusted.
        app.anonymous().get("/nowhere").header("x-forwarded-for", "9.9.9.9").await.problem(429, "rate_limited");
    }

    async fn behind_a_proxy_each_client_has_its_own_limit(app: TestApp, |config| {
        config.limits.per_address_per_minute = 1;
        config.trusted_proxies = 1;
    }) {
        let from = |address: &'static str| app.anonymous().get("/nowhere").header("x-forwarded-for", address);
        from("9.9.9.9").await.status(404);
        from("6.6.6.6, 9.9.9.9").await.status(429);
        from("9.9.9.8").await.status(404);
    }

    async fn tokens_share_their_owners_limit(app: TestApp, |config| config.limits.per_user_per_minute = 4) {
        let ada = app.user("ada").await;
        let mut tokens = Vec::new();
        for name in ["one", "two"] {
            let made = ada.post("/auth/tokens").json(serde_json::json!({ "name": name, "scopes": ["read"] })).await;
            tokens.push(made.status(201).text_at("/secret").to_owned());
        }
        let [one, two] = [0, 1].map(|n: usize| app.anonymous().with_token(&tokens[n]));
        // Whose they are is known after the first request of each.
        one.get("/users/me").await.status(200);
        two.get("/users/me").await.status(200);
        assert!(one.get("/users/me").await.status(200).header("ratelimit").contains("r=1"));
        assert!(two.get("/users/me").await.status(200).header("ratelimit").contains("r=0"));
        for client in [&one, &two, &*ada] {
            client.get("/users/me").await.problem(429, "rate_limited");
        }
        app.user("bob").await.get("/users/me").await.status(200);
    }

    async fn a_revoked_token_uses_up_nobodys_limit(app: TestApp, |config| config.limits.per_user_per_minute = 6) {
        let ada = app.user("ada").await;
        let made = ada.post("/auth/tokens").json(serde_json::json!({ "name": "ci", "scopes": ["read"] })).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        token.get("/users/me").await.status(200);
        ada.delete(format!("/auth/tokens/{}", made.id())).await.status(204);
        for _ in 0..4 {
            token.get("/users/me").await.problem(401, "session_ended");
        }
        ada.get("/users/me").await.status(200);
        ada.get("/users/me").await.status(200);
    }

    async fn guessing_passwords_is_limited_closer(app: TestApp, |config| {
        config.limits.sign_in_per_address_per_minute = 2;
        config.limits.per_address_per_minute = 100;
    }) {
        let body = serde_json::json!({ "email": "a@example.org", "password": "wrong wrong wrong" });
        for _ in 0..2 {
            app.anonymous().post("/auth/login").json(body.clone()).await.status(401);
        }
        let reply = app.anonymous().post("/auth/login").json(body).await.problem(429, "rate_limited");
        assert_eq!(reply.header("ratelimit-policy"), "\"sign-in\";q=2;w=60");
        app.anonymous().get("/nowhere").await.status(404);
    }

    async fn figures_are_for_this_machine(app: TestApp) {
        app.anonymous().get("/nowhere").await.status(404);
        let reply = app.anonymous().get("/metrics").await.status(200);
        let text = String::from_utf8(reply.body().to_vec()).unwrap();
        for line in [
            "http_requests_total{method=\"GET\",route=\"unknown\",status=\"404\"} 1",
            "http_request_duration_seconds_count{route=\"unknown\"} 1",
            "http_requests_in_flight 1",
            "taskflow_db_blocked 0",
            "process_resident_memory_bytes ",
            "taskflow_build_info{",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        app.anonymous().get("/metrics").header("x-forwarded-for", "9.9.9.9").await.problem(404, "not_found");
    }

    async fn figures_need_the_token_when_one_is_set(app: TestApp, |config| config.metrics_token = "s3cret".into()) {
        app.anonymous().get("/metrics").await.problem(404, "not_found");
        app.anonymous().with_token("wrong").get("/metrics").await.problem(404, "not_found");
        app.anonymous().with_token("s3cret").get("/metrics").await.status(200);
    }

    async fn what_is_too_large_is_refused_unread(app: TestApp, |config| config.limits.upload_bytes = 2048) {
        let body = vec![b'x'; 4096];
        let reply = app.anonymous().post("/nowhere").body("application/json", body).await;
        reply.problem(413, "body_too_large");
    }

    async fn things_are_compressed_and_versions_compared(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let path = format!("/workspaces/{workspace}");
        let reply = ada.get(&path).await.status(200);
        let tag = reply.header("etag").to_owned();
        assert_eq!(reply.header("cache-control"), "private, no-cache");
        let reply = ada.get(&path).header("if-none-match", &tag).await.status(304);
        assert!(reply.body().is_empty() && reply.header("etag") == tag);
        ada.get(&path).header("if-none-match", "\"999\"").await.status(200);
        app.anonymous().get(&path).header("if-none-match", &tag).await.problem(401, "unauthenticated");
    }
}
