//! What is allowed: pure decisions and validation.

pub mod browse;
pub mod fields;
pub mod key;
pub mod order;
pub mod project;
pub mod sight;
pub mod status;
pub mod tree;
