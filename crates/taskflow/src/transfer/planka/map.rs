//! What the things of Planka's answers become.

use std::collections::{BTreeMap, HashMap};

use super::file::{Answer, Board, Included, Label, List, Project, Step, TaskList, Thing, User};
use crate::project::StatusCategory;
use crate::transfer::bundle::{self, Bundle, Card, Column, GREY, Link, Person, Remark};
use crate::transfer::colour;
use crate::transfer::when::When;

/// Everything of all answers, by what it belongs to.
#[derive(Default)]
struct Pool {
    boards: Vec<(Board, Vec<List>, Vec<Label>)>,
    projects: HashMap<String, Project>,
    /// How many boards a project has.
    boards_of: HashMap<String, usize>,
    cards: BTreeMap<String, Thing>,
    order: Vec<String>,
    comments: HashMap<String, Vec<Thing>>,
    users: BTreeMap<String, User>,
    people: HashMap<String, Vec<String>>,
    labels: HashMap<String, Vec<String>>,
    items: HashMap<String, Vec<bundle::Item>>,
    links: HashMap<String, Vec<(String, Link)>>,
    fields: HashMap<String, String>,
    values: HashMap<String, Vec<(String, String)>>,
}

/// A bundle for each board.
pub fn bundles(answers: Vec<Answer>) -> Vec<Bundle> {
    let mut pool = Pool::default();
    for answer in answers {
        pool.take(answer);
    }
    let boards = std::mem::take(&mut pool.boards);
    boards
        .into_iter()
        .map(|(board, lists, labels)| pool.bundle(board, lists, labels))
        .collect()
}

impl Pool {
    fn take(&mut self, answer: Answer) {
        let mut included = answer.included;
        for thing in answer.items.into_iter().flatten() {
            self.thing(thing);
        }
        for thing in std::mem::take(&mut included.cards) {
            self.thing(thing);
        }
        for board in &included.boards {
            *self.boards_of.entry(board.project_id.clone()).or_default() += 1;
        }
        if let Some(board) = answer.item {
            let known = self.boards.iter().any(|(other, ..)| other.id == board.id);
            if !known {
                self.boards.push((
                    board,
                    std::mem::take(&mut included.lists),
                    std::mem::take(&mut included.labels),
                ));
            }
        }
        self.included(included);
    }

    fn thing(&mut self, thing: Thing) {
        if let Some(card) = thing.card_id.clone() {
            self.comments.entry(card).or_default().push(thing);
        } else if thing.list_id.is_some() {
            if !self.cards.contains_key(&thing.id) {
                self.order.push(thing.id.clone());
            }
            self.cards.insert(thing.id.clone(), thing);
        } else {
            let name = thing.name.unwrap_or_default();
            self.projects
                .insert(thing.id.clone(), Project { id: thing.id, name, description: thing.description });
        }
    }

    fn included(&mut self, included: Included) {
        for project in included.projects {
            self.projects.entry(project.id.clone()).or_insert(project);
        }
        for user in included.users {
            // A list of projects knows more of people than a board does.
            if user.email.is_some() || !self.users.contains_key(&user.id) {
                self.users.insert(user.id.clone(), user);
            }
        }
        for one in included.card_memberships {
            self.people.entry(one.card_id).or_default().push(one.user_id);
        }
        for one in included.card_labels {
            self.labels.entry(one.card_id).or_default().push(one.label_id);
        }
        self.fields
            .extend(included.custom_fields.into_iter().map(|field| (field.id, field.name)));
        for value in included.custom_field_values {
            self.values
                .entry(value.card_id)
                .or_default()
                .push((value.custom_field_id, value.content));
        }
        for file in included.attachments {
            let link = Link {
                name: file.name,
                url: file.data.and_then(|data| data.url).unwrap_or_default(),
            };
            self.links.entry(file.card_id).or_default().push((file.id, link));
        }
        self.steps(included.task_lists, included.tasks);
    }

    fn steps(&mut self, mut lists: Vec<TaskList>, mut steps: Vec<Step>) {
        let place = |position: Option<f64>| position.unwrap_or(f64::MAX);
        lists.sort_by(|a, b| place(a.position).total_cmp(&place(b.position)));
        steps.sort_by(|a, b| place(a.position).total_cmp(&place(b.position)));
        let mut by_list: HashMap<String, Vec<Step>> = HashMap::new();
        for step in steps {
            by_list.entry(step.task_list_id.clone()).or_default().push(step);
        }
        for list in lists {
            let name = list.name.trim();
            let description = if name.is_empty() { String::new() } else { format!("Task list: {name}") };
            let items = by_list
                .remove(&list.id)
                .unwrap_or_default()
                .into_iter()
                .map(|step| bundle::Item {
                    external_id: step.id,
                    title: step.name,
                    description: description.clone(),
                    done: step.is_completed,
                });
            self.items.entry(list.card_id).or_default().extend(items);
        }
    }

