//! Live sync over HTTP: tickets, snapshots and the log.

mod ticket;
