//! Reading workspaces and their people.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{
    Belonging, Invitation, InvitationPreview, ListedWorkspace, Member, Person, Team, Workspace,
};
use super::{Action, WorkspaceRef, directory, member_of, rules, store};
use crate::auth;
use crate::base::{Actor, Cursor, Error, Page, Result, Stamp, like_pattern, secret};

/// A stretch of a list: how many, after which.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub limit: i64,
    pub cursor: Option<String>,
    /// Count the whole list, too.
    pub total: bool,
}

/// Lists in the order of names.
const BY_NAME: &str = "name";
/// Lists in the order of ids, which is that of time.
const BY_ID: &str = "id";

impl Stretch {
    fn after_name(&self) -> Result<(String, Uuid)> {
        match &self.cursor {
            None => Ok((String::new(), Uuid::nil())),
            Some(text) => {
                let cursor = Cursor::decode(text, BY_NAME, 2)?;
                Ok((cursor.text(0)?, cursor.id(1)?))
            }
        }
    }

    fn after_id(&self) -> Result<Uuid> {
        match &self.cursor {
            None => Ok(Uuid::nil()),
            Some(text) => Cursor::decode(text, BY_ID, 1)?.id(0),
        }
    }
}

fn name_cursor(name: String, id: Uuid) -> Cursor {
    Cursor::new(BY_NAME, vec![name.into(), id.to_string().into()])
}

fn id_cursor(id: Uuid) -> Cursor {
    Cursor::new(BY_ID, vec![id.to_string().into()])
}

/// The caller's workspaces, by name.
///
/// # Errors
/// `invalid_cursor`.
pub fn workspaces(tx: &mut Tx<'_>, actor: &Actor, stretch: &Stretch) -> Result<Page<Workspace>> {
    let (name, id) = stretch.after_name()?;
    let rows = store::workspaces_of(tx, actor.user_id, (&name, id), stretch.limit + 1)?;
    // Folded as the databases fold it: A to Z.
    let mut page = Page::cut(rows, stretch.limit, |w| name_cursor(w.name.to_ascii_lowercase(), w.id));
    if stretch.total {
        page.total = Some(store::count_workspaces_of(tx, actor.user_id)?);
    }
    Ok(page)
}

/// Every workspace of the server by name; those whose name or address contains `search`.
///
/// # Errors
/// `Forbidden`, `invalid_cursor`.
pub fn all_workspaces(
    tx: &mut Tx<'_>,
    actor: &Actor,
    search: Option<&str>,
    stretch: &Stretch,
) -> Result<Page<ListedWorkspace>> {
    auth::require_server_admin(actor)?;
    let pattern = like_pattern(search);
    let (name, id) = stretch.after_name()?;
    let rows = store::all_workspaces(tx, (&name, id), &pattern, stretch.limit + 1)?;
    let mut page = Page::cut(rows, stretch.limit, |listed| {
        name_cursor(listed.workspace.name.to_ascii_lowercase(), listed.workspace.id)
    });
    if stretch.total {
        page.total = Some(store::count_workspaces(tx, &pattern)?);
    }
    Ok(page)
}

/// How many workspaces there are.
///
/// # Errors
/// Those of the database.
pub fn count_workspaces(tx: &mut Tx<'_>) -> Result<i64> {
    store::count_workspaces(tx, &like_pattern(None))
}

/// # Errors
/// `NotFound`.
pub fn workspace(tx: &mut Tx<'_>, actor: &Actor, workspace: &WorkspaceRef) -> Result<Workspace> {
    let id = member_of(tx, actor, workspace, Action::ViewWorkspace)?.workspace_id();
    directory::workspace_by_id(tx, id)
}

/// Members by name; those whose name or e-mail contains `search`.
///
/// # Errors
/// `NotFound`, `invalid_cursor`.
pub fn members(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    search: Option<&str>,
    stretch: &Stretch,
) -> Result<Page<Member>> {
    let id = member_of(tx, actor, workspace, Action::ViewWorkspace)?.workspace_id();
    let pattern = like_pattern(search);
    let (name, user) = stretch.after_name()?;
    let rows = store::members_by_name(tx, id, (&name, user), &pattern, stretch.limit + 1)?;
    let mut page = Page::cut(rows, stretch.limit, |m| name_cursor(m.name.to_ascii_lowercase(), m.user_id));
    if stretch.total {
        page.total = Some(store::count_members(tx, id, &pattern)?);
    }
    Ok(page)
}

/// # Errors
/// `NotFound`.
pub fn member(tx: &mut Tx<'_>, actor: &Actor, workspace: &WorkspaceRef, user: Uuid) -> Result<Member> {
    let id = member_of(tx, actor, workspace, Action::ViewWorkspace)?.workspace_id();
    store::member(tx, id, user)?.ok_or(Error::NotFound("member"))
}

/// Invitations, oldest first: those without an answer, or all.
///
/// # Errors
/// `NotFound`, `Forbidden`, `invalid_cursor`.
pub fn invitations(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    open: bool,
    stretch: &Stretch,
) -> Result<Page<Invitation>> {
    let id = member_of(tx, actor, workspace, Action::ManageMembers)?.workspace_id();
    let rows = store::invitations_after(tx, id, stretch.after_id()?, open, stretch.limit + 1)?;
    Ok(Page::cut(rows, stretch.limit, |invitation| id_cursor(invitation.id)))
}

/// What an open invitation says to whoever holds its token, signed in or not.
///
/// # Errors
/// `NotFound`.
pub fn preview(tx: &mut Tx<'_>, token: &str, now: Stamp) -> Result<InvitationPreview> {
    let found = store::preview(tx, &secret::hash(token))?.ok_or(Error::NotFound("invitation"))?;
    Ok(InvitationPreview {
        email: rules::masked(&found.email),
        expired: found.expires_at <= now,
        ..found
    })
}

/// Teams by name.
///
/// # Errors
/// `NotFound`, `invalid_cursor`.
pub fn teams(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    stretch: &Stretch,
) -> Result<Page<Team>> {
    let id = member_of(tx, actor, workspace, Action::ViewWorkspace)?.workspace_id();
    let (name, team) = stretch.after_name()?;
    let rows = store::teams_by_name(tx, id, (&name, team), stretch.limit + 1)?;
    let mut page = Page::cut(rows, stretch.limit, |team| name_cursor(rules::team_key(&team.name), team.id));
    if stretch.total {
        page.total = Some(store::count_teams(tx, id)?);
    }
    Ok(page)
}

/// # Errors
/// `NotFound`.
pub fn team(tx: &mut Tx<'_>, actor: &Actor, workspace: &WorkspaceRef, team: Uuid) -> Result<Team> {
    let id = member_of(tx, actor, workspace, Action::ViewWorkspace)?.workspace_id();
    store::team(tx, id, team)?.ok_or(Error::NotFound("team"))
}

/// The caller's memberships, suspended ones included, as their own log shows them.
///
/// # Errors
/// `invalid_cursor`.
pub fn belongings(tx: &mut Tx<'_>, actor: &Actor, stretch: &Stretch) -> Result<Page<Belonging>> {
    let rows = store::belongings_after(tx, actor.user_id, stretch.after_id()?, stretch.limit + 1)?;
    Ok(Page::cut(rows, stretch.limit, |belonging| id_cursor(belonging.id)))
}

/// Somebody the caller shares a workspace with.
///
/// # Errors
/// `NotFound` for everybody else, whether or not they exist.
pub fn person(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Person> {
    store::person_seen_by(tx, id, actor.user_id)?.ok_or(Error::NotFound("user"))
}
