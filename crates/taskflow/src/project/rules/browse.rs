//! The order in which a workspace's projects are listed: each parent before its children, siblings by position.

use std::collections::HashMap;

use uuid::Uuid;

/// Positions and ids from the top down to a project: sorting by it walks the tree.
pub type Path = Vec<(String, Uuid)>;

/// The paths of all given nodes (id, parent, position). A parent that is not among them counts as none, so nothing
/// of what a reader may not see is part of a path.
pub fn paths(nodes: &[(Uuid, Option<Uuid>, &str)]) -> HashMap<Uuid, Path> {
    let by_id: HashMap<Uuid, (Option<Uuid>, &str)> =
        nodes.iter().map(|(id, parent, position)| (*id, (*parent, *position))).collect();
    let path = |id: Uuid| {
        let mut path = Path::new();
        let mut at = Some(id);
        while let Some((id, (parent, position))) = at.and_then(|id| by_id.get(&id).map(|node| (id, node))) {
            path.push((position.to_string(), id));
            at = *parent;
        }
        path.reverse();
        path
    };
    nodes.iter().map(|(id, ..)| (*id, path(*id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_first_then_siblings_in_order() {
        let id = Uuid::from_u128;
        let nodes = [
            (id(4), Some(id(2)), "a0"),
            (id(1), None, "a1"),
            (id(2), None, "a0"),
            (id(3), Some(id(2)), "Zz"),
            (id(5), Some(id(99)), "a2"),
            (id(6), None, "a1"),
        ];
        let paths = paths(&nodes);
        let mut order: Vec<Uuid> = nodes.iter().map(|node| node.0).collect();
        order.sort_by_key(|id| &paths[id]);
        assert_eq!(order, [2, 3, 4, 1, 6, 5].map(id));
    }
}
