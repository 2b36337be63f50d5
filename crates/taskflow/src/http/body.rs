//! JSON bodies: strict, with pointers to what is wrong.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::base::{Error, Result};

/// The most bytes of a JSON body.
pub const MAX_JSON_BYTES: usize = 1024 * 1024;
/// How deep JSON may be nested; serde_json itself refuses at 128.
const MAX_DEPTH: usize = 32;

/// A JSON body. Unknown fields are refused by the type (`deny_unknown_fields`).
#[derive(Clone, Debug)]
pub struct Body<T> {
    pub value: T,
    /// SHA-256 of the bytes as sent: part of an idempotent request's fingerprint.
    pub digest: [u8; 32],
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        let json = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !json.is_some_and(is_json) {
            return Err(Error::UnsupportedMediaType { expected: "application/json" });
        }
        let bytes = read(request, MAX_JSON_BYTES).await?;
        Ok(Self { value: parse(&bytes)?, digest: Sha256::digest(&bytes).into() })
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.eq_ignore_ascii_case("application/merge-patch+json")
}

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// `TooLarge`, or `Malformed` when the connection broke off.
pub async fn read(request: Request, limit: usize) -> Result<Bytes> {
    match Limited::new(request.into_body(), limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Error::TooLarge { limit }),
        Err(_) => Err(Error::malformed("body_incomplete", "The body ended early.")),
    }
}

/// Reads JSON strictly.
///
/// # Errors
/// 400 `invalid_json` when it is no JSON, 422 with a pointer when it is not of the type.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let text =
        std::str::from_utf8(bytes).map_err(|_| Error::malformed("invalid_utf8", "The body is not UTF-8."))?;
    if depth(text) > MAX_DEPTH {
        return Err(Error::malformed("too_deep", format!("JSON may be nested {MAX_DEPTH} deep.")));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| refuse(&error))?;
    reader
        .end()
        .map_err(|_| Error::malformed("invalid_json", "There is something after the JSON value."))?;
    // serde takes a list for a structure, field by field; here a body is an object or nothing.
    if text.trim_ascii_start().starts_with('[') {
        return Err(Error::invalid("", "invalid_value", "Send a JSON object, not a list."));
    }
    Ok(value)
}

fn refuse(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let inner = error.inner();
    if !inner.is_data() {
        let detail = format!("The body is not JSON: line {}, column {}.", inner.line(), inner.column());
        return Error::malformed("invalid_json", detail);
    }
    let text = inner.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(before, _)| before);
    let mut pointer = pointer(error.path());
    let (code, field) = match message.split('`').collect::<Vec<_>>().as_slice() {
        [start, field, ..] if start.starts_with("unknown field") => ("unknown_field", Some(*field)),
        [start, field, ..] if start.starts_with("missing field") => ("required", Some(*field)),
        [start, field, ..] if start.starts_with("duplicate field") => ("duplicate_field", Some(*field)),
        _ => ("invalid_value", None),
    };
    // serde names these fields in its text; the path may or may not end in them already.
    if let Some(field) = field
        && !pointer.ends_with(&format!("/{field}"))
    {
        pointer = format!("{pointer}/{}", escape(field));
    }
    Error::invalid(pointer, code, message.to_owned())
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => format!("{pointer}/{}", escape(key)),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

/// RFC 6901 §3.
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// How deep the text nests, without reading it: brackets outside of strings.
fn depth(text: &str) -> usize {
    let (mut deepest, mut depth, mut in_string, mut escaped) = (0, 0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[allow(dead_code)]
        size: u8,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[allow(dead_code)]
        list: Vec<Inner>,
    }

    fn fault(text: &str) -> (String, String) {
        match parse::<Outer>(text.as_bytes()) {
            Err(Error::Invalid(mut faults)) => {
                let fault = faults.remove(0);
                (fault.pointer, fault.code)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn points_at_what_is_wrong() {
        assert_eq!(
            fault(r#"{"list":[{"size":1},{"size":999}]}"#),
            ("/list/1/size".into(), "invalid_value".into())
        );
        assert_eq!(fault(r#"{"list":[{"sise":1}]}"#), ("/list/0/sise".into(), "unknown_field".into()));
        assert_eq!(fault("{}"), ("/list".into(), "required".into()));
    }

    #[test]
    fn a_list_is_no_object_in_disguise() {
        assert_eq!(fault("[[]]"), (String::new(), "invalid_value".into()));
    }

    #[test]
    fn refuses_what_is_no_json() {
        let code = |text: &[u8]| match parse::<serde_json::Value>(text) {
            Err(Error::Malformed { code, .. }) => code,
            other => panic!("{other:?}"),
        };
        assert_eq!(code(b"{\"a\":"), "invalid_json");
        assert_eq!(code(b"{} {}"), "invalid_json");
        assert_eq!(code(b"\"\xff\""), "invalid_utf8");
        assert_eq!(code("[".repeat(10_000).as_bytes()), "too_deep");
    }
}
