//! What the things of a Vikunja export become.

use std::collections::BTreeMap;

use super::file::{Bucket, Project, Task, User};
use crate::project::StatusCategory;
use crate::recurring::Mode;
use crate::task::{Priority, Recurrence};
use crate::transfer::bundle::{Bundle, Card, Column, Label, Person, Remark};
use crate::transfer::when::When;
use crate::transfer::{colour, html};

const OPEN: &str = "open";
const DONE: &str = "done";

/// A bundle for each project.
pub fn bundles(projects: Vec<Project>) -> Vec<Bundle> {
    let titles: BTreeMap<i64, String> =
        projects.iter().map(|project| (project.id, project.title.clone())).collect();
    projects.into_iter().map(|project| bundle(project, &titles)).collect()
}

fn bundle(project: Project, titles: &BTreeMap<i64, String>) -> Bundle {
    let mut bundle = Bundle {
        source: "vikunja",
        external_id: project.id.to_string(),
        name: project.title,
        description: html::text(&project.description),
        ..Bundle::default()
    };
    if let Some(parent) = titles.get(&project.parent_project_id) {
        let message = format!("It lies below “{parent}” there; here it stands by itself.");
        let (id, name) = (bundle.external_id.clone(), bundle.name.clone());
        bundle.note("project", &id, &name, message);
    }
    let mut buckets = project.buckets.unwrap_or_default();
    buckets.sort_by(|a, b| a.position.total_cmp(&b.position));
    let mut tasks = project.tasks.unwrap_or_default();
    tasks.sort_by(|a, b| a.position.total_cmp(&b.position));
    for task in tasks {
        let mut card = card(&mut bundle, &task, &buckets);
        card.archived = project.is_archived;
        bundle.cards.push(card);
    }
    columns(&mut bundle, buckets);
    bundle
}

/// The buckets, one for tasks in none of them, and one for those that are done.
fn columns(bundle: &mut Bundle, buckets: Vec<Bucket>) {
    let column =
        |id: String, name: &str, category| Column { external_id: id, name: name.to_owned(), category };
    let used = |id: &str| bundle.cards.iter().any(|card| card.column == id);
    let (open, done) = (buckets.is_empty() || used(OPEN), used(DONE));
    if open {
        bundle
            .columns
            .push(column(OPEN.to_owned(), "To do", Some(StatusCategory::Todo)));
    }
    for bucket in buckets {
        let category = bucket.is_done_bucket.then_some(StatusCategory::Done);
        // What is done is said by the task there, so no bucket's name makes its tasks done.
        let named = crate::transfer::category::of_list(&bucket.title);
        let category = category
            .or(Some(named).filter(|category| category.is_open()))
            .unwrap_or(StatusCategory::Todo);
        bundle
            .columns
            .push(column(bucket.id.to_string(), &bucket.title, Some(category)));
    }
    if done {
        bundle.columns.push(column(DONE.to_owned(), "Done", Some(StatusCategory::Done)));
    }
}

fn card(bundle: &mut Bundle, task: &Task, buckets: &[Bucket]) -> Card {
    let id = task.id.to_string();
    let own = buckets.iter().find(|bucket| bucket.id == task.bucket_id);
    let done = buckets.iter().find(|bucket| bucket.is_done_bucket);
    let column = match (task.done, own, done) {
        (true, _, Some(done)) => done.id.to_string(),
        (true, _, None) => DONE.to_owned(),
        (false, Some(own), _) => own.id.to_string(),
        (false, None, _) => OPEN.to_owned(),
    };
    let mut card = Card {
        title: task.title.clone(),
        description: html::text(&task.description),
        column,
        priority: match task.priority {
            1 => Priority::Low,
            2 => Priority::Medium,
            3 => Priority::High,
            4.. => Priority::Urgent,
            _ => Priority::None,
        },
        due: When::read(&task.due_date).map(|when| when.due(None)),
        start_on: When::read(&task.start_date).map(|when| when.date().to_string()),
        recurrence: repeat(task),
        ..Card::default()
    };
    for label in task.labels.iter().flatten() {
        let id = label.id.to_string();
        if bundle.seen.insert(format!("label:{id}")) {
            let colour =
                colour::hex(&label.hex_color).unwrap_or_else(|| super::super::bundle::GREY.to_owned());
            bundle
                .labels
                .push(Label { external_id: id.clone(), name: label.title.clone(), colour });
        }
        card.labels.push(id);
    }
    card.people = task
        .assignees
        .iter()
        .flatten()
        .map(|user| bundle.person(person(user)))
        .collect();
    related(bundle, task, &mut card);
    for (text, what) in [(&task.created, "Created"), (&task.done_at, "Done"), (&task.end_date, "Ends")] {
        card.facts
            .extend(When::read(text).map(|when| format!("{what} on {}", when.date())));
    }
    if task.percent_done > 0.0 {
        card.facts.push(format!("{:.0} % done", task.percent_done * 100.0));
    }
    for file in task.attachments.iter().flatten() {
        let name = file.file.as_ref().map_or("", |file| file.name.as_str());
        card.facts.push(format!("Attachment: {name}"));
        bundle.note(
            "attachment",
            &file.id.to_string(),
            name,
            "Only its name was taken: the file itself is not in data.json.",
        );
    }
    card.comments = task
        .comments
        .iter()
        .flatten()
        .map(|comment| Remark {
            external_id: comment.id.to_string(),
            author: comment
                .author
                .as_ref()
                .map_or_else(|| "Somebody".to_owned(), |user| person(user).name),
            at: When::read(&comment.created).map(When::stamp),
            text: html::text(&comment.comment),
        })
        .collect();
    card.external_id = id;
    card
}

/// A parent is hierarchy; other relations are said in the description.
fn related(bundle: &Bundle, task: &Task, card: &mut Card) {
    for (kind, others) in task.related_tasks.iter().flatten() {
        for other in others.iter().flatten() {
            match kind.as_str() {
                "parenttask" if card.parent.is_none() => card.parent = Some(other.id.to_string()),
                // The other side of it.
                "subtask" => {}
                _ => card
                    .facts
                    .push(format!("{kind}: {} ({}#{})", other.title, bundle.name, other.id)),
            }
        }
    }
}

fn person(user: &User) -> Person {
    let name = if user.name.is_empty() { user.username.clone() } else { user.name.clone() };
    Person {
        external_id: user.id.to_string(),
        name,
        username: user.username.clone(),
        email: user.email.clone(),
    }
}

/// Seconds there; days here. What is no number of days is kept in the description by whoever cleans the bundle.
fn repeat(task: &Task) -> Option<Recurrence> {
    const DAY: i64 = 86_400;
    let mode = if task.repeat_mode == 2 { Mode::Completion } else { Mode::Schedule };
    let rrule = match (task.repeat_mode, task.repeat_after) {
        (1, _) => "FREQ=MONTHLY".to_owned(),
        (_, seconds) if seconds <= 0 => return None,
        (_, seconds) if seconds % (7 * DAY) == 0 => format!("FREQ=WEEKLY;INTERVAL={}", seconds / (7 * DAY)),
        (_, seconds) if seconds % DAY == 0 => format!("FREQ=DAILY;INTERVAL={}", seconds / DAY),
        (_, seconds) => format!("every {seconds} seconds"),
    };
    Some(Recurrence::new(rrule, mode))
}
