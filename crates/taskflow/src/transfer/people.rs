//! Who somebody in the other product is here.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::bundle::{Bundle, Card, Person};
use crate::base::Result;
use crate::mail::is_address;
use crate::{auth, workspace};

/// The members that people of a bundle are, by their ids there.
///
/// `named` says it outright, user name, name or id → e-mail address; else an address in the file decides. Only active members
/// count: an import adds nobody to a workspace.
///
/// # Errors
/// Those of the database.
pub fn matched(
    tx: &mut Tx<'_>,
    workspace_id: Uuid,
    bundle: &Bundle,
    named: &HashMap<String, String>,
) -> Result<HashMap<String, Uuid>> {
    let mut found = HashMap::new();
    for person in &bundle.people {
        let said = [&person.username, &person.name, &person.external_id]
            .into_iter()
            .find_map(|name| named.get(name));
        let Some(email) = said.or(person.email.as_ref()).filter(|email| is_address(email)) else {
            continue;
        };
        let Some(user) = auth::user_by_email(tx, email)? else {
            continue;
        };
        if workspace::is_member(tx, workspace_id, user.id)? {
            found.insert(person.external_id.clone(), user.id);
        }
    }
    Ok(found)
}

/// What a card's description says of people who are no members here.
pub fn left_out(
    names: &HashMap<String, String>,
    card: &Card,
    members: &HashMap<String, Uuid>,
) -> Option<String> {
    let others = card.people.iter().filter(|id| !members.contains_key(*id));
    let others: Vec<&str> = others.map(|id| names.get(id).map_or("somebody", String::as_str)).collect();
    // The cut leaves room for it.
    let line: String = format!("Members there: {}", others.join(", ")).chars().take(900).collect();
    (!others.is_empty()).then_some(line)
}

/// How people are called, by their ids there.
pub fn names(bundle: &Bundle) -> HashMap<String, String> {
    let name = |person: &Person| {
        let name = if person.name.is_empty() { &person.username } else { &person.name };
        name.chars().filter(|c| !c.is_control()).take(200).collect()
    };
    bundle
        .people
        .iter()
        .map(|person| (person.external_id.clone(), name(person)))
        .collect()
}
