//! A receiver on this machine that notes what it gets and answers as it is told.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde_json::Value;

/// A request that came in.
#[derive(Clone, Debug)]
pub struct Got {
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub at: Instant,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// As the official library sees it, by the clock of the wall.
    pub fn verify(&self, secret: &str) -> Result<(), String> {
        let library = standardwebhooks::Webhook::new(secret).unwrap();
        library.verify(&self.body, &self.headers).map_err(|error| error.to_string())
    }

    /// The same whatever its time: a test may be days ahead.
    pub fn verify_at_its_time(&self, secret: &str) -> bool {
        let library = standardwebhooks::Webhook::new(secret).unwrap();
        let timestamp = self.header("webhook-timestamp").parse().unwrap();
        let expected = library.sign(self.header("webhook-id"), timestamp, &self.body).unwrap();
        self.header("webhook-signature").split(' ').any(|one| one == expected)
    }
}

#[derive(Default)]
struct Inner {
    got: Vec<Got>,
    /// What is answered next; the last one stays.
    answers: Vec<(u16, &'static str)>,
    delay: Duration,
    /// Requests at once, and the most there were.
    now: usize,
    most: usize,
}

#[derive(Clone)]
pub struct Sink {
    port: u16,
    inner: Arc<Mutex<Inner>>,
}

impl Sink {
    pub async fn start(answers: &[u16]) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let sink = Self { port, inner: Arc::default() };
        sink.answers(answers);
        let router = axum::Router::new().fallback(receive).with_state(sink.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        sink
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    pub fn answers(&self, answers: &[u16]) {
        self.inner.lock().unwrap().answers = answers.iter().rev().map(|status| (*status, "")).collect();
    }

    pub fn retry_after(&self, status: u16, secs: &'static str) {
        self.inner.lock().unwrap().answers = vec![(status, secs)];
    }

    pub fn delay(&self, delay: Duration) {
        self.inner.lock().unwrap().delay = delay;
    }

    pub fn got(&self) -> Vec<Got> {
        self.inner.lock().unwrap().got.clone()
    }

    pub fn most_at_once(&self) -> usize {
        self.inner.lock().unwrap().most
    }

    /// Everything, once there are so many.
    pub async fn wait(&self, count: usize) -> Vec<Got> {
        for _ in 0..600 {
            let got = self.got();
            if got.len() >= count {
                return got;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} of {count} came", self.got().len());
    }

    /// What came, when nothing more has come for a while.
    pub async fn quiet(&self) -> Vec<Got> {
        let mut count = self.got().len();
        loop {
            tokio::time::sleep(Duration::from_millis(1200)).await;
            let got = self.got();
            if got.len() == count {
                return got;
            }
            count = got.len();
        }
    }
}

async fn receive(State(sink): State<Sink>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let ((status, retry_after), delay) = {
        let mut inner = sink.inner.lock().unwrap();
        inner.got.push(Got { headers, body: body.to_vec(), at: Instant::now() });
        inner.now += 1;
        inner.most = inner.most.max(inner.now);
        let answer = match inner.answers.len() {
            0 => (200, ""),
            1 => inner.answers[0],
            _ => inner.answers.pop().unwrap(),
        };
        (answer, inner.delay)
    };
    tokio::time::sleep(delay).await;
    sink.inner.lock().unwrap().now -= 1;
    let mut answered = HeaderMap::new();
    if !retry_after.is_empty() {
        answered.insert("retry-after", retry_after.parse().unwrap());
    }
    (StatusCode::from_u16(status).unwrap(), answered, format!("said {status}"))
}
