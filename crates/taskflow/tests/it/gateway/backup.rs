//! A copy taken while the server runs is a whole database.

use std::path::Path;

use taskflow::roles::Server;

use crate::tools::server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_a_running_server_can_be_signed_into() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = server(here.path()).await;
    let body = serde_json::json!({
        "email": "ada@example.org", "name": "Ada", "password": crate::support::PASSWORD, "refresh": "body"
    });
    let http = reqwest::Client::new();
    let url = |server: &Server, path: &str| format!("http://{}/api/v1/auth/{path}", server.addr());
    let reply = http.post(url(&first, "register")).json(&body).send().await.unwrap();
    assert_eq!(reply.status(), 201);

    let source = format!("sqlite:{}", here.path().join("taskflow.db").display());
    let copy = there.path().join("taskflow.db");
    taskflow_db::backup(&source, &copy).unwrap();
    assert!(taskflow_db::backup(&source, &copy).is_err(), "nothing is written over");
    assert!(taskflow_db::backup("postgres://x/y", Path::new("/tmp/x")).is_err());
    first.shutdown().await;

    let second = server(there.path()).await;
    let body = serde_json::json!({ "email": "ada@example.org", "password": crate::support::PASSWORD });
    let reply = http.post(url(&second, "login")).json(&body).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    second.shutdown().await;
}
