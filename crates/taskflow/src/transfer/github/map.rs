//! What issues and comments become.

use std::collections::{BTreeMap, HashMap};

use super::file::{Label, Thing, User};
use crate::project::StatusCategory;
use crate::transfer::bundle::{Bundle, Card, Column, Goal, Person, Remark};
use crate::transfer::when::When;
use crate::transfer::{Note, colour};

const OPEN: &str = "open";
const CLOSED: &str = "closed";
const NOT_PLANNED: &str = "not_planned";

/// A bundle for each repository that has issues; comments find their issue by its number, or by its id.
pub fn bundles(things: Vec<Thing>) -> Result<Vec<Bundle>, String> {
    let mut repositories: BTreeMap<String, Bundle> = BTreeMap::new();
    let mut places: HashMap<(String, u64), usize> = HashMap::new();
    let mut remarks = Vec::new();
    let mut spoken: HashMap<(String, String), u64> = HashMap::new();
    for thing in things {
        if thing.issue_url.is_some() {
            remarks.push(thing);
            continue;
        }
        let Some(number) = thing.number else {
            continue;
        };
        let address = format!("{} {}", thing.url, thing.html_url.as_deref().unwrap_or_default());
        let Some(repository) = repository(&address) else {
            return Err(format!("issue {number} does not say which repository it is of"));
        };
        let bundle = repositories.entry(repository.clone()).or_insert_with(|| blank(&repository));
        if is_pull_request(&thing) {
            let title = thing.title.clone().unwrap_or_default();
            bundle.note(
                "pull_request",
                &number.to_string(),
                &title,
                "Left out: it is a pull request, not an issue.",
            );
            continue;
        }
        let (id, said, card) = (thing.id, thing.comments.unwrap_or(0), card(bundle, number, thing));
        let place = bundle.cards.len();
        if places.insert((repository.clone(), number), place).is_some() {
            bundle.note(
                "card",
                &number.to_string(),
                &card.title,
                "It is in the files twice; the first was taken.",
            );
            continue;
        }
        spoken.insert((repository.clone(), card.external_id.clone()), said);
        places.entry((repository, id)).or_insert(place);
        bundle.cards.push(card);
    }
    if repositories.is_empty() {
        return Err("there is no issue in it".to_owned());
    }
    for remark in remarks {
        comment(&mut repositories, &places, remark);
    }
    let mut bundles: Vec<Bundle> = repositories.into_values().collect();
    for bundle in &mut bundles {
        missing(bundle, &spoken);
        bundle.cards.iter_mut().for_each(|card| {
            card.comments
                .sort_by(|a, b| (a.at, &a.external_id).cmp(&(b.at, &b.external_id)));
        });
        columns(bundle);
    }
    Ok(bundles)
}

fn blank(repository: &str) -> Bundle {
    Bundle {
        source: "github",
        external_id: repository.to_owned(),
        name: repository.rsplit('/').next().unwrap_or(repository).to_owned(),
        description: format!("Issues of <https://github.com/{repository}>"),
        ..Bundle::default()
    }
}

/// `owner/name` out of `…/repos/owner/name/issues/1` or `https://github.com/owner/name/issues/1`.
fn repository(address: &str) -> Option<String> {
    let after = |mark: &str| address.split_once(mark).map(|(_, rest)| rest);
    let rest = after("/repos/").or_else(|| after("://github.com/"))?;
    let mut parts = rest.split('/');
    let (owner, name) = (parts.next()?, parts.next()?);
    let fits = |part: &str| !part.is_empty() && part.len() <= 100 && !part.contains(char::is_whitespace);
    (fits(owner) && fits(name)).then(|| format!("{owner}/{name}"))
}

fn is_pull_request(thing: &Thing) -> bool {
    let named = thing
        .pull_request
        .as_ref()
        .is_some_and(|pull| pull.url.is_some() || pull.html_url.is_some());
    named || thing.html_url.as_deref().is_some_and(|url| url.contains("/pull/"))
}

fn person(bundle: &mut Bundle, user: &User) -> String {
    bundle.person(Person {
        external_id: user.login.clone(),
        name: user.name.clone().unwrap_or_else(|| user.login.clone()),
        username: user.login.clone(),
        email: user.email.clone(),
    })
}

