//! Many clients behind networks that break at random while people work: in the end every copy is exact, and on the way
//! nobody was told anything twice or with a gap.
//!
//! `make storm` runs it in full: 200 clients, 20 breaks each, 100 writes a second. TASKFLOW_STORM_SEED repeats the
//! choices of a run, though not the moments at which the machine made them.

mod proxy;
mod wire;
mod witness;
mod writers;

use std::time::Duration;

use fastrand::Rng;
use taskflow_client::Stream;
use taskflow_client::net::{Connection, Server, Settings};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::token;
use crate::desk::Desk;
use crate::support::{TestApp, User};
use crate::sync::copy::{differences, fresh, state};
use proxy::{Break, Proxy};
use witness::Seen;
use writers::Writers;

/// Nothing here takes this long.
const PATIENCE: Duration = Duration::from_secs(300);

struct Size {
    clients: usize,
    breaks: usize,
    writes_a_second: u64,
}

fn size() -> Size {
    if std::env::var_os("TASKFLOW_STORM_FULL").is_some() {
        Size { clients: 200, breaks: 20, writes_a_second: 100 }
    } else {
        Size { clients: 16, breaks: 4, writes_a_second: 30 }
    }
}

fn seed() -> u64 {
    let given = std::env::var("TASKFLOW_STORM_SEED");
    given.map_or_else(|_| fastrand::u64(..), |text| text.parse().expect("a number"))
}

struct Storm {
    desk: Desk,
    clients: Vec<(User, Proxy, Connection)>,
}

impl Storm {
    async fn gather(app: &TestApp, size: &Size) -> Self {
        let desk = Desk::new(app).await;
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let server = desk.owner.origin().strip_prefix("http://").unwrap().parse().unwrap();
        let mut clients = Vec::new();
        for number in 0..size.clients {
            let people = [&desk.owner, &desk.member, &desk.commenter, &desk.viewer];
            let who = people[number % people.len()].clone();
            let proxy = Proxy::start(server).await;
            let origin = format!("http://{}", proxy.address);
            let server = Server::with_http(http.clone(), &origin, who.token());
            let settings = Settings::new([Stream::Me, Stream::Workspace(desk.workspace)]);
            clients.push((who, proxy, Connection::open(server, &settings)));
        }
        let storm = Self { desk, clients };
        storm.settle(app).await;
        storm
    }

    /// Waits until every copy is where its stream is, and compares it to a fresh one.
    async fn settle(&self, app: &TestApp) {
        for stream in [Stream::Me, Stream::Workspace(self.desk.workspace)] {
            for (who, _, connection) in &self.clients {
                let id = if let Stream::Workspace(id) = stream { id } else { who.id };
                let here = token(app, id).await.split(':').nth(1).unwrap().parse().unwrap();
                let reached = timeout(PATIENCE, connection.reached(stream, here)).await;
                let seq = connection.seq(stream);
                reached
                    .unwrap_or_else(|_| panic!("a copy of {stream} stays at {seq}, short of {here}"))
                    .unwrap();
                let truth = state(&fresh(who, stream).await.expect("they may see it"));
                let copy = connection.look(stream, state).unwrap();
                let wrong = differences(&copy, &truth);
                assert!(
                    wrong.is_empty(),
                    "a copy of {}'s {stream} at {here}:\n{}",
                    who.email,
                    wrong.join("\n")
                );
            }
        }
    }

    /// Everybody's network breaks, each by itself.
    async fn rage(&self, breaks: usize, random: &mut Rng) {
        let mut networks = JoinSet::new();
        for (_, proxy, _) in &self.clients {
            let (proxy, mut random) = (proxy.clone(), Rng::with_seed(random.u64(..)));
            networks.spawn(async move {
                for _ in 0..breaks {
                    // The moment of the break, another each time.
                    tokio::time::sleep(Duration::from_millis(random.u64(..500))).await;
                    let ways = [Break::Now, Break::MidFrame, Break::MidReplay, Break::HalfOpen];
                    proxy.break_once(ways[random.usize(..ways.len())]).await;
                }
            });
        }
        timeout(PATIENCE, networks.join_all()).await.expect("everybody comes back");
    }

    fn seen(&self) -> Seen {
        let mut all = Seen::default();
        self.clients.iter().for_each(|(_, proxy, _)| all.add(proxy.seen()));
        all
    }
}

on_both! {
    async fn copies_survive_any_network(app: TestApp, |config| {
        config.realtime.ping_secs = 1;
        config.realtime.max_sockets_per_user = 1000;
    }) {
        let (size, seed) = (size(), seed());
        println!("TASKFLOW_STORM_SEED={seed}");
        let mut random = Rng::with_seed(seed);
        let storm = Storm::gather(&app, &size).await;
        let writers = Writers::start(&storm.desk, size.writes_a_second, &mut random);
        storm.rage(size.breaks, &mut random).await;
        let (writes, rate) = writers.stop().await;
        storm.settle(&app).await;

        let seen = storm.seen();
        let resumes: u64 = seen.resumes.values().sum();
        let resets = seen.resumes.get("reset").copied().unwrap_or(0);
        println!(
            "{} clients, {} breaks each, {writes} writes at {rate}/s; resumes {:?}, {} deltas with {} ops",
            size.clients, size.breaks, seen.resumes, seen.deltas, seen.ops
        );
        assert!(seen.faults.is_empty(), "{} faults:\n{}", seen.faults.len(), seen.faults[..seen.faults.len().min(20)].join("\n"));
        assert!(resumes >= (size.clients * size.breaks) as u64, "hardly anybody came back: {resumes}");
        assert!(resets * 100 <= resumes, "{resets} resets in {resumes} resumes");
        assert!(seen.resumes.contains_key("replay"), "nobody missed anything");
    }
}
