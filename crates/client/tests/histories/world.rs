//! A workspace with its log, as one person is shown it.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::{Value, json};
use uuid::Uuid;

/// The first is always seen, the others by a right that comes and goes.
pub const PROJECTS: u128 = 3;
const TASKS: u128 = 4;

/// Projects that may be seen.
pub type Rights = BTreeSet<u128>;

pub fn scope(rights: &Rights) -> String {
    format!("s{rights:?}")
}

pub fn id(kind: &str, number: u128) -> Uuid {
    let kind = match kind {
        "workspace" => 0,
        "project" => 1,
        "task" => 2,
        "comment" => 3,
        _ => 4,
    };
    Uuid::from_u128(kind << 64 | number)
}

#[derive(Clone, Copy, Debug)]
pub struct Task {
    pub project: u128,
    pub version: i64,
    pub in_trash: bool,
}

/// How everything is at one entry.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub rights: Rights,
    pub tasks: BTreeMap<u128, Task>,
    /// Their tasks.
    pub comments: BTreeMap<u128, u128>,
    /// Between two tasks.
    pub relations: BTreeMap<u128, (u128, u128)>,
}

/// Who may see an op, as in the server.
#[derive(Clone, Copy, Debug)]
pub enum Reach {
    Project { before: u128, after: u128 },
    Both(u128, u128),
}

#[derive(Clone, Debug)]
pub struct Op {
    pub kind: &'static str,
    pub number: u128,
    pub version: i64,
    /// `None` when it is removed.
    pub data: Option<Value>,
    pub reach: Reach,
}

/// `states[n]` is how it is after `entries[n - 1]`.
pub struct World {
    /// Goes up with each restore.
    pub epoch: usize,
    pub states: Vec<State>,
    pub entries: Vec<Vec<Op>>,
    made: u128,
}

impl State {
    pub fn sees_task(&self, rights: &Rights, task: u128) -> bool {
        self.tasks
            .get(&task)
            .is_some_and(|task| !task.in_trash && rights.contains(&task.project))
    }

    pub fn task(&self, number: u128) -> Value {
        let Task { project, version, .. } = self.tasks[&number];
        json!({
            "id": id("task", number), "version": version, "project_id": id("project", project),
        })
    }

    pub fn comment(&self, number: u128) -> Value {
        json!({ "id": id("comment", number), "version": 1, "task_id": id("task", self.comments[&number]) })
    }

    pub fn relation(&self, number: u128) -> Value {
        let (one, other) = self.relations[&number];
        json!({
            "id": id("relation", number), "version": 1, "task_id": id("task", one), "other_id": id("task", other),
        })
    }
}

impl World {
    pub fn new() -> Self {
        let rights = (0..PROJECTS).collect();
        Self {
            epoch: 1,
            states: vec![State { rights, ..State::default() }],
            entries: Vec::new(),
            made: 0,
        }
    }

    pub fn head(&self) -> usize {
        self.entries.len()
    }

    pub fn now(&self) -> &State {
        &self.states[self.head()]
    }

    pub fn token(&self, seq: usize) -> String {
        format!("{}:{seq}:chain", self.epoch)
    }

    /// A backup of some time ago takes the place of what there is.
    pub fn restore(&mut self, random: &mut Rng) {
        let seq = random.usize(..=self.head());
        self.states.truncate(seq + 1);
        self.entries.truncate(seq);
        self.epoch += 1;
    }

    /// Somebody does something.
    pub fn write(&mut self, random: &mut Rng) {
        let task = random.u128(..TASKS);
        let known = self.now().tasks.get(&task).copied();
        match (random.u8(..100), known) {
            (0..25, _) => self.turn_right(random.u128(1..PROJECTS)),
            (_, None) => self.make(task, random.u128(..PROJECTS)),
            (25..50, Some(_)) => {
                self.put(task, |task, random| task.project = random.u128(..PROJECTS), random)
            }
            (50..55, Some(_)) => self.put(task, |_, _| {}, random),
            (55..75, Some(at)) if !at.in_trash => self.say(task, at.project),
            (75..80, Some(_)) => self.relate(task, random.u128(..TASKS)),
            (80..90, Some(_)) => self.unsay(random),
            (_, Some(at)) => self.trash(task, !at.in_trash),
        }
    }

