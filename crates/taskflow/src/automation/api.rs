//! Endpoints of rules.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{NewRule, Rehearsal, Rehearse, Rule, RulePatch, Run};
use super::{access, commands, queries, rehearse};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::limit;
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::workspace::{Action, WorkspaceRef, member_of};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct RuleQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Only of this project.
    project_id: Option<Uuid>,
}

/// The workspace's rules
///
/// Of projects that the caller sees, and for its admins those of the whole workspace; in the order they were made.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/rules", tag = "automation", operation_id = "list_rules",
    params(("ws" = String, Path, description = "Id or slug"), RuleQuery),
    responses((status = 200, body = Page<Rule>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(ws): Params<String>, Query(query): Query<RuleQuery>) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::list(tx, &member, query.project_id, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a rule
///
/// For a project it takes the role manager there, for the whole workspace an admin. It acts with the rights that its author
/// has when it runs, and is switched off, with the reason, when they lack one. 409 `too_many_rules`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/rules", tag = "automation", operation_id = "create_rule",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewRule,
    responses((status = 201, body = Rule), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(ws): Params<String>, body: Body<NewRule>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ViewWorkspace)?.answering(cx);
            let rule = commands::create(cx, actor, &member, &new)?;
            Answer::created(&rule, format!("/api/v1/rules/{}", rule.id))
        })
        .await
}

/// Rehearse a rule
///
/// Tells what it would have done with the last entries of the log, or for a time of the day what it would do now, and
/// does nothing. It takes what making the rule takes.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/rules/rehearse", tag = "automation", operation_id = "rehearse_rule",
    params(("ws" = String, Path, description = "Id or slug")), request_body = Rehearse,
    responses((status = 200, body = Rehearsal), (status = "4XX", body = Problem)))]
async fn rehearse_one(caller: Caller, Params(ws): Params<String>, body: Body<Rehearse>) -> Result<Answer> {
    let Body { value: asked, .. } = body;
    let ws = WorkspaceRef::parse(&ws);
    let meta = caller.meta().clone();
    let rehearsal = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &ws, Action::ViewWorkspace)?;
            rehearse::rehearse(&mut crate::event::Cx::new(tx, &meta), actor, &member, &asked)
        })
        .await?;
    Answer::json(&rehearsal)
}

/// A rule
#[utoipa::path(get, path = "/api/v1/rules/{rule_id}", tag = "automation", operation_id = "get_rule",
    params(("rule_id" = Uuid, Path)),
    responses((status = 200, body = Rule), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let (_, rule) = caller.read(move |tx, actor| access::see(tx, actor, id)).await?;
    Answer::thing(&rule)
}

/// Change a rule
///
/// Who changes what it does, or switches it on again, becomes its author: from then on it acts with their rights.
#[utoipa::path(patch, path = "/api/v1/rules/{rule_id}", tag = "automation", operation_id = "update_rule",
    params(("rule_id" = Uuid, Path)), request_body = RulePatch,
    responses((status = 200, body = Rule), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<RulePatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = access::change(cx, actor, id)?;
            Answer::thing(&commands::update(cx, actor, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete a rule
///
/// With the log of its runs.
#[utoipa::path(delete, path = "/api/v1/rules/{rule_id}", tag = "automation", operation_id = "delete_rule",
    params(("rule_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let (_, rule) = access::change(cx, actor, id)?;
            commands::delete(cx, &rule, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// What a rule did
///
/// Newest first, of the last 30 days: which entry set it off, what became of each action, and why not.
#[utoipa::path(get, path = "/api/v1/rules/{rule_id}/runs", tag = "automation", operation_id = "list_rule_runs",
    params(("rule_id" = Uuid, Path), ListQuery),
    responses((status = 200, body = Page<Run>), (status = "4XX", body = Problem)))]
async fn runs(caller: Caller, Params(id): Params<Uuid>, Query(query): Query<ListQuery>) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let (_, rule) = access::see(tx, actor, id)?;
            queries::runs(tx, &rule, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// The endpoints of rules.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(rehearse_one))
        .routes(routes!(get, update, delete))
        .routes(routes!(runs))
}
