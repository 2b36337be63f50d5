//! Who did what, when and from where.

mod export;
mod lists;
mod origins;

use serde_json::Value;

use crate::support::{Reply, User};

/// The types of the entries on a page.
fn types(reply: &Reply) -> Vec<&str> {
    reply.texts("type")
}

/// The newest entries of somebody's account, once the one of this type is there.
async fn account(user: &User, wanted: &str) -> Vec<Value> {
    for _ in 0..400 {
        let page = user.get("/users/me/audit").await.status(200);
        if types(&page).contains(&wanted) {
            return page.items().to_vec();
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{wanted} was not told");
}
