//! Rows to cards, as the mapping says.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::guess;
use super::mapping::{Field, Mapping};
use crate::base::Result;
use crate::base::error::Faults;
use crate::project::StatusCategory;
use crate::recurring::Mode;
use crate::task::{Priority, Recurrence};
use crate::transfer::bundle::{Bundle, Card, Column, Link, Person, Remark};
use crate::transfer::format::{File, Upload};
use crate::transfer::grid::{self, Headings, Line};
use crate::transfer::when::When;

/// Reads a table by its mapping, or by the one that is proposed: a bundle for each project named in it.
///
/// # Errors
/// `unreadable_export`; what is wrong with the mapping, at its place in it.
pub fn read(upload: &Upload, file: &File) -> Result<Vec<Bundle>> {
    let given = upload.mapping.clone().unwrap_or_default();
    let grid = grid::read(file, super::WHAT, given.delimiter_byte(), given.encoding.as_deref())?;
    let mapping = match &upload.mapping {
        Some(mapping) => mapping.clone(),
        None => guess::propose(upload, file)?.mapping,
    };
    let Some((first, rows)) = grid.rows.split_first() else {
        return Err(file.refused(super::WHAT, "there is nothing in it"));
    };
    let headings = Headings::of(first);
    let mut faults = Faults::default();
    mapping.check(&mut faults, Some(&headings));
    faults.check()?;
    let mut columns: BTreeMap<Field, Vec<String>> = BTreeMap::new();
    for field in mapping.columns.values() {
        columns.entry(*field).or_insert_with(|| mapping.of(*field));
    }
    let mut reader = Reader {
        name: upload.name_of(file),
        headings,
        mapping,
        columns,
        bundles: BTreeMap::new(),
        seen: HashMap::new(),
        width: first.fields.len(),
    };
    rows.iter().for_each(|line| reader.take(line));
    Ok(reader.finished())
}

struct Reader {
    name: String,
    headings: Headings,
    mapping: Mapping,
    /// The headings of each field.
    columns: BTreeMap<Field, Vec<String>>,
    bundles: BTreeMap<String, Bundle>,
    /// How often a key was given out.
    seen: HashMap<String, usize>,
    width: usize,
}

