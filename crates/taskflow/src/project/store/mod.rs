//! SQL of projects, grants and statuses.

pub mod access;
pub mod audience;
pub mod grants;
pub mod projects;
pub mod statuses;