    /// What the copy's person asks for: to change a task, to say something about it, or to make it. Answers kind and row.
    pub fn ask(&mut self, task: u128, random: &mut Rng) -> Option<(&'static str, Value)> {
        let now = self.now();
        let Some(at) = now.tasks.get(&task).copied() else {
            self.make(task, 0);
            return Some(("task", self.now().task(task)));
        };
        if !now.sees_task(&now.rights, task) {
            return None;
        }
        if random.bool() {
            self.put(task, |_, _| {}, random);
            Some(("task", self.now().task(task)))
        } else {
            self.say(task, at.project);
            Some(("comment", self.now().comment(self.made)))
        }
    }

    fn commit(&mut self, state: State, ops: Vec<Op>) {
        self.states.push(state);
        self.entries.push(ops);
    }

    fn turn_right(&mut self, project: u128) {
        let mut state = self.now().clone();
        if !state.rights.remove(&project) {
            state.rights.insert(project);
        }
        self.commit(state, Vec::new());
    }

    fn make(&mut self, task: u128, project: u128) {
        let mut state = self.now().clone();
        state.tasks.insert(task, Task { project, version: 1, in_trash: false });
        let op = upsert_of_task(&state, task, project);
        self.commit(state, vec![op]);
    }

    fn put(&mut self, number: u128, change: impl FnOnce(&mut Task, &mut Rng), random: &mut Rng) {
        let mut state = self.now().clone();
        let task = state.tasks.get_mut(&number).unwrap();
        if task.in_trash {
            return;
        }
        let before = task.project;
        change(task, random);
        task.version += 1;
        let op = upsert_of_task(&state, number, before);
        self.commit(state, vec![op]);
    }

    fn trash(&mut self, number: u128, in_trash: bool) {
        let mut state = self.now().clone();
        let task = state.tasks.get_mut(&number).unwrap();
        (task.in_trash, task.version) = (in_trash, task.version + 1);
        let (project, version) = (task.project, task.version);
        let mut op = upsert_of_task(&state, number, project);
        if in_trash {
            op = Op { version, data: None, ..op };
        }
        self.commit(state, vec![op]);
    }

    fn say(&mut self, task: u128, project: u128) {
        let mut state = self.now().clone();
        self.made += 1;
        state.comments.insert(self.made, task);
        let data = Some(state.comment(self.made));
        let reach = Reach::Project { before: project, after: project };
        let op = Op { kind: "comment", number: self.made, version: 1, data, reach };
        self.commit(state, vec![op]);
    }

    fn unsay(&mut self, random: &mut Rng) {
        let Some((number, task)) = random.choice(&self.now().comments).map(|(number, task)| (*number, *task))
        else {
            return;
        };
        let mut state = self.now().clone();
        let at = state.tasks[&task];
        if at.in_trash {
            return;
        }
        state.comments.remove(&number);
        let reach = Reach::Project { before: at.project, after: at.project };
        self.commit(state, vec![Op { kind: "comment", number, version: 2, data: None, reach }]);
    }

    fn relate(&mut self, one: u128, other: u128) {
        let mut state = self.now().clone();
        let alive = |task| state.tasks.get(task).is_some_and(|task| !task.in_trash);
        if one == other || !alive(&one) || !alive(&other) {
            return;
        }
        self.made += 1;
        state.relations.insert(self.made, (one, other));
        let data = Some(state.relation(self.made));
        let op = Op {
            kind: "relation",
            number: self.made,
            version: 1,
            data,
            reach: Reach::Both(one, other),
        };
        self.commit(state, vec![op]);
    }
}

fn upsert_of_task(state: &State, number: u128, before: u128) -> Op {
    let Task { project, version, .. } = state.tasks[&number];
    Op {
        kind: "task",
        number,
        version,
        data: Some(state.task(number)),
        reach: Reach::Project { before, after: project },
    }
}
