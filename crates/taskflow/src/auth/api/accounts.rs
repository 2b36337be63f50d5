//! Everybody's accounts, for who looks after the server and is signed in: API tokens do not reach them.

use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::model::{Account, AccountPatch, AccountStatus};
use crate::auth::queries::{self, AccountsWanted};
use crate::auth::{Caller, User, commands};
use crate::base::{Error, Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, Body, Params, Problem, Query};

const LONGEST_SEARCH: usize = 100;

/// A list of accounts.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct AccountList {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    include: Option<Include>,
    /// Part of a name or an e-mail address; at most 100 characters.
    search: Option<String>,
    /// Only these.
    #[param(inline)]
    status: Option<AccountStatus>,
}

impl AccountList {
    fn wanted(self) -> Result<AccountsWanted> {
        let search = self.search.as_deref().unwrap_or_default();
        if search.chars().count() > LONGEST_SEARCH || search.chars().any(char::is_control) {
            let message = format!("Search for at most {LONGEST_SEARCH} plain characters.");
            return Err(Error::invalid("?search", "invalid_search", message));
        }
        Ok(AccountsWanted {
            limit: limit(self.limit)?,
            total: self.include.is_some(),
            search: self.search,
            status: self.status,
            cursor: self.cursor,
        })
    }
}

/// Everybody with an account
///
/// By name, with where they are signed in. Takes an administrator of the server who signed in.
#[utoipa::path(get, path = "/api/v1/admin/users", tag = "admin", operation_id = "list_accounts", params(AccountList),
    responses((status = 200, body = Page<Account>), (status = "4XX", body = Problem)))]
pub async fn list(caller: Caller, Query(list): Query<AccountList>) -> Result<Answer> {
    let (wanted, now) = (list.wanted()?, caller.meta().at);
    let page = caller.read(move |tx, actor| queries::accounts(tx, actor, now, &wanted));
    Answer::json(&page.await?)
}

/// Suspend or activate an account, or have it look after the server
///
/// Suspending ends sessions; API tokens rest. 409 `not_yourself` for one's own account, so that there is always an
/// administrator left.
#[utoipa::path(patch, path = "/api/v1/admin/users/{user_id}", tag = "admin", operation_id = "update_account",
    params(("user_id" = Uuid, Path)), request_body = AccountPatch,
    responses((status = 200, body = User), (status = "4XX", body = Problem)))]
pub async fn change(caller: Caller, Params(id): Params<Uuid>, body: Body<AccountPatch>) -> Result<Answer> {
    let (if_match, patch) = (caller.if_match(), body.value);
    let command = caller.write_body(id, &body.digest, move |cx, actor| {
        Answer::thing(&commands::change_account(cx, actor, id, &patch, if_match)?)
    });
    command.await
}

/// Send somebody the mail to choose a new password
///
/// Their password stays until they choose another. 409 `user_suspended`.
#[utoipa::path(post, path = "/api/v1/admin/users/{user_id}/reset-password", tag = "admin",
    operation_id = "reset_account_password", params(("user_id" = Uuid, Path)),
    responses((status = 202, description = "The mail is on its way."), (status = "4XX", body = Problem)))]
pub async fn reset(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let app = caller.app().clone();
    let answer = caller.write(id, move |cx, actor| {
        commands::send_reset_to(cx, &app, actor, id)?;
        Ok(Answer::nothing().with_status(StatusCode::ACCEPTED))
    });
    let answer = answer.await?;
    caller.app().mail.notify_one();
    Ok(answer)
}

/// Sign somebody out everywhere
///
/// All sessions end but the one that asks. API tokens stay.
#[utoipa::path(post, path = "/api/v1/admin/users/{user_id}/sign-out", tag = "admin", operation_id = "sign_out_account",
    params(("user_id" = Uuid, Path)),
    responses((status = 204, description = "They are signed out."), (status = "4XX", body = Problem)))]
pub async fn sign_out(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let command = caller.write(id, move |cx, actor| {
        commands::end_sessions_of(cx, actor, id)?;
        Ok(Answer::nothing())
    });
    command.await
}

/// Send a mail to oneself
///
/// To see whether mail gets through.
#[utoipa::path(post, path = "/api/v1/admin/mail/test", tag = "admin", operation_id = "send_test_mail",
    responses((status = 202, description = "The mail is on its way."), (status = "4XX", body = Problem)))]
pub async fn test_mail(caller: Caller) -> Result<Answer> {
    let app = caller.app().clone();
    let answer = caller.write(caller.owner(), move |cx, actor| {
        commands::send_test(cx, &app, actor)?;
        Ok(Answer::nothing().with_status(StatusCode::ACCEPTED))
    });
    let answer = answer.await?;
    caller.app().mail.notify_one();
    Ok(answer)
}
