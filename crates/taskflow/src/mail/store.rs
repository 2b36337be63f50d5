//! SQL of addresses that get no more mail.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::{Reason, Suppression};
use crate::base::{Error, Result, like_pattern};

sql!(REASON, "SELECT reason FROM mail_suppression WHERE email_key = $1");
sql!(
    PUT,
    "INSERT INTO mail_suppression (id, email_key, reason, note, created_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (email_key) DO UPDATE SET \
     reason = CASE WHEN excluded.reason = 'manual' THEN excluded.reason ELSE mail_suppression.reason END, \
     note = CASE WHEN excluded.reason = 'manual' THEN excluded.note ELSE mail_suppression.note END \
     RETURNING id, email_key, reason, note, created_at"
);
sql!(DELETE, "DELETE FROM mail_suppression WHERE id = $1");
sql!(DELETE_ADDRESS, "DELETE FROM mail_suppression WHERE email_key = $1");
sql!(COUNT, "SELECT COUNT(*) FROM mail_suppression");
sql!(
    LIST,
    "SELECT id, email_key, reason, note, created_at FROM mail_suppression \
     WHERE email_key > $1 AND email_key LIKE $2 ESCAPE '\\' ORDER BY email_key LIMIT $3"
);

fn read(row: &Row) -> Result<Suppression> {
    let mut row = row.reader();
    Ok(Suppression {
        id: row.take()?,
        email: row.take()?,
        reason: known(&row.take::<String>()?)?,
        note: row.take()?,
        created_at: row.take()?,
    })
}

fn known(name: &str) -> Result<Reason> {
    Reason::from_name(name).ok_or_else(|| Error::internal(format!("no reason {name}")))
}

pub fn reason(tx: &mut Tx<'_>, key: &str) -> Result<Option<Reason>> {
    let row = tx.opt(&REASON, &params![key])?;
    row.map(|row| known(&row.get::<String>(0)?)).transpose()
}

pub fn put(tx: &mut Tx<'_>, one: &Suppression) -> Result<Suppression> {
    let row = params![one.id, one.email.as_str(), one.reason.name(), one.note.as_str(), one.created_at];
    read(&tx.one(&PUT, &row)?)
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.exec(&DELETE, &params![id])? == 1)
}

pub fn delete_address(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    tx.exec(&DELETE_ADDRESS, &params![key])?;
    Ok(())
}

pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.one(&COUNT, &[])?.get(0)?)
}

pub fn list(tx: &mut Tx<'_>, part: &str, after: &str, limit: i64) -> Result<Vec<Suppression>> {
    let like = like_pattern(Some(part));
    tx.all(&LIST, &params![after, like, limit])?.iter().map(read).collect()
}
