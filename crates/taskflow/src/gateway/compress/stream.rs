//! Compression of an answer whose end is not known yet: what was written is flushed, so that no page waits for the next.

use std::io::{self, Write};

use axum::body::{Body, BodyDataStream, HttpBody};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use bytes::Bytes;
use flate2::write::GzEncoder;
use futures_util::{StreamExt, stream};

use super::Coding;

/// Answers of lines. Not events: each of those is to be read at once, and proxies hold back what is packed.
pub fn is_worth_it(response: &Response) -> bool {
    let headers = response.headers();
    let lines = |kind: &HeaderValue| kind.as_bytes().starts_with(b"application/x-ndjson");
    response.body().size_hint().exact().is_none()
        && !headers.contains_key(header::CONTENT_ENCODING)
        && headers.get(header::CONTENT_TYPE).is_some_and(lines)
}

/// Packs the body while it is sent.
pub fn compress(response: Response, accepted: Option<Coding>) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let packer = match accepted.map(Packer::new).transpose() {
        Ok(Some(packer)) => packer,
        Ok(None) => return Response::from_parts(parts, body),
        Err(error) => {
            tracing::error!(%error, "a packer cannot be set up; the answer goes as it is");
            return Response::from_parts(parts, body);
        }
    };
    if let Some(coding) = accepted {
        parts.headers.insert(header::CONTENT_ENCODING, coding.name());
    }
    let packed = stream::try_unfold(Some((body.into_data_stream(), packer)), next);
    Response::from_parts(parts, Body::from_stream(packed))
}

type Pages = (BodyDataStream, Packer);

/// The next page, packed; at the end what ends the coding.
async fn next(pages: Option<Pages>) -> io::Result<Option<(Bytes, Option<Pages>)>> {
    let Some((mut body, mut packer)) = pages else {
        return Ok(None);
    };
    match body.next().await {
        Some(page) => {
            let packed = packer.page(&page.map_err(io::Error::other)?)?;
            Ok(Some((packed, Some((body, packer)))))
        }
        None => Ok(Some((packer.end()?, None))),
    }
}

enum Packer {
    Zstd(zstd::stream::write::Encoder<'static, Vec<u8>>),
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
    Gzip(GzEncoder<Vec<u8>>),
}

impl Packer {
    fn new(coding: Coding) -> io::Result<Self> {
        Ok(match coding {
            Coding::Zstd => Self::Zstd(zstd::stream::write::Encoder::new(Vec::new(), 1)?),
            Coding::Brotli => {
                Self::Brotli(Box::new(brotli::CompressorWriter::new(Vec::new(), 16 * 1024, 3, 18)))
            }
            Coding::Gzip => Self::Gzip(GzEncoder::new(Vec::new(), flate2::Compression::new(3))),
        })
    }

    /// Packs a page so that it can be unpacked at once.
    fn page(&mut self, plain: &[u8]) -> io::Result<Bytes> {
        let packed = match self {
            Self::Zstd(packer) => written(packer, plain)?.get_mut(),
            Self::Brotli(packer) => written(&mut **packer, plain)?.get_mut(),
            Self::Gzip(packer) => written(packer, plain)?.get_mut(),
        };
        Ok(std::mem::take(packed).into())
    }

    fn end(self) -> io::Result<Bytes> {
        Ok(match self {
            Self::Zstd(packer) => packer.finish()?,
            Self::Brotli(packer) => packer.into_inner(),
            Self::Gzip(packer) => packer.finish()?,
        }
        .into())
    }
}

fn written<'p, W: Write>(packer: &'p mut W, plain: &[u8]) -> io::Result<&'p mut W> {
    packer.write_all(plain)?;
    packer.flush()?;
    Ok(packer)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn unpacked(coding: Coding, packed: &[u8]) -> String {
        let mut plain = String::new();
        match coding {
            Coding::Zstd => zstd::stream::read::Decoder::new(packed)
                .unwrap()
                .read_to_string(&mut plain)
                .ok(),
            Coding::Brotli => brotli::Decompressor::new(packed, 4096).read_to_string(&mut plain).ok(),
            Coding::Gzip => flate2::read::GzDecoder::new(packed).read_to_string(&mut plain).ok(),
        };
        plain
    }

    #[test]
    fn each_page_can_be_read_before_the_next() {
        for coding in [Coding::Zstd, Coding::Brotli, Coding::Gzip] {
            let mut packer = Packer::new(coding).unwrap();
            let (mut packed, mut plain) = (Vec::new(), String::new());
            for number in 0..3 {
                let page = format!("{{\"page\":{number}}}\n").repeat(2000);
                let part = packer.page(page.as_bytes()).unwrap();
                assert!(!part.is_empty() && part.len() < page.len() / 10, "{coding:?}");
                packed.extend_from_slice(&part);
                plain.push_str(&page);
                if coding == Coding::Gzip {
                    // What a reader has by now, though the end is still to come.
                    let mut reader = flate2::read::GzDecoder::new(&packed[..]);
                    let mut so_far = vec![0; plain.len()];
                    reader.read_exact(&mut so_far).unwrap();
                    assert_eq!(so_far, plain.as_bytes());
                }
            }
            packed.extend_from_slice(&packer.end().unwrap());
            assert_eq!(unpacked(coding, &packed), plain, "{coding:?}");
        }
    }
}
