//! Pages of the inbox.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::items;
use crate::base::{Actor, Cursor, Page, Result};
use crate::notification::model::{Group, InboxItem, Notification, State};
use crate::notification::store::{self, Which};

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub state: State,
    pub workspace: Option<Uuid>,
    pub limit: i64,
    pub cursor: Option<String>,
}

const ORDER: &str = "newest";

fn which<'a>(actor: &Actor, asked: &Asked) -> Result<Which<'a>> {
    let before = asked
        .cursor
        .as_deref()
        .map_or(Ok(Uuid::max()), |text| Cursor::decode(text, ORDER, 1)?.id(0))?;
    Ok(Which {
        user: actor.user_id,
        state: asked.state.name(),
        workspace: asked.workspace,
        before,
    })
}

fn cursor(one: &Notification) -> Cursor {
    Cursor::new(ORDER, vec![one.id.to_string().into()])
}

/// A page, newest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, asked: &Asked) -> Result<Page<InboxItem>> {
    let rows = store::list(tx, &which(actor, asked)?, asked.limit + 1)?;
    let page = Page::cut(rows, asked.limit, cursor);
    let items = items(tx, actor, page.items)?;
    Ok(Page { items, next_cursor: page.next_cursor, total: None })
}

/// A page of groups, by their newest.
///
/// # Errors
/// `invalid_cursor`.
pub fn groups(tx: &mut Tx<'_>, actor: &Actor, asked: &Asked) -> Result<Page<Group>> {
    let rows = store::groups(tx, &which(actor, asked)?, asked.limit + 1)?;
    let page = Page::cut(rows, asked.limit, cursor);
    let ids: Vec<Uuid> = page.items.iter().map(|one| one.group_id).collect();
    let counts = store::counts(tx, actor.user_id, ids)?;
    let counts: HashMap<Uuid, (i64, i64)> = counts
        .into_iter()
        .map(|(group, count, unread)| (group, (count, unread)))
        .collect();
    let group = |latest: InboxItem| {
        let group_id = latest.notification.group_id;
        let (count, unread) = counts.get(&group_id).copied().unwrap_or((1, 0));
        Group { group_id, count, unread, latest }
    };
    let items = items(tx, actor, page.items)?.into_iter().map(group).collect();
    Ok(Page { items, next_cursor: page.next_cursor, total: None })
}

/// How many of the actor's are unread.
///
/// # Errors
/// Those of the database.
pub fn unread(tx: &mut Tx<'_>, actor: &Actor) -> Result<i64> {
    Ok(store::inbox(tx, actor.user_id)?.map_or(0, |inbox| inbox.unread))
}
