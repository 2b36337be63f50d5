//! Bringing work in from other products.
