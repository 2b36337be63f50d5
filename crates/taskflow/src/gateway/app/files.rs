//! The app's files: embedded at build time, or read from a directory while somebody works on them.

use std::collections::BTreeMap;
use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::super::compress;
use super::policy;

/// Names and contents; those that end in `.br` are packed.
const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/web_app.rs"));

/// Of use to the build alone.
const NOT_SERVED: &[&str] = &["index.html", "manifest.json", "preload.json"];

/// A file as it is sent.
pub struct File {
    bytes: Bytes,
    /// Packed with brotli at its strongest; nearly everybody takes that.
    packed: bool,
    tag: HeaderValue,
}

/// All files by name, such as `assets/index-Bx3.js`.
#[derive(Default)]
pub struct Files(BTreeMap<String, File>);

impl Files {
    /// Those of `dir`, or when that is empty those in the binary.
    pub fn of(dir: &str) -> Self {
        if dir.is_empty() {
            return Self::embedded();
        }
        Self::read(Path::new(dir)).unwrap_or_else(|error| {
            tracing::error!(%error, dir, "web_dir cannot be read: there is no web app");
            Self::default()
        })
    }

    /// Those in the binary.
    fn embedded() -> Self {
        let mut files = Self::default();
        for (name, bytes) in EMBEDDED {
            files.add(name, Bytes::from_static(bytes));
        }
        files
    }

    /// Those of a directory, as the build writes it.
    fn read(dir: &Path) -> std::io::Result<Self> {
        let mut files = Self::default();
        files.read_below(dir, dir)?;
        Ok(files)
    }

    fn read_below(&mut self, top: &Path, dir: &Path) -> std::io::Result<()> {
        for entry in std::fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() {
                self.read_below(top, &path)?;
            } else if let Ok(name) = path.strip_prefix(top) {
                self.add(&name.to_string_lossy(), std::fs::read(&path)?.into());
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, bytes: Bytes) {
        let packed = name.strip_suffix(".br");
        let name = packed.unwrap_or(name);
        // The packed one stays, whichever came first.
        if packed.is_some() || !self.0.contains_key(name) {
            let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&bytes)[..8]));
            let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
            self.0.insert(name.to_owned(), File { bytes, packed: packed.is_some(), tag });
        }
    }

    pub fn get(&self, name: &str) -> Option<&File> {
        self.0.get(name).filter(|_| !NOT_SERVED.contains(&name))
    }

    /// A file of the build, as text.
    pub fn text(&self, name: &str) -> Option<String> {
        let file = self.0.get(name)?;
        let plain = if file.packed { unpack(&file.bytes)? } else { file.bytes.clone() };
        String::from_utf8(plain.into()).ok()
    }

    /// Names of files that are served from the root.
    pub fn at_the_top(&self) -> Vec<String> {
        let names = self
            .0
            .keys()
            .filter(|name| !name.contains('/') && !NOT_SERVED.contains(&name.as_str()));
        names.cloned().collect()
    }
}

impl File {
    pub fn answer(&self, name: &str, asked: &HeaderMap) -> Response {
        let takes = compress::takes_brotli(asked);
        let as_is = !self.packed || takes;
        let plain = if as_is { None } else { unpack(&self.bytes) };
        let mut response = plain.unwrap_or_else(|| self.bytes.clone()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept(name)));
        headers.insert(header::ETAG, self.tag.clone());
        if let Ok(policy) = HeaderValue::from_str(&policy(None)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if self.packed && as_is {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }
}

/// What is in `assets/` has a name that changes with it.
fn kept(name: &str) -> &'static str {
    if name.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

fn unpack(packed: &[u8]) -> Option<Bytes> {
    let mut plain = Vec::with_capacity(packed.len() * 4);
    brotli::BrotliDecompress(&mut &packed[..], &mut plain).ok()?;
    Some(plain.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_files_go_to_those_who_take_them_and_plain_to_others() {
        let mut files = Files::default();
        let text = "let task = 1;\n".repeat(100);
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &Default::default()).unwrap();
        files.add("assets/a-1.js", text.clone().into());
        files.add("assets/a-1.js.br", packed.into());
        files.add("index.html", "<html>".into());
        assert!(files.get("index.html").is_none(), "a template is no file to be had");
        assert_eq!(files.text("assets/a-1.js"), Some(text));

        let file = files.get("assets/a-1.js").unwrap();
        let mut asked = HeaderMap::new();
        let plain = file.answer("assets/a-1.js", &asked);
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, br"));
        let packed = file.answer("assets/a-1.js", &asked);
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "br");
        assert!(packed.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }
}
