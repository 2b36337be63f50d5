//! One history: the world, the copy, and what is on its way between them.

use std::collections::VecDeque;

use fastrand::Rng;
use serde_json::{Value, json};
use taskflow_client::{FetchId, Replica};

use super::client::{Client, Next, rows};
use super::reading::{Asked, Page, Reading};
use super::socket::Socket;
use super::world::{World, scope};

#[derive(Debug)]
enum Answer {
    /// To a fetch: its lines.
    Part(Vec<Value>),
    /// To a request of the person's own: its row, and the entry.
    Row(Value, i64),
    Failed,
}

/// What the copy reads over HTTP before it subscribes. It takes no frames meanwhile.
enum Away {
    Snapshot(Reading),
    Log(VecDeque<Value>),
}

pub struct Run {
    random: Rng,
    aloud: bool,
    world: World,
    client: Client,
    away: Option<Away>,
    socket: Option<Socket>,
    fetches: Vec<(FetchId, Reading)>,
    answers: Vec<(FetchId, Answer)>,
}

impl Run {
    pub fn new(seed: u64, aloud: bool, plays: bool) -> Self {
        let (mut random, mut world) = (Rng::with_seed(seed), World::new());
        (0..10).for_each(|_| world.write(&mut random));
        let mut run = Self {
            random,
            aloud,
            world,
            client: Client::new(plays),
            away: None,
            socket: None,
            fetches: Vec::new(),
            answers: Vec::new(),
        };
        run.start();
        while run.away.is_some() {
            (0..run.random.usize(..4)).for_each(|_| run.world.write(&mut run.random));
            run.come();
        }
        run
    }

    pub fn rage(&mut self) {
        (0..self.random.usize(20..160)).for_each(|_| self.step());
    }

    /// Something happens.
    fn step(&mut self) {
        match self.random.u8(..100) {
            0 => self.restore(),
            1..25 => {
                self.world.write(&mut self.random);
                self.say(|run| match run.world.entries.last() {
                    Some(ops) if ops.is_empty() => {
                        format!("{} rights {:?}", run.world.head(), run.world.now().rights)
                    }
                    ops => format!("{} {ops:?}", run.world.head()),
                });
            }
            25..37 => self.grow(),
            37..65 => self.deliver(),
            65..68 => self.cut(),
            68..71 => self.overflow(),
            71..77 => self.connect(),
            77..85 => self.read(),
            85..88 => self.come(),
            88..95 => self.answer(),
            _ => self.request(),
        }
        while let Some(fetch) = self.client.next_fetch() {
            self.say(|_| format!("fetches {fetch:?}"));
            self.fetches.push((fetch.id, Reading::new(Asked::from(&fetch))));
        }
    }

    /// Everything comes; how the copy differs from a fresh one.
    pub fn settle(&mut self) -> Vec<String> {
        self.say(|_| "the end".to_owned());
        self.connect();
        let head = self.world.token(self.world.head());
        let stands = |copy: &Replica| copy.token().is_some_and(|token| token.as_str() == head);
        // Each answer may show that something else is missing.
        for _ in 0..20 {
            if self.client.copy.is_complete() && stands(&self.client.copy) && self.answers.is_empty() {
                break;
            }
            while self.away.is_some() {
                self.come();
            }
            if let Some(socket) = &mut self.socket {
                socket.grow(&self.world, self.world.head(), &mut self.random);
                socket.ping(&self.world);
            }
            while self.socket.as_ref().is_some_and(|socket| !socket.queue.is_empty()) {
                self.deliver();
            }
            while !self.fetches.is_empty() {
                self.read();
            }
            while !self.answers.is_empty() {
                self.answer();
            }
            while let Some(fetch) = self.client.next_fetch() {
                self.say(|_| format!("fetches {fetch:?}"));
                self.fetches.push((fetch.id, Reading::new(Asked::from(&fetch))));
            }
        }
        let mut wrong = Vec::new();
        if !self.client.copy.is_complete() || !stands(&self.client.copy) {
            wrong.push(format!("it stands at {:?} of {head}, and lacks something", self.client.copy.token()));
        }
        if self.client.copy.scope() != Some(&scope(&self.world.now().rights)) {
            wrong.push(format!("it knows of the rights {:?}", self.client.copy.scope()));
        }
        let mut fresh = Replica::new(self.client.copy.stream());
        let lines = Reading::whole(Asked::default(), &self.world);
        lines
            .iter()
            .for_each(|line| _ = fresh.snapshot_line(&line.to_string()).unwrap());
        let (here, truth) = (self.client.rows(), rows(&fresh));
        let lacks = truth.iter().filter(|(name, _)| !here.contains_key(*name));
        wrong.extend(lacks.map(|(name, _)| format!("it lacks {name}")));
        let other = here.iter().filter(|(name, row)| truth.get(*name) != Some(row));
        wrong.extend(other.map(|(name, row)| format!("it has {name}: {row}")));
        wrong
    }

