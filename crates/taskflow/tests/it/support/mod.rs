//! The harness: the real application in this process, on a database of its own, spoken to over HTTP.

// It has words that no case uses yet.
#![allow(dead_code, unused_imports)]

mod app;
mod case;
mod client;
mod database;
mod door;
mod mail;
mod panics;
mod process;
mod python;
mod reply;
mod server;
mod stuck;

pub use app::{PASSWORD, TestApp, User};
pub use case::run;
pub use client::{Client, Request};
pub use database::{Database, Engine};
pub use door::Door;
pub use process::Process;
pub use python::Service;
pub use reply::Reply;

/// Writes each case twice: `name::sqlite` and `name::postgres`.
///
/// ```ignore
/// on_both! {
///     async fn a_title_is_needed(app: TestApp) { … }
///
///     // With settings of its own:
///     async fn strangers_stay_out(app: TestApp, |config| config.auth.registration = Registration::Invited) { … }
/// }
/// ```
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($app:ident: TestApp $(, |$config:ident| $set:expr)? $(,)?) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[$attribute])*
            #[test]
            fn sqlite() {
                crate::support::run(crate::support::Engine::Sqlite, settings, case);
            }

            $(#[$attribute])*
            #[test]
            fn postgres() {
                crate::support::run(crate::support::Engine::Postgres, settings, case);
            }

            #[allow(unused_variables)]
            fn settings(config: &mut taskflow::config::Config) {
                $(let $config = config; $set;)?
            }

            async fn case($app: crate::support::TestApp) $body
        }
    )+};
}
