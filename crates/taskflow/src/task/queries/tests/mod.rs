//! How the databases go about what is asked.

mod plans;
