//! SQL of comments, mentions and reactions.

use std::collections::HashMap;

use taskflow_db::{Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use super::model::{Comment, Reaction};
use crate::base::{Result, Stamp};

macro_rules! columns {
    () => {
        "c.id, c.workspace_id, c.task_id, c.author_id, c.parent_id, c.body, c.edited_at, c.deleted_at, c.version, c.created_at, c.updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM comment c WHERE c.id in_list($1)"));
sql!(LOCK, "SELECT id FROM comment WHERE id = $1 FOR UPDATE");
sql!(
    LIST,
    concat!(
        "SELECT ",
        columns!(),
        " FROM comment c WHERE c.task_id = $1 AND (c.created_at, c.id) > ($2, $3) ORDER BY c.created_at, c.id LIMIT $4"
    )
);
sql!(
    LIST_NEWEST,
    concat!(
        "SELECT ",
        columns!(),
        " FROM comment c WHERE c.task_id = $1 AND (c.created_at, c.id) < ($2, $3) ORDER BY c.created_at DESC, c.id DESC LIMIT $4"
    )
);
sql!(
    OF_TASKS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM comment c WHERE c.task_id in_list($1) AND (c.task_id, c.id) > ($2, $3) ORDER BY c.task_id, c.id LIMIT $4"
    )
);
sql!(COUNT, "SELECT count(*) FROM comment WHERE task_id = $1");
sql!(
    MENTIONS,
    "SELECT comment_id, user_id FROM comment_mention WHERE comment_id in_list($1) ORDER BY comment_id, user_id"
);
sql!(
    REACTIONS,
    "SELECT comment_id, emoji, user_id FROM reaction WHERE comment_id in_list($1) ORDER BY comment_id, created_at, emoji, user_id"
);
sql!(
    ALL,
    concat!(
        "SELECT ",
        columns!(),
        " FROM task t JOIN comment c ON c.task_id = t.id WHERE t.workspace_id = $1 ORDER BY c.id"
    )
);
sql!(
    ALL_MENTIONS,
    "SELECT m.comment_id, m.user_id FROM task t JOIN comment c ON c.task_id = t.id JOIN comment_mention m ON m.comment_id = c.id \
     WHERE t.workspace_id = $1 ORDER BY m.comment_id, m.user_id"
);
sql!(
    ALL_REACTIONS,
    "SELECT r.comment_id, r.emoji, r.user_id FROM task t JOIN comment c ON c.task_id = t.id JOIN reaction r ON r.comment_id = c.id \
     WHERE t.workspace_id = $1 ORDER BY r.comment_id, r.created_at, r.emoji, r.user_id"
);
sql!(
    INSERT,
    "INSERT INTO comment (id, workspace_id, task_id, author_id, parent_id, body, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)"
);
sql!(
    EDIT,
    "UPDATE comment SET body = $2, edited_at = $3, version = version + 1, updated_at = $3 WHERE id = $1"
);
sql!(
    PUT_BACK,
    "UPDATE comment SET body = $2, edited_at = $3, deleted_at = NULL, version = version + 1, updated_at = $4 WHERE id = $1"
);
sql!(
    BURY,
    "UPDATE comment SET body = '', deleted_at = $2, version = version + 1, updated_at = $2 WHERE id = $1"
);
sql!(TOUCH, "UPDATE comment SET version = version + 1, updated_at = $2 WHERE id = $1");
sql!(MENTION, "INSERT INTO comment_mention (comment_id, user_id) VALUES ($1, $2)");
sql!(UNMENTION, "DELETE FROM comment_mention WHERE comment_id = $1");
sql!(
    REACT,
    "INSERT INTO reaction (comment_id, user_id, emoji, created_at) VALUES ($1, $2, $3, $4)"
);
sql!(UNREACT, "DELETE FROM reaction WHERE comment_id = $1 AND user_id = $2 AND emoji = $3");
sql!(UNREACT_ALL, "DELETE FROM reaction WHERE comment_id = $1");

