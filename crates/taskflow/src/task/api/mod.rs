//! Endpoints of tasks.

mod actions;
mod bulk;
mod groups;
mod history;
mod lists;
mod one;
mod quick;
mod recurrence;

use utoipa_axum::router::OpenApiRouter;

use super::{attached, search, undo};
use crate::http::App;

/// Everything under `/api/v1` that this service answers.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(lists::routes())
        .merge(groups::routes())
        .merge(bulk::routes())
        .merge(one::routes())
        .merge(actions::routes())
        .merge(quick::routes())
        .merge(recurrence::routes())
        .merge(history::routes())
        .merge(attached::routes())
        .merge(search::routes())
        .merge(undo::routes())
}
