//! What an op is to somebody with these rights.

use super::group::{GroupOp, Reach};
use crate::event::OpKind;
use crate::realtime::access::Visibility;

/// How an op is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As it is.
    Shown,
    /// As it is, and with what hangs on it: it came from where they could not see it.
    Entered,
    /// As a removal: it went where they cannot see it.
    Left,
    Hidden,
}

/// Decides by the rights as they are after the op's command.
pub fn view(op: &GroupOp, rights: &Visibility) -> View {
    let shown = |yes: bool| if yes { View::Shown } else { View::Hidden };
    match op.reach {
        Reach::Everyone => View::Shown,
        Reach::Managers => shown(rights.sees_invitations()),
        Reach::Both(one, other) => shown(rights.sees(one) && rights.sees(other)),
        Reach::Nobody => View::Hidden,
        Reach::Project { before, after } => {
            let saw = before.is_some_and(|project| rights.sees(project));
            let sees = after.is_some_and(|project| rights.sees(project));
            match (op.op.op, saw, sees) {
                (OpKind::Remove, saw, sees) => shown(saw || sees),
                (OpKind::Upsert, false, true) if before.is_some() => View::Entered,
                (OpKind::Upsert, _, true) => View::Shown,
                (OpKind::Upsert, true, false) => View::Left,
                (OpKind::Upsert, false, false) => View::Hidden,
            }
        }
    }
}
