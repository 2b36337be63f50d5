//! Which part of a snapshot is asked for.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::auth::{ApiToken, Session, User};
use crate::automation::Rule;
use crate::base::error::Faults;
use crate::base::{Error, Result};
use crate::event::Entity;
use crate::project::{Project, ProjectMember, Status};
use crate::task::{
    Comment, CustomField, Cycle, Favourite, Milestone, Relation, Tag, Task, Template, TimeEntry, View,
    Watcher,
};
use crate::workspace::{Belonging, Invitation, Member, Team, Workspace};

const MOST_PROJECTS: usize = 50;
const MOST_TASKS: usize = 200;

/// What stands in a workspace's stream.
const KINDS: &[&str] = &[
    Workspace::NAME,
    Member::NAME,
    Team::NAME,
    Invitation::NAME,
    Tag::NAME,
    CustomField::NAME,
    Template::NAME,
    Project::NAME,
    ProjectMember::NAME,
    Status::NAME,
    Milestone::NAME,
    Cycle::NAME,
    Task::NAME,
    Comment::NAME,
    Watcher::NAME,
    TimeEntry::NAME,
    Relation::NAME,
    View::NAME,
    Rule::NAME,
];
/// What a person's own has besides.
const PERSONS: &[&str] = &[User::NAME, Session::NAME, ApiToken::NAME, Belonging::NAME, Favourite::NAME];

/// A part of a workspace. Nothing said is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// These projects with all that belongs to them.
    pub projects: BTreeSet<Uuid>,
    /// These tasks with what hangs on them.
    pub tasks: BTreeSet<Uuid>,
    kinds: BTreeSet<String>,
}

impl Wanted {
    /// Reads `project`, `task` and `entity`, each of which may stand more than once.
    ///
    /// # Errors
    /// `Invalid` for other parameters, for what is no id or no kind, and for more than 50 projects or 200 tasks.
    pub fn read(pairs: Vec<(String, String)>) -> Result<Self> {
        let mut wanted = Self::default();
        for (name, value) in pairs {
            let id = || {
                value.parse().map_err(|_| {
                    Error::invalid(format!("?{name}"), "invalid_id", "Give ids, one each.".to_owned())
                })
            };
            match name.as_str() {
                "project" => drop(wanted.projects.insert(id()?)),
                "task" => drop(wanted.tasks.insert(id()?)),
                "entity" if KINDS.contains(&value.as_str()) || PERSONS.contains(&value.as_str()) => {
                    wanted.kinds.insert(value);
                }
                "entity" => {
                    return Err(Error::invalid(
                        "?entity",
                        "invalid_query",
                        "There is no such kind of thing.",
                    ));
                }
                _ => {
                    let pointer = format!("?{name}");
                    return Err(Error::invalid(pointer, "invalid_query", "Give project, task or entity."));
                }
            }
        }
        let mut faults = Faults::default();
        faults.require(
            wanted.projects.len() <= MOST_PROJECTS,
            "?project",
            "too_many",
            "Give at most 50 projects.",
        );
        faults.require(wanted.tasks.len() <= MOST_TASKS, "?task", "too_many", "Give at most 200 tasks.");
        faults.check()?;
        Ok(wanted)
    }

    /// Whether it is about certain projects or tasks: what belongs to none is left out.
    pub fn is_narrow(&self) -> bool {
        !self.projects.is_empty() || !self.tasks.is_empty()
    }

    pub fn has(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.contains(kind)
    }

    pub fn has_any(&self, kinds: &[&str]) -> bool {
        kinds.iter().any(|kind| self.has(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Result<Wanted> {
        Wanted::read(
            query
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn nothing_is_everything() {
        let all = read(&[]).unwrap();
        assert!(all.has("task") && all.has("workspace") && !all.is_narrow());
    }

    #[test]
    fn parts_add_up() {
        let id = Uuid::from_bytes([7; 16]).to_string();
        let some = read(&[("task", &id), ("entity", "comment"), ("entity", "watcher")]).unwrap();
        assert!(some.is_narrow() && some.has("comment") && some.has("watcher") && !some.has("task"));
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        for query in [("task", "x"), ("entity", "secret"), ("limit", "3")] {
            assert!(read(&[query]).is_err(), "{query:?}");
        }
        let ids: Vec<String> = (0..51).map(|n| Uuid::from_u128(n).to_string()).collect();
        let many: Vec<(&str, &str)> = ids.iter().map(|id| ("project", id.as_str())).collect();
        assert!(read(&many).is_err() && read(&many[1..]).is_ok());
    }
}
