//! What each thing of a WeKan board becomes.

use std::collections::HashMap;

use super::file::{Board, Card, Checklist, Comment, Item, Label, User};
use crate::transfer::Note;
use crate::transfer::bundle::{self, Bundle, Column, GREY, Link, Person, Remark};
use crate::transfer::colour;
use crate::transfer::when::When;

/// Turns a board into a bundle; nothing of it is lost without a note.
pub fn bundle(board: Board) -> Bundle {
    let mut lists = board.lists;
    lists.sort_by(|a, b| a.sort.total_cmp(&b.sort));
    let mut bundle = Bundle {
        source: "wekan",
        external_id: board.id,
        name: board.title,
        description: board.description.unwrap_or_default(),
        labels: board.labels.into_iter().map(label).collect(),
        people: board.users.iter().map(person).collect(),
        ..Bundle::default()
    };
    let names: HashMap<&str, String> =
        board.users.iter().map(|user| (user.id.as_str(), person(user).name)).collect();
    let mut parts = Parts::new(board.checklists, board.items, board.comments, &names);
    let archived: HashMap<&str, bool> = lists.iter().map(|list| (list.id.as_str(), list.archived)).collect();
    let lanes: HashMap<String, String> =
        board.swimlanes.into_iter().map(|lane| (lane.id, lane.title)).collect();
    let fields: HashMap<String, String> =
        board.custom_fields.into_iter().map(|field| (field.id, field.name)).collect();
    let mut cards = board.cards;
    cards.sort_by(|a, b| a.sort.total_cmp(&b.sort));
    for mut card in cards {
        let Some(&list_archived) = archived.get(card.list_id.as_str()) else {
            bundle.note("card", &card.id, &card.title, "Left out: its list is not in the file.");
            continue;
        };
        card.archived |= list_archived;
        let mut taken = card_of(card, &lanes, &fields);
        taken.items = parts.items.remove(&taken.external_id).unwrap_or_default();
        taken.comments = parts.comments.remove(&taken.external_id).unwrap_or_default();
        bundle.cards.push(taken);
    }
    parts.left(&mut bundle.notes);
    let places: HashMap<String, usize> = bundle
        .cards
        .iter()
        .enumerate()
        .map(|(place, card)| (card.external_id.clone(), place))
        .collect();
    for file in board.attachments {
        let place = places.get(&file.card_id).copied();
        match (place.and_then(|place| bundle.cards.get_mut(place)), file.url) {
            (Some(card), Some(url)) if !url.is_empty() => {
                card.links.push(Link { name: file.name.clone(), url });
                bundle.note("attachment", &file.id, &file.name, "Kept as a link in the task's description.");
            }
            (Some(card), _) => {
                card.facts.push(format!("Attachment: {}", file.name));
                bundle.note(
                    "attachment",
                    &file.id,
                    &file.name,
                    "Only its name was taken: the file itself is not imported.",
                );
            }
            (None, _) => {
                bundle.note("attachment", &file.id, &file.name, "Left out: its card is not in the file.")
            }
        }
    }
    bundle.columns = lists
        .into_iter()
        .map(|list| Column { external_id: list.id, name: list.title, category: None })
        .collect();
    bundle
}

/// Checklists and comments, by the cards they are on.
struct Parts {
    items: HashMap<String, Vec<bundle::Item>>,
    comments: HashMap<String, Vec<Remark>>,
    notes: Vec<Note>,
}

