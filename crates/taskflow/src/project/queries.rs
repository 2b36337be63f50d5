//! One function per read.

use taskflow_db::Tx;
use uuid::Uuid;

use super::access::{Seen, survey};
use super::model::Archived;
use super::rules::browse::{self, Path};
use super::{Project, ProjectAccess, ProjectMemberEntry, Status, store};
use crate::base::{Cursor, Error, Page, Result};
use crate::event::Image;
use crate::workspace::Membership;

const TREE_ORDER: &str = "tree";
const STATUS_ORDER: &str = "board";
const MEMBER_ORDER: &str = "near";

/// Which projects a list has.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProjectFilter {
    pub archived: Archived,
    /// Those that were put into the trash, instead of those that were not.
    pub trashed: bool,
    pub total: bool,
}

/// One project.
///
/// # Errors
/// `NotFound` when it went away meanwhile.
pub fn project(tx: &mut Tx<'_>, access: &ProjectAccess) -> Result<Project> {
    let project = store::projects::find(tx, access.workspace_id(), access.project_id())?;
    project.ok_or(Error::NotFound("project"))
}

/// The projects of the member's workspace with these ids, in no certain order. What may be seen of them is the caller's to
/// prove; bound their number.
///
/// # Errors
/// Those of the database.
pub fn load_many(tx: &mut Tx<'_>, member: &Membership, ids: &[Uuid]) -> Result<Vec<Project>> {
    store::projects::find_all(tx, member.workspace_id(), ids.to_vec())
}

/// The projects a member may see, walking down the tree.
///
/// # Errors
/// `invalid_cursor`.
pub fn projects(
    tx: &mut Tx<'_>,
    member: &Membership,
    filter: &ProjectFilter,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Project>> {
    let after = cursor.map(read_path).transpose()?;
    let seen = survey(tx, member)?;
    let nodes: Vec<_> = seen.iter().map(|s| (s.id, s.parent_id, s.position.as_str())).collect();
    let mut paths = browse::paths(&nodes);
    let mut rows: Vec<(Path, Uuid)> = seen
        .iter()
        .filter(|seen| matches(seen, filter))
        .filter_map(|seen| paths.remove(&seen.id).map(|path| (path, seen.id)))
        .collect();
    let total = filter.total.then(|| i64::try_from(rows.len()).unwrap_or(i64::MAX));
    rows.retain(|(path, _)| after.as_ref().is_none_or(|after| path > after));
    rows.sort_unstable();
    let page = Page::cut(rows, limit, |(path, _)| Cursor::new(TREE_ORDER, vec![serde_json::json!(path)]));
    let ids: Vec<Uuid> = page.items.iter().map(|(_, id)| *id).collect();
    let mut projects = store::projects::find_all(tx, member.workspace_id(), ids.clone())?;
    projects.sort_by_cached_key(|project| ids.iter().position(|id| *id == project.id));
    Ok(Page { items: projects, next_cursor: page.next_cursor, total })
}

fn read_path(text: &str) -> Result<Path> {
    let broken = || Error::malformed("invalid_cursor", "The cursor was changed. Start again without it.");
    let mut cursor = Cursor::decode(text, TREE_ORDER, 1)?;
    serde_json::from_value(cursor.keys.pop().unwrap_or_default()).map_err(|_| broken())
}

fn matches(seen: &Seen, filter: &ProjectFilter) -> bool {
    if filter.trashed {
        // What lies in the trash with its parent is brought back with it.
        return seen.trashed;
    }
    let archived = match filter.archived {
        Archived::Any => true,
        Archived::True => seen.archived,
        Archived::False => !seen.archived,
    };
    !seen.deleted && archived
}

/// Who was given a role in the project or above it, nearest first.
///
/// # Errors
/// `invalid_cursor`.
pub fn members(
    tx: &mut Tx<'_>,
    access: &ProjectAccess,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<ProjectMemberEntry>> {
    let after = match cursor.map(|text| Cursor::decode(text, MEMBER_ORDER, 2)).transpose()? {
        Some(cursor) => (cursor.int(0)?, cursor.id(1)?),
        None => (-1, Uuid::nil()),
    };
    let rows = store::grants::effective(tx, access.project_id(), after, limit + 1)?;
    let page = Page::cut(rows, limit, |(grant, distance)| {
        Cursor::new(MEMBER_ORDER, vec![(*distance).into(), grant.id.to_string().into()])
    });
    let mut page = page.map(|(member, distance)| ProjectMemberEntry {
        inherited_from: (distance > 0).then_some(member.project_id),
        member,
    });
    if total {
        page.total = Some(store::grants::count_effective(tx, access.project_id())?);
    }
    Ok(page)
}

/// All statuses of a project, in the order of the board. It has few: cutting pages out of them saves a statement.
///
/// # Errors
/// Those of the database.
pub fn all_statuses(tx: &mut Tx<'_>, access: &ProjectAccess) -> Result<Vec<Status>> {
    store::statuses::of_project(tx, access.project_id())
}

/// A page of a project's statuses.
///
/// # Errors
/// `invalid_cursor`.
pub fn statuses(mut rows: Vec<Status>, limit: i64, cursor: Option<&str>) -> Result<Page<Status>> {
    let after = match cursor.map(|text| Cursor::decode(text, STATUS_ORDER, 2)).transpose()? {
        Some(cursor) => Some((cursor.text(0)?, cursor.id(1)?)),
        None => None,
    };
    rows.retain(|status| {
        after
            .as_ref()
            .is_none_or(|(position, id)| (&status.position, status.id) > (position, *id))
    });
    Ok(Page::cut(rows, limit, |status| {
        Cursor::new(STATUS_ORDER, vec![status.position.clone().into(), status.id.to_string().into()])
    }))
}

/// One status of a project.
///
/// # Errors
/// `NotFound`.
pub fn status(tx: &mut Tx<'_>, access: &ProjectAccess, id: Uuid) -> Result<Status> {
    store::statuses::find(tx, access.project_id(), id)?.ok_or(Error::NotFound("status"))
}

/// The project of a status, whoever asks: access is proven with it.
///
/// # Errors
/// `NotFound`.
pub fn project_of_status(tx: &mut Tx<'_>, status: Uuid) -> Result<Uuid> {
    let status: Option<Status> = store::statuses::anywhere(tx, status)?;
    status.map(|status| status.project_id).ok_or(Error::NotFound("status"))
}

/// Everything of a workspace's stream that this service stores, as the log shows it. Projects in the trash are part
/// of it; a person's stream has nothing here.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    for project in store::projects::of_workspace(tx, stream)? {
        images.push(Image::of(&project)?);
    }
    for grant in store::grants::of_workspace(tx, stream)? {
        images.push(Image::of(&grant)?);
    }
    for status in store::statuses::of_workspace(tx, stream)? {
        images.push(Image::of(&status)?);
    }
    Ok(images)
}
