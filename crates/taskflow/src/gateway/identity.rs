//! What identifies a request: the id that its answer, its log lines and its events carry.

use axum::http::{HeaderMap, HeaderName};

use crate::base::ids;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longer ids are replaced, not cut: a cut one would match nothing of the caller's.
const LONGEST: usize = 128;

/// The caller's id when it is 1 to 128 visible ASCII characters, else a new one.
pub fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).map(|value| value.as_bytes());
    match given.filter(|id| is_sane(id)).map(std::str::from_utf8) {
        Some(Ok(id)) => id.to_owned(),
        _ => ids::new_id().to_string(),
    }
}

fn is_sane(id: &[u8]) -> bool {
    (1..=LONGEST).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sane_id_is_kept_and_another_replaced() {
        let id = |given: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, given.try_into().unwrap());
            request_id(&headers)
        };
        assert_eq!(id(b"abc-123_~!"), "abc-123_~!");
        for bad in [&b""[..], b"a b", b"\xff", "x".repeat(129).as_bytes()] {
            assert_eq!(id(bad).len(), 36, "{bad:?}");
        }
        assert_eq!(request_id(&HeaderMap::new()).len(), 36);
    }
}
