//! What the server sends to the copy's connection.

use std::collections::VecDeque;

use fastrand::Rng;
use serde_json::{Value, json};

use super::world::{Op, Reach, Rights, World, id, scope};

/// One connection: where its room stands, and what is on its way.
pub struct Socket {
    pub queue: VecDeque<Value>,
    at: usize,
    rights: Rights,
}

pub fn token(seq: usize) -> String {
    format!("1:{seq}:chain")
}

fn workspace() -> String {
    id("workspace", 0).to_string()
}

fn things(kind: &str, numbers: impl IntoIterator<Item = u128>) -> Vec<Value> {
    let thing = |number| json!({ "entity": kind, "id": id(kind, number) });
    numbers.into_iter().map(thing).collect()
}

impl Socket {
    /// For who comes back with a token and the rights they were told of last. The room may be behind the log.
    pub fn resume(world: &World, from: usize, told: Option<&str>, random: &mut Rng) -> Self {
        let at = random.usize(from..=world.head());
        let rights = world.states[at].rights.clone();
        let mut socket = Self { queue: VecDeque::new(), at: from, rights };
        let mode = if from == at { "live" } else { "replay" };
        socket.say(json!({ "type": "resume", "from": from, "to": at, "mode": mode }));
        socket.catch_up(world, told, at, random);
        socket
    }

    /// Everything up to `at`, under the rights of then.
    fn catch_up(&mut self, world: &World, told: Option<&str>, at: usize, random: &mut Rng) {
        if told != Some(&scope(&self.rights)) {
            let projects: Vec<String> =
                self.rights.iter().map(|project| id("project", *project).to_string()).collect();
            let visible = json!({ "projects": projects, "invitations": false });
            self.say(json!({
                "type": "scope", "seq": self.at, "scope": scope(&self.rights), "added": [], "removed": [], "visible": visible,
            }));
        }
        self.deltas(world, at, random);
        self.say(json!({ "type": "live", "seq": at, "token": token(at), "scope": scope(&self.rights) }));
    }

    /// The room reads on, and sends what it read; what changes rights changes them first.
    pub fn grow(&mut self, world: &World, to: usize, random: &mut Rng) {
        for seq in self.at + 1..=to {
            let rights = &world.states[seq].rights;
            if *rights != self.rights {
                self.deltas(world, seq - 1, random);
                let added = things("project", rights.difference(&self.rights).copied());
                let removed = things("project", self.rights.difference(rights).copied());
                self.rights.clone_from(rights);
                self.say(json!({
                    "type": "scope", "seq": seq, "scope": scope(rights), "added": added, "removed": removed,
                }));
            }
        }
        self.deltas(world, to, random);
    }

    pub fn ping(&mut self) {
        self.queue
            .push_back(json!({ "type": "ping", "positions": { (workspace()): token(self.at) } }));
    }

    /// What waits is too much, and is dropped from some frame on: the room is asked again, for who took what is left.
    pub fn overflow(&mut self, world: &World, from: usize, told: Option<&str>, random: &mut Rng) {
        let at = self.at;
        self.queue.truncate(random.usize(..=self.queue.len()));
        let seq = |frame: &Value| {
            frame["token"]
                .as_str()
                .map(|token| token.split(':').nth(1).unwrap().parse().unwrap())
        };
        self.at = self.queue.iter().rev().find_map(seq).unwrap_or(from);
        let left = self.queue.iter().rev().find_map(|frame| frame["scope"].as_str());
        let told = left.or(told).map(str::to_owned);
        self.catch_up(world, told.as_deref(), at, random);
    }

    fn deltas(&mut self, world: &World, to: usize, random: &mut Rng) {
        while self.at < to {
            let (from, end) = (self.at, random.usize(self.at + 1..=to));
            let (mut ops, mut entered) = (Vec::new(), Vec::new());
            for seq in from + 1..=end {
                for op in &world.entries[seq - 1] {
                    let view = view(world, op, &self.rights);
                    if matches!(view, View::Entered) {
                        entered.push(op.number);
                    }
                    ops.extend(shown(op, seq, &view));
                }
            }
            if !entered.is_empty() {
                let added = things("task", entered);
                self.say(json!({ "type": "scope", "seq": end, "added": added, "removed": [] }));
            }
            self.say(json!({ "type": "delta", "from": from, "to": end, "token": token(end), "ops": ops }));
            self.at = end;
        }
    }

    fn say(&mut self, mut frame: Value) {
        frame["workspace"] = workspace().into();
        self.queue.push_back(frame);
    }
}

enum View {
    Shown,
    Entered,
    Left,
    Hidden,
}

fn view(world: &World, op: &Op, rights: &Rights) -> View {
    match op.reach {
        // Where its tasks are now decides.
        Reach::Both(one, other) => {
            let sees = |task| rights.contains(&world.now().tasks[task].project);
            if sees(&one) && sees(&other) { View::Shown } else { View::Hidden }
        }
        Reach::Project { before, after } => {
            match (op.data.is_some(), rights.contains(&before), rights.contains(&after)) {
                (false, saw, sees) if saw || sees => View::Shown,
                (true, false, true) => View::Entered,
                (true, true, false) => View::Left,
                (true, _, true) => View::Shown,
                _ => View::Hidden,
            }
        }
    }
}

fn shown(op: &Op, seq: usize, view: &View) -> Option<Value> {
    let data = match view {
        View::Hidden => return None,
        View::Left => None,
        View::Shown | View::Entered => op.data.as_ref(),
    };
    let mut shown = json!({
        "seq": seq, "op": "remove", "entity": op.kind, "id": id(op.kind, op.number), "version": op.version,
    });
    if let Some(data) = data {
        (shown["op"], shown["data"]) = ("upsert".into(), data.clone());
    }
    Some(shown)
}
