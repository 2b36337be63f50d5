//! The tree of projects: no cycles, and not too deep.

use std::collections::HashMap;

use uuid::Uuid;

use crate::base::{Error, Result};

/// How many levels projects may be nested.
pub const MAX_DEPTH: usize = 10;

/// Checks that a project (`None`: a new one) may stand below a parent. `parents` has every project of the workspace
/// with the one above it.
///
/// # Errors
/// `project_cycle`, `too_deep`.
pub fn may_stand(
    parents: &HashMap<Uuid, Option<Uuid>>,
    project: Option<Uuid>,
    parent: Option<Uuid>,
) -> Result<()> {
    let above = parent.map_or(0, |parent| chain(parents, parent).count());
    if let (Some(project), Some(parent)) = (project, parent)
        && chain(parents, parent).any(|up| up == project)
    {
        let text = "A project cannot stand below itself. Choose another place.";
        return Err(Error::conflict("project_cycle", text));
    }
    let height = project.map_or(1, |project| {
        let below = parents.keys().filter_map(|id| chain(parents, *id).position(|up| up == project));
        below.max().unwrap_or(0) + 1
    });
    if above + height > MAX_DEPTH {
        let text = format!("Projects can be nested {MAX_DEPTH} levels deep. Choose a higher place.");
        return Err(Error::conflict("too_deep", text));
    }
    Ok(())
}

/// The project itself and those above it. Bounded, so that a damaged tree does not hang the server.
fn chain(parents: &HashMap<Uuid, Option<Uuid>>, project: Uuid) -> impl Iterator<Item = Uuid> {
    std::iter::successors(Some(project), |id| parents.get(id).copied().flatten()).take(4 * MAX_DEPTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn code(result: Result<()>) -> &'static str {
        match result {
            Ok(()) => "fine",
            Err(Error::Conflict { code, .. }) => code,
            Err(other) => panic!("{other}"),
        }
    }

    /// 1 ← 2 ← … ← n
    fn line(n: u128) -> HashMap<Uuid, Option<Uuid>> {
        (1..=n).map(|i| (id(i), (i > 1).then(|| id(i - 1)))).collect()
    }

    #[test]
    fn cycles() {
        let tree = line(3);
        assert_eq!(code(may_stand(&tree, Some(id(1)), Some(id(1)))), "project_cycle");
        assert_eq!(code(may_stand(&tree, Some(id(1)), Some(id(3)))), "project_cycle");
        assert_eq!(code(may_stand(&tree, Some(id(3)), Some(id(1)))), "fine");
        assert_eq!(code(may_stand(&tree, Some(id(3)), None)), "fine");
    }

    #[test]
    fn depth() {
        let mut tree = line(10);
        assert_eq!(code(may_stand(&tree, None, Some(id(9)))), "fine");
        assert_eq!(code(may_stand(&tree, None, Some(id(10)))), "too_deep");
        tree.extend([(id(20), None), (id(21), Some(id(20)))]);
        assert_eq!(code(may_stand(&tree, Some(id(20)), Some(id(8)))), "fine");
        assert_eq!(code(may_stand(&tree, Some(id(20)), Some(id(9)))), "too_deep");
        assert_eq!(code(may_stand(&tree, Some(id(21)), Some(id(9)))), "fine");
    }
}
