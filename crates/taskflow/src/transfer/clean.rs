//! Makes a bundle fit: what is too long or cannot be stored is cut, and every cut is noted.

mod tree;

use std::collections::BTreeMap;

use super::Note;
use super::bundle::{Bundle, Card, Link};
use crate::recurring;

const TITLE: usize = 500;
const STATUS: usize = 50;
const TAG: usize = 50;
/// Room is left for the line that names people.
const DESCRIPTION_BYTES: usize = 96_000;
const COMMENT_BYTES: usize = 48_000;
const PROJECT: usize = 100;
/// Labels and people of one task.
const LIST: usize = 50;
/// Lists that become statuses, and labels that become tags.
const COLUMNS: usize = 40;
/// What becomes milestones: a project has at most 200.
const GOALS: usize = 150;
const GOAL: usize = 100;
const GOAL_BYTES: usize = 20_000;
const LABELS: usize = 500;
const ESTIMATE: f64 = 1_000_000.0;

/// Cuts and renames in place, so that no rule of ours refuses a row.
pub fn clean(bundle: &mut Bundle) {
    let mut notes = Vec::new();
    names(bundle, &mut notes);
    lists(bundle, &mut notes);
    for card in &mut bundle.cards {
        fitting(card, &mut notes);
        card.description = whole(card);
        notes.extend(shorten("card", &card.external_id, &mut card.description, DESCRIPTION_BYTES));
        for remark in &mut card.comments {
            notes.extend(shorten("comment", &remark.external_id, &mut remark.text, COMMENT_BYTES));
        }
        let empty: Vec<_> = card.comments.extract_if(.., |remark| remark.text.trim().is_empty()).collect();
        notes.extend(
            empty
                .iter()
                .map(|remark| Note::new("comment", &remark.external_id, "", "Left out: it says nothing.")),
        );
    }
    for goal in &mut bundle.goals {
        notes.extend(shorten("milestone", &goal.external_id, &mut goal.description, GOAL_BYTES));
    }
    notes.extend(shorten("project", &bundle.external_id, &mut bundle.description, 20_000));
    distinct(bundle, &mut notes);
    tree::order(bundle, &mut notes);
    bundle.notes.append(&mut notes);
}

/// Names and titles are one line of bounded length.
fn names(bundle: &mut Bundle, notes: &mut Vec<Note>) {
    let mut fit = |kind: &str, id: &str, text: &mut String, most: usize, empty: &str| {
        let was = text.clone();
        let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = line.chars().filter(|c| !c.is_control()).take(most).collect();
        let nameless = cut.trim().is_empty();
        *text = if nameless { empty.to_owned() } else { cut.trim().to_owned() };
        if was.chars().count() > most {
            notes.push(Note::new(kind, id, &was, format!("Cut to {most} characters.")));
        } else if nameless {
            notes.push(Note::new(kind, id, &was, format!("It had no name; here it is “{empty}”.")));
        }
    };
    fit("project", &bundle.external_id, &mut bundle.name, PROJECT, "Imported");
    bundle
        .columns
        .iter_mut()
        .for_each(|column| fit("list", &column.external_id, &mut column.name, STATUS, "List"));
    bundle
        .labels
        .iter_mut()
        .for_each(|label| fit("label", &label.external_id, &mut label.name, TAG, "Label"));
    bundle
        .goals
        .iter_mut()
        .for_each(|goal| fit("milestone", &goal.external_id, &mut goal.name, GOAL, "Milestone"));
    for card in &mut bundle.cards {
        fit("card", &card.external_id, &mut card.title, TITLE, "Untitled");
        card.items
            .iter_mut()
            .for_each(|item| fit("checklist_item", &item.external_id, &mut item.title, TITLE, "Untitled"));
    }
}

/// A project has at most 50 statuses and 200 milestones, a workspace 2,000 tags: what is over that becomes a line of the description.
fn lists(bundle: &mut Bundle, notes: &mut Vec<Note>) {
    let columns =
        over(&mut bundle.columns, COLUMNS, |column| (column.external_id.clone(), column.name.clone()));
    let goals = over(&mut bundle.goals, GOALS, |goal| (goal.external_id.clone(), goal.name.clone()));
    let labels = over(&mut bundle.labels, LABELS, |label| (label.external_id.clone(), label.name.clone()));
    for (kind, lost) in [("list", &columns), ("label", &labels), ("milestone", &goals)] {
        for (id, name) in lost {
            notes.push(Note::new(
                kind,
                id,
                name,
                "There are too many; here it is a line in the tasks' descriptions.",
            ));
        }
    }
    if columns.is_empty() && labels.is_empty() && goals.is_empty() {
        return;
    }
    for card in &mut bundle.cards {
        if let Some(name) = columns.get(&card.column) {
            card.facts.push(format!("List: {name}"));
            card.column.clear();
        }
        if let Some(name) = card
            .goal
            .take_if(|goal| goals.contains_key(goal))
            .and_then(|goal| goals.get(&goal))
        {
            card.facts.push(format!("Milestone: {name}"));
        }
        let lost: Vec<&str> =
            card.labels.iter().filter_map(|id| labels.get(id)).map(String::as_str).collect();
        if !lost.is_empty() {
            card.facts.push(format!("Labels: {}", lost.join(", ")));
            card.labels.retain(|id| !labels.contains_key(id));
        }
    }
}

