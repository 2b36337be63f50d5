//! Making a project.

use uuid::Uuid;

use super::{place, require_member};
use crate::base::error::Faults;
use crate::base::{Actor, Error, Result, position};
use crate::event::Cx;
use crate::project::access::open_any;
use crate::project::model::{NewProject, StatusPlan};
use crate::project::rules::{key, project, status};
use crate::project::{Project, ProjectMember, Status, Visibility, events, store};
use crate::workspace::{self, Action, Grant, Membership, ProjectRole};

/// How many suggested keys are looked up at a time, and how often.
const KEYS_AT_A_TIME: usize = 50;

/// Makes a project with its first statuses. Its creator manages it: by a grant of their own where it is private or
/// they would not manage it anyway.
///
/// # Errors
/// `Invalid`; `key_taken`, `too_deep`, `id_taken`, `project_archived`; `Forbidden` without the role manager above.
pub fn create(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, new: &NewProject) -> Result<Project> {
    Ok(match begin(cx, actor, member, new, &[])? {
        Begun::New(project) | Begun::Known(project) => project,
    })
}

/// What came of [`begin`].
#[derive(Debug)]
pub enum Begun {
    New(Project),
    /// The same person made it before, with the same id.
    Known(Project),
}

/// As [`create`], with these columns instead of the usual ones, if there are any.
///
/// # Errors
/// As [`create`]; `Invalid` for the columns, below `/statuses`.
pub fn begin(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    new: &NewProject,
    columns: &[StatusPlan],
) -> Result<Begun> {
    let mut faults = Faults::default();
    status::check_columns(&mut faults, "/statuses", columns);
    faults.check()?;
    let (workspace, now) = (member.workspace_id(), cx.now());
    let patch = project::as_patch(new);
    let empty = Project {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: workspace,
        parent_id: new.parent_id,
        key: String::new(),
        name: String::new(),
        description: String::new(),
        icon: None,
        colour: None,
        lead_id: None,
        visibility: Visibility::Workspace,
        start_on: None,
        target_on: None,
        position: String::new(),
        archived_at: None,
        deleted_at: None,
        creator_id: actor.user_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let mut project = project::patched(&empty, &patch)?;
    workspace::lock(cx, workspace)?;
    if let Some(id) = new.id
        && let Some(first) = made_before(cx, actor, workspace, id)?
    {
        return Ok(Begun::Known(first));
    }
    let inherited = match new.parent_id {
        Some(parent) => place::new_parent(cx, actor, workspace, parent)?,
        None => member.grant(),
    };
    if let Some(lead) = project.lead_id {
        require_member(cx, workspace, lead, "/lead_id")?;
    }
    project.key = free_key(cx, workspace, new)?;
    project.position = place::last(cx, workspace, None, new.parent_id)?;
    store::projects::insert(cx, &project).map_err(taken_meanwhile)?;
    let statuses = initial_statuses(cx, &project, columns)?;
    let manages = Grant::in_project(member.role(), inherited.project, false).allows(Action::ManageProject);
    let granted = !manages || project.visibility == Visibility::Private;
    let grant = granted.then(|| managed_by(cx, &project));
    if let Some(grant) = &grant {
        store::grants::insert(cx, grant)?;
    }
    cx.emit(events::created(&project, &statuses, grant.as_ref()))?;
    Ok(Begun::New(project))
}

/// The project that the same person made with this id, as it is now.
fn made_before(cx: &mut Cx<'_, '_>, actor: &Actor, workspace: Uuid, id: Uuid) -> Result<Option<Project>> {
    let Some((there, creator)) = store::projects::anywhere(cx, id)? else {
        return Ok(None);
    };
    let own = there == workspace && creator == actor.user_id;
    if !own || open_any(cx, actor, id, Action::ViewProject).is_err() {
        return Err(Error::id_taken());
    }
    store::projects::find(cx, workspace, id)
}

/// Two workspaces may race for one id; within one, creating waits its turn.
fn taken_meanwhile(error: Error) -> Error {
    match error {
        Error::Db(error) if error.is_unique("project(id)") => Error::id_taken(),
        error => error,
    }
}

/// The key that was asked for, or the best free one for the name.
fn free_key(cx: &mut Cx<'_, '_>, workspace: Uuid, new: &NewProject) -> Result<String> {
    if let Some(key) = &new.key {
        require_free_key(cx, workspace, key)?;
        return Ok(key.clone());
    }
    let mut suggestions = key::suggestions(&new.name);
    loop {
        let some: Vec<String> = suggestions.by_ref().take(KEYS_AT_A_TIME).collect();
        if some.is_empty() {
            return Err(Error::invalid("/key", "required", "No key could be derived. Give one."));
        }
        let taken = store::projects::keys_taken(cx, workspace, &some)?;
        if let Some(free) = some.into_iter().find(|key| !taken.contains(key)) {
            return Ok(free);
        }
    }
}

/// # Errors
/// `key_taken`, also by a project that is archived, in the trash or not the caller's to see.
pub fn require_free_key(cx: &mut Cx<'_, '_>, workspace: Uuid, key: &str) -> Result<()> {
    if store::projects::keys_taken(cx, workspace, &[key.to_owned()])?.is_empty() {
        return Ok(());
    }
    let text =
        "Another project of this workspace has this key, perhaps an archived or deleted one. Choose another.";
    Err(Error::conflict("key_taken", text))
}

fn initial_statuses(cx: &mut Cx<'_, '_>, project: &Project, columns: &[StatusPlan]) -> Result<Vec<Status>> {
    let usual = status::usual();
    let columns = if columns.is_empty() { &usual } else { columns };
    let mut statuses = Vec::with_capacity(columns.len());
    for (column, position) in columns.iter().zip(position::spread(columns.len())?) {
        let status = Status {
            id: cx.new_id(),
            workspace_id: project.workspace_id,
            project_id: project.id,
            name: column.name.trim().to_owned(),
            category: column.category,
            colour: column
                .colour
                .clone()
                .unwrap_or_else(|| status::colour_of(column.category).to_owned()),
            position,
            wip_limit: column.wip_limit,
            creator_id: project.creator_id,
            version: 1,
            created_at: project.created_at,
            updated_at: project.created_at,
        };
        store::statuses::insert(cx, &status)?;
        statuses.push(status);
    }
    Ok(statuses)
}

fn managed_by(cx: &Cx<'_, '_>, project: &Project) -> ProjectMember {
    ProjectMember {
        id: cx.new_id(),
        workspace_id: project.workspace_id,
        project_id: project.id,
        user_id: Some(project.creator_id),
        team_id: None,
        role: ProjectRole::Manager,
        creator_id: project.creator_id,
        version: 1,
        created_at: project.created_at,
        updated_at: project.created_at,
    }
}
