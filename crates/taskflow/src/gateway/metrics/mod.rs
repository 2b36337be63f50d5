//! What the server counts of itself, for Prometheus.

mod process;
mod report;
mod seconds;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use metrics::{Counter, Histogram, Key, Label, Level, Metadata, Recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

pub use report::report;

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: &[f64] =
    &[0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

static ORIGIN: Metadata<'static> = Metadata::new("taskflow", Level::INFO, None);

/// The counters of one running server.
pub struct Metrics {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
    in_flight: AtomicI64,
    waiting: Mutex<report::Known>,
}

/// The counters of one route, found once and then only added to.
pub struct RouteMetrics {
    recorder: Arc<PrometheusRecorder>,
    template: String,
    /// Made at the first request: hundreds of routes that nobody asks for would fill the page with zeros.
    duration: OnceLock<Histogram>,
    /// By method and status; a handful each.
    requests: RwLock<Vec<(&'static str, u16, Counter)>>,
}

/// A request that is being answered.
pub struct InFlight<'a>(&'a AtomicI64);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    pub fn new() -> Self {
        let builder = PrometheusBuilder::new();
        // Fails only for an empty list of buckets.
        let builder = builder.set_buckets(BUCKETS).unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = Arc::new(builder.build_recorder());
        // Counters of other parts land here, too. A second server in one process, as in tests, keeps its own apart.
        let _ = metrics::set_global_recorder(Arc::clone(&recorder));
        let handle = recorder.handle();
        for (name, about) in report::ABOUT {
            describe(&recorder, name, about);
        }
        Self {
            recorder,
            handle,
            in_flight: AtomicI64::new(0),
            waiting: Mutex::default(),
        }
    }

    pub fn enter(&self) -> InFlight<'_> {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(&self.in_flight)
    }

    /// The counters of a route.
    pub fn route(&self, template: &str) -> RouteMetrics {
        RouteMetrics {
            recorder: Arc::clone(&self.recorder),
            template: template.to_owned(),
            duration: OnceLock::new(),
            requests: RwLock::default(),
        }
    }

    /// Folds what was measured into buckets; without it a server that nobody scrapes keeps every sample.
    pub fn fold(&self) {
        self.handle.run_upkeep();
    }

    fn gauge(&self, name: &'static str, labels: Vec<Label>, value: f64) {
        self.recorder.register_gauge(&Key::from_parts(name, labels), &ORIGIN).set(value);
    }

    /// For sums that are counted elsewhere.
    fn counter(&self, name: &'static str, labels: Vec<Label>, value: u64) {
        self.recorder
            .register_counter(&Key::from_parts(name, labels), &ORIGIN)
            .absolute(value);
    }
}

fn describe(recorder: &PrometheusRecorder, name: &'static str, about: &'static str) {
    // A description applies whatever kind the name turns out to be.
    recorder.describe_counter(name.into(), None, about.into());
}

impl RouteMetrics {
    pub fn answered(&self, method: &str, status: u16, took: Duration) {
        self.duration.get_or_init(|| self.histogram()).record(took.as_secs_f64());
        let known = self.requests.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., counter)) = known.iter().find(|(m, s, _)| *s == status && *m == method) {
            counter.increment(1);
            return;
        }
        drop(known);
        self.first(method, status).increment(1);
    }

    fn histogram(&self) -> Histogram {
        let labels = vec![Label::new("route", self.template.clone())];
        let key = Key::from_parts("http_request_duration_seconds", labels);
        self.recorder.register_histogram(&key, &ORIGIN)
    }

    /// The counter of a method and status that this route had not answered before.
    fn first(&self, method: &str, status: u16) -> Counter {
        // Any word may come as a method; only the known ones make a time series.
        const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        let method = METHODS.iter().copied().find(|known| *known == method).unwrap_or("OTHER");
        let labels = vec![
            Label::from_static_parts("method", method),
            Label::new("route", self.template.clone()),
            Label::new("status", status.to_string()),
        ];
        let key = Key::from_parts("http_requests_total", labels);
        let counter = self.recorder.register_counter(&key, &ORIGIN);
        let mut known = self.requests.write().unwrap_or_else(PoisonError::into_inner);
        if !known.iter().any(|(m, s, _)| *m == method && *s == status) {
            known.push((method, status, counter.clone()));
        }
        counter
    }
}
