//! The document, the reference and the plain pages.

on_both! {
    async fn the_document_is_small_on_the_wire_and_asked_for_once(app: TestApp) {
        let plain = app.anonymous().get("/api/v1/openapi.json").await.status(200).has("/openapi", "3.1.0");
        assert_eq!(plain.header("content-encoding"), "");
        assert_eq!(plain.header("vary"), "accept-encoding");
        for (asked, given) in [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip, deflate, br, zstd", "zstd")] {
            let packed = app.anonymous().get("/api/v1/openapi.json").header("accept-encoding", asked).await.status(200);
            assert_eq!(packed.header("content-encoding"), given);
            assert!(packed.body().len() < plain.body().len() / 3, "{asked}");
        }
        let small = app.anonymous().get("/health").header("accept-encoding", "gzip").await.status(200);
        assert_eq!(small.header("content-encoding"), "", "not worth it");
        let tag = plain.header("etag");
        app.anonymous().get("/api/v1/openapi.json").header("if-none-match", tag).await.status(304);
    }

    async fn the_document_is_whole(app: TestApp) {
        let reply = app.anonymous().get("/api/v1/openapi.json").await.status(200);
        let document = reply.json();
        assert_eq!(document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
        let paths = document["paths"].as_object().unwrap();
        let mut ids = Vec::new();
        for (path, item) in paths {
            assert!(path.starts_with("/api/v1/"), "{path}");
            for (method, operation) in item.as_object().unwrap() {
                let at = format!("{method} {path}");
                ids.push(operation["operationId"].as_str().unwrap_or_else(|| panic!("{at} has no id")).to_owned());
                assert!(operation["tags"][0].is_string(), "{at} has no tag");
                assert!(operation["summary"].is_string() || operation["description"].is_string(), "{at} is not described");
                assert!(operation["responses"]["429"].is_object(), "{at} lacks the shared problems");
                let declared = operation["parameters"].as_array().unwrap();
                for name in path.split(['{', '}']).skip(1).step_by(2) {
                    let found = declared.iter().any(|p| p["in"] == "path" && p["name"] == name);
                    assert!(found, "{at} does not declare {name}");
                }
            }
        }
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "operation ids are unique");
        let text = document.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(document.pointer(reference).is_some(), "{reference} is nowhere");
        }
    }

    async fn the_reference_works_offline_under_its_policy(app: TestApp) {
        let reply = app.anonymous().get("/api/docs").await.status(308);
        assert_eq!(reply.header("location"), "/api/docs/");
        let page = app.anonymous().get("/api/docs/").await.status(200);
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'"));
        let html = String::from_utf8_lossy(page.body()).into_owned();
        assert!(!html.contains("https://") && !html.contains("<script>"), "only files of this server: {html}");
        let files: Vec<&str> = html.split(['"']).filter(|part| part.ends_with(".js") || part.ends_with(".css")).collect();
        assert!(files.len() >= 4, "{files:?}");
        for file in files {
            let file = file.trim_start_matches("./");
            let reply = app.anonymous().get(format!("/api/docs/{file}")).await.status(200);
            assert!(!reply.body().is_empty());
        }
        let start = app.anonymous().get("/api/docs/swagger-initializer.js").await.status(200);
        assert!(String::from_utf8_lossy(start.body()).contains("/api/v1/openapi.json"));
        app.anonymous().get("/api/docs/nothing.js").await.problem(404, "unknown_path");
    }
}
