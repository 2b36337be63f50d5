//! Reads an archive into a server that does not have its workspace, in one transaction: all of it, or nothing.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use taskflow_db::Value;
use uuid::Uuid;

use super::carried::{Carried, carried};
use super::entry::EntryLine;
use super::manifest::{End, FORMAT, Manifest, VERSION};
use super::pack::{self, damaged};
use super::row;
use crate::auth::{self, Placeholder};
use crate::base::{Error, Result};
use crate::event::{self, Cx, Entry, Fold, Imager, NewEvent, Restored, Stream};
use crate::workspace;

/// Entries put in at once.
const BATCH: usize = 500;

/// What came of it.
#[derive(Clone, Debug)]
pub struct Restore {
    pub workspace_id: Uuid,
    pub slug: String,
    pub name: String,
    /// Entries of its log.
    pub entries: i64,
    /// Rows, by table.
    pub rows: BTreeMap<String, i64>,
    /// People who have the address here already, and those who were made.
    pub matched: i64,
    pub made: i64,
}

/// A row, by its key, and what one of its columns names.
type Reference = (Vec<Value>, Value);

struct Reader<'a, 'c, 't> {
    cx: &'a mut Cx<'c, 't>,
    tables: Vec<Carried>,
    manifest: Option<Manifest>,
    /// Who people of the archive are here, where that is another id.
    others: Vec<(String, String)>,
    /// Everybody of the archive, by the ids they have here.
    people: Vec<Uuid>,
    /// Who is called otherwise here.
    changed: Vec<Uuid>,
    log: Option<Restored>,
    /// References among the rows of one table, set when all are there.
    later: HashMap<(usize, usize), Vec<Reference>>,
    end: End,
    whole: bool,
    made: i64,
    matched: i64,
}

/// Reads an archive in. `imagers` tell what tables hold of a person's own stream.
///
/// # Errors
/// `archive_damaged`, `archive_too_new`, `workspace_exists`, `slug_taken`; those of the database.
pub fn restore(cx: &mut Cx<'_, '_>, imagers: &[Imager], input: impl Read) -> Result<Restore> {
    let tables = carried(cx)?;
    let mut reader = Reader {
        cx,
        tables,
        manifest: None,
        others: Vec::new(),
        people: Vec::new(),
        changed: Vec::new(),
        log: None,
        later: HashMap::new(),
        end: End::default(),
        whole: false,
        made: 0,
        matched: 0,
    };
    pack::files(input, |name, bytes| reader.file(name, &bytes))?;
    reader.finish(imagers)
}