/// Takes off what is over a number.
fn over<T>(
    list: &mut Vec<T>,
    most: usize,
    told: impl Fn(&T) -> (String, String),
) -> BTreeMap<String, String> {
    let kept = list.len().min(most);
    list.split_off(kept).iter().map(told).collect()
}

/// What a task's fields would refuse becomes a line of its description.
fn fitting(card: &mut Card, notes: &mut Vec<Note>) {
    let mut note = |message: String| notes.push(Note::new("card", &card.external_id, &card.title, message));
    for (list, what) in [(&mut card.labels, "labels"), (&mut card.people, "people")] {
        if list.len() > LIST {
            note(format!("Of its {} {what} the first {LIST} were taken.", list.len()));
            list.truncate(LIST);
        }
    }
    if let Some(estimate) = card.estimate.take_if(|estimate| !(0.0..=ESTIMATE).contains(estimate)) {
        note(format!("Its estimate {estimate} is out of range and was left out."));
    }
    let Some(recurrence) = &card.recurrence else {
        return;
    };
    let why = match recurring::validate(&recurrence.rrule) {
        Err(fault) => fault.message,
        Ok(_) if card.due.is_none() => "A task that repeats needs a due date.".to_owned(),
        Ok(_) => return,
    };
    note(format!("How it repeats (“{}”) is kept in the description: {why}", recurrence.rrule));
    card.facts.push(format!("Repeats: {}", recurrence.rrule));
    card.recurrence = None;
}

/// The description, then the links, then what has no field.
fn whole(card: &Card) -> String {
    let mut parts = vec![card.description.trim().to_owned()];
    if !card.links.is_empty() {
        let lines: Vec<String> = card.links.iter().map(link).collect();
        parts.push(format!("Attachments:\n\n{}", lines.join("\n")));
    }
    let lines: Vec<String> = card.facts.iter().map(|fact| format!("- {}", fact.replace('\n', " "))).collect();
    parts.push(lines.join("\n"));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn link(link: &Link) -> String {
    format!("- {}", link.markdown())
}

impl Link {
    /// `[name](<url>)`, whatever the two hold.
    pub fn markdown(&self) -> String {
        let name = if self.name.trim().is_empty() { &self.url } else { &self.name };
        let name = name.replace(['[', ']', '\n', '\r'], " ");
        format!("[{name}](<{}>)", self.url.replace(['<', '>', '\n', '\r'], ""))
    }
}

/// Text of several lines: what cannot be stored goes, and what is over a number of bytes.
fn shorten(kind: &str, id: &str, text: &mut String, most: usize) -> Option<Note> {
    text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    if text.len() <= most {
        return None;
    }
    let end = (0..=most).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.truncate(end);
    Some(Note::new(kind, id, text, format!("Its text was cut to {most} bytes.")))
}

/// Statuses of one project have different names; lists need not.
fn distinct(bundle: &mut Bundle, notes: &mut Vec<Note>) {
    let mut taken = std::collections::HashSet::new();
    for column in &mut bundle.columns {
        let first = column.name.clone();
        let mut number = 2;
        while !taken.insert(column.name.to_lowercase()) {
            let short: String = first.chars().take(STATUS - 5).collect();
            column.name = format!("{short} ({number})");
            number += 1;
        }
        if column.name != first {
            notes.push(Note::new(
                "list",
                &column.external_id,
                &first,
                format!("Another list has this name; here it is “{}”.", column.name),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::Recurrence;
    use crate::transfer::bundle::Column;

    #[test]
    fn cuts_are_noted_and_names_are_distinct() {
        let column =
            |name: &str| Column { external_id: name.to_owned(), name: name.to_owned(), category: None };
        let mut bundle = Bundle { name: "\u{0} ".to_owned(), ..Bundle::default() };
        bundle.columns = vec![column("Done"), column("done"), column(&"x".repeat(80))];
        clean(&mut bundle);
        assert_eq!(bundle.name, "Imported");
        assert_eq!(bundle.columns[1].name, "done (2)");
        assert_eq!(bundle.columns[2].name.len(), STATUS);
        assert_eq!(bundle.notes.len(), 3, "{:?}", bundle.notes);
    }

    #[test]
    fn what_has_no_field_is_said_below_the_description() {
        let recurrence = Recurrence::new("hourly", recurring::Mode::Schedule);
        let card = Card {
            title: "t".to_owned(),
            description: "Said.\r\n".to_owned(),
            links: vec![Link { name: "a [b]".to_owned(), url: "https://example.org/<x>".to_owned() }],
            facts: vec!["Type: Epic".to_owned()],
            recurrence: Some(recurrence),
            estimate: Some(-1.0),
            ..Card::default()
        };
        let mut bundle = Bundle { name: "b".to_owned(), cards: vec![card], ..Bundle::default() };
        clean(&mut bundle);
        let text =
            "Said.\n\nAttachments:\n\n- [a  b ](<https://example.org/x>)\n\n- Type: Epic\n- Repeats: hourly";
        assert_eq!(bundle.cards[0].description, text);
        assert_eq!((bundle.cards[0].estimate, bundle.notes.len()), (None, 2));
    }
}
