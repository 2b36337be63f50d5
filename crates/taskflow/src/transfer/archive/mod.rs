//! A workspace as one open file, with its history: written, and read into another server (docs/EXPORT.md).
//!
//! Tables are carried by the schema as it is: every table whose rows belong to a workspace. So a table that is added
//! comes along without new code here; a test names those that neither belong to a workspace nor are listed below.

mod carried;
mod entry;
mod manifest;
mod pack;
mod read;
mod row;
mod write;

pub use carried::{LEFT_OUT, SECRETS, carried};
pub use read::{Restore, restore};
pub use write::{Progress, write};
