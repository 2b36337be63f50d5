//! Who sees what in a tree of projects: the one answer for lists, snapshots and live boards.

use std::collections::HashMap;

use uuid::Uuid;

use crate::workspace::{Grant, ProjectRole, Role};

/// A project's place in the tree, and what it is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub parent_id: Option<Uuid>,
    pub private: bool,
    pub archived: bool,
    /// In the trash.
    pub deleted: bool,
}

/// What a project is to one person, with all that holds from above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// `None`: it may not be seen.
    pub role: Option<ProjectRole>,
    pub archived: bool,
    pub deleted: bool,
}

/// One project as a person with this workspace role and these grants (by project) sees it.
pub fn sight(
    places: &HashMap<Uuid, Place>,
    project: Uuid,
    role: Role,
    grants: &HashMap<Uuid, ProjectRole>,
) -> Sight {
    let mut sight = Sight::default();
    let (mut private, mut granted) = (false, None);
    let mut at = Some(project);
    // A tree has no circle; the count keeps a broken one from turning for ever.
    for _ in 0..=places.len() {
        let Some((id, place)) = at.and_then(|id| places.get(&id).map(|place| (id, place))) else {
            break;
        };
        private |= place.private;
        sight.archived |= place.archived;
        sight.deleted |= place.deleted;
        granted = granted.max(grants.get(&id).copied());
        at = place.parent_id;
    }
    sight.role = Grant::in_project(role, granted, private).project;
    sight
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> HashMap<Uuid, Place> {
        let place = |parent: u128, private, deleted| Place {
            parent_id: (parent > 0).then(|| Uuid::from_u128(parent)),
            private,
            archived: false,
            deleted,
        };
        HashMap::from([
            (Uuid::from_u128(1), place(0, true, false)),
            (Uuid::from_u128(2), place(1, false, false)),
            (Uuid::from_u128(3), place(0, false, true)),
            (Uuid::from_u128(4), place(3, false, false)),
        ])
    }

    #[test]
    fn what_holds_above_holds_below() {
        let see = |id, role, grants: &[(u128, ProjectRole)]| {
            let grants = grants.iter().map(|(id, role)| (Uuid::from_u128(*id), *role)).collect();
            sight(&tree(), Uuid::from_u128(id), role, &grants)
        };
        assert_eq!(see(2, Role::Member, &[]).role, None, "private above");
        assert_eq!(see(2, Role::Guest, &[(1, ProjectRole::Viewer)]).role, Some(ProjectRole::Viewer));
        assert_eq!(see(2, Role::Admin, &[]).role, Some(ProjectRole::Manager));
        assert!(see(4, Role::Member, &[]).deleted, "in the trash with what is above");
        assert_eq!(see(9, Role::Guest, &[]).role, None, "unknown");
    }
}
