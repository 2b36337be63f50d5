//! What each thing of a Trello board becomes.

use std::collections::{HashMap, HashSet};

use super::file::{Action, Board, Card, Checklist, Label, List};
use crate::base::Stamp;
use crate::transfer::bundle::{self, Bundle, Column, Item, Link, Person, Remark};
use crate::transfer::{Note, when};

/// Turns a board into a bundle; nothing of it is lost without a note.
pub fn bundle(board: Board) -> Bundle {
    let mut notes = Vec::new();
    let mut items = items_by_card(board.checklists);
    let (mut comments, mut spoken) = comments_by_card(board.actions, &mut notes);
    let columns: HashMap<String, bool> =
        board.lists.iter().map(|list| (list.id.clone(), list.closed)).collect();
    let mut cards = board.cards;
    cards.sort_by(|a, b| a.pos.total_cmp(&b.pos));
    let cards: Vec<bundle::Card> = cards
        .into_iter()
        .filter_map(|card| {
            let Some(&closed) = columns.get(&card.id_list) else {
                notes.push(Note::new("card", &card.id, &card.name, "Left out: its list is not in the file."));
                return None;
            };
            let (items, comments) = (items.remove(&card.id), comments.remove(&card.id));
            let spoken = spoken.remove(&card.id).unwrap_or_default();
            notes.extend(notes_on(&card, closed, spoken));
            Some(card_of(card, closed, items.unwrap_or_default(), comments.unwrap_or_default()))
        })
        .collect();
    notes.extend(board.custom_fields.iter().map(|field| {
        Note::new("custom_field", &field.id, &field.name, "Left out: custom fields are not imported yet.")
    }));
    notes.extend(
        items
            .into_iter()
            .flat_map(|(card, items)| items.into_iter().map(move |item| (card.clone(), item)))
            .map(|(card, item)| {
                Note::new(
                    "checklist_item",
                    &item.external_id,
                    &item.title,
                    format!("Left out: its card {card} is not in the file."),
                )
            }),
    );
    notes.extend(comments.into_values().flatten().map(|remark| {
        Note::new("comment", &remark.external_id, &remark.text, "Left out: its card was deleted.")
    }));
    let used: HashSet<&str> = cards.iter().map(|card| card.column.as_str()).collect();
    let columns = columns_of(board.lists, &used, &mut notes);
    Bundle {
        source: "trello",
        external_id: board.id,
        name: board.name,
        description: board.desc,
        columns,
        labels: board.labels.into_iter().map(label_of).collect(),
        people: board
            .members
            .into_iter()
            .map(|member| Person {
                external_id: member.id,
                name: member.full_name,
                username: member.username,
                email: member.email,
            })
            .collect(),
        cards,
        notes,
        ..Bundle::default()
    }
}

/// Archived lists that hold cards stay columns, so that each card keeps where it was; empty ones go.
fn columns_of(mut lists: Vec<List>, used: &HashSet<&str>, notes: &mut Vec<Note>) -> Vec<Column> {
    lists.sort_by(|a, b| a.pos.total_cmp(&b.pos));
    lists.retain(|list| {
        let keep = !list.closed || used.contains(list.id.as_str());
        if !keep {
            notes.push(Note::new(
                "list",
                &list.id,
                &list.name,
                "Left out: it is archived and holds no card.",
            ));
        } else if list.closed {
            notes.push(Note::new(
                "list",
                &list.id,
                &list.name,
                "It is archived there; here it is a status whose tasks are archived.",
            ));
        }
        keep
    });
    lists
        .into_iter()
        .map(|list| Column { external_id: list.id, name: list.name, category: None })
        .collect()
}

fn items_by_card(mut checklists: Vec<Checklist>) -> HashMap<String, Vec<Item>> {
    checklists.sort_by(|a, b| a.pos.total_cmp(&b.pos));
    let mut by_card: HashMap<String, Vec<Item>> = HashMap::new();
    for mut checklist in checklists {
        checklist.check_items.sort_by(|a, b| a.pos.total_cmp(&b.pos));
        let name = checklist.name.trim();
        let description = if name.is_empty() || name == "Checklist" {
            String::new()
        } else {
            format!("Checklist: {name}")
        };
        by_card
            .entry(checklist.id_card)
            .or_default()
            .extend(checklist.check_items.into_iter().map(|item| Item {
                external_id: item.id,
                title: item.name,
                description: description.clone(),
                done: item.state == "complete",
            }));
    }
    by_card
}

