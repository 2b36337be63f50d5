//! Which parts this process runs, and in which order they start and stop.