    fn grow(&mut self) {
        let Some(socket) = &mut self.socket else {
            return;
        };
        if self.random.u8(..4) == 0 {
            socket.ping(&self.world);
        } else {
            socket.grow(&self.world, self.world.head(), &mut self.random);
        }
    }

    fn deliver(&mut self) {
        let frame = self.socket.as_mut().and_then(|socket| socket.queue.pop_front());
        if let Some(frame) = frame.filter(|_| self.away.is_none()) {
            self.take(&frame);
        }
    }

    /// The copy takes a frame, and does what it asks for.
    fn take(&mut self, frame: &Value) {
        self.say(|_| format!("← {frame}"));
        match self.client.frame(frame) {
            Next::Nothing => {}
            Next::Snapshot => self.start(),
            Next::Log => self.read_log(),
        }
    }

    fn start(&mut self) {
        self.away = Some(Away::Snapshot(Reading::new(Asked::default())));
    }

    /// The log is read now; what it says is on its way.
    fn read_log(&mut self) {
        if let Some(standing) = self.client.standing() {
            let lines = Socket::log(&self.world, standing, &mut self.random);
            self.away = Some(Away::Log(lines));
        }
    }

    /// More comes of what the copy reads before it subscribes.
    fn come(&mut self) {
        match self.away.take() {
            Some(Away::Snapshot(mut reading)) => match reading.read(&self.world) {
                Page::More => self.away = Some(Away::Snapshot(reading)),
                Page::Last if self.random.u8(..10) > 0 => {
                    self.client.snapshot(&reading.lines);
                    self.say(|run| {
                        format!("a snapshot at {:?} with {:?}", run.client.copy.token(), run.client.rows())
                    });
                    self.subscribe();
                }
                Page::Last | Page::CutOff => self.start(),
            },
            Some(Away::Log(mut lines)) => match lines.pop_front() {
                Some(line) => {
                    self.away = Some(Away::Log(lines));
                    self.take(&line);
                }
                None => self.subscribe(),
            },
            None => {}
        }
    }

    fn subscribe(&mut self) {
        if let (Some(socket), Some(standing)) = (&mut self.socket, self.client.standing()) {
            socket.subscribe(&self.world, standing, &mut self.random);
        }
    }

    fn restore(&mut self) {
        self.world.restore(&mut self.random);
        self.say(|run| format!("restored: {}", run.world.token(run.world.head())));
        if let Some(socket) = &mut self.socket {
            socket.restored();
        }
    }

    fn cut(&mut self) {
        self.say(|_| "cut off".to_owned());
        self.socket = None;
    }

    fn overflow(&mut self) {
        if let (Some(socket), Some(standing)) = (&mut self.socket, self.client.standing()) {
            socket.overflow(&self.world, standing, &mut self.random);
        }
    }

    fn connect(&mut self) {
        if self.socket.is_none() {
            self.say(|_| "connected".to_owned());
            self.socket = Some(Socket::silent());
            match (&self.away, self.client.copy.token()) {
                (Some(_), _) => {}
                (None, Some(_)) => self.subscribe(),
                (None, None) => self.start(),
            }
        }
    }

    /// The server reads a page of something that was asked for.
    fn read(&mut self) {
        if self.fetches.is_empty() {
            return;
        }
        let at = self.random.usize(..self.fetches.len());
        let page = self.fetches[at].1.read(&self.world);
        self.say(|run| format!("{:?}, a page at {}: {page:?}", run.fetches[at].0, run.world.head()));
        if page == Page::More {
            return;
        }
        let (id, reading) = self.fetches.swap_remove(at);
        // Now and then it is lost on its way.
        let comes = page == Page::Last && self.random.u8(..10) > 0;
        self.answers
            .push((id, if comes { Answer::Part(reading.lines) } else { Answer::Failed }));
    }

    fn answer(&mut self) {
        if self.answers.is_empty() {
            return;
        }
        let (id, part) = self.answers.swap_remove(self.random.usize(..self.answers.len()));
        self.say(|_| format!("answered {id:?}: {part:?}"));
        match part {
            Answer::Part(lines) => self.client.fetched(id, &lines),
            Answer::Row(row, position) => self.client.answered(id, &row, position),
            Answer::Failed => self.client.failed(id),
        }
    }

    /// The copy's person asks for something. The server does it at once; what it answers is late.
    fn request(&mut self) {
        let task = self.random.u128(..4);
        let request = self.client.request();
        let answer = match self.world.ask(task, &mut self.random) {
            Some((kind, data)) => {
                let (id, version) = (&data["id"], &data["version"]);
                let row = json!({ "entity": kind, "id": id, "version": version, "data": data });
                Answer::Row(row, i64::try_from(self.world.head()).unwrap())
            }
            None => Answer::Failed,
        };
        self.say(|run| format!("{} {request:?} for task {task}", run.world.head()));
        self.answers.push((request, answer));
    }

    fn say(&self, what: impl FnOnce(&Self) -> String) {
        if self.aloud {
            println!("{}", what(self));
        }
    }

    /// What the copy went through, when it is wanted.
    pub fn case(self, seed: u64) -> Option<Value> {
        self.client.case(seed)
    }
}