/// A row without its mentions and reactions.
fn read(row: &Row) -> Result<Comment> {
    let mut row = row.reader();
    Ok(Comment {
        id: row.take()?,
        workspace_id: row.take()?,
        task_id: row.take()?,
        author_id: row.take()?,
        parent_id: row.take()?,
        body: row.take()?,
        mention_ids: Vec::new(),
        reactions: Vec::new(),
        edited_at: row.take()?,
        deleted_at: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// Puts mentions and reactions, each sorted, on their comments.
fn attach(comments: &mut [Comment], mentions: &[Row], reactions: &[Row]) -> Result<()> {
    let places: HashMap<Uuid, usize> = comments.iter().enumerate().map(|(at, c)| (c.id, at)).collect();
    for row in mentions {
        if let Some(at) = places.get(&row.get::<Uuid>(0)?) {
            comments[*at].mention_ids.push(row.get(1)?);
        }
    }
    for row in reactions {
        let Some(at) = places.get(&row.get::<Uuid>(0)?) else {
            continue;
        };
        let (emoji, user): (String, Uuid) = (row.get(1)?, row.get(2)?);
        let given = &mut comments[*at].reactions;
        match given.iter_mut().find(|reaction| reaction.emoji == emoji) {
            Some(reaction) => reaction.user_ids.push(user),
            None => given.push(Reaction { emoji, user_ids: vec![user] }),
        }
    }
    Ok(())
}

/// Comments read by one statement, with all that belongs to them.
fn complete(tx: &mut Tx<'_>, rows: &Sql, given: &[Value]) -> Result<Vec<Comment>> {
    let mut comments: Vec<Comment> = tx.all(rows, given)?.iter().map(read).collect::<Result<_>>()?;
    if comments.is_empty() {
        return Ok(comments);
    }
    let ids = params![comments.iter().map(|comment| comment.id).collect::<Vec<_>>()];
    let mut parts = tx.batch(&[(&MENTIONS, &ids), (&REACTIONS, &ids)])?.into_iter();
    let (mentions, reactions) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    attach(&mut comments, &mentions, &reactions)?;
    Ok(comments)
}

/// A comment of any task: prove access to that before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Comment>> {
    Ok(complete(tx, &FIND, &params![vec![id]])?.pop())
}

pub fn by_ids(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Comment>> {
    complete(tx, &FIND, &params![ids])
}

/// As [`find`], and nobody else changes it until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Comment>> {
    tx.opt(&LOCK, &params![id])?;
    find(tx, id)
}

/// By creation, oldest first, after the given place.
pub fn list(tx: &mut Tx<'_>, task: Uuid, after: (i64, Uuid), limit: i64) -> Result<Vec<Comment>> {
    complete(tx, &LIST, &params![task, after.0, after.1, limit])
}

/// By creation, newest first, after the given place.
pub fn list_newest(tx: &mut Tx<'_>, task: Uuid, after: (i64, Uuid), limit: i64) -> Result<Vec<Comment>> {
    complete(tx, &LIST_NEWEST, &params![task, after.0, after.1, limit])
}

/// Comments on these tasks by task and id, after one (task and comment). Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn of_tasks(tx: &mut Tx<'_>, tasks: &[Uuid], after: (Uuid, Uuid), limit: i64) -> Result<Vec<Comment>> {
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    complete(tx, &OF_TASKS, &params![tasks, after.0, after.1, limit])
}

pub fn count(tx: &mut Tx<'_>, task: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![task])?.get(0)?)
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Comment>> {
    let given = params![workspace];
    let mut comments: Vec<Comment> = tx.all(&ALL, &given)?.iter().map(read).collect::<Result<_>>()?;
    let (mentions, reactions) = (tx.all(&ALL_MENTIONS, &given)?, tx.all(&ALL_REACTIONS, &given)?);
    attach(&mut comments, &mentions, &reactions)?;
    Ok(comments)
}

pub fn insert(tx: &mut Tx<'_>, comment: &Comment) -> Result<()> {
    let Comment { id, workspace_id, task_id, author_id, parent_id, body, created_at, .. } = comment;
    tx.exec(&INSERT, &params![id, workspace_id, task_id, author_id, *parent_id, body, *created_at])?;
    mention(tx, *id, &comment.mention_ids)
}

fn mention(tx: &mut Tx<'_>, comment: Uuid, users: &[Uuid]) -> Result<()> {
    let rows: Vec<_> = users.iter().map(|user| params![comment, user]).collect();
    let calls: Vec<_> = rows.iter().map(|row| (&MENTION, &row[..])).collect();
    if !calls.is_empty() {
        tx.batch(&calls)?;
    }
    Ok(())
}

pub fn edit(tx: &mut Tx<'_>, comment: Uuid, body: &str, mentioned: &[Uuid], now: Stamp) -> Result<()> {
    tx.exec(&EDIT, &params![comment, body, now])?;
    tx.exec(&UNMENTION, &params![comment])?;
    mention(tx, comment, mentioned)
}

/// Says again what a comment said.
pub fn put_back(tx: &mut Tx<'_>, was: &Comment, mentioned: &[Uuid], now: Stamp) -> Result<()> {
    tx.exec(&PUT_BACK, &params![was.id, &was.body, was.edited_at, now])?;
    tx.exec(&UNMENTION, &params![was.id])?;
    mention(tx, was.id, mentioned)
}

/// Leaves of a comment only its place.
pub fn bury(tx: &mut Tx<'_>, comment: Uuid, now: Stamp) -> Result<()> {
    let given = params![comment];
    tx.batch(&[(&BURY, &params![comment, now]), (&UNMENTION, &given), (&UNREACT_ALL, &given)])?;
    Ok(())
}

pub fn react(tx: &mut Tx<'_>, comment: Uuid, user: Uuid, emoji: &str, now: Stamp) -> Result<()> {
    tx.exec(&REACT, &params![comment, user, emoji, now])?;
    tx.exec(&TOUCH, &params![comment, now])?;
    Ok(())
}

pub fn unreact(tx: &mut Tx<'_>, comment: Uuid, user: Uuid, emoji: &str, now: Stamp) -> Result<()> {
    tx.exec(&UNREACT, &params![comment, user, emoji])?;
    tx.exec(&TOUCH, &params![comment, now])?;
    Ok(())
}
