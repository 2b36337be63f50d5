//! SQL of imports.

mod items;
mod jobs;

pub use items::{forget, known, project_stands, remember};
pub use jobs::{
    Claimed, cancel, claim, count_open, drop_parts, expire, fail, find, finish, insert, keep_report, lock,
    orphans, page, parts, progress, put_part, set_options, start,
};