fn card(bundle: &mut Bundle, number: u64, thing: Thing) -> Card {
    let labels = thing.labels.iter().map(|label| match label {
        Label::Named(name) => (name.clone(), None),
        Label::Full { name, color } => (name.clone(), color.clone()),
    });
    let labels: Vec<String> = labels
        .filter(|(name, _)| !name.trim().is_empty())
        .map(|(name, colour)| bundle.label(&name, colour.and_then(|colour| colour::hex(&colour)).as_deref()))
        .collect();
    let mut assigned: Vec<&User> = thing.assignees.iter().flatten().collect();
    if assigned.is_empty() {
        assigned.extend(&thing.assignee);
    }
    let people = assigned.into_iter().map(|user| person(bundle, user)).collect();
    let closed = thing.state.as_deref() == Some(CLOSED);
    let column = match thing.state_reason.as_deref() {
        Some(NOT_PLANNED) if closed => NOT_PLANNED,
        _ if closed => CLOSED,
        _ => OPEN,
    };
    let goal = thing.milestone.as_ref().map(|milestone| {
        bundle.goal(Goal {
            external_id: milestone
                .number
                .map_or_else(|| milestone.title.clone(), |number| number.to_string()),
            name: milestone.title.clone(),
            description: milestone.description.clone().unwrap_or_default(),
            target_on: day(&milestone.due_on),
            reached: milestone.state.as_deref() == Some(CLOSED),
        })
    });
    Card {
        external_id: number.to_string(),
        title: thing.title.clone().unwrap_or_default(),
        facts: facts(bundle, number, &thing),
        description: thing.body.unwrap_or_default(),
        column: column.to_owned(),
        labels,
        people,
        goal,
        ..Card::default()
    }
}

fn day(text: &Option<String>) -> Option<String> {
    text.as_deref().and_then(When::read).map(|when| when.date().to_string())
}

fn facts(bundle: &Bundle, number: u64, thing: &Thing) -> Vec<String> {
    let repository = &bundle.external_id;
    let address = format!("https://github.com/{repository}/issues/{number}");
    let mut opened = format!("[{repository}#{number}](<{address}>)");
    if let Some(user) = &thing.user {
        opened.push_str(&format!(", opened by {}", user.login));
    }
    if let Some(day) = day(&thing.created_at) {
        opened.push_str(&format!(" on {day}"));
    }
    let mut facts = vec![opened];
    facts.extend(day(&thing.closed_at).map(|day| format!("Closed on {day}")));
    facts
}

/// Puts a comment on its issue. Its address ends in the issue's number; in answers of long ago, in its id.
fn comment(
    repositories: &mut BTreeMap<String, Bundle>,
    places: &HashMap<(String, u64), usize>,
    thing: Thing,
) {
    let address = thing.issue_url.unwrap_or_default();
    let repository = repository(&address).unwrap_or_default();
    let number = address.rsplit('/').next().and_then(|text| text.parse().ok()).unwrap_or(0);
    let place = places.get(&(repository.clone(), number)).copied();
    let text = thing.body.unwrap_or_default();
    let id = thing.id.to_string();
    // Of a repository that has no issues here: the first one's report tells.
    let own = if repositories.contains_key(&repository) {
        Some(repository)
    } else {
        repositories.keys().next().cloned()
    };
    let Some(bundle) = own.and_then(|name| repositories.get_mut(&name)) else {
        return;
    };
    let Some(card) = place.and_then(|place| bundle.cards.get_mut(place)) else {
        bundle.note("comment", &id, &text, "Left out: its issue is not in the files.");
        return;
    };
    card.comments.push(Remark {
        external_id: id,
        author: thing.user.map_or_else(|| "Somebody".to_owned(), |user| user.login),
        at: thing.created_at.as_deref().and_then(When::read).map(When::stamp),
        text,
    });
}

/// Says which issues have more comments than the files.
fn missing(bundle: &mut Bundle, spoken: &HashMap<(String, String), u64>) {
    for card in &bundle.cards {
        let said = spoken
            .get(&(bundle.external_id.clone(), card.external_id.clone()))
            .copied()
            .unwrap_or(0);
        let here = u64::try_from(card.comments.len()).unwrap_or(u64::MAX);
        if said > here {
            let message = format!("{} of its comments are not in the files.", said - here);
            bundle.notes.push(Note::new("card", &card.external_id, &card.title, message));
        }
    }
}

fn columns(bundle: &mut Bundle) {
    let all = [
        (OPEN, "Open", StatusCategory::Todo),
        (CLOSED, "Closed", StatusCategory::Done),
        (NOT_PLANNED, "Not planned", StatusCategory::Cancelled),
    ];
    let used = |id: &str| id != NOT_PLANNED || bundle.cards.iter().any(|card| card.column == id);
    bundle.columns = all
        .into_iter()
        .filter(|(id, ..)| used(id))
        .map(|(id, name, category)| Column {
            external_id: id.to_owned(),
            name: name.to_owned(),
            category: Some(category),
        })
        .collect();
}
