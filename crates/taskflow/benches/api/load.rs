//! Requests over a number of connections for a time.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use super::report::Line;
use super::shared::{Connection, Request, Server};

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
