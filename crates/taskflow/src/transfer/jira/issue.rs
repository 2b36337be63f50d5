//! What one issue becomes.

use super::markup;
use crate::task::Priority;
use crate::transfer::bundle::{Bundle, Card, Goal, Link, Person, Remark};
use crate::transfer::grid::{Headings, Line};
use crate::transfer::when::When;

/// What tasks have no field for: heading → how it is called in the description.
const FACTS: &[(&[&str], &str)] = &[
    (&["issue type"], "Type"),
    (&["resolution"], "Resolution"),
    (&["component/s", "components", "component"], "Component"),
    (&["affects version/s", "affects versions"], "Affects"),
    (&["fix version/s", "fix versions"], "Fix version"),
    (&["environment"], "Environment"),
    (&["original estimate"], "Original estimate in seconds"),
    (&["time spent"], "Time spent in seconds"),
];
/// Types that say no more than "task".
const PLAIN: &[&str] = &["task", "sub-task", "subtask"];

pub fn card(bundle: &mut Bundle, headings: &Headings, line: &Line, key: &str) -> Card {
    let get = |names: &[&str]| headings.get(line, names);
    let mut card = Card {
        external_id: key.to_owned(),
        title: get(super::SUMMARY).to_owned(),
        description: markup::markdown(get(&["description"])),
        column: get(&["status"]).to_lowercase(),
        priority: priority(get(&["priority"])),
        parent: Some(get(&["parent key", "parent", "parent id", "epic link", "custom field (epic link)"]))
            .filter(|parent| !parent.is_empty())
            .map(str::to_owned),
        estimate: get(&[
            "custom field (story points)",
            "custom field (story point estimate)",
            "story points",
        ])
        .parse()
        .ok(),
        ..Card::default()
    };
    for label in headings.all(line, &["labels", "label"]) {
        card.labels.push(bundle.label(label, None));
    }
    let kind = get(&["issue type"]);
    if !kind.is_empty() && !PLAIN.contains(&kind.to_lowercase().as_str()) {
        card.labels.push(bundle.label(kind, None));
    }
    card.labels.sort_unstable();
    card.labels.dedup();
    card.people.extend(person(bundle, get(&["assignee"]), get(&["assignee id"])));
    dates(bundle, headings, line, &mut card);
    sprints(bundle, headings, line, &mut card);
    card.facts.extend(facts(headings, line, key));
    attachments(bundle, headings, line, &mut card);
    comments(headings, line, &mut card);
    card
}

fn priority(name: &str) -> Priority {
    match name.to_lowercase().as_str() {
        "highest" | "blocker" | "critical" | "urgent" => Priority::Urgent,
        "high" | "major" => Priority::High,
        "medium" | "normal" => Priority::Medium,
        "low" | "minor" | "lowest" | "trivial" => Priority::Low,
        _ => Priority::None,
    }
}

fn person(bundle: &mut Bundle, name: &str, id: &str) -> Option<String> {
    if name.is_empty() && id.is_empty() {
        return None;
    }
    let external_id = if id.is_empty() { name } else { id };
    let name = if name.is_empty() { id } else { name };
    let email = name.contains('@').then(|| name.to_owned());
    Some(bundle.person(Person {
        external_id: external_id.to_owned(),
        username: name.to_owned(),
        name: name.to_owned(),
        email,
    }))
}

/// Jira writes whole days as midnights; a date it wrote in another form is kept as text.
fn dates(bundle: &mut Bundle, headings: &Headings, line: &Line, card: &mut Card) {
    for (names, what) in [
        (&["due date", "due"][..], "Due"),
        (&["custom field (start date)", "start date", "custom field (target start)"][..], "Start"),
    ] {
        let text = headings.get(line, names);
        if text.is_empty() {
            continue;
        }
        match When::read(text) {
            Some(when) if what == "Due" => card.due = Some(when.due(None)),
            Some(when) => card.start_on = Some(when.date().to_string()),
            None => {
                card.facts.push(format!("{what}: {text}"));
                let message =
                    format!("{what} “{text}” cannot be read for certain and is kept in the description.");
                bundle.note("card", &card.external_id, &card.title, message);
            }
        }
    }
}

/// A table has the names of sprints and no days, so they become milestones. The last is where the issue is by now.
fn sprints(bundle: &mut Bundle, headings: &Headings, line: &Line, card: &mut Card) {
    let sprints = headings.all(line, &["sprint"]);
    let Some(name) = sprints.last() else {
        return;
    };
    card.goal = Some(bundle.goal(Goal {
        external_id: format!("sprint {}", name.to_lowercase()),
        name: (*name).to_owned(),
        ..Goal::default()
    }));
    if sprints.len() > 1 {
        card.facts.push(format!("Sprints: {}", sprints.join(", ")));
    }
}

fn facts(headings: &Headings, line: &Line, key: &str) -> Vec<String> {
    let get = |names: &[&str]| headings.get(line, names);
    let day = |text: &str| When::read(text).map_or_else(|| text.to_owned(), |when| when.date().to_string());
    let mut opened = key.to_owned();
    if !get(&["reporter", "creator"]).is_empty() {
        opened.push_str(&format!(", reported by {}", get(&["reporter", "creator"])));
    }
    if !get(&["created"]).is_empty() {
        opened.push_str(&format!(" on {}", day(get(&["created"]))));
    }
    let mut facts = vec![opened];
    if !get(&["resolved"]).is_empty() {
        facts.push(format!("Resolved on {}", day(get(&["resolved"]))));
    }
    for (names, what) in FACTS {
        let values = headings.all(line, names);
        if !values.is_empty() {
            facts.push(format!("{what}: {}", values.join(", ")));
        }
    }
    for (heading, value) in headings.starting(line, &["inward issue link", "outward issue link"]) {
        let heading = heading.split_once(' ').map_or(heading, |(_, rest)| rest);
        facts.push(format!("{heading}: {value}"));
    }
    facts
}

/// `date;author;name;address`.
fn attachments(bundle: &mut Bundle, headings: &Headings, line: &Line, card: &mut Card) {
    for text in headings.all(line, &["attachment", "attachments"]) {
        let parts: Vec<&str> = text.splitn(4, ';').collect();
        let (name, url) = match parts.as_slice() {
            [_, _, name, url] => (*name, *url),
            _ => (text, text),
        };
        bundle.note("attachment", &card.external_id, name, "Kept as a link in the task's description.");
        card.links.push(Link { name: name.to_owned(), url: url.to_owned() });
    }
}

/// `date;author;text`. The author is an account's id in the cloud.
fn comments(headings: &Headings, line: &Line, card: &mut Card) {
    for text in headings.all(line, &["comment", "comments"]) {
        let parts: Vec<&str> = text.splitn(3, ';').collect();
        let (at, author, text) = match parts.as_slice() {
            [at, author, text] if When::read(at).is_some() => (When::read(at), *author, *text),
            _ => (None, "", text),
        };
        card.comments.push(Remark {
            external_id: format!("{}-{}", card.external_id, card.comments.len() + 1),
            author: if author.is_empty() { "Somebody".to_owned() } else { author.to_owned() },
            at: at.map(When::stamp),
            text: markup::markdown(text),
        });
    }
}
