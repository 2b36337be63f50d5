//! The caller.

use crate::auth::{Caller, User, queries};
use crate::base::Result;
use crate::http::{Answer, Problem};

/// Who am I
#[utoipa::path(get, path = "/api/v1/users/me", tag = "users", operation_id = "get_me", security(("bearer" = [])),
    responses(
        (status = 200, description = "The caller.", body = User),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json")))]
pub async fn me(caller: Caller) -> Result<Answer> {
    Answer::thing(&caller.read(queries::me).await?)
}
