//! Who sees which project, worked out anew from the tables and compared with what each is shown.

use std::collections::{BTreeMap, BTreeSet};

use taskflow_db::{Row, Sql, Tx, Value, params};
use uuid::Uuid;

use super::known::Person;
use super::play::History;
use crate::support::Reply;

struct Project {
    parent: Option<Uuid>,
    private: bool,
    deleted: bool,
}

/// What the tables say.
struct Tables {
    projects: BTreeMap<Uuid, Project>,
    /// Active members, with their roles.
    roles: BTreeMap<Uuid, String>,
    /// Project and person: a role of any kind, by oneself or by a team.
    grants: BTreeSet<(Uuid, Uuid)>,
}

const PROJECTS: &str = "SELECT id, parent_id, visibility, deleted_at FROM project WHERE workspace_id = $1";
const ROLES: &str = "SELECT user_id, role FROM member WHERE workspace_id = $1 AND state = 'active'";
const GRANTS: &str = "SELECT g.project_id, COALESCE(g.user_id, m.user_id) FROM project_grant g
    LEFT JOIN team_member m ON m.team_id = g.team_id
    WHERE g.workspace_id = $1 AND (g.user_id IS NOT NULL OR m.user_id IS NOT NULL)";

type Rows = Result<Vec<Row>, taskflow_db::Error>;

fn rows(tx: &mut Tx<'_>, text: &'static str, ws: Uuid) -> Rows {
    let values: [Value; 1] = params![ws];
    tx.all(&Sql::new("test::SEEN", text), &values)
}

fn read(tx: &mut Tx<'_>, ws: Uuid) -> Result<Tables, taskflow_db::Error> {
    let mut tables = Tables {
        projects: BTreeMap::new(),
        roles: BTreeMap::new(),
        grants: BTreeSet::new(),
    };
    for row in rows(tx, PROJECTS, ws)? {
        let project = Project {
            parent: row.get(1)?,
            private: row.get::<String>(2)? == "private",
            deleted: row.get::<Option<i64>>(3)?.is_some(),
        };
        tables.projects.insert(row.get(0)?, project);
    }
    for row in rows(tx, ROLES, ws)? {
        tables.roles.insert(row.get(0)?, row.get(1)?);
    }
    for row in rows(tx, GRANTS, ws)? {
        tables.grants.insert((row.get(0)?, row.get(1)?));
    }
    Ok(tables)
}

impl Tables {
    fn sees(&self, person: Uuid, project: Uuid) -> bool {
        let Some(role) = self.roles.get(&person) else {
            return false;
        };
        let (mut private, mut deleted, mut granted) = (false, false, false);
        let mut at = Some(project);
        while let Some(id) = at {
            let project = &self.projects[&id];
            private |= project.private;
            deleted |= project.deleted;
            granted |= self.grants.contains(&(id, person));
            at = project.parent;
        }
        let inherent = matches!(role.as_str(), "owner" | "admin") || (role == "member" && !private);
        !deleted && (inherent || granted)
    }
}

/// What is shown to somebody who must not see it, or hidden from somebody who may: a line each.
pub async fn faults(history: &History) -> Vec<String> {
    let ws = history.ws;
    let tables = history
        .app
        .parts()
        .db
        .snapshot(move |tx| read(tx, ws))
        .await
        .expect("the tables");
    let people: Vec<Person> = history.known().people.iter().filter(|person| !person.gone).cloned().collect();
    let mut faults = Vec::new();
    for Person { user, .. } in people {
        let seen = tables.projects.keys().filter(|project| tables.sees(user.id, **project));
        let seen: BTreeSet<Uuid> = seen.copied().collect();
        let listed = user.get(format!("/workspaces/{ws}/projects?archived=any&limit=200")).await;
        let listed = ids(&listed, "id");
        if listed != seen {
            faults.push(format!("  {} is shown the projects {listed:?} and may see {seen:?}", user.email));
        }
        let tasks = user.get(format!("/workspaces/{ws}/tasks?limit=200")).await;
        for project in ids(&tasks, "project_id").difference(&seen) {
            faults.push(format!("  {} is shown tasks of {project}", user.email));
        }
        for project in tables.projects.keys().filter(|project| !seen.contains(project)).take(3) {
            let code = user.get(format!("/projects/{project}/tasks")).await.code();
            if code != 404 {
                faults.push(format!("  {} is answered {code} for the tasks of {project}", user.email));
            }
        }
    }
    faults
}

/// A field of every row of a list; of a refusal, nothing.
fn ids(reply: &Reply, field: &str) -> BTreeSet<Uuid> {
    let items = reply.find("/items").and_then(|items| items.as_array()).into_iter().flatten();
    items.filter_map(|item| item[field].as_str()?.parse().ok()).collect()
}
