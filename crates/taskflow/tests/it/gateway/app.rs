//! The web app's files and pages, here of a small one that the test makes.

use std::path::Path;

/// An app as the build writes it.
fn small_app() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &[u8]| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    let mut packed = Vec::new();
    let script = "console.log('task');\n".repeat(100);
    brotli::BrotliCompress(&mut script.as_bytes(), &mut packed, &Default::default()).unwrap();
    write(
        "index.html",
        b"<html><head><script nonce=\"{{nonce}}\">1</script></head><div id=\"root\"></div></html>",
    );
    write(
        "preload.json",
        br#"[{"path":"/:ws/p/:key/board","files":["assets/board-1.js"],"data":["/workspaces/:ws"]}]"#,
    );
    write("manifest.json", b"{}");
    write("sw.js", b"self");
    write("icon.svg", b"<svg/>");
    write("assets/index-1.js", script.as_bytes());
    write("assets/index-1.js.br", &packed);
    dir
}

fn nonce(policy: &str) -> &str {
    policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap()
}

on_both! {
    async fn every_address_of_the_app_is_its_page_and_nothing_else_is(app: TestApp, |config| {
        config.web_dir = kept(small_app());
    }) {
        let page = |path: &str| app.anonymous().at(path).header("accept", "text/html,*/*;q=0.8");
        for path in ["/", "/acme/p/WEB/board", "/acme/t/WEB-12?peek=WEB-13", "/signin"] {
            let reply = page(path).await.status(200);
            let html = String::from_utf8_lossy(reply.body()).into_owned();
            assert!(html.contains("id=\"root\""), "{path}");
            assert_eq!(reply.header("cache-control"), "no-cache");
            assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
            let policy = reply.header("content-security-policy");
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
            assert!(html.contains(&format!("nonce=\"{}\"", nonce(policy))), "{html}");
        }
        let [one, two] = [page("/").await, page("/").await];
        let nonces = [&one, &two].map(|reply| nonce(reply.header("content-security-policy")).to_owned());
        assert_ne!(nonces[0], nonces[1], "each answer has its own");
        // What is no page stays what it was.
        for path in ["/api/v1/nothing", "/api/nothing", "/health/nothing", "/metrics/nothing", "/assets/nothing.js"] {
            page(path).await.problem(404, "unknown_path");
        }
        app.anonymous().at("/acme/p/WEB/board").header("accept", "application/json").await.problem(404, "unknown_path");
        app.anonymous().at("/index.html").await.problem(404, "unknown_path");
        app.anonymous().at("/manifest.json").await.problem(404, "unknown_path");
        app.anonymous().at("/preload.json").await.problem(404, "unknown_path");
    }

    async fn an_address_names_the_files_it_will_load(app: TestApp, |config| config.web_dir = kept(small_app())) {
        let page = |path: &str| app.anonymous().at(path).header("accept", "text/html");
        let board = page("/acme/p/WEB/board").await.status(200);
        assert!(String::from_utf8_lossy(board.body()).contains("<link rel=\"modulepreload\" href=\"/assets/board-1.js\">"));
        // And what it will ask for, which the page's script asks for at once.
        assert!(String::from_utf8_lossy(board.body()).contains("<meta name=\"tf-data\" content=\"[&quot;/workspaces/acme&quot;]\">"));
        let other = page("/acme/my").await.status(200);
        assert!(!String::from_utf8_lossy(other.body()).contains("modulepreload"));
    }

    async fn files_never_change_under_their_name_and_go_out_packed(app: TestApp, |config| {
        config.web_dir = kept(small_app());
        config.limits.per_address_per_minute = 2;
    }) {
        for _ in 0..5 {
            let packed = app.anonymous().at("/assets/index-1.js").header("accept-encoding", "gzip, deflate, br, zstd").await;
            let packed = packed.status(200);
            assert_eq!(packed.header("content-encoding"), "br");
            assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
            assert_eq!(packed.header("content-type"), "text/javascript; charset=utf-8");
            assert!(packed.body().len() < 200, "packed at its strongest");
        }
        let plain = app.anonymous().at("/assets/index-1.js").await.status(200);
        assert_eq!(plain.header("content-encoding"), "");
        assert!(plain.body().starts_with(b"console.log"));
        let worker = app.anonymous().at("/sw.js").await.status(200);
        assert_eq!(worker.header("cache-control"), "no-cache");
        assert!(worker.header("content-security-policy").contains("connect-src 'self'"), "it fetches");
        let tag = worker.header("etag");
        app.anonymous().at("/sw.js").header("if-none-match", tag).await.status(304);
    }

    async fn without_an_app_the_root_says_so(app: TestApp, |config| config.web_dir = kept(tempfile::tempdir().unwrap())) {
        let reply = app.anonymous().at("/").await.status(200);
        let html = String::from_utf8_lossy(reply.body()).into_owned();
        assert!(html.contains("The web app is not part of this build") && !html.contains("<script"), "{html}");
        assert!(reply.header("content-security-policy").contains("style-src 'sha256-"));
        app.anonymous().at("/acme/my").header("accept", "text/html").await.problem(404, "unknown_path");
    }
}

/// The directory outlives the settings that name it; temporary files are the system's to remove.
fn kept(dir: tempfile::TempDir) -> String {
    let path: &Path = &dir.keep();
    path.display().to_string()
}
