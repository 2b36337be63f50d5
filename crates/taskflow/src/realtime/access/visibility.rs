//! What one person may see of a workspace. People who may see the same share their frames.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use taskflow_db::Tx;
use uuid::Uuid;

use crate::base::Result;
use crate::project;
use crate::workspace::{Action, Membership};

/// Names a set of rights: equal when and only when (up to a hash) the rights are. A client that comes back says which
/// one it held, and is told what it may see now if that is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId([u8; 12]);

impl fmt::Display for ScopeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl Serialize for ScopeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The rights of one class of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visibility {
    /// Invitations are for those who manage members.
    invitations: bool,
    projects: BTreeSet<Uuid>,
    id: ScopeId,
}

impl Visibility {
    pub fn new(invitations: bool, projects: BTreeSet<Uuid>) -> Self {
        let mut hash = Sha256::new();
        hash.update([u8::from(invitations)]);
        projects.iter().for_each(|project| hash.update(project.as_bytes()));
        let digest: [u8; 32] = hash.finalize().into();
        let mut id = [0; 12];
        id.copy_from_slice(&digest[..12]);
        Self { invitations, projects, id: ScopeId(id) }
    }

    /// Of a member, by the tables as they are now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(tx: &mut Tx<'_>, member: &Membership) -> Result<Self> {
        let projects = project::visible(tx, member)?.into_keys().collect();
        Ok(Self::new(member.grant().allows(Action::ManageMembers), projects))
    }

    pub fn id(&self) -> ScopeId {
        self.id
    }

    pub fn sees(&self, project: Uuid) -> bool {
        self.projects.contains(&project)
    }

    pub fn sees_invitations(&self) -> bool {
        self.invitations
    }

    /// The projects that may be seen, by id.
    pub fn projects(&self) -> &BTreeSet<Uuid> {
        &self.projects
    }
}
