//! Endpoints of workspaces and their people.

mod all;
mod invitations;
mod list;
mod members;
mod people;
mod teams;
mod workspaces;

use utoipa_axum::router::OpenApiRouter;

use crate::http::App;

/// All of them.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(workspaces::routes())
        .merge(members::routes())
        .merge(invitations::routes())
        .merge(teams::routes())
        .merge(people::routes())
        .merge(all::routes())
}
