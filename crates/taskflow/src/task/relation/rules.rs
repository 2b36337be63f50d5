//! Which way a relation is stored, and seen.

use uuid::Uuid;

use super::model::{Relation, RelationKind, SeenAs};

/// What is stored of a relation told from `here`: the task it goes out from, its kind, the task it goes to.
pub fn stored(here: Uuid, seen: SeenAs, there: Uuid) -> (Uuid, RelationKind, Uuid) {
    match seen {
        SeenAs::Blocks => (here, RelationKind::Blocks, there),
        SeenAs::BlockedBy => (there, RelationKind::Blocks, here),
        SeenAs::RelatesTo => (here, RelationKind::RelatesTo, there),
        SeenAs::Duplicates => (here, RelationKind::Duplicates, there),
        SeenAs::DuplicatedBy => (there, RelationKind::Duplicates, here),
    }
}

/// How a relation looks from one of its tasks.
pub fn seen(relation: &Relation, here: Uuid) -> SeenAs {
    match (relation.kind, relation.task_id == here) {
        (RelationKind::Blocks, true) => SeenAs::Blocks,
        (RelationKind::Blocks, false) => SeenAs::BlockedBy,
        (RelationKind::RelatesTo, _) => SeenAs::RelatesTo,
        (RelationKind::Duplicates, true) => SeenAs::Duplicates,
        (RelationKind::Duplicates, false) => SeenAs::DuplicatedBy,
    }
}

/// Whether going round in circles makes no sense for this kind.
pub fn is_directed(kind: RelationKind) -> bool {
    kind != RelationKind::RelatesTo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Stamp;

    #[test]
    fn what_is_stored_is_seen_from_both_sides() {
        let (here, there) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let opposite = |seen| match seen {
            SeenAs::Blocks => SeenAs::BlockedBy,
            SeenAs::BlockedBy => SeenAs::Blocks,
            SeenAs::RelatesTo => SeenAs::RelatesTo,
            SeenAs::Duplicates => SeenAs::DuplicatedBy,
            SeenAs::DuplicatedBy => SeenAs::Duplicates,
        };
        for told in [
            SeenAs::Blocks,
            SeenAs::BlockedBy,
            SeenAs::RelatesTo,
            SeenAs::Duplicates,
            SeenAs::DuplicatedBy,
        ] {
            let (task_id, kind, other_id) = stored(here, told, there);
            let relation = Relation {
                id: Uuid::nil(),
                workspace_id: Uuid::nil(),
                task_id,
                kind,
                other_id,
                creator_id: Uuid::nil(),
                version: 1,
                created_at: Stamp(0),
                updated_at: Stamp(0),
            };
            assert_eq!(seen(&relation, here), told);
            assert_eq!(seen(&relation, there), opposite(told));
        }
    }
}
