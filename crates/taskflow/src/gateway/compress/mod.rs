//! Compression of answers. Most are in memory already and packed in one go; long ones of lines are packed page by page.
//! Levels are chosen for speed; a thread keeps its zstd state, which costs more to set up than to use.

mod stream;

use std::cell::RefCell;
use std::io::Write;

use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;

/// Below this many bytes an answer fits one packet anyway.
const SMALLEST: u64 = 1024;
/// From here on another thread does it, so that other requests need not wait.
const ASIDE: usize = 128 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Zstd,
    Brotli,
    Gzip,
}

impl Coding {
    fn name(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        })
    }

    /// The best coding the caller takes: by their weight, then by our speed.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            for offer in value.to_str().ok()?.split(',') {
                let mut parts = offer.split(';').map(str::trim);
                let coding = match parts.next().unwrap_or_default() {
                    "zstd" | "*" => Self::Zstd,
                    "br" => Self::Brotli,
                    "gzip" | "x-gzip" => Self::Gzip,
                    _ => continue,
                };
                let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
                let better = best
                    .is_none_or(|(most, than)| (weight, than as u8) > (most, coding as u8) && weight >= most);
                if weight > 0 && better {
                    best = Some((weight, coding));
                }
            }
        }
        best.map(|(_, coding)| coding)
    }
}

/// Whether the caller takes brotli, which the web app's files are packed with.
pub fn takes_brotli(headers: &HeaderMap) -> bool {
    let offers = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    offers.flat_map(|offers| offers.split(',')).any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next() == Some("br");
        named
            && parts
                .find_map(|part| part.strip_prefix("q="))
                .is_none_or(|weight| thousandths(weight) > 0)
    })
}

/// `0.5` is 500; nonsense is 0.
fn thousandths(q: &str) -> u16 {
    q.parse::<f32>().map_or(0, |q| (q.clamp(0.0, 1.0) * 1000.0) as u16)
}

/// Compresses the body when that is worth it, and says in `Vary` that it depends on the caller.
pub async fn compress(response: Response, accepted: Option<Coding>) -> Response {
    if stream::is_worth_it(&response) {
        return stream::compress(response, accepted);
    }
    if !is_worth_it(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let Some(coding) = accepted else {
        return Response::from_parts(parts, body);
    };
    let Ok(whole) = body.collect().await else {
        return Response::from_parts(parts, Body::empty());
    };
    let whole = whole.to_bytes();
    let packed = if whole.len() < ASIDE {
        pack(coding, &whole)
    } else {
        let plain = whole.clone();
        let packed = tokio::task::spawn_blocking(move || pack(coding, &plain)).await;
        packed.unwrap_or_else(|gone| Err(std::io::Error::other(gone)))
    };
    match packed {
        Ok(packed) if packed.len() < whole.len() => {
            parts.headers.insert(header::CONTENT_ENCODING, coding.name());
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        _ => Response::from_parts(parts, Body::from(whole)),
    }
}

fn is_worth_it(response: &Response) -> bool {
    let headers = response.headers();
    let text = |kind: &HeaderValue| {
        let kind = kind.as_bytes();
        let known = [
            &b"text/"[..],
            b"application/json",
            b"application/problem+json",
            b"application/javascript",
            b"application/x-ndjson",
        ];
        known.iter().any(|start| kind.starts_with(start)) || kind.starts_with(b"image/svg")
    };
    response.body().size_hint().exact().is_some_and(|size| size >= SMALLEST)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && response.status() != StatusCode::PARTIAL_CONTENT
        && headers.get(header::CONTENT_TYPE).is_some_and(text)
}

thread_local! {
    static ZSTD: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
}

fn pack(coding: Coding, plain: &[u8]) -> std::io::Result<Vec<u8>> {
    match coding {
        Coding::Zstd => ZSTD.with_borrow_mut(|slot| {
            let mut compressor = match slot.take() {
                Some(compressor) => compressor,
                None => zstd::bulk::Compressor::new(1)?,
            };
            let packed = compressor.compress(plain);
            *slot = Some(compressor);
            packed
        }),
        Coding::Brotli => {
            // A window no wider than the text: the default would set up megabytes for a few kilobytes.
            let window = (usize::BITS - plain.len().leading_zeros()).clamp(10, 18);
            let params = brotli::enc::BrotliEncoderParams {
                quality: 3,
                lgwin: window as i32,
                size_hint: plain.len(),
                ..Default::default()
            };
            let mut packed = Vec::with_capacity(plain.len() / 3);
            brotli::BrotliCompress(&mut &plain[..], &mut packed, &params)?;
            Ok(packed)
        }
        Coding::Gzip => {
            let level = flate2::Compression::new(3);
            let mut packer = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 3), level);
            packer.write_all(plain)?;
            packer.finish()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(accept: &str) -> Option<Coding> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        Coding::accepted(&headers)
    }

    #[test]
    fn weights_come_before_our_taste() {
        assert_eq!(best("gzip, deflate, br, zstd"), Some(Coding::Zstd));
        assert_eq!(best("gzip, br"), Some(Coding::Brotli));
        assert_eq!(best("gzip;q=1.0, br;q=0.5"), Some(Coding::Gzip));
        assert_eq!(best("br;q=0, gzip"), Some(Coding::Gzip));
        assert_eq!(best("gzip;q=0"), None);
        assert_eq!(best("identity"), None);
    }

    #[test]
    fn every_coding_shrinks_text() {
        let plain = "a task, and another task. ".repeat(200);
        for coding in [Coding::Zstd, Coding::Brotli, Coding::Gzip] {
            assert!(pack(coding, plain.as_bytes()).unwrap().len() < plain.len() / 4, "{coding:?}");
        }
    }
}
