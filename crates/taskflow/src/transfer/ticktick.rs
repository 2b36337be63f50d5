//! TickTick's backup as CSV: lines that say what it is, then one table for all lists.

use std::collections::BTreeMap;

use super::bundle::{Bundle, Card, Column, Item};
use super::format::File;
use super::grid::{self, Headings, Line};
use super::when::{self, When};
use crate::base::Result;
use crate::project::StatusCategory;
use crate::recurring::Mode;
use crate::task::{Due, Priority, Recurrence};

const WHAT: &str = "a backup of TickTick";
const OPEN: &str = "open";
const DONE: &str = "done";

/// Reads a backup: a bundle for each list.
///
/// # Errors
/// `unreadable_export`.
pub fn read(file: &File) -> Result<Vec<Bundle>> {
    let grid = grid::read(file, WHAT, Some(b','), None)?;
    let needed = ["list name", "title", "taskid"];
    let start = grid.rows.iter().take(20).position(|line| Headings::of(line).have(&needed));
    let Some(start) = start else {
        return Err(file.refused(WHAT, "no line has the headings List Name, Title and taskId"));
    };
    let headings = Headings::of(&grid.rows[start]);
    let mut lists: BTreeMap<(String, String), Vec<&Line>> = BTreeMap::new();
    for line in &grid.rows[start + 1..] {
        let get = |name: &str| headings.get(line, &[name]).to_owned();
        lists.entry((get("folder name"), get("list name"))).or_default().push(line);
    }
    let names: Vec<String> = lists.keys().map(|(_, name)| name.clone()).collect();
    Ok(lists
        .into_iter()
        .map(|((folder, name), lines)| {
            // Lists of one name in two folders are told apart by the folder.
            let twice = names.iter().filter(|other| **other == name).count() > 1;
            let shown = if twice && !folder.is_empty() {
                format!("{folder}: {name}")
            } else {
                name.clone()
            };
            bundle(&headings, format!("{folder}/{name}"), shown, lines)
        })
        .collect())
}

fn bundle(headings: &Headings, id: String, name: String, mut lines: Vec<&Line>) -> Bundle {
    let mut bundle = Bundle { source: "ticktick", external_id: id, name, ..Bundle::default() };
    lines.sort_by_key(|line| headings.get(line, &["order"]).parse::<i64>().unwrap_or(0));
    let mut columns: BTreeMap<(i64, String), String> = BTreeMap::new();
    for line in lines {
        let id = headings.get(line, &["taskid"]);
        let title = headings.get(line, &["title"]);
        if id.is_empty() {
            let message = format!("Left out: line {} has no taskId.", line.number);
            bundle.note("row", &line.number.to_string(), title, message);
            continue;
        }
        if !bundle.seen.insert(format!("card:{id}")) {
            bundle.note("card", id, title, "It is in the file twice; the first was taken.");
            continue;
        }
        let column = headings.get(line, &["column name"]);
        if !column.is_empty() {
            let order = headings.get(line, &["column order"]).parse().unwrap_or(0);
            columns.insert((order, column.to_lowercase()), column.to_owned());
        }
        let card = card(&mut bundle, headings, line);
        bundle.cards.push(card);
    }
    finish(&mut bundle, columns);
    bundle
}

/// The list's own columns, between one for the rest and one for what is done.
fn finish(bundle: &mut Bundle, columns: BTreeMap<(i64, String), String>) {
    let column = |id: &str, name: &str, category| Column {
        external_id: id.to_owned(),
        name: name.to_owned(),
        category: Some(category),
    };
    if columns.is_empty() || bundle.cards.iter().any(|card| card.column == OPEN) {
        bundle.columns.push(column(OPEN, "To do", StatusCategory::Todo));
    }
    for ((_, id), name) in columns {
        let open = Some(super::category::of_list(&name)).filter(|category| category.is_open());
        bundle
            .columns
            .push(column(&format!("column:{id}"), &name, open.unwrap_or(StatusCategory::Todo)));
    }
    bundle.columns.push(column(DONE, "Completed", StatusCategory::Done));
}

fn card(bundle: &mut Bundle, headings: &Headings, line: &Line) -> Card {
    let get = |name: &str| headings.get(line, &[name]);
    let status = get("status");
    let column = match (status, get("column name")) {
        ("1" | "2", _) => DONE.to_owned(),
        (_, "") => OPEN.to_owned(),
        (_, name) => format!("column:{}", name.to_lowercase()),
    };
    let (description, items) = checklist(get("taskid"), get("content"));
    let mut card = Card {
        external_id: get("taskid").to_owned(),
        title: get("title").to_owned(),
        description,
        items,
        column,
        archived: status == "2",
        parent: Some(get("parentid")).filter(|id| !id.is_empty()).map(str::to_owned),
        labels: get("tags")
            .split(',')
            .filter(|name| !name.trim().is_empty())
            .map(|name| bundle.label(name, None))
            .collect(),
        priority: match get("priority") {
            "1" => Priority::Low,
            "3" => Priority::Medium,
            "5" => Priority::High,
            _ => Priority::None,
        },
        due: date(headings, line, "due date"),
        start_on: date(headings, line, "start date").map(|due| due.date),
        ..Card::default()
    };
    // A single day is written as its start and its end.
    if card.due.as_ref().map(|due| &due.date) == card.start_on.as_ref() {
        card.start_on = None;
    } else if card.due.is_none() {
        card.due = date(headings, line, "start date");
        card.start_on = None;
    }
    let repeat = get("repeat");
    if !repeat.is_empty() {
        card.recurrence = Some(Recurrence::new(repeat, Mode::Schedule));
    }
    for (name, what) in
        [("reminder", "Reminder"), ("completed time", "Completed"), ("created time", "Created")]
    {
        let text = get(name);
        if !text.is_empty() {
            let day = When::read(text).map_or_else(|| text.to_owned(), |when| when.date().to_string());
            card.facts.push(format!("{what}: {day}"));
        }
    }
    card
}

/// An instant, and where it was meant; a whole day is its midnight there.
fn date(headings: &Headings, line: &Line, name: &str) -> Option<Due> {
    let get = |name: &str| headings.get(line, &[name]);
    let when = When::read(get(name))?;
    let zone = get("timezone");
    if !get("is all day").eq_ignore_ascii_case("true") {
        return Some(when.due(Some(zone)));
    }
    if zone.is_empty() {
        return when::nearest_day(when.clock()).map(when::day);
    }
    Some(when::day(when.date_in(zone)))
}

/// A checklist is lines that begin with a box; the rest is text.
fn checklist(id: &str, content: &str) -> (String, Vec<Item>) {
    let mut items = Vec::new();
    let mut text = Vec::new();
    for line in content.split(['\n', '\r']) {
        let item = line.strip_prefix('\u{25ab}').map(|title| (title, false));
        match item.or_else(|| line.strip_prefix('\u{25aa}').map(|title| (title, true))) {
            Some((title, done)) => items.push(Item {
                external_id: format!("{id}-{}", items.len() + 1),
                title: title.trim().to_owned(),
                description: String::new(),
                done,
            }),
            None => text.push(line),
        }
    }
    (text.join("\n"), items)
}
