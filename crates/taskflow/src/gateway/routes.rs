//! All routes of all services, and what their tables hold for the proof of the log.

use axum::Router;
use serde_json::Value;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::base::error::FieldError;
use crate::event::Imager;
use crate::http::list::Include;
use crate::http::{App, Problem};
use crate::{audit, auth, automation, notification, project, realtime, task, transfer, webhook, workspace};

/// Shapes that are named in parameters and shared answers, where the macros do not look for them.
#[derive(OpenApi)]
#[openapi(components(schemas(Problem, FieldError, Include)))]
struct Shared;

/// Every service's routes with their description.
pub fn services() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Shared::openapi())
        .merge(auth::routes())
        .merge(workspace::routes())
        .merge(project::routes())
        .merge(task::routes())
        .merge(automation::routes())
        .merge(transfer::routes())
        .merge(transfer::export_routes())
        .merge(notification::routes())
        .merge(realtime::routes())
        .merge(audit::routes())
        .merge(webhook::routes())
        .merge(super::status::routes())
        .merge(super::suppressions::routes())
        .merge(super::works::routes())
}

/// Routes that are no part of the API's description.
pub const OWN: &[&str] = &[
    "/",
    "/api/docs",
    "/api/docs/",
    "/api/docs/{file}",
    "/api/docs/problems",
    "/api/v1/openapi.json",
    "/assets/{file}",
    "/health",
    "/health/live",
    "/health/ready",
    "/metrics",
];

/// The routes to serve and the document that describes them.
pub fn split() -> (Router<App>, Value) {
    let (router, described) = services().split_for_parts();
    (router, super::openapi::finish(&described))
}

/// The OpenAPI document.
pub fn openapi() -> Value {
    split().1
}

/// What every service's tables hold of a stream.
pub fn imagers() -> &'static [Imager] {
    &[
        auth::images,
        workspace::images,
        project::images,
        task::images,
        automation::images,
        webhook::images,
        notification::images,
    ]
}
