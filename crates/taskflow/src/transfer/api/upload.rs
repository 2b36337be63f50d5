//! Files as they come over HTTP: a form with several parts, or one file as the body.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

use crate::base::{Error, Result};
use crate::http::body;
use crate::transfer::format::{File, MOST_FILES, Upload};
use crate::transfer::table::Mapping;

/// The most bytes of a mapping or a name.
const MOST_TEXT: usize = 256 * 1024;

/// Reads what was sent, of at most `limit` bytes together.
///
/// # Errors
/// `TooLarge`; `invalid_form`, `file_missing`, `too_many_files`; what is wrong with the mapping.
pub async fn read(request: Request, limit: usize) -> Result<Upload> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_form =
        kind.is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"));
    let mut upload = Upload {
        files: Vec::new(),
        name: None,
        mapping: None,
        today: jiff::civil::Date::ZERO,
    };
    if !is_form {
        let bytes = body::read(request, limit).await?;
        upload.files.push(File { name: String::new(), bytes });
        return Ok(upload);
    }
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut left = limit;
    while let Some(mut part) = form.next_field().await.map_err(|_| broken())? {
        let (name, file_name) = (
            part.name().unwrap_or_default().to_owned(),
            part.file_name().unwrap_or_default().to_owned(),
        );
        let most = if name == "file" { left } else { left.min(MOST_TEXT) };
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
            if bytes.len() + chunk.len() > most {
                return Err(Error::TooLarge { limit: if name == "file" { limit } else { MOST_TEXT } });
            }
            bytes.extend_from_slice(&chunk);
        }
        left -= bytes.len();
        match name.as_str() {
            "file" if upload.files.len() == MOST_FILES => {
                return Err(Error::malformed("too_many_files", format!("Send at most {MOST_FILES} files.")));
            }
            "file" => upload.files.push(File { name: file_name, bytes: bytes.into() }),
            "mapping" => upload.mapping = Some(mapping(&bytes)?),
            "name" => upload.name = Some(String::from_utf8_lossy(&bytes).chars().take(100).collect()),
            _ => {}
        }
    }
    if upload.files.is_empty() {
        return Err(Error::malformed("file_missing", "Send the file as the part `file` of the form."));
    }
    Ok(upload)
}

/// Reads a mapping; its places are those of a body that has it as `mapping`.
///
/// # Errors
/// `invalid_json`, `Invalid`.
pub fn mapping(bytes: &[u8]) -> Result<Mapping> {
    body::parse(bytes).map_err(|error| match error {
        Error::Invalid(mut faults) => {
            faults
                .iter_mut()
                .for_each(|fault| fault.pointer = format!("/mapping{}", fault.pointer));
            Error::Invalid(faults)
        }
        other => other,
    })
}

fn broken() -> Error {
    Error::malformed("invalid_form", "The form cannot be read.")
}
