//! Two servers on one PostgreSQL database: what one process settles among its own requests, the database has to settle
//! between two.

mod accounts;
mod circles;
mod owners;
mod tasks;
mod unique;

use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};

use futures_util::FutureExt;
use futures_util::future::join_all;

use crate::sound;
use crate::support::{Client, Database, Engine, Reply, Request, TestApp, User};

/// Two servers, which know nothing of each other.
#[derive(Clone)]
pub struct Twins {
    pub one: TestApp,
    pub other: TestApp,
}

impl Twins {
    /// The same person, asking the other server.
    fn across(&self, person: &User) -> Client {
        self.other.anonymous().with_token(person.token())
    }

    /// The same person, asking one server or the other.
    fn client(&self, person: &User, number: usize) -> Client {
        match number % 2 {
            0 => Client::clone(person),
            _ => self.across(person),
        }
    }

    /// Asks one thing of both servers at the same moment.
    async fn both(&self, person: &User, request: impl Fn(&Client) -> Request) -> [Reply; 2] {
        let across = self.across(person);
        let (one, other) = tokio::join!(settled(request(person)), settled(request(&across)));
        [one, other]
    }
}

/// An answer. Waiting too long for a lock of the other server's is one: 503 `busy`.
async fn settled(request: Request) -> Reply {
    let reply = request.await;
    match reply.code() {
        503 => reply.problem(503, "busy"),
        500.. => panic!("{reply}"),
        _ => reply,
    }
}

async fn all(requests: impl IntoIterator<Item = Request>) -> Vec<Reply> {
    join_all(requests.into_iter().map(settled)).await
}

/// How many were carried out.
fn done(replies: &[Reply]) -> usize {
    replies.iter().filter(|reply| reply.code() < 300).count()
}

/// Runs a case on two servers, and asks of their tables and logs what is always true.
fn race<F: Future<Output = ()>>(case: impl FnOnce(Twins) -> F) {
    let database = Database::create(Engine::Postgres);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let outcome = runtime.block_on(async {
        let one = TestApp::start(&database, |_| ()).await;
        let other = TestApp::start(&database, |_| ()).await;
        let twins = Twins { one: one.clone(), other: other.clone() };
        let outcome = AssertUnwindSafe(case(twins)).catch_unwind().await;
        let mut faults = sound::faults(&one).await;
        faults.extend(one.finish().await);
        faults.extend(other.finish().await);
        outcome.map(|()| faults)
    });
    drop(runtime);
    drop(database);
    let faults = outcome.unwrap_or_else(|panic| resume_unwind(panic));
    assert!(faults.is_empty(), "the case passed, and yet:\n{}", faults.join("\n"));
}

macro_rules! races {
    ($(async fn $name:ident($twins:ident: Twins) $body:block)+) => {$(
        #[test]
        fn $name() {
            async fn case($twins: crate::racing::Twins) $body
            crate::racing::race(case);
        }
    )+};
}
use races;
