//! TaskFlow: real-time project and task management for technical teams.
//!
//! Data goes one way: in by a command, out by a query or by the log. See docs/ARCHITECTURE.md.

pub mod audit;
pub mod auth;
pub mod automation;
pub mod base;
pub mod cli;
pub mod config;
pub mod event;
pub mod gateway;
pub mod http;
pub mod mail;
pub mod migrations;
pub mod notification;
pub mod outgoing;
pub mod project;
pub mod realtime;
pub mod recurring;
pub mod roles;
pub mod task;
pub mod transfer;
pub mod webhook;
pub mod workspace;
