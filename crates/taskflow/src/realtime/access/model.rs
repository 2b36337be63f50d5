//! The rights of all members of one workspace.

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;
use taskflow_db::Tx;
use uuid::Uuid;

use super::Visibility;
use crate::base::{Error, Result, Stamp};
use crate::event::{Entity, Op};
use crate::project::{self, Place, Project, ProjectMember, sight};
use crate::workspace::{self, Action, Grant, Member, MemberState, ProjectRole, Role, Team, Workspace};

/// Who is what, in which team, which project is where and who was given what in it: the part of a workspace's state
/// that decides about access.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccessModel {
    deleted: bool,
    /// Active members.
    members: HashMap<Uuid, Role>,
    teams: HashMap<Uuid, BTreeSet<Uuid>>,
    places: HashMap<Uuid, Place>,
    grants: HashMap<Uuid, Given>,
}

/// A role given in a project.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Given {
    project_id: Uuid,
    user_id: Option<Uuid>,
    team_id: Option<Uuid>,
    role: ProjectRole,
}

#[derive(Deserialize)]
struct MemberData {
    role: Role,
    state: MemberState,
}

#[derive(Deserialize)]
struct TeamData {
    member_ids: BTreeSet<Uuid>,
}

#[derive(Deserialize)]
struct WorkspaceData {
    deleted_at: Option<Stamp>,
}

#[derive(Deserialize)]
struct ProjectData {
    parent_id: Option<Uuid>,
    visibility: project::Visibility,
    archived_at: Option<Stamp>,
    deleted_at: Option<Stamp>,
}

impl AccessModel {
    /// As the tables are now. Call it in the snapshot in which the stream's head is read.
    ///
    /// # Errors
    /// Those of the database.
    pub fn load(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Self> {
        // Without a row there is no workspace; a deleted one has left no row to say so.
        let mut model = Self { deleted: true, ..Self::default() };
        for image in workspace::images(tx, workspace)?
            .into_iter()
            .chain(project::images(tx, workspace)?)
        {
            model.set(image.entity, image.id, image.data.get())?;
        }
        Ok(model)
    }

    /// Moves on by one op of the stream, in the order of the stream. True when it may have changed what somebody sees.
    ///
    /// # Errors
    /// `Internal` when the op's data is not what its kind has.
    pub fn apply(&mut self, op: &Op) -> Result<bool> {
        match &op.data {
            Some(data) => self.set(&op.entity, op.id, data.get()),
            None => Ok(self.unset(&op.entity, op.id)),
        }
    }

    fn set(&mut self, entity: &str, id: Uuid, data: &str) -> Result<bool> {
        Ok(match entity {
            Workspace::NAME => {
                let deleted = read::<WorkspaceData>(data)?.deleted_at.is_some();
                std::mem::replace(&mut self.deleted, deleted) != deleted
            }
            Member::NAME => match read::<MemberData>(data)? {
                MemberData { role, state: MemberState::Active } => {
                    self.members.insert(id, role) != Some(role)
                }
                MemberData { .. } => self.members.remove(&id).is_some(),
            },
            Team::NAME => {
                let people = read::<TeamData>(data)?.member_ids;
                self.teams.get(&id) != Some(&people) && {
                    self.teams.insert(id, people);
                    true
                }
            }
            Project::NAME => {
                let data: ProjectData = read(data)?;
                let place = Place {
                    parent_id: data.parent_id,
                    private: data.visibility == project::Visibility::Private,
                    archived: data.archived_at.is_some(),
                    deleted: data.deleted_at.is_some(),
                };
                self.places.insert(id, place) != Some(place)
            }
            ProjectMember::NAME => {
                let given: Given = read(data)?;
                self.grants.get(&id) != Some(&given) && {
                    self.grants.insert(id, given);
                    true
                }
            }
            _ => false,
        })
    }

    fn unset(&mut self, entity: &str, id: Uuid) -> bool {
        match entity {
            Workspace::NAME => !std::mem::replace(&mut self.deleted, true),
            Member::NAME => self.members.remove(&id).is_some(),
            Team::NAME => self.teams.remove(&id).is_some(),
            Project::NAME => self.places.remove(&id).is_some(),
            ProjectMember::NAME => self.grants.remove(&id).is_some(),
            _ => false,
        }
    }

    /// Whether there is a project with this id, seen or not.
    pub fn has_project(&self, id: Uuid) -> bool {
        self.places.contains_key(&id)
    }

    /// Whether somebody is an active member.
    pub fn is_member(&self, user: Uuid) -> bool {
        self.members.contains_key(&user)
    }

    /// What somebody may see; `None` when they are no active member, or the workspace is no more.
    pub fn visibility(&self, user: Uuid) -> Option<Visibility> {
        let role = *self.members.get(&user).filter(|_| !self.deleted)?;
        let mut granted: HashMap<Uuid, ProjectRole> = HashMap::new();
        for given in self.grants.values().filter(|given| self.is_given_to(given, user)) {
            let best = granted.entry(given.project_id).or_insert(given.role);
            *best = given.role.max(*best);
        }
        let seen = self.places.keys().copied().filter(|project| {
            let sight = sight(&self.places, *project, role, &granted);
            sight.role.is_some() && !sight.deleted
        });
        let invitations = Grant { role, project: None }.allows(Action::ManageMembers);
        Some(Visibility::new(invitations, seen.collect()))
    }

    fn is_given_to(&self, given: &Given, user: Uuid) -> bool {
        let in_team = |team| self.teams.get(&team).is_some_and(|people| people.contains(&user));
        given.user_id == Some(user) || given.team_id.is_some_and(in_team)
    }
}

fn read<'a, T: Deserialize<'a>>(data: &'a str) -> Result<T> {
    serde_json::from_str(data).map_err(Error::internal)
}
