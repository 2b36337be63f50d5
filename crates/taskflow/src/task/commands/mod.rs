//! What can be done with tasks.

mod archive;
mod bulk;
mod columns;
mod complete;
mod create;
mod effects;
mod following;
mod occurrence;
mod patch;
mod place;
mod purge;
mod purge_project;
mod quick;
mod references;
mod relocate;
mod series;
mod touch;
mod trash;

pub use archive::{archive, unarchive};
pub use bulk::bulk;
pub use complete::{complete, reopen};
pub use create::{create, create_among, existing};
pub use effects::{Change, change_each};
pub use following::patch_in_series;
pub use occurrence::skip;
pub use patch::patch;
pub use place::{Spot, place};
pub use purge::{purge, purge_expired};
pub use purge_project::purge_expired_projects;
pub use quick::quick;
pub use references::References;
pub use relocate::relocate;
pub use series::{Series, SeriesAnew, opened_by_date};
pub use touch::{CountChange, touch, touch_all};
pub use trash::{restore, restore_tree, trash, trash_tree, trash_tree_since};
