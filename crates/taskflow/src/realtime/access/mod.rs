//! Who may see what in one workspace, held in memory and moved forward by the log itself: so a right is lost before any
//! later entry is considered.

mod model;
mod visibility;

pub use model::AccessModel;
pub use visibility::{ScopeId, Visibility};
