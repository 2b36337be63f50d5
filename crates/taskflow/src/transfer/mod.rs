//! Bringing work in from other products.
//!
//! A reader turns files into [`Bundle`]s, plainly and without a database; one importer takes bundles in, batch by batch,
//! and remembers what became of each thing: importing again changes nothing. An import is a job: uploaded and looked at,
//! started, carried out by whichever process holds it, and gone on with when that process dies.

mod api;
mod archive;
mod bundle;
mod cards;
mod category;
mod clean;
mod colour;
mod commands;
mod csv_tasks;
mod decode;
mod export;
mod format;
mod frame;
mod github;
mod grid;
mod html;
mod jira;
mod microsoft_todo;
mod model;
mod people;
mod plan;
mod planka;
mod preview;
mod queries;
mod report;
mod run;
mod store;
mod table;
mod ticktick;
mod todoist;
mod trello;
mod vikunja;
mod wekan;
mod when;

pub use api::{read_mapping, routes};
pub use archive::{LEFT_OUT, Progress, Restore, SECRETS, carried, write as write_archive};
pub use bundle::Bundle;
pub use commands::{create, restore_archive, start};
pub use csv_tasks::write as write_csv;
pub use export::{ExportJob, routes as export_routes, sweep as sweep_exports};
pub use format::{File, Format, MOST_FILES, Upload};
pub use model::{ImportJob, JobState};
pub use preview::preview;
pub use queries::{find, workspace_id};
pub use report::{Count, Note, Report};
pub use run::{run, sweep};
pub use table::{Field, Mapping, Proposal};
