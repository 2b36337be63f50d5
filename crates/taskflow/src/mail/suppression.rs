//! Addresses that get no more mail.

use serde::{Deserialize, Serialize};
use taskflow_db::Tx;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{email_key, store};
use crate::base::{Cursor, Page, Result, Stamp};

/// Why nothing is sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no such mailbox.
    Bounce,
    /// Somebody called our mail spam: they get what they ask for, such as a link for a new password, and nothing else.
    Complaint,
    /// Said by an administrator.
    Manual,
}

impl Reason {
    pub fn name(self) -> &'static str {
        match self {
            Self::Bounce => "bounce",
            Self::Complaint => "complaint",
            Self::Manual => "manual",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Bounce, Self::Complaint, Self::Manual]
            .into_iter()
            .find(|reason| reason.name() == name)
    }
}

/// An address that gets no more mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Suppression {
    pub id: Uuid,
    /// In small letters.
    #[schema(examples("ada@example.org"))]
    pub email: String,
    pub reason: Reason,
    /// What was said of it, for people.
    pub note: String,
    pub created_at: Stamp,
}

/// Whether a mail may not go to an address; `wanted` says that its reader asked for this very mail.
pub fn blocks(reason: Option<Reason>, wanted: bool) -> bool {
    match reason {
        None => false,
        Some(Reason::Complaint) => !wanted,
        Some(Reason::Bounce | Reason::Manual) => true,
    }
}

/// Why nothing is sent to an address, if so.
///
/// # Errors
/// Those of the database.
pub fn suppressed(tx: &mut Tx<'_>, email: &str) -> Result<Option<Reason>> {
    store::reason(tx, &email_key(email))
}

/// Sends no more to an address. One that is there already stays as it is, unless an administrator says so.
///
/// # Errors
/// Those of the database.
pub fn suppress(
    tx: &mut Tx<'_>,
    (id, now): (Uuid, Stamp),
    email: &str,
    reason: Reason,
    note: &str,
) -> Result<Suppression> {
    let note = note.chars().take(200).collect();
    let new = Suppression { id, email: email_key(email), reason, note, created_at: now };
    store::put(tx, &new)
}

/// Sends to an address again; false when it was not on the list.
///
/// # Errors
/// Those of the database.
pub fn lift(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    store::delete(tx, id)
}

/// Forgets an address whose owner is no more here.
///
/// # Errors
/// Those of the database.
pub fn forget_address(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    store::delete_address(tx, &email_key(email))
}

/// How many addresses get no mail.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    store::count(tx)
}

/// Addresses with this in them, by address.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(tx: &mut Tx<'_>, search: &str, limit: i64, cursor: Option<&str>) -> Result<Page<Suppression>> {
    const ORDER: &str = "email";
    let after = cursor.map_or(Ok(String::new()), |text| Cursor::decode(text, ORDER, 1)?.text(0))?;
    let rows = store::list(tx, &email_key(search), &after, limit + 1)?;
    Ok(Page::cut(rows, limit, |one| Cursor::new(ORDER, vec![one.email.clone().into()])))
}
