//! Which route a path belongs to, known before the router runs: limits, metrics and log lines go by route, and no
//! path, which may hold a token, ends up in them.

use std::sync::Arc;

use serde_json::Value;

use super::limits::Class;
use super::metrics::{Metrics, RouteMetrics};
use crate::realtime::LIVE;

/// What the door knows of one route.
pub struct Route {
    /// As in the OpenAPI document: `/api/v1/tasks/{task_id}`.
    pub template: String,
    pub class: Class,
    pub metrics: RouteMetrics,
}

/// All routes.
pub struct Table {
    routes: matchit::Router<Arc<Route>>,
    unknown: Arc<Route>,
}

impl Table {
    /// Of what the OpenAPI document describes, and our own.
    pub fn new(document: &Value, metrics: &Metrics) -> Self {
        let own = super::routes::OWN.iter().chain(LIVE).map(|template| (*template).to_owned());
        let described = document["paths"]
            .as_object()
            .into_iter()
            .flat_map(|paths| paths.keys().cloned());
        let mut routes = matchit::Router::new();
        for template in described.chain(own) {
            let route = Route {
                class: Class::of(&template),
                metrics: metrics.route(&template),
                template: template.clone(),
            };
            // A template that stands twice is the same route.
            if let Err(error) = routes.insert(template, Arc::new(route)) {
                tracing::debug!(%error, "route not added");
            }
        }
        let (template, class) = ("unknown".to_owned(), Class::Ordinary);
        let unknown = Route { class, metrics: metrics.route(&template), template };
        Self { routes, unknown: Arc::new(unknown) }
    }

    pub fn find(&self, path: &str) -> Arc<Route> {
        self.routes
            .at(path)
            .map_or_else(|_| Arc::clone(&self.unknown), |found| Arc::clone(found.value))
    }
}
