//! Projects, their tree, members and statuses.

mod access;
mod api;
mod audience;
mod commands;
mod events;
mod model;
mod pages;
mod past;
mod queries;
mod rules;
mod store;
mod tasks;

pub use access::{
    ProjectAccess, by_itself, in_sight, is_live, of_task as access_of_task, open, proven, visible, visible_to,
};
pub use api::routes;
pub use audience::roles_of;
pub use commands::{
    Begun, OnPurge, OnReturn, begin, change_member, create, create_status, delete_status, expired, locked,
    locked_member, locked_status, open_to_restore, purge, put_member_back, put_status_back, remove_member,
    set_back, set_state, set_status_back, set_status_place, trash, update_status, with_below,
};
pub use model::{
    NewProject, NewStatus, PatchProjectMember, PatchStatus, Project, ProjectMember, ProjectMemberEntry,
    Status, StatusCategory, StatusPlan, Visibility,
};
pub use pages::images_of;
pub use queries::{images, load_many, project};
pub use rules::sight::{Place, Sight, sight};
pub use rules::status::check_columns;
pub use rules::{fields, order};
pub use tasks::{
    AskedKey, Brief, ask_key, asked_key, brief, hold_default_status, hold_status, project_key, statuses,
    statuses_in, take_key, take_number,
};
