//! What TaskFlow does, seen through its API: a file per service, every case on SQLite and on PostgreSQL.
//!
//! `make test` starts the PostgreSQL. By hand: TASKFLOW_TEST_POSTGRES=postgres://… cargo test -p taskflow --test it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

#[macro_use]
mod support;

mod audit;
mod auth;
mod automation;
mod board;
mod comment;
mod custom_field;
mod cycle;
mod demo;
mod desk;
mod event;
mod export;
mod favourite;
mod filter;
mod gateway;
mod health;
mod hint;
mod history;
mod import;
mod live;
mod mail;
mod matrix;
mod milestone;
mod mine;
mod notification;
mod order;
mod outgoing;
mod past;
mod project;
mod push;
mod racing;
mod relation;
mod search;
mod shared_text;
mod sound;
mod sql;
mod sync;
mod tag;
mod task;
mod template;
mod time;
mod tools;
mod undo;
mod view;
mod watcher;
mod webhook;
mod works;
mod workspace;
