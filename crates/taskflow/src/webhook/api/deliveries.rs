//! What was sent.

use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::limit;
use crate::http::{Answer, Params, Problem, Query};
use crate::webhook::model::{DeliveryDetail, DeliveryState, WebhookDelivery};
use crate::webhook::{commands, queries};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct DeliveryQuery {
    /// Only those in this state.
    #[param(inline)]
    state: Option<DeliveryState>,
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List a webhook's deliveries
///
/// Takes an admin. The newest first, of the last 30 days.
#[utoipa::path(get, path = "/api/v1/webhooks/{webhook_id}/deliveries", tag = "webhooks", operation_id = "list_deliveries",
    params(("webhook_id" = Uuid, Path), DeliveryQuery),
    responses((status = 200, body = Page<WebhookDelivery>), (status = "4XX", body = Problem)))]
pub async fn list_deliveries(
    caller: Caller,
    Params(id): Params<Uuid>,
    Query(query): Query<DeliveryQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            queries::deliveries(tx, actor, id, query.state, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Read a delivery
///
/// With its attempts: what was sent and answered, as far as the beginning of each.
#[utoipa::path(get, path = "/api/v1/deliveries/{delivery_id}", tag = "webhooks", operation_id = "get_delivery",
    params(("delivery_id" = Uuid, Path)),
    responses((status = 200, body = DeliveryDetail), (status = "4XX", body = Problem)))]
pub async fn get_delivery(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let sealer = caller.app().sealer.clone();
    Answer::json(&caller.read(move |tx, actor| queries::delivery(tx, actor, &sealer, id)).await?)
}

/// Send a delivery once more
///
/// Under the same `webhook-id`, so that the receiver knows it again, and with all attempts before it. 409 `webhook_disabled`
/// while the webhook is turned off.
#[utoipa::path(post, path = "/api/v1/deliveries/{delivery_id}/redeliver", tag = "webhooks", operation_id = "redeliver",
    params(("delivery_id" = Uuid, Path)),
    responses((status = 202, body = WebhookDelivery), (status = "4XX", body = Problem)))]
pub async fn redeliver(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    caller
        .write(id, move |cx, actor| {
            Ok(Answer::json(&commands::redeliver(cx, actor, id)?)?.with_status(StatusCode::ACCEPTED))
        })
        .await
}
