//! A load generator that costs little, since it shares the cores with the server: keep-alive connections that
//! write prepared bytes and read answers of known length.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::report::Line;
use super::server::Server;

/// One request, ready to be written.
pub struct Request(Vec<u8>);

impl Request {
    pub fn get(path: &str, token: &str) -> Self {
        Self::new("GET", path, token, "")
    }

    pub fn new(method: &str, path: &str, token: &str, body: &str) -> Self {
        let authorization = if token.is_empty() {
            String::new()
        } else {
            format!("Authorization: Bearer {token}\r\n")
        };
        let length = if body.is_empty() {
            String::new()
        } else {
            format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len())
        };
        Self(
            format!("{method} {path} HTTP/1.1\r\nHost: bench\r\n{authorization}{length}\r\n{body}")
                .into_bytes(),
        )
    }
}

/// An answer's status and body.
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

/// One keep-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    pub async fn send(&mut self, request: &Request) -> Reply {
        self.stream.write_all(&request.0).await.unwrap();
        loop {
            if let Some((head, length)) = head(&self.buffer) {
                while self.buffer.len() < head + length {
                    self.fill().await;
                }
                let status = std::str::from_utf8(&self.buffer[9..12]).unwrap().parse().unwrap();
                let body = self.buffer[head..head + length].to_vec();
                self.buffer.drain(..head + length);
                return Reply { status, body };
            }
            self.fill().await;
        }
    }

    async fn fill(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.unwrap();
        assert!(read > 0, "the server closed a connection");
    }
}

/// Where the head of an answer ends, and how long its body is.
fn head(bytes: &[u8]) -> Option<(usize, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..end]).unwrap();
    let length = text.split("\r\n").filter_map(|line| line.split_once(':'));
    let length = length
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map(|(_, value)| value.trim().parse().unwrap())
        .next();
    Some((end, length.unwrap_or(0)))
}

/// A measurement to be made.
pub struct Load<'a> {
    pub server: &'a Server,
    pub connections: usize,
    pub time: Duration,
}

impl Load<'_> {
    /// Runs `request(worker, n)` over all connections for the given time.
    pub fn run(&self, request: &(dyn Fn(usize, usize) -> Request + Sync)) -> Line {
        let latencies = Mutex::new(Histogram::<u64>::new(3).unwrap());
        let cpu = self.server.cpu_secs();
        let started = Instant::now();
        let until = started + self.time;
        // One thread of our own: the other core is the server's.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let workers = (0..self.connections).map(|worker| {
                let latencies = &latencies;
                async move {
                    let mut own = Histogram::<u64>::new(3).unwrap();
                    let mut connection = Connection::open(&self.server.address).await;
                    let mut number = 0;
                    while Instant::now() < until {
                        let request = request(worker, number);
                        let sent = Instant::now();
                        let reply = connection.send(&request).await;
                        own.record(u64::try_from(sent.elapsed().as_micros()).unwrap()).unwrap();
                        assert!(
                            reply.status < 300,
                            "{}: {}",
                            reply.status,
                            String::from_utf8_lossy(&reply.body)
                        );
                        number += 1;
                    }
                    latencies.lock().unwrap().add(own).unwrap();
                }
            });
            futures_util::future::join_all(workers).await;
        });
        let elapsed = started.elapsed().as_secs_f64();
        let latencies = latencies.into_inner().unwrap();
        let requests = latencies.len() as f64;
        Line {
            per_second: requests / elapsed,
            p50_ms: latencies.value_at_quantile(0.50) as f64 / 1000.0,
            p95_ms: latencies.value_at_quantile(0.95) as f64 / 1000.0,
            p99_ms: latencies.value_at_quantile(0.99) as f64 / 1000.0,
            cpu_us: (self.server.cpu_secs() - cpu) * 1e6 / requests,
        }
    }
}
