//! The filter language: one text for lists, saved views, live lanes, webhooks and rules.
//!
//! `status.category in (todo, in_progress) and (assignee = me or tag = "bug") and due < today+7d`
//!
//! A text is parsed ([`parse`]), typed against the fields ([`check`]) into a [`Condition`], and that either becomes SQL
//! (`store::filter`) or is asked of a task in memory ([`matches`]). Both give the same answer: logic has two values only, a
//! comparison with something that is not there is false, and its negation true.

mod ast;
mod calendar;
mod check;
mod condition;
mod custom;
mod fault;
mod field;
#[cfg(test)]
mod fuzz;
mod matches;
mod parse;
mod print;
mod token;

pub use ast::{Expr, Given, Kind, Subject as Compared, Test, names};
pub use calendar::{Calendar, When};
pub use check::{Known, check};
pub use condition::{Condition, DateField, Flag, IdField, InstantField, TextField, Wanted};
pub use fault::Fault;
pub use field::{Compare, Shape, Vocabulary};
pub use matches::{Subject, matches};
pub use parse::{parse, parse_as};
