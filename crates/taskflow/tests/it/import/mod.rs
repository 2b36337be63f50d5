//! Imports: real exports, counted from the files by other code than the importers'.

mod boards;
mod fuzz;
mod github;
mod jira;
mod jobs;
mod killed;
mod lists;
mod table;
mod todoist;
mod trello;

use std::collections::BTreeMap;
use std::path::PathBuf;

use reqwest::multipart::{Form, Part};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{Reply, TestApp, User};

/// Real exports stand beside the project; they are not part of it.
pub fn data(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("no {name}"))
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// Every item of a list, page by page.
pub async fn all(user: &User, path: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = user
            .get(format!("{path}{}limit=200{cursor}", if path.contains('?') { '&' } else { '?' }))
            .await
            .status(200);
        items.extend(list(page.json(), "items").iter().cloned());
        match page.json()["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

/// A title as it may be stored: one line, without spaces around it.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table, read strictly as RFC 4180 has it: the first row is the heading.
pub fn table(bytes: &[u8]) -> Vec<BTreeMap<String, Vec<String>>> {
    let text = String::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).to_vec()).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().map(Result::unwrap);
    let heading = rows.next().unwrap();
    rows.map(|row| {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in heading.iter().zip(row.iter()).filter(|(_, value)| !value.trim().is_empty()) {
            fields.entry(name.to_owned()).or_default().push(value.trim().to_owned());
        }
        fields
    })
    .filter(|row| !row.is_empty())
    .collect()
}

/// The first field of a heading; empty when there is none.
pub fn field<'a>(row: &'a BTreeMap<String, Vec<String>>, name: &str) -> &'a str {
    row.get(name).and_then(|values| values.first()).map_or("", String::as_str)
}

/// Files on their way.
#[derive(Default)]
pub struct Sent<'a> {
    pub format: &'a str,
    pub files: Vec<(&'a str, Vec<u8>)>,
    pub query: &'a str,
    pub mapping: Option<Value>,
}

impl Sent<'_> {
    pub async fn to(&self, user: &User, ws: &str) -> Reply {
        let mut form = Form::new();
        for (name, bytes) in &self.files {
            form = form.part("file", Part::bytes(bytes.clone()).file_name((*name).to_owned()));
        }
        if let Some(mapping) = &self.mapping {
            form = form.text("mapping", mapping.to_string());
        }
        user.post(format!("/workspaces/{ws}/imports/{}{}", self.format, self.query))
            .multipart(form)
            .await
    }
}

/// Starts an import and waits for its end, which is to be in this state.
pub async fn finished(user: &User, job: &Value, state: &str) -> Value {
    let path = format!("/imports/{}", text(job, "id"));
    user.post(format!("{path}/start")).await.status(202);
    ended(user, &path, state).await
}

