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
    let keys: Vec<(&Person, String)> = bundle
        .people
        .iter()
        .filter_map(|person| Some((person, key_of(person, named)?)))
        .collect();
    let asked: Vec<String> = keys.iter().map(|(_, key)| key.clone()).collect();
    let members = workspace::members_by_email(tx, workspace_id, &asked)?;
    let found = keys
        .into_iter()
        .filter_map(|(person, key)| Some((person.external_id.clone(), *members.get(&key)?)));
    Ok(found.collect())
}

/// Whose address somebody has here, folded.
fn key_of(person: &Person, named: &HashMap<String, String>) -> Option<String> {
    let said = [&person.username, &person.name, &person.external_id]
        .into_iter()
        .find_map(|name| named.get(name));
    let email = said.or(person.email.as_ref()).filter(|email| is_address(email))?;
    Some(auth::email_key(email))
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
