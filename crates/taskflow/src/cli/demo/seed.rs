//! Plays the plot over the API, each person for themselves.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::plot::{Plot, Task};
use crate::cli::{FAILED, Failure};

/// Somebody signed in to a server.
pub struct Client {
    agent: ureq::Agent,
    base: String,
    token: String,
}

impl Client {
    /// # Errors
    /// What the server says.
    pub fn sign_in(origin: &str, email: &str, password: &str) -> Result<Self, Failure> {
        let agent =
            ureq::Agent::new_with_config(ureq::Agent::config_builder().http_status_as_error(false).build());
        let mut client = Self { agent, base: format!("{origin}/api/v1"), token: String::new() };
        let signed_in = client.post("/auth/login", &json!({ "email": email, "password": password }))?;
        client.token = text(&signed_in, "access_token");
        Ok(client)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let request = self.agent.post(format!("{}{path}", self.base));
        answer(
            path,
            request
                .header("Authorization", format!("Bearer {}", self.token))
                .send_json(body)?,
        )
    }

    fn put(&self, path: &str) -> Result<Value, Failure> {
        let request = self.agent.put(format!("{}{path}", self.base));
        answer(path, request.header("Authorization", format!("Bearer {}", self.token)).send_empty()?)
    }

    fn patch(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        let request = self.agent.patch(format!("{}{path}", self.base));
        answer(
            path,
            request
                .header("Authorization", format!("Bearer {}", self.token))
                .send_json(body)?,
        )
    }

    fn delete(&self, path: &str) -> Result<Value, Failure> {
        let request = self.agent.delete(format!("{}{path}", self.base));
        answer(path, request.header("Authorization", format!("Bearer {}", self.token)).call()?)
    }

    fn get(&self, path: &str) -> Result<Value, Failure> {
        let request = self.agent.get(format!("{}{path}", self.base));
        answer(path, request.header("Authorization", format!("Bearer {}", self.token)).call()?)
    }
}