/// Waits for the end of an import that was started.
pub async fn ended(user: &User, path: &str, state: &str) -> Value {
    let began = std::time::Instant::now();
    loop {
        let job = user.get(path).await.status(200).json().clone();
        if job["state"] != "running" {
            assert_eq!(text(&job, "state"), state, "{}", job["error"]);
            return job;
        }
        assert!(began.elapsed().as_secs() < 120, "it does not end: {} of {}", job["done"], job["total"]);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

/// What stands in the workspace after an import.
pub struct Imported {
    pub user: User,
    pub report: Value,
    pub tasks: Vec<Value>,
    statuses: BTreeMap<String, Value>,
    tags: BTreeMap<String, String>,
    pub milestones: BTreeMap<String, Value>,
}

impl Imported {
    /// Imports files of the shared data into a new workspace, twice: the second time changes nothing.
    pub async fn of(app: &TestApp, format: &str, names: &[&str]) -> Self {
        let file = |name: &&'static str| (*name, data(&format!("{format}/{name}")));
        let names: Vec<&'static str> = names.iter().map(|name| &*name.to_string().leak()).collect();
        let format = &*format.replace('-', "_");
        let sent = Sent { format, files: names.iter().map(file).collect(), ..Sent::default() };
        Self::sent(app, sent).await
    }

    pub async fn sent(app: &TestApp, sent: Sent<'_>) -> Self {
        let user = app.user("importer").await;
        let ws = user.workspace("taken-in").await.id();
        let before = head(app, ws).await;
        let ready = sent.to(&user, "taken-in").await.status(201).json().clone();
        assert_eq!(head(app, ws).await, before, "an upload changes nothing");
        assert_eq!((text(&ready, "state"), &ready["report"]["preview"]), ("ready", &Value::Bool(true)));
        let report = finished(&user, &ready, "done").await["report"].clone();
        assert_eq!(report["counts"], ready["report"]["counts"], "the preview promised something else");
        for (kind, count) in report["counts"].as_object().unwrap() {
            assert!(kind == "people" || count["refused"] == 0, "{kind}: {count}");
        }
        let after = head(app, ws).await;
        let again = sent.to(&user, "taken-in").await.status(201).json().clone();
        let again = finished(&user, &again, "done").await;
        for (kind, count) in again["report"]["counts"].as_object().unwrap() {
            assert_eq!(count["created"], 0, "{kind} was imported again");
        }
        assert_eq!(head(app, ws).await, after, "importing again changes nothing");
        let mut imported = Self {
            user,
            report,
            tasks: Vec::new(),
            statuses: BTreeMap::new(),
            tags: BTreeMap::new(),
            milestones: BTreeMap::new(),
        };
        imported.look().await;
        imported
    }

    async fn look(&mut self) {
        for project in list(&self.report, "projects").clone() {
            let path = format!("/projects/{}", text(&project, "id"));
            self.tasks
                .extend(all(&self.user, &format!("{path}/tasks?archived=any&sort=number")).await);
            for milestone in all(&self.user, &format!("{path}/milestones")).await {
                self.milestones.insert(text(&milestone, "id").to_owned(), milestone);
            }
            for status in all(&self.user, &format!("{path}/statuses")).await {
                self.statuses.insert(text(&status, "id").to_owned(), status);
            }
        }
        for tag in all(&self.user, "/workspaces/taken-in/tags").await {
            self.tags.insert(text(&tag, "id").to_owned(), text(&tag, "name").to_owned());
        }
    }

    /// The milestone of a task; `null` when it has none.
    pub fn milestone(&self, task: &Value) -> &Value {
        task["milestone_id"].as_str().map_or(&Value::Null, |id| &self.milestones[id])
    }

    /// `found` of a kind.
    pub fn count(&self, kind: &str) -> i64 {
        self.report["counts"][kind]["found"].as_i64().unwrap_or(0)
    }

    /// The task of this title.
    pub fn task(&self, title: &str) -> &Value {
        let mut found = self.tasks.iter().filter(|task| text(task, "title") == title);
        let task = found.next().unwrap_or_else(|| panic!("no task “{title}”"));
        assert!(found.next().is_none(), "several tasks “{title}”");
        task
    }

    pub fn parent(&self, task: &Value) -> Option<&Value> {
        let id = task["parent_id"].as_str()?;
        self.tasks.iter().find(|task| task["id"] == id)
    }

    pub fn status(&self, task: &Value) -> (&str, &str) {
        let status = &self.statuses[text(task, "status_id")];
        (text(status, "name"), text(status, "category"))
    }

    /// Names of statuses in their order.
    pub fn status_names(&self) -> Vec<&str> {
        let mut all: Vec<&Value> = self.statuses.values().collect();
        all.sort_by_key(|status| text(status, "position"));
        all.into_iter().map(|status| text(status, "name")).collect()
    }

    /// Names of a task's tags, sorted.
    pub fn tags(&self, task: &Value) -> Vec<&str> {
        let ids = list(task, "tag_ids").iter().map(|id| id.as_str().unwrap());
        let mut names: Vec<&str> = ids.map(|id| self.tags[id].as_str()).collect();
        names.sort_unstable();
        names
    }

    /// What was said on a task, oldest first.
    pub async fn comments(&self, task: &Value) -> Vec<String> {
        let comments = all(&self.user, &format!("/tasks/{}/comments", text(task, "id"))).await;
        comments.iter().map(|comment| text(comment, "body").to_owned()).collect()
    }

    /// Names of the things of a kind that the report notes.
    pub fn noted(&self, kind: &str) -> Vec<&str> {
        let notes = list(&self.report, "notes").iter().filter(|note| note["kind"] == kind);
        notes.map(|note| text(note, "name")).collect()
    }
}

/// Where a workspace's log stands.
pub async fn head(app: &TestApp, ws: Uuid) -> i64 {
    app.parts().db.read(move |tx| taskflow::event::head(tx, ws)).await.unwrap().seq
}

on_both! {
    async fn what_is_no_import_is_refused_and_leaves_nothing(app: TestApp) {
        let user = app.user("ana").await;
        let ws = user.workspace("taken-in").await.id();
        let before = head(&app, ws).await;
        let junk: [&[u8]; 5] = [b"", b"{}", b"[1, 2", b"\xff\xfe\x00", b"a,b\n1,2\n"];
        for format in ["github", "todoist", "jira", "microsoft_todo", "ticktick", "wekan", "planka", "vikunja"] {
            for bytes in junk {
                let sent = Sent { format, files: vec![("x", bytes.to_vec())], ..Sent::default() };
                sent.to(&user, "taken-in").await.problem(422, "unreadable_export");
            }
        }
        let nothing = Sent { format: "csv", files: vec![("x", Vec::new())], ..Sent::default() };
        nothing.to(&user, "taken-in").await.problem(422, "unreadable_export");
        let mapping = serde_json::json!({ "columns": { "a": "title" } });
        Sent { format: "csv", mapping: Some(mapping), ..Sent::default() }.to(&user, "taken-in").await.problem(400, "file_missing");
        Sent { format: "minutes", files: vec![("x", Vec::new())], ..Sent::default() }.to(&user, "taken-in").await.problem(404, "not_found");
        let many = Sent { format: "csv", files: vec![("x", b"Title\na\n".to_vec()); 101], ..Sent::default() };
        many.to(&user, "taken-in").await.problem(400, "too_many_files");
        assert_eq!(head(&app, ws).await, before);
        let stranger = app.user("stranger").await;
        let sent = Sent { format: "csv", files: vec![("x", b"Title\na\n".to_vec())], ..Sent::default() };
        sent.to(&stranger, "taken-in").await.problem(404, "not_found");
    }
}
