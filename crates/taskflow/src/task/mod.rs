//! Tasks, what hangs on them (tags, comments, relations, watchers, tracked time) and what they are planned for (milestones, cycles).

mod access;
mod api;
mod attached;
mod commands;
mod comment;
mod cycle;
mod events;
mod favourite;
mod field;
mod filter;
mod home;
mod milestone;
mod model;
mod pages;
mod past;
mod pieces;
mod plan;
mod queries;
mod quickadd;
mod relation;
mod rules;
mod search;
mod shared_text;
mod store;
mod tag;
mod template;
mod time;
mod undo;
mod view;
mod watcher;

use std::sync::Arc;

use crate::event::Works;

pub use access::{TaskAccess, lock, open};
pub use api::routes;
pub use attached::{personal_images, views_of, views_page};
pub use commands::{
    CountChange, archive, complete, create, patch, purge_expired, purge_expired_projects, relocate, reopen,
    restore, touch, touch_all, trash, unarchive,
};
pub use comment::{Comment, NewComment, Reaction, by_ids as comments_by_id, create as create_comment};
pub use cycle::{Cycle, page as cycles_page};
pub use favourite::Favourite;
pub use field::{
    CustomField, FieldKind, FieldOption, NewField, NewOption, of_projects as fields_of_projects,
    page as fields_page,
};
pub use filter::{
    Calendar, Compare, Compared, Condition, Expr, Fault, Given, Shape, Subject, Test, Vocabulary, When,
    matches, parse_as as parse_filter,
};
pub use milestone::{
    Milestone, MilestoneState, NewMilestone, PatchMilestone, create as create_milestone,
    of_project as milestones_of, page as milestones_page, update as update_milestone,
};
pub use model::{Counts, Due, Edge, MoveTask, NewTask, Priority, Recurrence, Task, TaskPatch};
pub use pages::{are_within, comments_after, dated_after, ids_after, ids_within, images_of, ties_of};
pub use queries::{Reader, condition, images, matching};
pub use relation::{NewRelation, Relation, RelationKind, SeenAs, create as create_relation, is_blocked};
pub use search::{fill as fill_search, rebuild as rebuild_search};
pub use shared_text::{
    Followed as FollowedText, Stretch as TextStretch, forget_idle as forget_idle_texts,
    settle_all as settle_all_texts, settle_due as settle_texts, stretches as text_stretches,
};
pub use store::{Step, load_many, projects_of};
pub use tag::{
    NewTag, Tag, by_names as tags_by_names, create as create_tag, images as all_tags, page as tags_page,
};
pub use template::{Template, of_projects as templates_of_projects, page as templates_page};
pub use time::{TimeEntry, of_tasks as times_after};
pub use view::View;
pub use watcher::{Watcher, of_tasks as watchers_of};

/// What this service does by itself.
pub fn works() -> Works {
    Works {
        alarms: vec![Arc::new(commands::Series), Arc::new(commands::SeriesAnew)],
        ..Works::default()
    }
}
