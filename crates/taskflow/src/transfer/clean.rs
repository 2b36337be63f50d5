//! Makes a bundle fit: what is too long or cannot be stored is cut, and every cut is noted.

use super::Note;
use super::bundle::Bundle;

const TITLE: usize = 500;
const STATUS: usize = 50;
const TAG: usize = 50;
const DESCRIPTION_BYTES: usize = 100_000;
const COMMENT_BYTES: usize = 50_000;
const PROJECT: usize = 100;

/// Cuts and renames in place, so that no rule of ours refuses a row.
pub fn clean(bundle: &mut Bundle) {
    let mut notes = Vec::new();
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
    for card in &mut bundle.cards {
        fit("card", &card.external_id, &mut card.title, TITLE, "Untitled");
        card.items
            .iter_mut()
            .for_each(|item| fit("checklist_item", &item.external_id, &mut item.title, TITLE, "Untitled"));
    }
    for card in &mut bundle.cards {
        notes.extend(shorten("card", &card.external_id, &mut card.description, DESCRIPTION_BYTES));
        for remark in &mut card.comments {
            notes.extend(shorten("comment", &remark.external_id, &mut remark.text, COMMENT_BYTES));
        }
    }
    notes.extend(shorten("project", &bundle.external_id, &mut bundle.description, 20_000));
    distinct(bundle, &mut notes);
    bundle.notes.append(&mut notes);
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
    use crate::transfer::bundle::Column;

    #[test]
    fn cuts_are_noted_and_names_are_distinct() {
        let column = |name: &str| Column { external_id: name.to_owned(), name: name.to_owned() };
        let mut bundle = Bundle { name: "\u{0} ".to_owned(), ..Bundle::default() };
        bundle.columns = vec![column("Done"), column("done"), column(&"x".repeat(80))];
        clean(&mut bundle);
        assert_eq!(bundle.name, "Imported");
        assert_eq!(bundle.columns[1].name, "done (2)");
        assert_eq!(bundle.columns[2].name.len(), STATUS);
        assert_eq!(bundle.notes.len(), 3, "{:?}", bundle.notes);
    }
}
