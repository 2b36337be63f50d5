//! The log over HTTP: where it begins, where it ends, and when it is of no use.

use serde_json::json;

use super::lines;

const START: &str = "1:0:AAAAAAAAAAAAAAAAAAAAAA";

on_both! {
    async fn it_ends_with_where_the_reader_stands(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let frames = lines(&ada.get(format!("/sync/acme/log?after={START}")).await.status(200));
        // Without a scope all that may be seen is told first.
        assert_eq!(frames[0]["type"], "scope");
        assert_eq!(frames[0]["visible"], json!({ "projects": [], "invitations": true }));
        assert_eq!(frames[1]["type"], "delta");
        let live = frames.last().unwrap();
        assert_eq!((live["type"].as_str(), live["workspace"].as_str()), (Some("live"), Some(ws.to_string().as_str())));
        assert_eq!(live["scope"], frames[0]["scope"]);
        let (token, scope) = (live["token"].as_str().unwrap(), live["scope"].as_str().unwrap());
        let again = lines(&ada.get(format!("/sync/{ws}/log?after={token}&scope={scope}")).await.status(200));
        assert_eq!(again, std::slice::from_ref(live));
    }

    async fn long_ones_come_in_parts(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let project = ada.project(ws, "Web").await.id();
        let long = "words ".repeat(15_000);
        for number in 0..60 {
            ada.task_with(project, json!({ "title": format!("{number}"), "description": long })).await;
        }
        let (mut after, mut parts, mut seen) = (START.to_owned(), 0, 0);
        loop {
            let reply = ada.get(format!("/sync/{ws}/log?after={after}")).await.status(200);
            let frames = lines(&reply);
            let tasks = frames.iter().filter_map(|frame| frame["ops"].as_array()).flatten();
            seen += tasks.filter(|op| op["entity"] == "task").count();
            parts += 1;
            let last = frames.last().unwrap();
            after = last["token"].as_str().unwrap().to_owned();
            if last["type"] == "live" {
                break;
            }
            assert_eq!(last["type"], "more", "{last}");
        }
        assert!(parts > 1 && seen >= 60, "{seen} tasks in {parts} parts");
    }

    async fn a_token_of_no_use_means_to_start_again(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let frames = lines(&ada.get(format!("/sync/{ws}/log?after={START}")).await.status(200));
        let live = frames.last().unwrap();
        let (seq, link) = (live["seq"].as_i64().unwrap(), live["token"].as_str().unwrap().rsplit(':').next().unwrap());
        let cases = [
            ("epoch", format!("2:{seq}:{link}")),
            ("ahead", format!("1:{}:{link}", seq + 1)),
            ("chain", format!("1:{seq}:AAAAAAAAAAAAAAAAAAAAAA")),
        ];
        for (reason, token) in cases {
            let frames = lines(&ada.get(format!("/sync/{ws}/log?after={token}")).await.status(200));
            assert_eq!(frames.len(), 1, "{frames:?}");
            assert_eq!((frames[0]["type"].as_str(), frames[0]["reason"].as_str()), (Some("reset"), Some(reason)));
            assert_eq!(frames[0]["snapshot_url"], format!("/api/v1/sync/{ws}/snapshot"));
        }
        ada.get(format!("/sync/{ws}/log?after=nonsense")).await.problem(400, "invalid_token");
        ada.get(format!("/sync/{ws}/log")).await.invalid("?after");
    }

    async fn ones_own_is_for_who_signed_in(app: TestApp) {
        let ada = app.user("ada").await;
        let frames = lines(&ada.get(format!("/sync/me/log?after={START}")).await.status(200));
        assert_eq!(frames[0]["type"], "delta");
        assert_eq!(frames[0]["workspace"], "me");
        let made = ada.post("/auth/tokens").json(json!({ "name": "t", "scopes": ["read", "write", "admin"] })).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        token.get(format!("/sync/me/log?after={START}")).await.problem(403, "sign_in_required");
        token.get("/sync/me/snapshot").await.problem(403, "sign_in_required");
    }
}
