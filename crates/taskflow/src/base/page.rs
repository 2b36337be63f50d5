//! Keyset paging: a cursor names the last row seen, so rows added or removed meanwhile shift nothing.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Error, Result};

/// How many items a list gives when the caller names no `limit`.
pub const DEFAULT_LIMIT: i64 = 50;
/// The most items one page holds.
pub const MAX_LIMIT: i64 = 200;

/// One page of a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Give it as `cursor` for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
    /// How many items the whole list has; only with `include=total`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T> Page<T> {
    /// Cuts a page out of rows read with a limit of `limit + 1`: the extra row says that more follow.
    pub fn cut(mut rows: Vec<T>, limit: i64, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = more.then(|| rows.last().map(|row| cursor_of(row).encode())).flatten();
        Self { items: rows, next_cursor, total: None }
    }

    /// The same page with each item turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next_cursor: self.next_cursor,
            total: self.total,
        }
    }
}

/// The sort keys of the last row seen, under the name of the order they belong to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cursor {
    #[serde(rename = "o")]
    pub order: String,
    #[serde(rename = "k")]
    pub keys: Vec<serde_json::Value>,
}

impl Cursor {
    pub fn new(order: &str, keys: Vec<serde_json::Value>) -> Self {
        Self { order: order.to_owned(), keys }
    }

    /// The opaque text that clients carry.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cursor of the given order with the given number of keys.
    ///
    /// # Errors
    /// `invalid_cursor` when the text is not one, or belongs to another order.
    pub fn decode(text: &str, order: &str, keys: usize) -> Result<Self> {
        let cursor = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        match cursor {
            Some(cursor) if cursor.order == order && cursor.keys.len() == keys => Ok(cursor),
            _ => Err(Error::malformed(
                "invalid_cursor",
                "The cursor is not one of this list and order. Start again without it.",
            )),
        }
    }

    /// One key as an integer.
    pub fn int(&self, index: usize) -> Result<i64> {
        self.keys
            .get(index)
            .and_then(serde_json::Value::as_i64)
            .ok_or_else(Self::broken)
    }

    /// One key as text. Nothing that lists are sorted by has a NUL in it.
    pub fn text(&self, index: usize) -> Result<String> {
        self.keys
            .get(index)
            .and_then(serde_json::Value::as_str)
            .filter(|text| !text.contains('\0'))
            .map(str::to_owned)
            .ok_or_else(Self::broken)
    }

    /// One key as an id.
    pub fn id(&self, index: usize) -> Result<uuid::Uuid> {
        self.text(index)?.parse().map_err(|_| Self::broken())
    }

    fn broken() -> Error {
        Error::malformed("invalid_cursor", "The cursor was changed. Start again without it.")
    }
}
