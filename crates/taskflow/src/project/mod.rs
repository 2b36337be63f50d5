//! Projects, their tree, members and statuses.

mod access;
mod api;
mod audience;
mod commands;
mod events;
mod model;
mod pages;
mod queries;
mod rules;
mod store;
mod tasks;

pub use access::{ProjectAccess, of_task as access_of_task, open, proven, visible};
pub use api::routes;
pub use audience::roles_of;
pub use commands::{Begun, begin, create, create_status, delete_status, update_status};
pub use model::{
    NewProject, NewStatus, PatchStatus, Project, ProjectMember, ProjectMemberEntry, Status, StatusCategory,
    StatusPlan, Visibility,
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
