//! The edge's vocabulary, shared by the `api.rs` files: bodies in, answers and problems out.

pub mod answer;
pub mod app;
pub mod body;
pub mod hashing;
pub mod list;
pub mod owners;
pub mod params;
pub mod problem;
pub mod work;

pub use answer::Answer;
pub use app::{App, Claim, InFlight, Parts};
pub use body::Body;
pub use hashing::Hashing;
pub use list::ListQuery;
pub use owners::Owners;
pub use params::{Named, Params, Queries, Query};
pub use problem::{Problem, RequestId};
pub use work::{Chore, Sent, Work};
