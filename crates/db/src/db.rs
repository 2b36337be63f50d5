//! The facade: hands closures to the worker threads and awaits their answers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::error::{Error, ErrorKind};
use crate::gate::{Gate, Pass};
use crate::group::Shared;
use crate::job::{Read, ReadJob, Reading, Reply, Verdict, Waiting, Write, WriteJob};
use crate::journal::{Journal, Staged};
use crate::lanes::Lanes;
use crate::options::{Engine, Options};
use crate::sqlite::Glances;
use crate::stats::{Counters, Stats};
use crate::tx::Tx;
use crate::{postgres, sqlite};

/// The threads that serve one database. Readers end when the channel closes, writers when the lanes do.
pub(crate) struct Threads {
    pub readers: Vec<JoinHandle<()>>,
    pub writers: Vec<JoinHandle<()>>,
}

struct Inner {
    engine: Engine,
    shared: Arc<Shared>,
    reads: Mutex<Option<Sender<Reading>>>,
    glances: Glances,
    threads: Mutex<Option<Threads>>,
    closed: AtomicBool,
}

/// A database. Cheap to clone; it closes when the last clone is dropped, or with [`Db::close`].
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

impl Db {
    /// Opens the database and starts its threads; does not migrate. Blocks. Refuses unsafe settings and versions, and
    /// on SQLite a database that another process has open, unless it is only read.
    pub fn open(options: Options, journal: Arc<dyn Journal>) -> Result<Db, Error> {
        let engine = options.engine()?;
        let shared = Arc::new(Shared {
            lanes: Lanes::new(options.queue),
            gate: Gate::new(),
            counters: Counters::default(),
            journal,
            options,
        });
        let (sender, receiver): (Sender<Reading>, Receiver<Reading>) = crossbeam_channel::unbounded();
        let (threads, glances) = match engine {
            Engine::Sqlite => sqlite::start(&shared, &receiver)?,
            Engine::Postgres => (postgres::start(&shared, &receiver)?, Glances::default()),
        };
        let inner = Inner {
            engine,
            shared,
            reads: Mutex::new(Some(sender)),
            glances,
            threads: Mutex::new(Some(threads)),
            closed: AtomicBool::new(false),
        };
        Ok(Db { inner: Arc::new(inner) })
    }

    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Reads. On SQLite the closure sees one snapshot; on PostgreSQL each statement sees the newest commit, which is
    /// cheaper: use [`Db::snapshot`] when several statements must agree.
    pub async fn read<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.reading(false, run).await
    }

    /// As [`Db::read`], for what is read in well under a millisecond: a thing by its id, a page of a list. SQLite answers
    /// on the thread that asks, which blocks meanwhile; a statement that takes longer than 2 ms is stopped and the
    /// closure run again on a reader thread.
    pub async fn glance<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let here = self.inner.glances.run(&self.inner.shared, &run);
        match here {
            Some(answer) => answer,
            None => self.read(run).await,
        }
    }

    /// Reads one consistent snapshot on both engines.
    pub async fn snapshot<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.reading(true, run).await
    }

    /// Runs a command in a group commit; when it answers, it is durable. `lane` says which commands belong together
    /// (a stream's id): a hint for grouping. The closure may run several times (deadlock, a failed group), so it must
    /// change nothing but the database. When it answers an error, what it wrote and staged is undone, what others of
    /// the group did is not. It runs to its end even when the caller no longer waits.
    pub async fn write<T, E, F>(&self, lane: Uuid, run: F) -> Result<(T, Staged), E>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job = Box::new(Write { run, kept: None, reply: Reply::Task(sender) });
        self.submit(lane, job);
        receiver.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// Listens to what other processes on this database tell, on a connection of its own. `None` on SQLite, which has
    /// but one process.
    ///
    /// # Errors
    /// `Unavailable` when no connection can be made now.
    pub async fn listen(&self, channels: &[&str]) -> Result<Option<postgres::Listener>, Error> {
        match self.inner.engine {
            Engine::Sqlite => Ok(None),
            Engine::Postgres => {
                let options = self.inner.shared.options.clone();
                postgres::Listener::connect(options, channels).await.map(Some)
            }
        }
    }

    /// Counters and gauges now.
    pub fn stats(&self) -> Stats {
        let shared = &self.inner.shared;
        shared.counters.snapshot(shared.lanes.waiting(), shared.gate.blocked())
    }

    /// Accepts nothing more, finishes what waits, checkpoints, ends the threads. Blocks; a second call does nothing.
    pub fn close(&self) {
        self.inner.close();
    }

    async fn reading<T, E, F>(&self, snapshot: bool, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        self.send_read(Box::new(Read { snapshot, run, reply: Reply::Task(sender) }));
        receiver.await.unwrap_or_else(|_| Err(closed().into()))
    }

    /// A read for a thread that may block.
    pub(crate) fn read_blocking<T, F>(&self, run: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        let (sender, receiver) = crossbeam_channel::bounded(1);
        self.send_read(Box::new(Read { snapshot: false, run, reply: Reply::Thread(sender) }));
        receiver.recv().unwrap_or_else(|_| Err(closed()))
    }

    /// A transaction of its own on the writer, without journal, for a thread that may block.
    pub(crate) fn migrate_blocking<T, F>(&self, run: F) -> Result<T, Error>
    where
        F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
        T: Send + 'static,
    {
        if self.inner.shared.options.read_only {
            return Err(read_only());
        }
        let (sender, receiver) = crossbeam_channel::bounded(1);
        let job = Box::new(Write { run, kept: None, reply: Reply::Thread(sender) });
        self.inner.shared.lanes.push(Waiting {
            lane: Uuid::nil(),
            pass: Pass::Open,
            migration: true,
            since: Instant::now(),
            job,
        });
        let answer: Result<(T, Staged), Error> = receiver.recv().unwrap_or_else(|_| Err(closed()));
        answer.map(|(value, _)| value)
    }

    /// Changes the quota [`Options::max_pages`] while running; for tests of a full disk.
    #[doc(hidden)]
    pub fn set_max_pages(&self, pages: u32) -> Result<(), Error> {
        self.migrate_blocking(move |tx| tx.script(&format!("PRAGMA max_page_count = {pages}")))
    }

    fn submit(&self, lane: Uuid, job: Box<dyn WriteJob>) {
        if self.inner.shared.options.read_only {
            job.answer(Verdict::Failed(read_only()));
            return;
        }
        match self.inner.shared.gate.enter() {
            Some(pass) => self.inner.shared.lanes.push(Waiting {
                lane,
                pass,
                migration: false,
                since: Instant::now(),
                job,
            }),
            None => {
                self.inner.shared.counters.refused_writes.add(1);
                let text = "writing is stopped until the disk recovers";
                job.answer(Verdict::Failed(Error::detailed(ErrorKind::Disk, text)));
            }
        }
    }

    fn send_read(&self, job: Box<dyn ReadJob>) {
        let counters = &self.inner.shared.counters;
        if counters.read_queue.get() >= self.inner.shared.options.queue as u64 {
            job.run(Err(Error::detailed(ErrorKind::Busy, "too many reads are waiting")));
            return;
        }
        let reads = self.inner.reads.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(reads) = reads else {
            job.run(Err(closed()));
            return;
        };
        counters.read_queue.add(1);
        // Fails only when every reader is gone; the dropped job then answers `closed`.
        drop(reads.send(Reading { since: Instant::now(), job }));
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("engine", &self.inner.engine).finish_non_exhaustive()
    }
}

impl Inner {
    fn close(&self) {
        if self.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        drop(self.reads.lock().unwrap_or_else(PoisonError::into_inner).take());
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(threads) = threads else { return };
        self.glances.close();
        // Readers first: the writer's last checkpoint then finds nobody in its way.
        join(threads.readers);
        self.shared.lanes.close();
        join(threads.writers);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.close();
    }
}

/// The last clone may be dropped by a closure, on one of these threads: it cannot wait for itself.
fn join(threads: Vec<JoinHandle<()>>) {
    let current = std::thread::current().id();
    for thread in threads.into_iter().filter(|thread| thread.thread().id() != current) {
        if thread.join().is_err() {
            tracing::error!("a database thread panicked");
        }
    }
}

fn read_only() -> Error {
    Error::sql("the database was opened to read only")
}

fn closed() -> Error {
    Error::unavailable("the database is closed")
}
