//! Following a stream: hello, what was missed, what happens.

use serde_json::json;
use uuid::Uuid;

use super::{Socket, request, set, token, until_metric};

on_both! {
    async fn a_change_arrives_where_it_is_followed(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let mut socket = Socket::live(&app, &ada, workspace).await;
        let from = token(&app, workspace).await;

        let task = ada.task(project, "Paint").await;
        let delta = socket.expect("delta").await;
        assert_eq!(delta["workspace"], workspace.to_string());
        assert_eq!(delta["from"].to_string(), from.split(':').nth(1).unwrap());
        assert_eq!(delta["token"], token(&app, workspace).await);
        let op = &delta["ops"][0];
        assert_eq!((&op["op"], &op["entity"]), (&json!("upsert"), &json!("task")));
        assert_eq!(&op["data"], task.json(), "as REST answers it");
    }

    async fn one_command_is_one_frame_and_names_its_cause(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let mut socket = Socket::live(&app, &ada, workspace).await;

        ada.post(format!("/workspaces/{workspace}/projects"))
            .json(json!({ "name": "Home" }))
            .idempotency_key("mine")
            .await
            .status(201);
        let scope = socket.expect("scope").await;
        assert_eq!(scope["added"], json!([]), "all there is of a new project follows");
        let delta = socket.expect("delta").await;
        let ops = delta["ops"].as_array().unwrap();
        assert!(ops.len() > 1, "the project and its statuses: {delta}");
        assert!(ops.iter().all(|op| op["cause"] == "mine"));
        assert_eq!(delta["token"], token(&app, workspace).await);
    }

    async fn everybody_gets_the_same(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let project = ada.project(workspace, "Home").await.id();
        let mut one = Socket::live(&app, &ada, workspace).await;
        let mut other = Socket::live(&app, &ada, workspace).await;
        ada.task(project, "Paint").await;
        assert_eq!(one.expect("delta").await, other.expect("delta").await);
    }

    async fn ones_own_stream_tells_of_oneself(app: TestApp) {
        let ada = app.user("ada").await;
        let token = token(&app, ada.id).await;
        let mut socket = Socket::hello(&ada, json!({ "me": { "token": token } })).await;
        assert_eq!(socket.expect("resume").await["mode"], "live");
        assert_eq!(socket.expect("live").await["workspace"], "me");

        let workspace = ada.workspace("acme").await.id();
        let delta = socket.expect("delta").await;
        assert_eq!(delta["workspace"], "me");
        assert_eq!(delta["ops"][0]["entity"], "membership", "{delta}");
        assert_eq!(delta["ops"][0]["id"], workspace.to_string());
    }

    async fn what_is_not_followed_any_more_is_silent(app: TestApp) {
        let ada = app.user("ada").await;
        let (one, other) = (ada.workspace("one").await.id(), ada.workspace("other").await.id());
        let mut socket = Socket::live(&app, &ada, one).await;
        let there = token(&app, other).await;
        socket.say(json!({ "type": "subscribe", "workspace": other, "token": there })).await;
        socket.until("live").await;
        socket.say(json!({ "type": "unsubscribe", "workspace": one })).await;
        // The server takes frames in order: once the second is answered, the first is done.
        socket.say(json!({ "type": "subscribe", "workspace": other, "token": there })).await;
        socket.until("live").await;
        ada.project(one, "Silent").await;
        ada.project(other, "Heard").await;
        assert_eq!(socket.expect("scope").await["workspace"], other.to_string());
    }

    async fn a_native_client_needs_no_ticket(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let mut request = request(&ada);
        set(request.headers_mut(), "authorization", &format!("Bearer {}", ada.token()));
        let mut socket = Socket::open(request).await;
        let token = token(&app, workspace).await;
        socket.say(json!({ "type": "hello", "workspaces": [{ "id": workspace, "token": token }] })).await;
        socket.expect("welcome").await;
        assert_eq!(socket.expect("resume").await["mode"], "live");
    }

    async fn strangers_learn_nothing(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let workspace = ada.workspace("acme").await.id();
        let token = token(&app, workspace).await;
        let mut told = Vec::new();
        for id in [workspace, Uuid::from_u128(7)] {
            let hello = json!({ "me": {}, "workspaces": [{ "id": id, "token": token }] });
            let mut socket = Socket::hello(&eve, hello).await;
            let mut gone = socket.frame().await;
            while gone["workspace"] != id.to_string() {
                gone = socket.frame().await;
            }
            assert_eq!(gone["reason"], "gone");
            gone.as_object_mut().unwrap().remove("workspace");
            told.push(gone);
        }
        assert_eq!(told[0], told[1], "there, and not there, look alike");
    }

    async fn what_a_stranger_names_keeps_no_room(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let workspace = ada.workspace("acme").await.id();
        let workspaces: Vec<_> = (1..=5).map(|id| json!({ "id": Uuid::from_u128(id) })).collect();
        let named = workspaces.len();
        let mut socket = Socket::hello(&eve, json!({ "me": {}, "workspaces": workspaces })).await;
        let mut gone = 0;
        while gone < named {
            gone += usize::from(socket.frame().await["reason"] == "gone");
        }
        until_metric(&app, "taskflow_live_rooms", |rooms| rooms == 0.0).await;
        // Who may see a workspace is awaited for a while.
        drop(Socket::live(&app, &ada, workspace).await);
        until_metric(&app, "taskflow_live_rooms", |rooms| rooms == 1.0).await;
    }
}
