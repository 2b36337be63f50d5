//! What the columns of a table probably are: by their headings, and by what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use super::mapping::{Field, Mapping, Proposal, Sample};
use crate::base::Result;
use crate::transfer::format::{File, Upload};
use crate::transfer::grid::{self, Grid};
use crate::transfer::when::When;

/// Headings in English and German, as other products and people write them, with `_` or spaces; the first that fits wins.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &[
            "title",
            "task name",
            "task title",
            "summary",
            "subject",
            "task",
            "name",
            "titel",
            "aufgabe",
            "betreff",
            "content",
            "short desc",
        ],
    ),
    (
        Field::Id,
        &["id", "task id", "key", "issue key", "issue id", "#", "number", "nr", "nummer", "bug id"],
    ),
    (
        Field::Description,
        &["description", "notes", "details", "body", "text", "beschreibung", "notizen"],
    ),
    (
        Field::Status,
        &[
            "status",
            "state",
            "bug status",
            "stage",
            "list",
            "list name",
            "column",
            "section",
            "section/column",
            "zustand",
            "spalte",
        ],
    ),
    (
        Field::Priority,
        &["priority", "prio", "importance", "severity", "priorit\u{e4}t", "dringlichkeit"],
    ),
    (
        Field::Labels,
        &["labels", "label", "tags", "tag", "categories", "category", "schlagworte", "kategorie"],
    ),
    (
        Field::Assignee,
        &[
            "assignee",
            "assignees",
            "assigned to",
            "assignee email",
            "owner",
            "responsible",
            "zust\u{e4}ndig",
            "bearbeiter",
        ],
    ),
    (
        Field::Due,
        &[
            "due",
            "due date",
            "deadline",
            "due on",
            "duedate",
            "f\u{e4}llig",
            "f\u{e4}llig am",
            "frist",
        ],
    ),
    (Field::Start, &["start", "start date", "start on", "begin", "beginn", "startdatum"]),
    (
        Field::Estimate,
        &[
            "estimate",
            "story points",
            "points",
            "estimated hours",
            "effort",
            "sch\u{e4}tzung",
            "aufwand",
        ],
    ),
    (
        Field::Parent,
        &["parent", "parent id", "parent task", "parent key", "\u{fc}bergeordnete aufgabe"],
    ),
    (Field::Recurrence, &["recurrence", "rrule", "repeat", "repeats", "wiederholung"]),
    (Field::Comment, &["comment", "comments", "kommentar", "kommentare"]),
    (Field::Link, &["url", "link", "attachment", "attachments"]),
    (
        Field::Completed,
        &[
            "completed",
            "completed at",
            "completed on",
            "done",
            "finished",
            "finished date",
            "closed",
            "closed at",
            "erledigt",
        ],
    ),
    (Field::Project, &["project", "project name", "projekt", "board", "product"]),
    (
        Field::Note,
        &[
            "created",
            "created at",
            "created on",
            "created date",
            "reporter",
            "creator",
            "author",
            "erstellt",
        ],
    ),
];
const SAMPLES: usize = 5;

/// Proposes a mapping; what the upload's own mapping says stands.
///
/// # Errors
/// `unreadable_export`.
pub fn propose(upload: &Upload, file: &File) -> Result<Proposal> {
    let given = upload.mapping.clone().unwrap_or_default();
    let grid = grid::read(file, super::WHAT, given.delimiter_byte(), given.encoding.as_deref())?;
    let columns = samples(&grid);
    let mapping = match &upload.mapping {
        Some(mapping) => mapping.clone(),
        None => guess(&grid, &columns),
    };
    Ok(Proposal {
        mapping,
        columns,
        rows: i64::try_from(grid.rows.len().saturating_sub(1)).unwrap_or(i64::MAX),
    })
}

fn samples(grid: &Grid) -> Vec<Sample> {
    let Some(heading) = grid.rows.first() else {
        return Vec::new();
    };
    let mut samples: Vec<Sample> = heading
        .fields
        .iter()
        .take(200)
        .map(|heading| Sample {
            heading: heading.trim().chars().take(100).collect(),
            values: Vec::new(),
            filled: 0,
        })
        .collect();
    for line in &grid.rows[1..] {
        for (sample, field) in samples.iter_mut().zip(&line.fields) {
            let field: String = field.trim().chars().take(80).collect();
            sample.filled += i64::from(!field.is_empty());
            if sample.values.len() < SAMPLES && !field.is_empty() && !sample.values.contains(&field) {
                sample.values.push(field);
            }
        }
    }
    samples
}

fn guess(grid: &Grid, columns: &[Sample]) -> Mapping {
    let mut mapping = Mapping {
        delimiter: Some(char::from(grid.delimiter)),
        encoding: Some(grid.encoding.to_lowercase()),
        ..Mapping::default()
    };
    let mut free: BTreeSet<&str> = columns
        .iter()
        .filter(|column| column.filled > 0)
        .map(|column| column.heading.as_str())
        .collect();
    for (field, names) in NAMES {
        for name in *names {
            let fits = |heading: &&&str| heading.to_lowercase().replace('_', " ") == *name;
            let Some(heading) = free.iter().find(fits).copied() else {
                continue;
            };
            free.remove(heading);
            mapping.columns.insert(heading.to_owned(), *field);
            if !matches!(field, Field::Note | Field::Labels | Field::Assignee | Field::Comment | Field::Link)
            {
                break;
            }
        }
    }
    // A table of one column, or of headings in another language: the first text that is no number or date.
    if !mapping.columns.values().any(|field| *field == Field::Title) {
        let texts = |column: &&Sample| {
            free.contains(column.heading.as_str())
                && column
                    .values
                    .iter()
                    .any(|value| value.parse::<f64>().is_err() && When::read(value).is_none())
        };
        if let Some(column) = columns.iter().find(texts).or_else(|| columns.first()) {
            mapping.columns.insert(column.heading.clone(), Field::Title);
        }
    }
    mapping.dates = form(columns, &mapping.columns);
    mapping
}

/// The form of dates that can be read two ways, when one of their values settles it.
fn form(columns: &[Sample], fields: &BTreeMap<String, Field>) -> Option<String> {
    let is_date = |heading: &str| matches!(fields.get(heading), Some(Field::Due | Field::Start));
    let values: Vec<&String> = columns
        .iter()
        .filter(|column| is_date(&column.heading))
        .flat_map(|column| &column.values)
        .collect();
    let forms = ["%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%y", "%d.%m.%y"];
    let fits = |form: &&&str| values.iter().all(|value| When::in_form(form, value).is_some());
    if values.is_empty() || values.iter().all(|value| When::read(value).is_some()) {
        return None;
    }
    let good: Vec<&&str> = forms.iter().filter(fits).collect();
    match good.as_slice() {
        [one] => Some((**one).to_owned()),
        _ => None,
    }
}
