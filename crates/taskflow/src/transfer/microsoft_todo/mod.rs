//! Microsoft To Do, as the Graph API gives a list: `GET /me/todo/lists/ID/tasks?$expand=checklistItems`.

mod file;
mod repeat;

use file::{Page, Task};

use super::bundle::{Bundle, Card, Column, Item, Link};
use super::format::{File, Upload};
use super::when::{self, When};
use super::{colour, html};
use crate::base::Result;
use crate::project::StatusCategory;
use crate::task::{Due, Priority};

const WHAT: &str = "a list of tasks of the Microsoft Graph API";
const STATUSES: &[(&str, &str, StatusCategory)] = &[
    ("deferred", "Deferred", StatusCategory::Backlog),
    ("notStarted", "Not started", StatusCategory::Todo),
    ("inProgress", "In progress", StatusCategory::InProgress),
    ("waitingOnOthers", "Waiting on others", StatusCategory::InProgress),
    ("completed", "Completed", StatusCategory::Done),
];

/// Reads lists: a bundle each; pages of one list come together.
///
/// # Errors
/// `unreadable_export`.
pub fn read(upload: &Upload) -> Result<Vec<Bundle>> {
    let mut bundles: Vec<Bundle> = Vec::new();
    for file in &upload.files {
        let page: Page = file.json(WHAT)?;
        let id = page.list_id().unwrap_or_else(|| upload.name_of(file));
        let place = match bundles.iter().position(|bundle| bundle.external_id == id) {
            Some(place) => place,
            None => {
                let name = upload.name_of(file);
                bundles.push(Bundle { source: "microsoft_todo", external_id: id, name, ..Bundle::default() });
                bundles.len() - 1
            }
        };
        take(&mut bundles[place], page.value, file)?;
    }
    bundles.iter_mut().for_each(columns);
    Ok(bundles)
}

fn take(bundle: &mut Bundle, tasks: Vec<Task>, file: &File) -> Result<()> {
    for task in tasks {
        if task.removed.is_some() {
            continue;
        }
        let (Some(title), Some(status)) = (&task.title, &task.status) else {
            return Err(file.refused(WHAT, &format!("the task {} has no title or no status", task.id)));
        };
        if !bundle.seen.insert(format!("card:{}", task.id)) {
            bundle.note("card", &task.id, title, "It is in the files twice; the first was taken.");
            continue;
        }
        let known = STATUSES
            .iter()
            .find(|(id, ..)| id == status)
            .map_or("notStarted", |(id, ..)| id);
        let card = card(bundle, known, &task);
        bundle.cards.push(card);
    }
    Ok(())
}

fn card(bundle: &mut Bundle, status: &str, task: &Task) -> Card {
    let title = task.title.clone().unwrap_or_default();
    let body = task.body.as_ref().map_or("", |body| body.content.as_str());
    let is_html = task
        .body
        .as_ref()
        .is_some_and(|body| body.content_type.eq_ignore_ascii_case("html"));
    let mut card = Card {
        external_id: task.id.clone(),
        description: if is_html { html::text(body) } else { body.to_owned() },
        column: status.to_owned(),
        labels: task
            .categories
            .iter()
            .map(|name| bundle.label(name, colour::named(name)))
            .collect(),
        priority: match task.importance.as_str() {
            "high" => Priority::High,
            "low" => Priority::Low,
            _ => Priority::None,
        },
        due: task.due.as_ref().and_then(day),
        start_on: task.start.as_ref().and_then(day).map(|due| due.date),
        links: task
            .linked
            .iter()
            .map(|link| Link { name: link.name.clone(), url: link.url.clone() })
            .collect(),
        title,
        ..Card::default()
    };
    card.links.retain(|link| !link.url.is_empty());
    card.items = task
        .checklist
        .iter()
        .map(|item| Item {
            external_id: item.id.clone(),
            title: item.name.clone(),
            description: String::new(),
            done: item.checked,
        })
        .collect();
    if let Some(pattern) = &task.recurrence {
        match repeat::rule(pattern) {
            Some(recurrence) => card.recurrence = Some(recurrence),
            None => {
                bundle.note("card", &task.id, &card.title, "How it repeats cannot be read and was left out.")
            }
        }
    }
    if let Some(at) = task.reminder.as_ref().filter(|_| task.reminder_on) {
        card.facts.push(format!("Reminder: {} {}", at.clock(), at.zone));
    }
    if let Some(at) = task.completed.as_ref().and_then(|at| When::read(&at.clock())) {
        card.facts.push(format!("Completed on {}", at.date()));
    }
    if task.has_attachments {
        bundle.note(
            "attachment",
            &task.id,
            &card.title,
            "Its attachments are not in the file and were left out.",
        );
    }
    card
}

/// A date there is a midnight, told as a time in some zone.
fn day(at: &file::Moment) -> Option<Due> {
    match When::read(&at.clock())? {
        When::Local(clock) if at.zone.eq_ignore_ascii_case("utc") => {
            Some(when::day(when::nearest_day(clock)?))
        }
        found => Some(when::day(found.date())),
    }
}

/// Statuses that are used, and always an open and a done one.
fn columns(bundle: &mut Bundle) {
    let used = |id: &str| {
        matches!(id, "notStarted" | "completed") || bundle.cards.iter().any(|card| card.column == id)
    };
    bundle.columns = STATUSES
        .iter()
        .filter(|(id, ..)| used(id))
        .map(|(id, name, category)| Column {
            external_id: (*id).to_owned(),
            name: (*name).to_owned(),
            category: Some(*category),
        })
        .collect();
}
