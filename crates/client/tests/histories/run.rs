//! One history: the world, the copy, and what is on its way between them.

use fastrand::Rng;
use serde_json::{Value, json};
use taskflow_client::{FetchId, Replica};

use super::client::{Client, rows};
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

pub struct Run {
    random: Rng,
    aloud: bool,
    world: World,
    client: Client,
    socket: Option<Socket>,
    fetches: Vec<(FetchId, Reading)>,
    answers: Vec<(FetchId, Answer)>,
}

impl Run {
    pub fn new(seed: u64, aloud: bool, plays: bool) -> Self {
        let (mut random, mut world) = (Rng::with_seed(seed), World::new());
        (0..10).for_each(|_| world.write(&mut random));
        let mut client = Client::new(plays);
        loop {
            let mut reading = Reading::new(Asked::default());
            let mut page = reading.read(&world);
            while page == Page::More {
                (0..random.usize(..4)).for_each(|_| world.write(&mut random));
                page = reading.read(&world);
            }
            if page == Page::Last {
                client.snapshot(&reading.lines);
                break;
            }
        }
        let run = Self {
            random,
            aloud,
            world,
            client,
            socket: None,
            fetches: Vec::new(),
            answers: Vec::new(),
        };
        run.say(|run| format!("a snapshot at {} with {:?}", run.client.copy.seq(), run.client.rows()));
        run
    }

    pub fn rage(&mut self) {
        (0..self.random.usize(20..160)).for_each(|_| self.step());
    }

    /// Something happens.
    fn step(&mut self) {
        match self.random.u8(..100) {
            0..25 => {
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
            77..87 => self.read(),
            87..95 => self.answer(),
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
        let head = i64::try_from(self.world.head()).unwrap();
        // Each answer may show that something else is missing.
        for _ in 0..20 {
            if self.client.copy.is_complete() && self.client.copy.seq() == head && self.answers.is_empty() {
                break;
            }
            if let Some(socket) = &mut self.socket {
                socket.grow(&self.world, self.world.head(), &mut self.random);
                socket.ping();
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
        if !self.client.copy.is_complete() || self.client.copy.seq() != head {
            wrong.push(format!("it stands at {} of {head}, and lacks something", self.client.copy.seq()));
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
            socket.ping();
        } else {
            socket.grow(&self.world, self.world.head(), &mut self.random);
        }
    }

    fn deliver(&mut self) {
        if let Some(frame) = self.socket.as_mut().and_then(|socket| socket.queue.pop_front()) {
            self.say(|_| format!("← {frame}"));
            self.client.frame(&frame);
        }
    }

    fn cut(&mut self) {
        self.say(|_| "cut off".to_owned());
        self.socket = None;
    }

    fn overflow(&mut self) {
        let from = usize::try_from(self.client.copy.seq()).unwrap();
        if let Some(socket) = &mut self.socket {
            socket.overflow(&self.world, from, self.client.copy.scope(), &mut self.random);
        }
    }

    fn connect(&mut self) {
        if self.socket.is_none() {
            let from = usize::try_from(self.client.copy.seq()).unwrap();
            self.socket = Some(Socket::resume(&self.world, from, self.client.copy.scope(), &mut self.random));
            self.say(|_| "connected".to_owned());
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
