//! A snapshot, or a part of one, on its way: read page by page, while the world goes on.

use serde_json::{Value, json};
use taskflow_client::Fetch;

use super::world::{PROJECTS, Rights, State, World, id, scope};

/// What is asked for. Both empty: everything.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    projects: Vec<u128>,
    tasks: Vec<u128>,
}

#[derive(Debug)]
pub struct Reading {
    asked: Asked,
    page: usize,
    began_with: Rights,
    /// Tasks whose comments and relations come next.
    tasks: Vec<u128>,
    pub lines: Vec<Value>,
}

/// How a page was read.
#[derive(Debug, PartialEq, Eq)]
pub enum Page {
    More,
    Last,
    /// Something of it went out of sight since it began.
    CutOff,
}

impl From<&Fetch> for Asked {
    fn from(fetch: &Fetch) -> Self {
        let number = |id: &uuid::Uuid| id.as_u128() & u128::from(u64::MAX);
        Self {
            projects: fetch.projects.iter().map(number).collect(),
            tasks: fetch.tasks.iter().map(number).collect(),
        }
    }
}

impl Reading {
    pub fn new(asked: Asked) -> Self {
        Self {
            asked,
            page: 0,
            began_with: Rights::new(),
            tasks: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Reads a page of how the world is now.
    pub fn read(&mut self, world: &World) -> Page {
        let now = world.now();
        if self.page == 0 {
            self.begin(world);
        } else if !self.began_with.is_subset(&now.rights) {
            return Page::CutOff;
        }
        self.page += 1;
        match self.page {
            1 => self.projects(),
            2 => self.tasks(now),
            // A task was moved out of sight since it was read, or a backup does not have it.
            _ if !self.tasks.iter().all(|task| {
                now.tasks.get(task).is_some_and(|task| self.began_with.contains(&task.project))
            }) =>
            {
                return Page::CutOff;
            }
            _ => {
                self.hanging(now);
                let rows = self.lines.len() - 1;
                self.lines.push(json!({ "type": "end", "rows": rows }));
                return Page::Last;
            }
        }
        Page::More
    }

    /// All at once.
    pub fn whole(asked: Asked, world: &World) -> Vec<Value> {
        let mut reading = Self::new(asked);
        while reading.read(world) == Page::More {}
        reading.lines
    }

    fn wants_all(&self) -> bool {
        self.asked.projects.is_empty() && self.asked.tasks.is_empty()
    }

    fn begin(&mut self, world: &World) {
        self.began_with.clone_from(&world.now().rights);
        self.lines.push(json!({
            "type": "snapshot", "workspace": id("workspace", 0), "token": world.token(world.head()),
            "scope": scope(&self.began_with),
        }));
    }

    fn wants_project(&self, project: u128) -> bool {
        self.began_with.contains(&project) && (self.wants_all() || self.asked.projects.contains(&project))
    }

    fn projects(&mut self) {
        for project in (0..PROJECTS).filter(|project| self.wants_project(*project)).collect::<Vec<_>>() {
            self.row("project", project, json!({ "id": id("project", project), "version": 1 }));
        }
    }

    fn tasks(&mut self, now: &State) {
        for (task, at) in now.tasks.iter().filter(|(_, at)| !at.in_trash) {
            let named = self.asked.tasks.contains(task) && self.began_with.contains(&at.project);
            if named || self.wants_project(at.project) {
                self.row("task", *task, now.task(*task));
                self.tasks.push(*task);
            }
        }
    }

    fn hanging(&mut self, now: &State) {
        for (comment, _) in now
            .comments
            .iter()
            .filter(|(_, task)| self.tasks.contains(task))
            .collect::<Vec<_>>()
        {
            self.row("comment", *comment, now.comment(*comment));
        }
        let sees = |task: &u128| self.began_with.contains(&now.tasks[task].project);
        let of_these = |(one, other): &(u128, u128)| self.tasks.contains(one) || self.tasks.contains(other);
        let relations: Vec<u128> = now
            .relations
            .iter()
            .filter(|(_, ends)| of_these(ends) && sees(&ends.0) && sees(&ends.1))
            .map(|(relation, _)| *relation)
            .collect();
        relations
            .into_iter()
            .for_each(|relation| self.row("relation", relation, now.relation(relation)));
    }

    fn row(&mut self, kind: &str, number: u128, data: Value) {
        self.lines.push(json!({
            "entity": kind, "id": id(kind, number), "version": data["version"], "data": data,
        }));
    }
}
