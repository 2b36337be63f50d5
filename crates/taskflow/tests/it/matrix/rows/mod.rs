//! The table: an entry a row, a file a service.

mod account;
mod admin;
mod audit;
pub mod automation;
mod finding;
mod notification;
mod plan;
mod project;
mod sync;
mod talk;
mod task;
mod template;
mod time;
mod transfer;
mod webhook;
mod workspace;

use super::table::Row;

pub fn all() -> Vec<Row> {
    let files = [
        account::rows(),
        admin::rows(),
        workspace::rows(),
        project::rows(),
        task::rows(),
        time::rows(),
        plan::rows(),
        talk::rows(),
        template::rows(),
        finding::rows(),
        notification::rows(),
        transfer::rows(),
        sync::rows(),
        audit::rows(),
        webhook::rows(),
        automation::rows(),
    ];
    files.into_iter().flatten().collect()
}
