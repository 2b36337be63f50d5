//! Who asks what, where.

use serde_json::{Value, json};

use super::shared::{Connection, Request, Server};

const PROJECTS: usize = 41;
const PASSWORD: &str = "correct horse battery staple";

pub struct World {
    token: String,
    writer: String,
    pub person: String,
    pub workspace: String,
    /// The first has a tenth of all tasks.
    pub projects: Vec<Project>,
}

pub struct Project {
    pub id: String,
    pub statuses: Vec<String>,
}

impl World {
    /// A person with a workspace and projects, still without tasks.
    pub fn build(server: &Server) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = Connection::open(&server.address).await;
            let person = json!({ "email": "bench@example.org", "name": "Bench", "password": PASSWORD });
            let person = post(&mut connection, "/auth/register", "", person).await;
            let session = text(&person["access_token"]);
            // An access token lasts 15 minutes; a run may take longer.
            let token = json!({ "name": "bench", "scopes": ["read"] });
            let token = post(&mut connection, "/auth/tokens", &session, token).await;
            let writer = json!({ "name": "writer", "scopes": ["read", "write"] });
            let writer = post(&mut connection, "/auth/tokens", &session, writer).await;
            let workspace = post(&mut connection, "/workspaces", &session, json!({ "name": "Bench" })).await;
            let workspace = text(&workspace["id"]);
            let mut projects = Vec::new();
            for number in 0..PROJECTS {
                let path = format!("/workspaces/{workspace}/projects");
                let body = json!({ "name": format!("Project {number}"), "key": format!("P{number}") });
                let id = text(&post(&mut connection, &path, &session, body).await["id"]);
                let path = format!("/api/v1/projects/{id}/statuses");
                let statuses = connection.send(&Request::get(&path, &session)).await;
                let statuses: Value = serde_json::from_slice(&statuses.body).unwrap();
                let statuses = statuses["items"].as_array().unwrap().iter();
                projects.push(Project { id, statuses: statuses.map(|status| text(&status["id"])).collect() });
            }
            Self {
                token: text(&token["secret"]),
                writer: text(&writer["secret"]),
                person: text(&person["user"]["id"]),
                workspace,
                projects,
            }
        })
    }

    /// What is measured: a name and paths that are asked for in turn.
    pub fn questions(&self) -> Vec<(&'static str, Vec<String>)> {
        let ws = format!("/workspaces/{}", self.workspace);
        let large = format!("/projects/{}", self.projects[0].id);
        let small = format!("/projects/{}", self.projects[1].id);
        let search = |words: &[&str]| -> Vec<String> {
            words.iter().map(|words| format!("{ws}/search?q={words}")).collect()
        };
        let filter = "status.category%20in%20(todo,in_progress)%20and%20priority%20%3D%20urgent%20and%20due%20%3C%202027-02-01";
        vec![
            ("filter, by due date", vec![format!("{ws}/tasks?filter={filter}&sort=due")]),
            ("filter, newest first", vec![format!("{ws}/tasks?filter={filter}")]),
            ("list of a large project", vec![format!("{large}/tasks?sort=-priority,due")]),
            ("search, a rare word", search(&["rare0", "rare1", "rare2"])),
            ("search, a word of some", search(&["kalomi", "nerusta", "verzon"])),
            ("search, a very common word", search(&["update%20"])),
            ("search, two words", search(&["update%20kalokaka%20", "kalokaka%20mikakaka%20"])),
            ("search, while typing", search(&["u", "up", "k", "kal", "kalok", "update%20ne"])),
            ("search, a phrase", search(&["%22update%20brebrekaka%22", "%22kakakaka%20lokakaka%22"])),
            ("search, a key", search(&["P0-10", "p1-40"])),
            ("search, nothing there", search(&["absentword%20", "update%20absentword%20"])),
            (
                "board of the large project",
                vec![format!("{large}/tasks/groups?group_by=status&sort=position")],
            ),
            (
                "board of a small project",
                vec![format!("{small}/tasks/groups?group_by=status&sort=position")],
            ),
            (
                "board of the workspace",
                vec![format!("{ws}/tasks/groups?group_by=category&sort=-updated")],
            ),
            ("board by priority", vec![format!("{large}/tasks/groups?group_by=priority&sort=position")]),
            ("board by assignee", vec![format!("{large}/tasks/groups?group_by=assignee&sort=position")]),
            ("counts alone, workspace", vec![format!("{ws}/tasks/groups?group_by=priority&cards=0")]),
            ("my tasks", vec![format!("{ws}/tasks/mine")]),
            ("what I watch", vec![format!("{ws}/tasks/mine?mine=watching")]),
            ("overview of the large project", vec![format!("{large}/overview")]),
        ]
    }

    /// One change of many tasks.
    pub fn bulk(&self, body: &Value) -> Request {
        let path = format!("/api/v1/workspaces/{}/tasks/bulk", self.workspace);
        Request::new("POST", &path, &self.writer, &body.to_string())
    }

    pub fn ask(&self, paths: &[String], number: usize) -> Request {
        Request::get(&format!("/api/v1{}", paths[number % paths.len()]), &self.token)
    }
}

async fn post(connection: &mut Connection, path: &str, token: &str, body: Value) -> Value {
    let request = Request::new("POST", &format!("/api/v1{path}"), token, &body.to_string());
    let reply = connection.send(&request).await;
    assert_eq!(reply.status, 201, "{path}: {}", String::from_utf8_lossy(&reply.body));
    serde_json::from_slice(&reply.body).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