impl Parts {
    fn new(
        mut checklists: Vec<Checklist>,
        mut items: Vec<Item>,
        comments: Vec<Comment>,
        names: &HashMap<&str, String>,
    ) -> Self {
        let mut parts = Self { items: HashMap::new(), comments: HashMap::new(), notes: Vec::new() };
        checklists.sort_by(|a, b| a.sort.total_cmp(&b.sort));
        items.sort_by(|a, b| a.sort.total_cmp(&b.sort));
        let mut by_list: HashMap<String, Vec<Item>> = HashMap::new();
        for item in items {
            by_list.entry(item.checklist_id.clone()).or_default().push(item);
        }
        for checklist in checklists {
            let name = checklist.title.trim();
            let description = if name.is_empty() { String::new() } else { format!("Checklist: {name}") };
            let items =
                by_list
                    .remove(&checklist.id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|item| bundle::Item {
                        external_id: item.id,
                        title: item.title,
                        description: description.clone(),
                        done: item.is_finished,
                    });
            parts.items.entry(checklist.card_id).or_default().extend(items);
        }
        for item in by_list.into_values().flatten() {
            parts.notes.push(Note::new(
                "checklist_item",
                &item.id,
                &item.title,
                "Left out: its checklist is not in the file.",
            ));
        }
        for comment in comments {
            let author = comment.user_id.as_deref().and_then(|id| names.get(id)).cloned();
            parts.comments.entry(comment.card_id).or_default().push(Remark {
                external_id: comment.id,
                author: author.unwrap_or_else(|| "Somebody".to_owned()),
                at: comment.created_at.as_deref().and_then(When::read).map(When::stamp),
                text: comment.text,
            });
        }
        for said in parts.comments.values_mut() {
            said.sort_by(|a, b| (a.at, &a.external_id).cmp(&(b.at, &b.external_id)));
        }
        parts
    }

    /// Says what hangs on no card of the file.
    fn left(self, notes: &mut Vec<Note>) {
        notes.extend(self.notes);
        let why = "Left out: its card is not in the file.";
        let items = self.items.into_values().flatten();
        notes.extend(items.map(|item| Note::new("checklist_item", &item.external_id, &item.title, why)));
        let comments = self.comments.into_values().flatten();
        notes.extend(comments.map(|said| Note::new("comment", &said.external_id, &said.text, why)));
    }
}

fn label(label: Label) -> bundle::Label {
    let name = label
        .name
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| label.color.clone());
    let colour = colour::named(&label.color)
        .map(str::to_owned)
        .or_else(|| colour::hex(&label.color));
    bundle::Label {
        external_id: label.id,
        name,
        colour: colour.unwrap_or_else(|| GREY.to_owned()),
    }
}

fn person(user: &User) -> Person {
    let full = user
        .profile
        .as_ref()
        .and_then(|profile| profile.fullname.clone())
        .filter(|name| !name.is_empty());
    Person {
        external_id: user.id.clone(),
        name: full.unwrap_or_else(|| user.username.clone()),
        username: user.username.clone(),
        email: None,
    }
}

fn card_of(card: Card, lanes: &HashMap<String, String>, fields: &HashMap<String, String>) -> bundle::Card {
    let mut people = card.assignees.unwrap_or_default();
    people.extend(card.members.unwrap_or_default());
    people.sort_unstable();
    people.dedup();
    let mut facts = Vec::new();
    let lane = card
        .swimlane_id
        .as_ref()
        .and_then(|id| lanes.get(id))
        .filter(|_| lanes.len() > 1);
    facts.extend(lane.map(|name| format!("Swimlane: {name}")));
    for (text, what) in [(&card.created_at, "Created"), (&card.end_at, "Ended")] {
        let when = text.as_deref().and_then(When::read);
        facts.extend(when.map(|when| format!("{what} on {}", when.date())));
    }
    for field in card.custom_fields.unwrap_or_default() {
        let value = match field.value {
            serde_json::Value::Null => continue,
            serde_json::Value::String(text) if text.is_empty() => continue,
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        let name = fields.get(&field.id).map_or("Custom field", String::as_str);
        facts.push(format!("{name}: {value}"));
    }
    let when = |text: &Option<String>| text.as_deref().and_then(When::read);
    bundle::Card {
        external_id: card.id,
        title: card.title,
        description: card.description.unwrap_or_default(),
        facts,
        column: card.list_id,
        labels: card.label_ids.unwrap_or_default(),
        people,
        start_on: when(&card.start_at).map(|when| when.date().to_string()),
        due: when(&card.due_at).map(|when| when.due(None)),
        parent: card.parent_id.filter(|id| !id.is_empty()),
        archived: card.archived,
        ..bundle::Card::default()
    }
}
