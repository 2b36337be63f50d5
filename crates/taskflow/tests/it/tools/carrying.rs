//! Work is brought in and taken out on the command line: into a server that runs, into one that does not, and from one to
//! another.

use std::path::Path;

use serde_json::json;
use taskflow::roles::Server;

use super::{register, server, taskflow};
use crate::history::carried::content;
use crate::support::{Client, PASSWORD};

const ROWS: &str = "Ticket,Subject,Urgency,Who\nA-1,Paint the door,A,Ada\nA-2,Oil the hinges,B,Bo\n";
const MAPPING: &str = r#"{
    "columns": { "Ticket": "id", "Subject": "title", "Urgency": "priority", "Who": "assignee" },
    "priority": { "A": "urgent", "B": "low" }
}"#;
const HERE: &[&str] = &[
    "import",
    "csv",
    "rows.csv",
    "--map",
    "mapping.json",
    "--person",
    "Ada=ada@example.org",
    "--workspace",
    "house",
];

async fn ada(server: &Server) -> Client {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = Client::new(http, format!("http://{}", server.addr()), Default::default());
    let body = json!({ "email": "ada@example.org", "password": PASSWORD });
    let reply = client.post("/auth/login").json(body).await.status(200);
    client.with_token(reply.text_at("/access_token"))
}

/// A server with a workspace, in a folder with something to import.
pub async fn house(folder: &Path) -> (Server, Client) {
    for (name, text) in [("rows.csv", ROWS), ("mapping.json", MAPPING)] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let server = server(folder).await;
    register(&server).await;
    let ada = ada(&server).await;
    ada.post("/workspaces")
        .json(json!({ "name": "House", "slug": "house" }))
        .await
        .status(201);
    (server, ada)
}

/// Titles and priorities of all tasks, and how many have somebody assigned.
async fn tasks(client: &Client) -> (Vec<(String, String)>, usize) {
    let list = client.get("/workspaces/house/tasks?sort=title").await.status(200);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let assigned = list.items().iter().filter(|task| task["assignee_ids"] != json!([])).count();
    let named = list.items().iter().map(|task| (text(&task["title"]), text(&task["priority"])));
    (named.collect(), assigned)
}

/// The counts of tasks in a printed report: found, new, there, refused.
fn counted(report: &str) -> Vec<&str> {
    let line = report.lines().find_map(|line| line.trim().strip_prefix("tasks "));
    line.unwrap_or_else(|| panic!("{report}")).split_whitespace().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_into_a_running_server_and_into_a_stopped_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (server, client) = house(folder).await;
    let run = |more: &[&str]| taskflow(folder, &[HERE, more].concat());
    let token = client
        .post("/auth/tokens")
        .json(json!({ "name": "import", "scopes": ["read", "write"] }));
    let token = token.await.status(201).text_at("/secret").to_owned();
    std::fs::write(folder.join("token"), token + "\n").unwrap();
    let url = format!("http://{}", server.addr());
    let there = ["--url", &url, "--token-file", "token"];

    let told = run(&[&there[..], &["--dry-run"]].concat()).unwrap();
    assert!(told.contains("would be imported") && told.contains("\"Urgency\": \"priority\""), "{told}");
    assert_eq!(counted(&told), ["2", "2", "0", "0"]);
    assert!(tasks(&client).await.0.is_empty());
    let told = run(&there).unwrap();
    assert!(told.contains("rows: imported"), "{told}");
    assert_eq!(counted(&told), ["2", "2", "0", "0"]);
    let low = ("Oil the hinges".to_owned(), "low".to_owned());
    let urgent = ("Paint the door".to_owned(), "urgent".to_owned());
    assert_eq!(tasks(&client).await, (vec![low.clone(), urgent.clone()], 1), "Bo stays a name");
    let refused = run(&["--user", "ada@example.org"]).unwrap_err();
    assert!(refused.contains("another server has this database open"), "{refused}");
    server.shutdown().await;

    std::fs::write(folder.join("rows.csv"), ROWS.to_owned() + "A-3,Sweep,B,\n").unwrap();
    let told = run(&["--user", "ada@example.org", "--dry-run"]).unwrap();
    assert!(told.contains("would be imported"), "{told}");
    assert_eq!(counted(&told), ["3", "1", "2", "0"]);
    let told = run(&["--user", "Ada@Example.org"]).unwrap();
    assert_eq!(counted(&told), ["3", "1", "2", "0"]);
    let whole = |file| ["import", "csv", file, "--workspace", "house", "--user", "ada@example.org"];
    let with = |place: usize, word| {
        let mut arguments = whole("rows.csv");
        arguments[place] = word;
        arguments
    };
    for (arguments, why) in [
        (with(1, "minutes"), "known formats are archive, "),
        (whole("none.csv"), "none.csv"),
        (with(6, "bo@example.org"), "nobody here has the address"),
        (with(4, "garden"), "not found"),
        (with(1, "jira"), ""),
    ] {
        let refused = taskflow(folder, &arguments).unwrap_err();
        assert!(refused.contains(why), "{arguments:?}: {refused}");
    }
    let refused = taskflow(folder, &["import", "csv", "rows.csv"]).unwrap_err();
    assert!(refused.contains("give --workspace"), "{refused}");

    let server = super::server(folder).await;
    let sweep = ("Sweep".to_owned(), "low".to_owned());
    assert_eq!(tasks(&ada(&server).await).await, (vec![low, urgent, sweep], 1));
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workspace_goes_to_another_server_as_a_file() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (server, client) = house(here.path()).await;
    let project = client.post("/workspaces/house/projects").json(json!({ "name": "Door" }));
    let project = project.await.status(201).id();
    let path = format!("/projects/{project}/tasks");
    let task = client.post(&path).json(json!({ "title": "Paint" })).await.status(201).id();
    client
        .patch(format!("/tasks/{task}"))
        .json(json!({ "title": "Paint it" }))
        .await
        .status(200);

    // While the server runs.
    let told = taskflow(here.path(), &["export", "house", "house.tar.gz"]).unwrap();
    assert!(told.contains("rows and entries"), "{told}");
    taskflow(here.path(), &["export", "house", "tasks.csv", "--csv"]).unwrap();
    let table = std::fs::read_to_string(here.path().join("tasks.csv")).unwrap();
    assert!(table.contains(",Paint it,"), "{table}");
    taskflow(here.path(), &["export", "house", "tasks.csv"]).unwrap_err();
    taskflow(here.path(), &["export", "garden", "garden.tar.gz"]).unwrap_err();
    assert!(!here.path().join("garden.tar.gz").exists(), "nothing half-written is left");
    server.shutdown().await;

    let file = here.path().join("house.tar.gz");
    let path = file.display().to_string();
    let told = taskflow(there.path(), &["import", "archive", &path]).unwrap();
    assert!(
        told.starts_with("House (house): ") && told.contains("the log and the tables agree"),
        "{told}"
    );
    let refused = taskflow(there.path(), &["import", "archive", &path]).unwrap_err();
    assert!(!refused.is_empty(), "it is there already");
    taskflow(there.path(), &["export", "house", "again.tar.gz"]).unwrap();
    let again = std::fs::read(there.path().join("again.tar.gz")).unwrap();
    assert_eq!(content(&std::fs::read(&file).unwrap()), content(&again));
    assert!(taskflow(there.path(), &["log", "verify"]).is_ok());
}