impl Reader {
    fn all<'a>(&self, line: &'a Line, field: Field) -> Vec<&'a str> {
        let names: Vec<&str> = self.columns.get(&field).into_iter().flatten().map(String::as_str).collect();
        self.headings.all(line, &names)
    }

    /// Whether the mapping has a column for it.
    fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    fn get<'a>(&self, line: &'a Line, field: Field) -> &'a str {
        self.all(line, field).into_iter().next().unwrap_or_default()
    }

    fn list<'a>(&self, line: &'a Line, field: Field) -> Vec<&'a str> {
        let separator = self.mapping.list_separator.as_deref().unwrap_or(",");
        let cells = self.all(line, field).into_iter();
        cells
            .flat_map(|cell| cell.split(separator))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    }

    fn take(&mut self, line: &Line) {
        let mut bundle = self.bundle(line);
        let number = line.number.to_string();
        if line.fields.len() > self.width
            && line.fields[self.width..].iter().any(|field| !field.trim().is_empty())
        {
            let message =
                format!("Line {number} has more fields than the heading; what is over was left out.");
            bundle.note("row", &number, self.get(line, Field::Title), message);
        }
        let title = self.get(line, Field::Title);
        let says = |field| !self.get(line, field).is_empty();
        if title.is_empty() && !says(Field::Id) && !says(Field::Description) {
            bundle.note("row", &number, "", format!("Left out: line {number} has no title."));
        } else {
            let card = self.card(&mut bundle, line);
            bundle.cards.push(card);
        }
        self.bundles.insert(bundle.external_id.clone(), bundle);
    }

    /// The bundle a row belongs into, taken out while it is worked on.
    fn bundle(&mut self, line: &Line) -> Bundle {
        let named = self.get(line, Field::Project);
        let id = if !self.has(Field::Project) {
            self.name.clone()
        } else {
            format!("{}/{named}", self.name)
        };
        let name = match named {
            "" => self.name.clone(),
            // A number says little by itself.
            named if named.bytes().all(|byte| byte.is_ascii_digit()) => format!("{} {named}", self.name),
            named => named.to_owned(),
        };
        let blank = || Bundle { source: "csv", external_id: id.clone(), name, ..Bundle::default() };
        self.bundles.remove(&id).unwrap_or_else(blank)
    }

    /// By its id; a row without one is known by its words, and by which of those it is.
    fn key(&mut self, bundle: &Bundle, line: &Line) -> String {
        let id = self.get(line, Field::Id);
        let key = if id.is_empty() {
            let mut hash = Sha256::new();
            for part in [self.get(line, Field::Title), self.get(line, Field::Parent)] {
                hash.update(part.as_bytes());
                hash.update([0]);
            }
            hex::encode(&hash.finalize()[..12])
        } else {
            id.chars().take(200).collect()
        };
        let count = self.seen.entry(format!("{}\u{0}{key}", bundle.external_id)).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key}-{count}") }
    }

    fn card(&mut self, bundle: &mut Bundle, line: &Line) -> Card {
        let key = self.key(bundle, line);
        if !self.get(line, Field::Id).is_empty() && self.get(line, Field::Id) != key {
            bundle.note(
                "row",
                &line.number.to_string(),
                self.get(line, Field::Title),
                "Another row has its id; both were taken.",
            );
        }
        let mut card = Card {
            title: self.get(line, Field::Title).to_owned(),
            description: self.all(line, Field::Description).join("\n\n"),
            parent: Some(self.get(line, Field::Parent))
                .filter(|parent| !parent.is_empty())
                .map(str::to_owned),
            links: self
                .list(line, Field::Link)
                .into_iter()
                .map(|url| Link { name: String::new(), url: url.to_owned() })
                .collect(),
            external_id: key,
            ..Card::default()
        };
        card.labels = self
            .list(line, Field::Labels)
            .into_iter()
            .map(|name| bundle.label(name, None))
            .collect();
        card.labels.sort_unstable();
        card.labels.dedup();
        card.people = self
            .list(line, Field::Assignee)
            .into_iter()
            .map(|name| person(bundle, name))
            .collect();
        card.column = self.column(bundle, line);
        self.priority(bundle, line, &mut card);
        self.dates(bundle, line, &mut card);
        self.numbers(bundle, line, &mut card);
        for text in self.all(line, Field::Comment) {
            let external_id = format!("{}-{}", card.external_id, card.comments.len() + 1);
            card.comments.push(Remark {
                external_id,
                author: "Somebody".to_owned(),
                at: None,
                text: text.to_owned(),
            });
        }
        for (heading, _) in self.mapping.columns.iter().filter(|(_, field)| **field == Field::Note) {
            for value in self.headings.all(line, &[heading.trim().to_lowercase().as_str()]) {
                card.facts.push(format!("{heading}: {value}"));
            }
        }
        card
    }

    fn column(&self, bundle: &mut Bundle, line: &Line) -> String {
        let word = self.get(line, Field::Status);
        let (id, name, category) = if word.is_empty() {
            let finished = self.get(line, Field::Completed);
            let done = !finished.is_empty()
                && !matches!(finished.to_lowercase().as_str(), "no" | "false" | "0" | "n" | "nein");
            if !self.has(Field::Completed) || (self.has(Field::Status) && !done) {
                return String::new();
            }
            if done {
                ("done", "Done", Some(StatusCategory::Done))
            } else {
                ("todo", "To do", Some(StatusCategory::Todo))
            }
        } else {
            let meant = self
                .mapping
                .status
                .iter()
                .find(|(from, _)| from.trim().eq_ignore_ascii_case(word));
            (word, word, meant.map(|(_, category)| *category))
        };
        let id = id.to_lowercase();
        if bundle.seen.insert(format!("column:{id}")) {
            bundle
                .columns
                .push(Column { external_id: id.clone(), name: name.to_owned(), category });
        }
        id
    }

    fn priority(&self, bundle: &mut Bundle, line: &Line, card: &mut Card) {
        let word = self.get(line, Field::Priority);
        if word.is_empty() {
            return;
        }
        let meant = self
            .mapping
            .priority
            .iter()
            .find(|(from, _)| from.trim().eq_ignore_ascii_case(word));
        match meant.map(|(_, priority)| *priority).or_else(|| usual(word)) {
            Some(priority) => card.priority = priority,
            None => {
                card.facts.push(format!("Priority: {word}"));
                let message = format!(
                    "The mapping does not say what the priority “{word}” is; it is kept in the description."
                );
                bundle.note("card", &card.external_id, &card.title, message);
            }
        }
    }

    fn dates(&self, bundle: &mut Bundle, line: &Line, card: &mut Card) {
        for (field, what) in [(Field::Due, "Due"), (Field::Start, "Start")] {
            let text = self.get(line, field);
            if text.is_empty() {
                continue;
            }
            let stated = self.mapping.dates.as_deref().and_then(|form| When::in_form(form, text));
            match stated.or_else(|| When::read(text)) {
                Some(when) if field == Field::Due => {
                    card.due = Some(when.due(self.mapping.timezone.as_deref()))
                }
                Some(when) => card.start_on = Some(when.date().to_string()),
                None => {
                    card.facts.push(format!("{what}: {text}"));
                    let message = format!(
                        "{what} “{text}” cannot be read for certain and is kept in the description; say how dates are written."
                    );
                    bundle.note("card", &card.external_id, &card.title, message);
                }
            }
        }
        let rule = self.get(line, Field::Recurrence);
        if !rule.is_empty() {
            card.recurrence = Some(Recurrence::new(rule, Mode::Schedule));
        }
    }

    fn numbers(&self, bundle: &mut Bundle, line: &Line, card: &mut Card) {
        let text = self.get(line, Field::Estimate);
        if text.is_empty() {
            return;
        }
        // A comma is the decimal point of half the world.
        match text.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() => card.estimate = Some(number),
            _ => {
                card.facts.push(format!("Estimate: {text}"));
                bundle.note(
                    "card",
                    &card.external_id,
                    &card.title,
                    format!("Its estimate “{text}” is no number and is kept in the description."),
                );
            }
        }
    }

    fn finished(self) -> Vec<Bundle> {
        let mut bundles: Vec<Bundle> = self.bundles.into_values().collect();
        for bundle in &mut bundles {
            let ids: HashMap<&str, ()> =
                bundle.cards.iter().map(|card| (card.external_id.as_str(), ())).collect();
            let mut titles: HashMap<&str, &str> = HashMap::new();
            for card in bundle.cards.iter().rev() {
                titles.insert(card.title.as_str(), card.external_id.as_str());
            }
            // A parent may be named by its title.
            let named = |parent: &Option<String>| {
                let parent = parent.as_deref()?;
                if ids.contains_key(parent) {
                    None
                } else {
                    titles.get(parent).map(|id| (*id).to_owned())
                }
            };
            let found: Vec<Option<String>> = bundle.cards.iter().map(|card| named(&card.parent)).collect();
            for (card, found) in bundle.cards.iter_mut().zip(found).filter(|(_, found)| found.is_some()) {
                card.parent = found;
            }
            // `todo` stays first, `done` last.
            bundle.columns.sort_by_key(|column| {
                let category = column
                    .category
                    .unwrap_or_else(|| crate::transfer::category::of_list(&column.name));
                matches!(category, StatusCategory::Done | StatusCategory::Cancelled)
            });
        }
        bundles
    }
}

fn person(bundle: &mut Bundle, name: &str) -> String {
    let email = name.contains('@').then(|| name.to_owned());
    bundle.person(Person {
        external_id: name.to_lowercase(),
        name: name.to_owned(),
        username: name.to_owned(),
        email,
    })
}

/// Words for priorities that mean one thing.
fn usual(word: &str) -> Option<Priority> {
    match word.to_lowercase().as_str() {
        "none" | "no priority" | "-" | "keine" => Some(Priority::None),
        "low" | "lowest" | "minor" | "trivial" | "niedrig" | "p4" => Some(Priority::Low),
        "medium" | "normal" | "moderate" | "mittel" | "p3" => Some(Priority::Medium),
        "high" | "major" | "important" | "hoch" | "p2" => Some(Priority::High),
        "urgent" | "highest" | "critical" | "blocker" | "dringend" | "p1" | "p0" => Some(Priority::Urgent),
        _ => None,
    }
}
