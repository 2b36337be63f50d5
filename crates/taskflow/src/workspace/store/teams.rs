//! SQL of teams.

use std::collections::HashMap;

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::model::Team;
use crate::base::Result;

macro_rules! columns {
    () => {
        "t.id, t.workspace_id, t.name, t.description, t.version, t.created_at, t.updated_at FROM team t "
    };
}

sql!(TEAM, concat!("SELECT ", columns!(), "WHERE t.workspace_id = $1 AND t.id = $2"));
sql!(LOCK_TEAM, "SELECT id FROM team WHERE workspace_id = $1 AND id = $2 FOR UPDATE");
sql!(TEAM_WORKSPACE, "SELECT workspace_id FROM team WHERE id = $1");
sql!(ALL_TEAMS, concat!("SELECT ", columns!(), "WHERE t.workspace_id = $1 ORDER BY t.id"));
sql!(
    TEAMS_AFTER,
    concat!("SELECT ", columns!(), "WHERE t.workspace_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3")
);
sql!(
    TEAMS_BY_NAME,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE t.workspace_id = $1 AND (t.name_key, t.id) > ($2, $3) ORDER BY t.name_key, t.id LIMIT $4"
    )
);
sql!(
    TEAMS_OF_MEMBER,
    concat!(
        "SELECT ",
        columns!(),
        "JOIN team_member x ON x.team_id = t.id WHERE x.user_id = $2 AND x.workspace_id = $1 ORDER BY t.id"
    )
);
sql!(COUNT_TEAMS, "SELECT count(*) FROM team WHERE workspace_id = $1");
sql!(TEAM_BY_NAME, "SELECT id FROM team WHERE workspace_id = $1 AND name_key = $2");
sql!(
    TEAM_MEMBERS,
    "SELECT team_id, user_id FROM team_member WHERE team_id in_list($1) ORDER BY team_id, user_id"
);
sql!(
    INSERT_TEAM,
    "INSERT INTO team (id, workspace_id, name, name_key, description, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $6)"
);
sql!(
    UPDATE_TEAM,
    "UPDATE team SET name = $3, name_key = $4, description = $5, version = $6, updated_at = $7 WHERE workspace_id = $1 AND id = $2"
);
sql!(DELETE_TEAM, "DELETE FROM team WHERE workspace_id = $1 AND id = $2");
sql!(
    ADD_TEAM_MEMBER,
    "INSERT INTO team_member (team_id, user_id, workspace_id) VALUES ($1, $2, $3)"
);
sql!(REMOVE_TEAM_MEMBER, "DELETE FROM team_member WHERE team_id = $1 AND user_id = $2");
sql!(LEAVE_TEAMS, "DELETE FROM team_member WHERE workspace_id = $1 AND user_id = $2");

fn read(row: &Row) -> Result<Team> {
    let mut row = row.reader();
    Ok(Team {
        id: row.take()?,
        workspace_id: row.take()?,
        name: row.take()?,
        description: row.take()?,
        member_ids: Vec::new(),
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn with_members(tx: &mut Tx<'_>, rows: &[Row]) -> Result<Vec<Team>> {
    let mut teams: Vec<Team> = rows.iter().map(read).collect::<Result<_>>()?;
    if teams.is_empty() {
        return Ok(teams);
    }
    let ids: Vec<Uuid> = teams.iter().map(|team| team.id).collect();
    let mut people: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in tx.all(&TEAM_MEMBERS, &params![ids])? {
        people.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    for team in &mut teams {
        team.member_ids = people.remove(&team.id).unwrap_or_default();
    }
    Ok(teams)
}

pub fn team(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<Option<Team>> {
    let rows = tx.all(&TEAM, &params![workspace, id])?;
    Ok(with_members(tx, &rows)?.pop())
}

/// Waits for whoever is just giving this team something, and keeps others from it.
pub fn lock_team(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<()> {
    tx.opt(&LOCK_TEAM, &params![workspace, id])?;
    Ok(())
}

/// The workspace of a team, whoever asks: only to tell that an id is taken.
pub fn team_workspace(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.opt(&TEAM_WORKSPACE, &params![id])?.map(|row| row.get(0)).transpose()?)
}

pub fn all_teams(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Team>> {
    let rows = tx.all(&ALL_TEAMS, &params![workspace])?;
    with_members(tx, &rows)
}

/// Teams by id, after one.
pub fn teams_after(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Team>> {
    let rows = tx.all(&TEAMS_AFTER, &params![workspace, after, limit])?;
    with_members(tx, &rows)
}

/// Teams by name, after the given one.
pub fn teams_by_name(tx: &mut Tx<'_>, workspace: Uuid, after: (&str, Uuid), limit: i64) -> Result<Vec<Team>> {
    let rows = tx.all(&TEAMS_BY_NAME, &params![workspace, after.0, after.1, limit])?;
    with_members(tx, &rows)
}

pub fn teams_of_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Vec<Team>> {
    let rows = tx.all(&TEAMS_OF_MEMBER, &params![workspace, user])?;
    with_members(tx, &rows)
}

pub fn count_teams(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_TEAMS, &params![workspace])?.get(0)?)
}

/// Which team has a name (folded).
pub fn team_by_name(tx: &mut Tx<'_>, workspace: Uuid, name_key: &str) -> Result<Option<Uuid>> {
    let row = tx.opt(&TEAM_BY_NAME, &params![workspace, name_key])?;
    Ok(row.map(|row| row.get(0)).transpose()?)
}

pub fn insert_team(tx: &mut Tx<'_>, team: &Team, name_key: &str) -> Result<()> {
    let values =
        params![team.id, team.workspace_id, &team.name, name_key, &team.description, team.created_at];
    tx.exec(&INSERT_TEAM, &values)?;
    Ok(())
}

/// Writes a team's row.
pub fn update_team(tx: &mut Tx<'_>, team: &Team, name_key: &str) -> Result<()> {
    let values = params![
        team.workspace_id,
        team.id,
        &team.name,
        name_key,
        &team.description,
        team.version,
        team.updated_at
    ];
    tx.exec(&UPDATE_TEAM, &values)?;
    Ok(())
}

pub fn delete_team(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<()> {
    tx.exec(&DELETE_TEAM, &params![workspace, id])?;
    Ok(())
}

pub fn add_team_member(tx: &mut Tx<'_>, team: &Team, user: Uuid) -> Result<()> {
    tx.exec(&ADD_TEAM_MEMBER, &params![team.id, user, team.workspace_id])?;
    Ok(())
}

pub fn remove_team_member(tx: &mut Tx<'_>, team: &Team, user: Uuid) -> Result<()> {
    tx.exec(&REMOVE_TEAM_MEMBER, &params![team.id, user])?;
    Ok(())
}

/// Takes somebody out of every team of a workspace.
pub fn leave_teams(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<()> {
    tx.exec(&LEAVE_TEAMS, &params![workspace, user])?;
    Ok(())
}
