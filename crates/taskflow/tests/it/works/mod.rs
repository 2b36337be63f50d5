//! What happens by itself, without a server around it: consumers, senders and alarms, in one process on SQLite and in
//! three on PostgreSQL, which are killed and frozen.

mod alarm;
mod follow;
mod send;

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use taskflow::base::{Clock, Error, Stamp};
use taskflow::event::{self, Cx, Entity, Entry, LogJournal, Meta, NewEvent, Process, Stream, Wake};
use taskflow_db::{Db, Options, Tx};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::support::{Database, Engine};

/// A thing that no table holds: the log does not care.
#[derive(Serialize)]
struct Thing {
    id: Uuid,
    version: i64,
    n: i64,
}

impl Entity for Thing {
    const NAME: &'static str = "thing";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Several processes on one database, which share a clock.
struct World {
    engine: Engine,
    url: String,
    clock: Clock,
    /// The one that commands go to.
    first: Process,
    _database: Database,
}

/// Something that runs in a process.
struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    fn start<F: Future<Output = ()> + Send + 'static>(run: impl FnOnce(watch::Receiver<bool>) -> F) -> Self {
        let stop = watch::Sender::new(false);
        let task = tokio::spawn(run(stop.subscribe()));
        Self { stop, task }
    }

    async fn stop(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap();
    }

    /// As a kill would: nothing is given back.
    fn kill(self) {
        self.task.abort();
    }
}

fn open(url: &str, wake: &Wake, clock: &Clock) -> Db {
    let options = Options {
        allow_unsafe_fsync: true,
        readers: 2,
        writers: 2,
        ..Options::new(url.to_owned())
    };
    let journal = LogJournal { clock: clock.clone(), wake: wake.clone(), ..LogJournal::default() };
    Db::open(options, Arc::new(journal)).unwrap()
}

impl World {
    fn new(engine: Engine) -> Self {
        let database = Database::create(engine);
        let (clock, wake) = (Clock::system(), Wake::default());
        let db = open(&database.url, &wake, &clock);
        db.migrate_up(taskflow::migrations::ALL).unwrap();
        let first = Process::new(db, clock.clone(), wake);
        Self { engine, url: database.url.clone(), clock, first, _database: database }
    }

    /// Processes: one on SQLite, which allows no more, and `most` on PostgreSQL.
    fn processes(&self, most: usize) -> Vec<Process> {
        let others = match self.engine {
            Engine::Sqlite => 0,
            Engine::Postgres => most - 1,
        };
        let other = |_| {
            let wake = Wake::default();
            Process::new(open(&self.url, &wake, &self.clock), self.clock.clone(), wake)
        };
        std::iter::once(self.first.clone()).chain((0..others).map(other)).collect()
    }

    async fn write<T: Send + 'static>(
        &self,
        mut run: impl FnMut(&mut Cx<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> T {
        let meta = Meta::system(self.clock.now(), "test");
        let written = self.first.db.write(Uuid::nil(), move |tx| run(&mut Cx::new(tx, &meta)));
        written.await.unwrap().0
    }

    async fn read<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> T {
        self.first.db.read(run).await.unwrap()
    }

    /// A command of so many entries.
    async fn append(&self, stream: Stream, entries: i64) {
        self.write(move |cx| {
            for n in 0..entries {
                let thing = Thing { id: cx.new_id(), version: 1, n };
                cx.emit(NewEvent::upsert(stream, "thing.created", &thing))?;
            }
            Ok(())
        })
        .await;
    }

    async fn entries(&self, stream: Uuid) -> Vec<Entry> {
        self.read(move |tx| event::entries_after(tx, stream, 0, 100_000)).await
    }

    fn now(&self) -> Stamp {
        self.clock.now()
    }
}

/// Runs a case on an engine.
fn on<F: Future<Output = ()>>(engine: Engine, case: impl FnOnce(World) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .unwrap();
    let world = World::new(engine);
    runtime.block_on(case(world));
}

/// Waits until it is so.
async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    for _ in 0..600 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("in vain: {what}");
}

macro_rules! both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                crate::works::on(crate::support::Engine::Sqlite, super::cases::$name);
            }

            #[test]
            fn postgres() {
                crate::works::on(crate::support::Engine::Postgres, super::cases::$name);
            }
        }
    )+};
}
use both;