/// Tells a person's own stream what it does not know yet: the person, if they are new here, their membership, and what
/// they keep for themselves in the workspace, whatever kinds of things that may be.
fn tell(cx: &mut Cx<'_, '_>, person: Uuid, imagers: &[Imager]) -> Result<()> {
    let mut fold = Fold::default();
    loop {
        let entries = event::entries_after(cx, person, fold.seq, 500)?;
        if entries.is_empty() {
            break;
        }
        entries.iter().try_for_each(|entry| fold.apply(entry))?;
    }
    for imager in imagers {
        for image in imager(cx, person)? {
            if !fold.has(image.entity, image.id) {
                cx.emit(NewEvent::image(Stream::Person(person), "archive.restored", image))?;
            }
        }
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(damaged)
}

impl Reader<'_, '_, '_> {
    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if self.whole {
            return Err(damaged("something comes after its end"));
        }
        if name == "end.json" {
            let end: End = parse(bytes)?;
            self.whole = end == self.end;
            return if self.whole {
                Ok(())
            } else {
                Err(damaged("files were changed or are missing"))
            };
        }
        self.end.files.insert(name.to_owned(), hex::encode(Sha256::digest(bytes)));
        if name == "manifest.json" {
            return self.begin(parse(bytes)?);
        }
        if self.manifest.is_none() {
            return Err(damaged("its first file is no manifest"));
        }
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let text = std::str::from_utf8(bytes).map_err(damaged)?;
        let count = text.lines().count();
        *self.end.lines.entry(folder.clone()).or_default() += i64::try_from(count).unwrap_or(0);
        match folder.split_once('/') {
            None if folder == "people" => self.people(text),
            None if folder == "log" => self.entries(text),
            Some(("tables", table)) => self.rows(table, text),
            // Room for what later versions add.
            _ => Ok(()),
        }
    }

    fn begin(&mut self, manifest: Manifest) -> Result<()> {
        if manifest.format != FORMAT {
            return Err(damaged("it is of another kind"));
        }
        if manifest.version > VERSION {
            let detail = format!(
                "The archive was written by a later version ({}). Upgrade this server first.",
                manifest.program
            );
            return Err(Error::conflict("archive_too_new", detail));
        }
        if workspace::known(self.cx, manifest.workspace.id)? {
            return Err(Error::conflict("workspace_exists", "This workspace is on this server already."));
        }
        if workspace::id_of_slug(self.cx, &manifest.workspace.slug)?.is_some() {
            let detail = format!(
                "Another workspace here has the slug `{}`. Give that one another first.",
                manifest.workspace.slug
            );
            return Err(Error::conflict("slug_taken", detail));
        }
        self.manifest = Some(manifest);
        Ok(())
    }

    fn people(&mut self, text: &str) -> Result<()> {
        for line in text.lines() {
            let person: Placeholder = parse(line.as_bytes())?;
            let now = self.cx.now();
            let user = auth::settle(self.cx, &person, now)?;
            self.people.push(user.id);
            if user.id != person.id {
                self.others.push((person.id.to_string(), user.id.to_string()));
            }
            if user.version == 1 && user.created_at == now {
                self.made += 1;
            } else {
                self.matched += 1;
                let same = user.name == person.name
                    && user.email == person.email
                    && user.avatar_url == person.avatar_url;
                self.changed.extend((!same).then_some(user.id));
            }
        }
        Ok(())
    }

    /// A line with the ids that people have here.
    fn here(&self, line: &str) -> String {
        self.others
            .iter()
            .fold(line.to_owned(), |line, (there, here)| line.replace(there, here))
    }

    fn rows(&mut self, name: &str, text: &str) -> Result<()> {
        let Some(place) = self.tables.iter().position(|table| table.shape.name == name) else {
            return Err(damaged(format!("this version has no table {name}")));
        };
        let own = self.tables[place].own_references();
        let mut rows = Vec::new();
        for line in text.lines() {
            let row: Map<String, Json> = parse(self.here(line).as_bytes())?;
            let table = &self.tables[place];
            let mut values = row::read(self.cx, table, &row).map_err(damaged)?;
            for column in &own {
                let value = std::mem::replace(&mut values[*column], Value::Null);
                if value != Value::Null {
                    let key = table.shape.key.iter().map(|at| values[*at].clone()).collect();
                    self.later.entry((place, *column)).or_default().push((key, value));
                }
            }
            rows.push(values);
        }
        for some in rows.chunks(BATCH) {
            self.cx.copy_in(&self.tables[place].shape, some)?;
        }
        Ok(())
    }

    fn entries(&mut self, text: &str) -> Result<()> {
        let id = self.manifest.as_ref().map(|manifest| manifest.workspace.id).unwrap_or_default();
        let now = self.cx.now();
        let mut log = match self.log.take() {
            Some(log) => log,
            None => Restored::begin(self.cx, id, !self.others.is_empty(), now)?,
        };
        let mut entries: Vec<Entry> = Vec::new();
        for line in text.lines() {
            let line: EntryLine = parse(self.here(line).as_bytes())?;
            entries.push(line.into_entry(id)?);
            if entries.len() == BATCH {
                log.add(self.cx, std::mem::take(&mut entries))?;
            }
        }
        log.add(self.cx, entries)?;
        self.log = Some(log);
        Ok(())
    }

    fn finish(mut self, imagers: &[Imager]) -> Result<Restore> {
        let (true, Some(manifest), Some(log)) = (self.whole, self.manifest.take(), self.log.take()) else {
            return Err(damaged("its end is missing"));
        };
        for ((table, column), rows) in std::mem::take(&mut self.later) {
            for some in rows.chunks(BATCH) {
                self.cx.copy_set(&self.tables[table].shape, column, some)?;
            }
        }
        let now = self.cx.now();
        let entries = log.end(self.cx, "workspace", now)?;
        if entries != manifest.seq {
            return Err(damaged("entries of its log are missing"));
        }
        for person in std::mem::take(&mut self.people) {
            tell(self.cx, person, imagers)?;
        }
        workspace::show_changed(self.cx, manifest.workspace.id, &self.changed)?;
        workspace::arrived(self.cx, manifest.workspace.id)?;
        let rows = self.end.lines.iter();
        let rows =
            rows.filter_map(|(folder, count)| Some((folder.strip_prefix("tables/")?.to_owned(), *count)));
        Ok(Restore {
            workspace_id: manifest.workspace.id,
            slug: manifest.workspace.slug,
            name: manifest.workspace.name,
            entries,
            rows: rows.collect(),
            matched: self.matched,
            made: self.made,
        })
    }
}
