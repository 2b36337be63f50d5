//! Projects that fit. A workspace has few, so they are gone through.

use std::cmp::Reverse;

use taskflow_db::Tx;
use uuid::Uuid;

use super::rules::{Ask, Class, Place, of_text, of_title};
use crate::base::Result;
use crate::project::{self, Project};
use crate::workspace::Membership;

/// The most projects that are looked through.
const MOST: usize = 5_000;

/// Those of the given projects, all of which the member may see, that fit.
pub fn find(tx: &mut Tx<'_>, member: &Membership, ask: &Ask, ids: &[Uuid]) -> Result<Vec<(Place, Project)>> {
    if ask.wanted.is_empty() {
        return Ok(Vec::new());
    }
    let projects = project::load_many(tx, member, &ids[..ids.len().min(MOST)])?;
    Ok(projects
        .into_iter()
        .filter_map(|project| Some((place(ask, &project)?, project)))
        .collect())
}

fn place(ask: &Ask, project: &Project) -> Option<Place> {
    if !of_text(ask, &[&project.key, &project.name, &project.description]) {
        return None;
    }
    let (by_key, _) = of_title(ask, &project.key);
    let (by_name, share) = of_title(ask, &project.name);
    let key = by_key.filter(|class| *class == Class::Title);
    let class = key.or(by_name).unwrap_or(Class::Elsewhere);
    // Of equal ones the project comes before its tasks.
    Some((class, Reverse(share), Reverse(i64::MAX), project.id))
}
