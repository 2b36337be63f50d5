//! The servers and devices of one history, and what happens to them.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use super::device::Device;
use crate::history::known::STAFF;
use crate::history::play::{History, Used};
use crate::history::seen;
use crate::history::step::Step;
use crate::sound;
use crate::support::{Client, Database, Engine, PASSWORD, Process, TestApp};
use crate::sync::copy::{State, differences};

/// Commands' numbers end before this one: a step that says it is about networks and servers.
pub const HAPPENING: u16 = u16::MAX;

pub struct World {
    history: History,
    servers: Vec<Process>,
    devices: Vec<Device>,
}

impl World {
    /// Plays a history from its beginning to its end.
    ///
    /// # Panics
    /// When something does not hold afterwards.
    pub async fn live(engine: Engine, steps: &[Step]) {
        let database = Database::create(engine);
        let mut world = Self::begin(&database, engine).await;
        let commands = |a: &Step, b: &Step| (a.what == HAPPENING) == (b.what == HAPPENING);
        for part in steps.chunk_by(commands) {
            if part[0].what == HAPPENING {
                for step in part {
                    world.happen(step).await;
                }
            } else {
                world.history.play(part).await;
            }
        }
        let mut faults = world.compare().await;
        let Self { history, mut servers, devices } = world;
        drop(devices);
        for server in &mut servers {
            server.stop().await;
        }
        let app = TestApp::start(&database, |_| ()).await;
        let here: SocketAddr = app.anonymous().origin()["http://".len()..].parse().unwrap();
        let history = history.moved(app.clone(), &[here]);
        faults.extend(sound::faults(&app).await);
        faults.extend(seen::faults(&history).await);
        faults.extend(app.finish().await);
        assert!(faults.is_empty(), "after the history:\n{}", faults.join("\n"));
    }

    async fn begin(database: &Database, engine: Engine) -> Self {
        let app = TestApp::start(database, |_| ()).await;
        let history = History::begin(app.clone(), Used::default()).await;
        // SQLite has one server at a time.
        let faults = app.finish().await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let count = if engine == Engine::Sqlite { 1 } else { 2 };
        let mut servers = Vec::new();
        for _ in 0..count {
            let mut server = Process::new(database);
            server.start().await;
            servers.push(server);
        }
        let at: Vec<SocketAddr> = servers.iter().map(Process::address).collect();
        let history = history.moved(app, &at);
        let mut devices = Vec::new();
        let people = history.known().people.clone();
        for (number, person) in people.iter().enumerate() {
            let (here, there) = (at[number % count], at[(number + 1) % count]);
            devices.push(Device::open(number, &person.user, here, history.ws).await);
            if number < STAFF {
                let client = second_session(&person.user, &person.user.email).await;
                devices.push(Device::open(number, &client, there, history.ws).await);
            }
        }
        Self { history, servers, devices }
    }

    /// What is no command: something breaks, ends or comes back.
    async fn happen(&mut self, step: &Step) {
        let server = usize::from(step.b) % self.servers.len();
        let to = self.servers[server].address();
        let device = usize::from(step.c) % self.devices.len();
        match step.a % 14 {
            0 => {
                self.servers[server].kill();
                self.servers[server].start().await;
            }
            1 => {
                self.servers[server].stop().await;
                self.servers[server].start().await;
            }
            2 => self.devices.iter().for_each(|device| device.door.cut()),
            3..6 => self.devices[device].door.lead(None),
            6..8 => self.devices[device].door.lead(Some(to)),
            8 => self.devices.iter().for_each(|device| device.door.lead(Some(to))),
            9 | 10 => self.devices[device].reopen(),
            _ => self.devices[device].door.cut(),
        }
    }

    /// What is wrong once everybody is back and has come to rest: a line each.
    async fn compare(&mut self) -> Vec<String> {
        let mut faults = Vec::new();
        let at: Vec<SocketAddr> = self.servers.iter().map(Process::address).collect();
        for (number, device) in self.devices.iter().enumerate() {
            device.door.lead(Some(at[number % at.len()]));
        }
        let mut by_rights: BTreeMap<String, State> = BTreeMap::new();
        for device in &mut self.devices {
            let (wrong, held) = device.compare(self.history.ws).await;
            faults.extend(wrong);
            let Some((scope, copy)) = held else { continue };
            let other = by_rights.entry(scope).or_insert_with(|| copy.clone());
            let unlike = differences(&copy, other);
            faults.extend(unlike.iter().map(|line| format!("  {} and others: {line}", device.name())));
        }
        faults
    }
}

async fn second_session(client: &Client, email: &str) -> Client {
    let login = serde_json::json!({ "email": email, "password": PASSWORD, "refresh": "body" });
    let reply = client.signed_out().post("/auth/login").json(login).await.status(200);
    client.with_token(reply.text_at("/access_token"))
}
