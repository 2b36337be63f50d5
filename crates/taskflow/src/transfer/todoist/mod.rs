//! A Todoist project as CSV: "Export as a template", and backups. Three headings are known; all are read alike.

mod content;
mod date;
mod row;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::bundle::{Bundle, Card, Column, Person, Remark};
use super::format::{File, Upload};
use super::grid::{self, Headings};
use crate::base::Result;
use crate::project::StatusCategory;
use crate::task::Priority;
use row::{Kind, Row};

const WHAT: &str = "a Todoist project as CSV";
/// Tasks that stand above the first section.
const UNSORTED: &str = "unsorted";

/// Reads one project: sections become lists, notes comments, indentation hierarchy.
///
/// # Errors
/// `unreadable_export`.
pub fn read(upload: &Upload, file: &File) -> Result<Bundle> {
    let grid = grid::read(file, WHAT, None, None)?;
    let mut rows = grid.rows.into_iter();
    let heading = rows
        .next()
        .map(|line| Headings::of(&line))
        .filter(|heading| heading.have(&["type", "content"]));
    let Some(heading) = heading else {
        return Err(file.refused(WHAT, "its first line does not have the headings TYPE and CONTENT"));
    };
    let name = upload.name_of(file);
    let bundle = Bundle {
        source: "todoist",
        external_id: name.clone(),
        name,
        ..Bundle::default()
    };
    let mut reader = Reader {
        bundle,
        upload,
        section: None,
        above: Vec::new(),
        last: None,
        seen: HashMap::new(),
    };
    for line in rows {
        let row = row::read(&heading, &line);
        reader.take(row);
    }
    reader.finish();
    Ok(reader.bundle)
}

struct Reader<'a> {
    bundle: Bundle,
    upload: &'a Upload,
    section: Option<String>,
    /// The ids of the cards that the next row may be a part of, by indentation.
    above: Vec<String>,
    /// Where the last task stands: notes belong to it.
    last: Option<usize>,
    /// How often a key was given out: rows have no ids, and some are there twice.
    seen: HashMap<String, usize>,
}

impl Reader<'_> {
    fn take(&mut self, row: Row) {
        if row.repaired {
            let message = format!(
                "Line {} has commas that are not quoted; it was read as “{}”.",
                row.line, row.content
            );
            self.bundle.note("row", &row.line.to_string(), &row.content, message);
        }
        match row.kind {
            Kind::Section => self.section(row),
            Kind::Task => self.task(row),
            Kind::Note => self.remark(row),
            // How the project was shown there.
            Kind::Meta => {}
            Kind::Unknown => {
                let message =
                    format!("Left out: line {} is neither a task nor a section nor a note.", row.line);
                self.bundle.note("row", &row.line.to_string(), &row.content, message);
            }
        }
    }

    /// Rows have no ids: what they say and where they stand tells them apart.
    fn key(&mut self, kind: &str, place: &str, content: &str) -> String {
        let mut hash = Sha256::new();
        for part in [kind, place, content] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let key = hex::encode(&hash.finalize()[..12]);
        let count = self.seen.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key}-{count}") }
    }

    fn section(&mut self, row: Row) {
        let id = self.key("section", "", &row.content);
        self.section = Some(id.clone());
        self.above.clear();
        self.last = None;
        // A section groups work there; it says nothing about how far it is.
        let column = Column {
            external_id: id,
            name: row.content,
            category: Some(StatusCategory::Todo),
        };
        self.bundle.columns.push(column);
    }

    fn task(&mut self, row: Row) {
        let depth = row.indent.saturating_sub(1).min(self.above.len());
        self.above.truncate(depth);
        let place = self.above.last().cloned().or_else(|| self.section.clone()).unwrap_or_default();
        let id = self.key("task", &place, &row.content);
        let said = content::read(&row.content);
        let labels = said.labels.iter().map(|name| self.bundle.label(name, None)).collect();
        let mut card = Card {
            external_id: id.clone(),
            title: said.title,
            description: row.description.clone(),
            column: self.section.clone().unwrap_or_else(|| UNSORTED.to_owned()),
            labels,
            parent: self.above.last().cloned(),
            priority: match row.priority {
                Some(1) => Priority::Urgent,
                Some(2) => Priority::High,
                Some(3) => Priority::Medium,
                _ => Priority::None,
            },
            ..Card::default()
        };
        card.people.extend(self.person(&row.responsible));
        if said.heading {
            self.bundle.note(
                "card",
                &id,
                &card.title,
                "It cannot be ticked off there; here it is a task as any other.",
            );
        }
        self.dates(&mut card, &row);
        if !row.duration.is_empty() {
            card.facts.push(format!("Duration: {} {}", row.duration, row.duration_unit));
        }
        self.last = Some(self.bundle.cards.len());
        self.above.push(id);
        self.bundle.cards.push(card);
    }

    fn dates(&mut self, card: &mut Card, row: &Row) {
        if !row.date.is_empty() {
            match date::read(&row.date, &row.timezone, self.upload.today) {
                Some((due, recurrence)) => (card.due, card.recurrence) = (Some(due), recurrence),
                None => {
                    card.facts.push(format!("Date: {}", row.date));
                    let message = format!(
                        "Its date “{}” cannot be told for certain and is kept in the description.",
                        row.date
                    );
                    self.bundle.note("card", &card.external_id, &card.title, message);
                }
            }
        }
        if row.deadline.is_empty() {
            return;
        }
        match date::read(&row.deadline, "", self.upload.today) {
            Some((due, None)) if card.due.is_none() => card.due = Some(due),
            _ => card.facts.push(format!("Deadline: {}", row.deadline)),
        }
    }

    /// `Ana (1846598)`.
    fn person(&mut self, text: &str) -> Option<String> {
        let (name, id) = named(text)?;
        let email = name.contains('@').then(|| name.clone());
        let person = Person { external_id: id.clone(), username: id, name, email };
        Some(self.bundle.person(person))
    }

    fn remark(&mut self, row: Row) {
        let (text, files) = content::attached(&row.content);
        let place = match self.last.and_then(|place| self.bundle.cards.get(place)) {
            Some(card) => card.external_id.clone(),
            None => self.section.clone().unwrap_or_default(),
        };
        let id = self.key("note", &place, &row.content);
        for file in files {
            self.bundle.note("attachment", &id, &file, "Kept as a link in the comment.");
        }
        let author = named(&row.author).map_or_else(|| "Somebody".to_owned(), |(name, _)| name);
        match self.last.and_then(|place| self.bundle.cards.get_mut(place)) {
            Some(card) => card.comments.push(Remark { external_id: id, author, at: None, text }),
            None => {
                self.bundle.note(
                    "comment",
                    &id,
                    &text,
                    "It is on no task; here it stands in the project's description.",
                );
                self.bundle.description.push_str(&format!("{text}\n\n"));
            }
        }
    }

    fn finish(&mut self) {
        let unsorted = self.bundle.cards.iter().any(|card| card.column == UNSORTED);
        if unsorted && !self.bundle.columns.is_empty() {
            let column = Column {
                external_id: UNSORTED.to_owned(),
                name: "No section".to_owned(),
                category: Some(StatusCategory::Todo),
            };
            self.bundle.columns.insert(0, column);
        }
    }
}

/// Name and id out of `Ana (1846598)`; without an id the name is both.
fn named(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let inside = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let (name, id) = match inside {
        Some((name, id)) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            (name.trim(), id)
        }
        _ => (text, text),
    };
    (!name.is_empty()).then(|| (name.to_owned(), id.to_owned()))
}

#[cfg(test)]
mod tests;
