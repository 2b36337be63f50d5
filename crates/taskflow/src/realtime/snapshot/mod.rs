//! Everything somebody may see, page by page: each page is one short read that proves their right anew, and holds
//! nothing while it is being sent.

mod page;
mod stage;
mod wanted;

pub use page::Snapshot;
pub use wanted::Wanted;
