//! What live sync counts of itself.

use std::sync::atomic::{AtomicU64, Ordering};

use super::close::Close;
use super::resume::Resume;

/// Counted since the process began.
#[derive(Debug, Default)]
pub struct Stats {
    pub frames: AtomicU64,
    pub overflows: AtomicU64,
    resumes: [AtomicU64; Resume::MODES.len()],
    closes: [AtomicU64; Close::ALL.len()],
}

/// All figures at one moment.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Connections, those that have not said hello included.
    pub sockets: usize,
    /// Workspaces that are being followed, or were within the last minute.
    pub rooms: usize,
    pub frames: u64,
    pub overflows: u64,
    pub resumes: Vec<(&'static str, u64)>,
    pub closes: Vec<(u16, u64)>,
}

impl Stats {
    pub fn resumed(&self, resume: Resume) {
        let mode = Resume::MODES.iter().position(|mode| *mode == resume.mode());
        if let Some(counter) = mode.and_then(|at| self.resumes.get(at)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub fn closed(&self, close: Close) {
        let at = Close::ALL.iter().position(|known| *known == close);
        if let Some(counter) = at.and_then(|at| self.closes.get(at)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub fn figures(&self, sockets: usize, rooms: usize) -> Figures {
        let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Figures {
            sockets,
            rooms,
            frames: value(&self.frames),
            overflows: value(&self.overflows),
            resumes: Resume::MODES.into_iter().zip(self.resumes.iter().map(value)).collect(),
            closes: Close::ALL
                .into_iter()
                .map(Close::code)
                .zip(self.closes.iter().map(value))
                .collect(),
        }
    }
}
