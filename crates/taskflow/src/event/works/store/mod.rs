//! SQL of what happens by itself.

mod consumer;
mod delivery;
mod lease;
mod standing;
mod timer;

pub use consumer::*;
pub use delivery::*;
pub use lease::*;
pub use standing::*;
pub use timer::*;
