//! The file itself: a gzipped tar, written and read from front to end.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::manifest::End;
use crate::base::{Error, Result};

/// Bytes of one file of lines: what is held in memory at a time.
const MOST: usize = 4 << 20;
/// The largest file that is read.
const MOST_READ: u64 = 256 << 20;

/// An archive being written.
pub struct Writer<W: Write> {
    tar: tar::Builder<GzEncoder<W>>,
    end: End,
    /// Lines that wait, the folder they belong into, and the file's number in it.
    lines: Vec<u8>,
    folder: String,
    number: usize,
}

impl<W: Write> Writer<W> {
    pub fn new(out: W) -> Self {
        Self {
            tar: tar::Builder::new(GzEncoder::new(out, Compression::default())),
            end: End::default(),
            lines: Vec::new(),
            folder: String::new(),
            number: 0,
        }
    }

    /// Adds a file.
    ///
    /// # Errors
    /// `Internal` when it cannot be written.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        self.tar.append_data(&mut header, name, bytes).map_err(Error::internal)?;
        self.end.files.insert(name.to_owned(), hex::encode(Sha256::digest(bytes)));
        Ok(())
    }

    /// Adds a line to the files of a folder.
    ///
    /// # Errors
    /// As [`Writer::file`].
    pub fn line(&mut self, folder: &str, thing: &impl Serialize) -> Result<()> {
        if self.folder != folder {
            self.flush()?;
            (self.folder, self.number) = (folder.to_owned(), 0);
        }
        serde_json::to_writer(&mut self.lines, thing).map_err(Error::internal)?;
        self.lines.push(b'\n');
        *self.end.lines.entry(folder.to_owned()).or_default() += 1;
        if self.lines.len() >= MOST { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        self.number += 1;
        let name = format!("{}/{:06}.jsonl", self.folder, self.number);
        let lines = std::mem::take(&mut self.lines);
        self.file(&name, &lines)
    }

    /// Writes the last file and closes the archive.
    ///
    /// # Errors
    /// As [`Writer::file`].
    pub fn end(mut self) -> Result<W> {
        self.flush()?;
        let end = serde_json::to_vec_pretty(&self.end).map_err(Error::internal)?;
        self.file("end.json", &end)?;
        let gzip = self.tar.into_inner().map_err(Error::internal)?;
        gzip.finish().map_err(Error::internal)
    }
}

/// The refusal of a file that is no archive, or is not whole.
pub fn damaged(why: impl std::fmt::Display) -> Error {
    Error::conflict("archive_damaged", format!("The archive is damaged or is none: {why}."))
}

/// Reads an archive from front to end, file by file.
///
/// # Errors
/// `archive_damaged`; those of `each`.
pub fn files(input: impl Read, mut each: impl FnMut(&str, Vec<u8>) -> Result<()>) -> Result<()> {
    let mut tar = tar::Archive::new(GzDecoder::new(input));
    for entry in tar.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        let name = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        let size = entry.size();
        if size > MOST_READ {
            return Err(damaged(format!("{name} is larger than a file of it may be")));
        }
        let mut bytes = Vec::new();
        entry.take(MOST_READ).read_to_end(&mut bytes).map_err(damaged)?;
        each(&name, bytes)?;
    }
    Ok(())
}
