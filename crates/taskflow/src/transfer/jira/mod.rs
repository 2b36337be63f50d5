//! Jira's "Export CSV (all fields)": headings that stand over many columns, wiki markup, dates as Jira writes them.

mod issue;
mod markup;

use std::collections::BTreeMap;

use super::bundle::{Bundle, Column};
use super::format::Upload;
use super::grid::{self, Headings};
use crate::base::Result;
use crate::project::StatusCategory;

const WHAT: &str = "a CSV export of Jira";
const SUMMARY: &[&str] = &["summary"];
const KEY: &[&str] = &["issue key", "key"];

/// Reads exports: a bundle for each project in them. Large searches come in several files.
///
/// # Errors
/// `unreadable_export`.
pub fn read(upload: &Upload) -> Result<Vec<Bundle>> {
    let mut projects: BTreeMap<String, Project> = BTreeMap::new();
    for file in &upload.files {
        let grid = grid::read(file, WHAT, None, None)?;
        let mut rows = grid.rows.iter();
        let heading = rows.next().map(Headings::of);
        let Some(heading) =
            heading.filter(|heading| heading.have(SUMMARY) && KEY.iter().any(|key| heading.have(&[key])))
        else {
            return Err(file.refused(WHAT, "its first line does not have the headings Summary and Issue key"));
        };
        for line in rows {
            let key = heading.get(line, KEY);
            if key.is_empty() {
                let first = projects.values_mut().next();
                let message = format!("Left out: line {} has no issue key.", line.number);
                if let Some(project) = first {
                    project
                        .bundle
                        .note("row", &line.number.to_string(), heading.get(line, SUMMARY), message);
                }
                continue;
            }
            let code = key.rsplit_once('-').map_or(key, |(code, _)| code);
            let project = projects
                .entry(code.to_owned())
                .or_insert_with(|| Project::new(code, &heading, line));
            project.take(&heading, line, key);
        }
    }
    if projects.is_empty() {
        let file = upload.files.first().ok_or(crate::base::Error::NotFound("file"))?;
        return Err(file.refused(WHAT, "there is no issue in it"));
    }
    Ok(projects.into_values().map(Project::finished).collect())
}

/// A project as it fills up.
struct Project {
    bundle: Bundle,
    /// Keys by ids: parents are named by either.
    keys: BTreeMap<String, String>,
    /// The place of each issue on its board, by key.
    ranks: BTreeMap<String, String>,
}

impl Project {
    fn new(code: &str, heading: &Headings, line: &grid::Line) -> Self {
        let name = heading.get(line, &["project name"]);
        let bundle = Bundle {
            source: "jira",
            external_id: code.to_owned(),
            name: if name.is_empty() { code.to_owned() } else { name.to_owned() },
            description: markup::markdown(heading.get(line, &["project description"])),
            ..Bundle::default()
        };
        Self { bundle, keys: BTreeMap::new(), ranks: BTreeMap::new() }
    }

    fn take(&mut self, heading: &Headings, line: &grid::Line, key: &str) {
        if !self.bundle.seen.insert(format!("card:{key}")) {
            self.bundle.note(
                "card",
                key,
                heading.get(line, SUMMARY),
                "It is in the files twice; the first was taken.",
            );
            return;
        }
        let status = heading.get(line, &["status"]);
        if !status.is_empty() && self.bundle.seen.insert(format!("column:{}", status.to_lowercase())) {
            self.bundle.columns.push(Column {
                external_id: status.to_lowercase(),
                name: status.to_owned(),
                category: category(heading.get(line, &["status category"])),
            });
        }
        self.keys.insert(heading.get(line, &["issue id"]).to_owned(), key.to_owned());
        let rank = heading.get(line, &["custom field (rank)", "rank"]);
        self.ranks.insert(key.to_owned(), rank.to_owned());
        let card = issue::card(&mut self.bundle, heading, line, key);
        self.bundle.cards.push(card);
    }

    fn finished(self) -> Bundle {
        let Self { mut bundle, keys, ranks } = self;
        for card in &mut bundle.cards {
            // Named by its id, unless the export has the key as well.
            if let Some(key) = card.parent.as_ref().and_then(|parent| keys.get(parent)) {
                card.parent = Some(key.clone());
            }
            let elsewhere = card.parent.as_ref().filter(|parent| !ranks.contains_key(*parent));
            if let Some(parent) = elsewhere {
                card.facts.push(format!("Part of {parent}"));
            }
        }
        if ranks.values().all(|rank| !rank.is_empty()) {
            bundle
                .cards
                .sort_by(|a, b| ranks.get(&a.external_id).cmp(&ranks.get(&b.external_id)));
        }
        bundle.columns.sort_by_key(|column| {
            let category = column.category.unwrap_or_else(|| super::category::of_list(&column.name));
            ORDER.iter().position(|one| *one == category)
        });
        bundle
    }
}

const ORDER: [StatusCategory; 5] = [
    StatusCategory::Backlog,
    StatusCategory::Todo,
    StatusCategory::InProgress,
    StatusCategory::Done,
    StatusCategory::Cancelled,
];

/// Jira has three categories, whatever the statuses are called.
fn category(name: &str) -> Option<StatusCategory> {
    match name.to_lowercase().as_str() {
        "to do" | "new" => Some(StatusCategory::Todo),
        "in progress" | "indeterminate" => Some(StatusCategory::InProgress),
        "done" | "complete" => Some(StatusCategory::Done),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