    fn bundle(&mut self, board: Board, mut lists: Vec<List>, labels: Vec<Label>) -> Bundle {
        let project = self.projects.get(&board.project_id);
        let several = self.boards_of.get(&board.project_id).copied().unwrap_or(0) > 1;
        let mut bundle = Bundle {
            source: "planka",
            external_id: board.id.clone(),
            name: match project {
                Some(project) if several && !project.name.is_empty() => {
                    format!("{}: {}", project.name, board.name)
                }
                _ => board.name,
            },
            description: project.and_then(|project| project.description.clone()).unwrap_or_default(),
            labels: labels.into_iter().map(label).collect(),
            people: self.users.values().map(person).collect(),
            ..Bundle::default()
        };
        let place = |position: Option<f64>| position.unwrap_or(f64::MAX);
        lists.sort_by(|a, b| place(a.position).total_cmp(&place(b.position)));
        let mut own: Vec<Thing> = self
            .order
            .iter()
            .filter_map(|id| self.cards.get(id))
            .filter(|card| card.board_id.as_deref() == Some(board.id.as_str()))
            .cloned()
            .collect();
        own.sort_by(|a, b| place(a.position).total_cmp(&place(b.position)));
        for card in own {
            let list = lists.iter().find(|list| Some(list.id.as_str()) == card.list_id.as_deref());
            let title = card.name.clone().unwrap_or_default();
            match list.map(|list| list.kind.as_str()) {
                None => bundle.note("card", &card.id, &title, "Left out: its list is not in the files."),
                Some("trash") => bundle.note("card", &card.id, &title, "Left out: it is in the trash."),
                Some(kind) => {
                    let archived = kind == "archive";
                    let card = self.card(&mut bundle, card, &lists, archived);
                    bundle.cards.push(card);
                }
            }
        }
        bundle.columns = lists
            .into_iter()
            .filter(|list| matches!(list.kind.as_str(), "active" | "closed"))
            .map(|list| Column {
                external_id: list.id,
                name: list.name.unwrap_or_default(),
                category: (list.kind == "closed").then_some(StatusCategory::Done),
            })
            .collect();
        bundle
    }

    fn card(&mut self, bundle: &mut Bundle, card: Thing, lists: &[List], archived: bool) -> Card {
        let id = card.id.clone();
        let mut taken = Card {
            title: card.name.unwrap_or_default(),
            description: card.description.unwrap_or_default(),
            due: card.due_date.as_deref().and_then(When::read).map(|when| when.due(None)),
            column: if archived { String::new() } else { card.list_id.clone().unwrap_or_default() },
            labels: self.labels.remove(&id).unwrap_or_default(),
            people: self.people.remove(&id).unwrap_or_default(),
            items: self.items.remove(&id).unwrap_or_default(),
            comments: self.comments(&id),
            archived,
            external_id: id.clone(),
            ..Card::default()
        };
        // A card may be closed in any list; here that is said by where it is.
        let closed = lists.iter().find(|list| list.kind == "closed");
        let list = lists.iter().find(|list| Some(list.id.as_str()) == card.list_id.as_deref());
        if card.is_closed && list.is_some_and(|list| list.kind == "active") {
            let name = list.and_then(|list| list.name.clone()).unwrap_or_default();
            taken.facts.push(format!("Closed in the list {name}"));
            if let Some(closed) = closed {
                taken.column.clone_from(&closed.id);
            }
        }
        for (field, value) in self.values.remove(&id).unwrap_or_default() {
            let name = self.fields.get(&field).map_or("Custom field", String::as_str);
            taken.facts.push(format!("{name}: {value}"));
        }
        for (file, link) in self.links.remove(&id).unwrap_or_default() {
            if link.url.is_empty() {
                taken.facts.push(format!("Attachment: {}", link.name));
                bundle.note(
                    "attachment",
                    &file,
                    &link.name,
                    "Only its name was taken: no address is in the file.",
                );
            } else {
                bundle.note("attachment", &file, &link.name, "Kept as a link in the task's description.");
                taken.links.push(link);
            }
        }
        if card.comments_total > taken.comments.len() {
            let missing = card.comments_total - taken.comments.len();
            bundle.note(
                "card",
                &id,
                &taken.title,
                format!("{missing} of its comments are not in the files."),
            );
        }
        taken
    }

    fn comments(&mut self, card: &str) -> Vec<Remark> {
        let mut comments = self.comments.remove(card).unwrap_or_default();
        comments.sort_by(|a, b| (&a.created_at, &a.id).cmp(&(&b.created_at, &b.id)));
        let author = |id: Option<&String>| {
            let user = id.and_then(|id| self.users.get(id));
            user.map_or_else(|| "Somebody".to_owned(), |user| person(user).name)
        };
        comments
            .into_iter()
            .map(|comment| Remark {
                author: author(comment.user_id.as_ref()),
                at: comment.created_at.as_deref().and_then(When::read).map(When::stamp),
                text: comment.text.unwrap_or_default(),
                external_id: comment.id,
            })
            .collect()
    }
}

fn label(label: Label) -> bundle::Label {
    let name = label
        .name
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| label.color.replace('-', " "));
    let colour = colour::named(&label.color).unwrap_or(GREY);
    bundle::Label { external_id: label.id, name, colour: colour.to_owned() }
}

fn person(user: &User) -> Person {
    let username = user.username.clone().unwrap_or_default();
    let name = if user.name.is_empty() { username.clone() } else { user.name.clone() };
    Person {
        external_id: user.id.clone(),
        name,
        username,
        email: user.email.clone(),
    }
}
