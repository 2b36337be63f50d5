//! What a request names as `{workspace}`: a workspace, or one's own stream.

use taskflow_db::Tx;
use uuid::Uuid;

use super::Visibility;
use super::feed::Place;
use crate::auth;
use crate::base::{Actor, Result};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// A stream that somebody may read, with their rights as of now. Only [`follow`] makes one.
#[derive(Clone, Debug)]
pub struct Readable {
    pub place: Place,
    pub stream: Uuid,
    /// `None` for a person's own stream, all of which is theirs.
    pub rights: Option<Visibility>,
}

/// Proves that the actor may read the stream that `named` (an id, a slug or `me`) names.
///
/// # Errors
/// `NotFound` for a workspace they are no active member of. `sign_in_required` when an API token asks for `me`, which
/// tells of sessions and tokens.
pub fn follow(tx: &mut Tx<'_>, actor: &Actor, named: &str) -> Result<Readable> {
    if named == "me" {
        auth::require_sign_in(actor)?;
        return Ok(Readable { place: Place::Me, stream: actor.user_id, rights: None });
    }
    let member = member_of(tx, actor, &WorkspaceRef::parse(named), Action::ViewWorkspace)?;
    let stream = member.workspace_id();
    Ok(Readable {
        place: Place::Workspace(stream),
        stream,
        rights: Some(Visibility::of(tx, &member)?),
    })
}
