//! Who somebody in the other product is here.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::bundle::{Bundle, Card};
use crate::base::Result;
use crate::{auth, workspace};

/// The members that people of a bundle are, by their ids there.
///
/// `named` says it outright, user name → e-mail address; else an address in the file decides. Only active members
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
        let Some(email) = named.get(&person.username).or(person.email.as_ref()) else {
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
pub fn left_out(bundle: &Bundle, card: &Card, members: &HashMap<String, Uuid>) -> Option<String> {
    let names: Vec<&str> =
        card.people
            .iter()
            .filter(|id| !members.contains_key(*id))
            .map(|id| {
                let person = bundle.people.iter().find(|person| person.external_id == *id);
                person.map_or("somebody", |person| {
                    if person.name.is_empty() { &person.username } else { &person.name }
                })
            })
            .collect();
    (!names.is_empty()).then(|| format!("Members there: {}", names.join(", ")))
}
