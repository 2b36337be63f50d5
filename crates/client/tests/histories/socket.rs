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
    /// Nothing follows until the copy subscribes again.
    parted: bool,
}

/// Where a copy stands that comes back, and what it was told last.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub epoch: usize,
    pub seq: usize,
    pub scope: Option<&'a str>,
}

fn workspace() -> String {
    id("workspace", 0).to_string()
}

fn things(kind: &str, numbers: impl IntoIterator<Item = u128>) -> Vec<Value> {
    let thing = |number| json!({ "entity": kind, "id": id(kind, number) });
    numbers.into_iter().map(thing).collect()
}

impl Socket {
    /// For who has nothing to follow yet.
    pub fn silent() -> Self {
        Self { queue: VecDeque::new(), at: 0, rights: Rights::new(), parted: true }
    }

    /// The copy subscribes. The room may be behind the log.
    pub fn subscribe(&mut self, world: &World, from: Standing, random: &mut Rng) {
        if from.epoch != world.epoch || random.u8(..50) == 0 {
            self.resume("reset", from.seq, world.head());
            return self.reset("epoch");
        }
        if random.u8(..20) == 0 {
            return self.resume("http", from.seq, world.head());
        }
        let at = random.usize(from.seq..=world.head());
        self.rights.clone_from(&world.states[at].rights);
        self.at = from.seq;
        self.resume(if from.seq == at { "live" } else { "replay" }, from.seq, at);
        self.catch_up(world, from.scope, at, random);
    }

    /// The log over HTTP, up to somewhere, under the rights of now.
    pub fn log(world: &World, from: Standing, random: &mut Rng) -> VecDeque<Value> {
        let mut lines = Self::silent();
        if from.epoch == world.epoch {
            lines.rights.clone_from(&world.now().rights);
            lines.at = from.seq;
            let at = random.usize(from.seq..=world.head());
            lines.catch_up(world, from.scope, at, random);
            if at < world.head() {
                lines.queue.pop_back();
                lines.say(json!({ "type": "more", "token": world.token(at) }));
            }
        } else {
            lines.reset("epoch");
        }
        lines.queue
    }

    fn resume(&mut self, mode: &str, from: usize, head: usize) {
        self.parted = matches!(mode, "http" | "reset");
        self.say(json!({ "type": "resume", "from": from, "head": head, "mode": mode }));
    }

    fn reset(&mut self, reason: &str) {
        self.say(json!({
            "type": "reset", "reason": reason, "snapshot_url": "", "min_delay_ms": 0, "max_delay_ms": 0,
        }));
    }

    /// The workspace was restored.
    pub fn restored(&mut self) {
        if !self.parted {
            self.parted = true;
            self.reset("epoch");
        }
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
        let token = world.token(at);
        self.say(json!({ "type": "live", "seq": at, "token": token, "scope": scope(&self.rights) }));
    }

    /// The room reads on, and sends what it read; what changes rights changes them first.
    pub fn grow(&mut self, world: &World, to: usize, random: &mut Rng) {
        if self.parted {
            return;
        }
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

    pub fn ping(&mut self, world: &World) {
        let mut positions = json!({});
        if !self.parted {
            positions[workspace()] = world.token(self.at).into();
        }
        self.queue.push_back(json!({ "type": "ping", "positions": positions }));
    }

    /// What waits is too much, and is dropped from some frame on: the room is asked again, for who took what is left.
    pub fn overflow(&mut self, world: &World, from: Standing, random: &mut Rng) {
        if self.parted {
            return;
        }
        let at = self.at;
        self.queue.truncate(random.usize(..=self.queue.len()));
        let seq = |frame: &Value| {
            frame["token"]
                .as_str()
                .map(|token| token.split(':').nth(1).unwrap().parse().unwrap())
        };
        self.at = self.queue.iter().rev().find_map(seq).unwrap_or(from.seq);
        let left = self.queue.iter().rev().find_map(|frame| frame["scope"].as_str());
        let told = left.or(from.scope).map(str::to_owned);
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
            let token = world.token(end);
            self.say(json!({ "type": "delta", "from": from, "to": end, "token": token, "ops": ops }));
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