fn answer(path: &str, mut reply: ureq::http::Response<ureq::Body>) -> Result<Value, Failure> {
    let body = reply.body_mut().read_to_string()?;
    if reply.status().is_success() {
        return Ok(serde_json::from_str(&body).unwrap_or_default());
    }
    Err(Failure {
        text: format!("{path} answered {}: {body}", reply.status()),
        code: FAILED,
    })
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// The stage: who acts, and what was made so far, by the plot's names.
pub struct Stage {
    pub clients: HashMap<String, Client>,
    /// Ids of people, projects, tags and of tasks by title.
    pub ids: HashMap<String, String>,
    pub workspace: String,
    pub today: jiff::civil::Date,
    statuses: HashMap<(String, String), String>,
}

impl Stage {
    pub fn new(
        clients: HashMap<String, Client>,
        ids: HashMap<String, String>,
        workspace: String,
        today: jiff::civil::Date,
    ) -> Self {
        Self { clients, ids, workspace, today, statuses: HashMap::new() }
    }

    fn client(&self, person: &str) -> Result<&Client, Failure> {
        self.clients
            .get(person)
            .ok_or_else(|| Failure { text: format!("nobody is called {person}"), code: FAILED })
    }

    fn id(&self, name: &str) -> Value {
        self.ids.get(name).map_or(Value::Null, |id| json!(id))
    }

    /// # Errors
    /// What the server says.
    pub fn play(&mut self, plot: &Plot) -> Result<(), Failure> {
        self.set(plot)?;
        for task in &plot.tasks {
            self.task(task)?;
        }
        for (one, kind, other) in &plot.relations {
            let path = format!("/tasks/{}/relations", self.ids.get(one).map_or("", String::as_str));
            self.client("ana")?
                .post(&path, &json!({ "kind": kind, "task_id": self.id(other) }))?;
        }
        Ok(())
    }

    /// The team, tags and projects.
    fn set(&mut self, plot: &Plot) -> Result<(), Failure> {
        let owner = self.client("ana")?;
        let team = owner
            .post(&format!("/workspaces/{}/teams", self.workspace), &json!({ "name": plot.team.name }))?;
        let team = text(&team, "id");
        for person in &plot.team.members {
            let user = self.ids.get(person).map_or("", String::as_str);
            owner.put(&format!("/workspaces/{}/teams/{team}/members/{user}", self.workspace))?;
        }
        let mut made = Vec::new();
        for tag in &plot.tags {
            let tag = owner.post(&format!("/workspaces/{}/tags", self.workspace), tag)?;
            made.push((format!("@{}", text(&tag, "name")), text(&tag, "id")));
        }
        self.ids.extend(made);
        for project in &plot.projects {
            let owner = self.client("ana")?;
            let body = json!({
                "key": project.key, "name": project.name, "icon": project.icon, "colour": project.colour,
                "description": project.description, "lead_id": self.id(&project.lead),
                "parent_id": project.parent.as_ref().map_or(Value::Null, |parent| self.id(parent)),
                "visibility": if project.private { "private" } else { "workspace" },
            });
            let id = text(&owner.post(&format!("/workspaces/{}/projects", self.workspace), &body)?, "id");
            let mut columns = Vec::new();
            let statuses = owner.get(&format!("/projects/{id}/statuses"))?;
            for status in statuses["items"].as_array().into_iter().flatten() {
                let name = text(status, "name");
                if let Some(limit) = project.wip.get(&name) {
                    owner.patch(
                        &format!("/statuses/{}", text(status, "id")),
                        &json!({ "wip_limit": limit }),
                    )?;
                }
                columns.push(((project.id.clone(), name), text(status, "id")));
            }
            let members = format!("/projects/{id}/members");
            for (person, role) in &project.members {
                owner.post(&members, &json!({ "user_id": self.id(person), "role": role }))?;
            }
            if let Some(role) = &project.team_role {
                owner.post(&members, &json!({ "team_id": team, "role": role }))?;
            }
            if !project.private {
                // The guest sees the projects that are not private, and comments and edits there.
                owner.post(&members, &json!({ "user_id": self.id("eli"), "role": "editor" }))?;
            }
            self.statuses.extend(columns);
            self.ids.insert(project.id.clone(), id);
        }
        Ok(())
    }

    fn task(&mut self, task: &Task) -> Result<(), Failure> {
        let author = self.client(&task.by)?;
        let due = task.due.map(|days| {
            let date = self.today.saturating_add(jiff::Span::new().days(days)).to_string();
            match &task.time {
                Some(time) => json!({ "date": date, "time": time, "timezone": "Europe/Berlin" }),
                None => json!({ "date": date }),
            }
        });
        let status = |name: &str| self.statuses.get(&(task.project.clone(), name.to_owned()));
        let body = json!({
            "title": task.title, "description": task.text, "priority": task.priority, "status_id": status(&task.status),
            "assignee_ids": task.to.iter().map(|person| self.id(person)).collect::<Vec<_>>(),
            "tag_ids": task.tags.iter().map(|tag| self.id(&format!("@{tag}"))).collect::<Vec<_>>(),
            "due": due, "estimate": task.estimate,
            "recurrence": task.repeat.as_ref().map(|rule| json!({ "rrule": rule, "mode": "schedule" })),
        });
        let path = format!("/projects/{}/tasks", self.ids.get(&task.project).map_or("", String::as_str));
        let id = text(&author.post(&path, &body)?, "id");
        for (title, done) in &task.subtasks {
            let status = status(if *done { "Done" } else { "To do" });
            author.post(&path, &json!({ "title": title, "parent_id": id, "status_id": status }))?;
        }
        self.talk(task, &id)?;
        if task.archive {
            author.post(&format!("/tasks/{id}/archive"), &json!({}))?;
        }
        if task.trash {
            author.delete(&format!("/tasks/{id}"))?;
        }
        self.ids.insert(task.title.clone(), id);
        Ok(())
    }

    fn talk(&self, task: &Task, id: &str) -> Result<(), Failure> {
        let mut first: Option<String> = None;
        for comment in &task.comments {
            let [author, words, rest @ ..] = comment.as_slice() else {
                continue;
            };
            let parent = if rest.is_empty() { None } else { first.clone() };
            let mut words = words.clone();
            for (name, id) in &self.ids {
                words = words.replace(&format!("(user:{name})"), &format!("(user:{id})"));
            }
            let said = self
                .client(author)?
                .post(&format!("/tasks/{id}/comments"), &json!({ "body": words, "parent_id": parent }))?;
            first.get_or_insert_with(|| text(&said, "id"));
        }
        let readers = ["ana", "dara", "bo"].iter().cycle();
        for (emoji, reader) in task.reactions.iter().zip(readers) {
            if let Some(comment) = &first {
                self.client(reader)?.put(&format!("/comments/{comment}/reactions/{emoji}"))?;
            }
        }
        Ok(())
    }
}