type Comments = (HashMap<String, Vec<Remark>>, HashMap<String, usize>);

/// The comments of each card, oldest first, and how many each has in the file.
fn comments_by_card(actions: Vec<Action>, notes: &mut Vec<Note>) -> Comments {
    let mut by_card: HashMap<String, Vec<Remark>> = HashMap::new();
    for action in actions
        .into_iter()
        .filter(|action| matches!(action.kind.as_str(), "commentCard" | "copyCommentCard"))
    {
        let text = action.data.text.unwrap_or_default();
        let (Some(card), Ok(at)) = (action.data.card, action.date.parse::<Stamp>()) else {
            notes.push(Note::new("comment", &action.id, &text, "Left out: it names no card or no date."));
            continue;
        };
        let author = action
            .member_creator
            .map(|member| if member.full_name.is_empty() { member.username } else { member.full_name });
        let author = author.filter(|name| !name.is_empty()).unwrap_or_else(|| "Somebody".to_owned());
        by_card.entry(card.id).or_default().push(Remark {
            external_id: action.id,
            author,
            at: Some(at),
            text,
        });
    }
    by_card
        .values_mut()
        .for_each(|remarks| remarks.sort_by(|a, b| (a.at, &a.external_id).cmp(&(b.at, &b.external_id))));
    let counts = by_card.iter().map(|(card, remarks)| (card.clone(), remarks.len())).collect();
    (by_card, counts)
}

fn notes_on(card: &Card, list_closed: bool, comments: usize) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |message: String| notes.push(Note::new("card", &card.id, &card.name, message));
    if card.due.as_deref().is_some_and(|due| due.parse::<Stamp>().is_err()) {
        note("Its due date cannot be read and was left out.".to_owned());
    }
    if card.due_complete {
        note("Its due date is ticked off there; the task keeps its list as its status.".to_owned());
    }
    if list_closed && !card.closed {
        note("Its list is archived there, so the task is archived here.".to_owned());
    }
    if card.badges.comments > comments {
        note(format!(
            "{} older comments are not in the file: Trello exports the last 1,000 actions.",
            card.badges.comments - comments
        ));
    }
    if !card.custom_field_items.is_empty() {
        note("Its custom fields were left out.".to_owned());
    }
    notes.extend(card.attachments.iter().map(|attachment| {
        Note::new(
            "attachment",
            &attachment.id,
            &attachment.name,
            "Kept as a link in the task's description.",
        )
    }));
    notes
}

fn card_of(card: Card, list_closed: bool, items: Vec<Item>, comments: Vec<Remark>) -> bundle::Card {
    let links = card.attachments.into_iter().map(|file| Link { name: file.name, url: file.url });
    bundle::Card {
        links: links.collect(),
        description: card.desc,
        external_id: card.id,
        title: card.name,
        column: card.id_list,
        labels: card.id_labels,
        people: card.id_members,
        due: card.due.and_then(|due| due.parse().ok()).map(when::instant),
        archived: card.closed || list_closed,
        items,
        comments,
        ..bundle::Card::default()
    }
}

/// Trello's label colours; unnamed labels go by their colour's name.
fn label_of(label: Label) -> bundle::Label {
    let colour = label.color.unwrap_or_default();
    let base = colour.split('_').next().unwrap_or_default();
    let hex = match base {
        "green" => "#4BCE97",
        "yellow" => "#E2B203",
        "orange" => "#FAA53D",
        "red" => "#F87168",
        "purple" => "#9F8FEF",
        "blue" => "#579DFF",
        "sky" => "#6CC3E0",
        "lime" => "#94C748",
        "pink" => "#E774BB",
        "black" => "#44546F",
        _ => "#8590A2",
    };
    let name = match (label.name.trim(), base) {
        ("", "") => "Label".to_owned(),
        ("", _) => colour.replace('_', " "),
        (name, _) => name.to_owned(),
    };
    bundle::Label { external_id: label.id, name, colour: hex.to_owned() }
}
