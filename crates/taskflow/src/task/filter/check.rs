//! Types a filter against the fields and decides what it can know beforehand.

use std::collections::HashMap;

use uuid::Uuid;

use super::ast::{Expr, Given, Kind, Subject, Test};
use super::calendar::{Calendar, When};
use super::condition::{Condition, DateField, Flag, IdField, InstantField, TextField};
use super::field::{Compare, Field};
use super::{Fault, custom};
use crate::project::StatusCategory;
use crate::task::field::CustomField;
use crate::task::model::Priority;

/// Who asks, and what the names in the filter stand for.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub me: Uuid,
    /// By kind and name in lower case: one name may stand for several, such as a status for each project.
    pub names: HashMap<(Kind, String), Vec<Uuid>>,
    /// Custom fields by name or id, in lower case.
    pub fields: HashMap<String, Vec<CustomField>>,
}

/// Turns what was written into what is asked of a task.
///
/// # Errors
/// The first value that its field cannot have, or name that stands for nothing.
pub fn check(expr: &Expr, known: &Known, calendar: &Calendar) -> Result<Condition, Fault> {
    let many = |all: &[Expr]| -> Result<Vec<Condition>, Fault> {
        all.iter().map(|expr| check(expr, known, calendar)).collect()
    };
    Ok(match expr {
        Expr::All(all) => Condition::All(many(all)?),
        Expr::Any(all) => Condition::Any(many(all)?),
        Expr::Not(expr) => Condition::Not(Box::new(check(expr, known, calendar)?)),
        Expr::Is { flag, column } => Condition::Is(read_flag(flag, *column, calendar)?),
        Expr::Test(test) => {
            let found = match &test.subject {
                Subject::Field(field) => Checker { known, calendar, test, field: *field }.test()?,
                Subject::Custom { name, column } => custom::test(known, calendar, test, (name, *column))?,
            };
            if test.compare.is_negative() { Condition::Not(Box::new(found)) } else { found }
        }
    })
}

fn read_flag(name: &str, column: usize, calendar: &Calendar) -> Result<Flag, Fault> {
    Ok(match name {
        "open" => Flag::Open,
        "done" => Flag::Done,
        "overdue" => Flag::Overdue { at: calendar.now, day: calendar.today() },
        "blocked" => Flag::Blocked,
        "recurring" => Flag::Recurring,
        "subtask" => Flag::Subtask,
        "trashed" => Flag::Trashed,
        "archived" => Flag::Archived,
        _ => {
            let message =
                "Expected one of open, done, overdue, blocked, recurring, subtask, trashed, archived.";
            return Err(Fault::new(column, message));
        }
    })
}

struct Checker<'a> {
    known: &'a Known,
    calendar: &'a Calendar,
    test: &'a Test,
    field: Field,
}

impl Checker<'_> {
    /// The test without its negation.
    fn test(&self) -> Result<Condition, Fault> {
        match self.field {
            Field::Category => self.categories(),
            Field::Priority => self.priorities(),
            Field::Due => self.days(DateField::Due),
            Field::Start => self.days(DateField::Start),
            Field::Created => self.instants(InstantField::Created),
            Field::Updated => self.instants(InstantField::Updated),
            Field::Completed => self.instants(InstantField::Completed),
            Field::Estimate => self.any(|given| self.estimate(given)),
            Field::Number => self.any(|given| self.number(given)),
            Field::Title | Field::Text => self.any(|given| self.words(given)),
            Field::Project => self.ids(IdField::Project),
            Field::Status => self.ids(IdField::Status),
            Field::Assignee => self.ids(IdField::Assignee),
            Field::Creator => self.ids(IdField::Creator),
            Field::Tag => self.ids(IdField::Tag),
            Field::Parent => self.ids(IdField::Parent),
            Field::Milestone => self.ids(IdField::Milestone),
            Field::Cycle => self.ids(IdField::Cycle),
            Field::Key => self.ids(IdField::Task),
        }
    }

    fn any(&self, read: impl Fn(&Given) -> Result<Condition, Fault>) -> Result<Condition, Fault> {
        let mut all = self.test.values.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        match (all.len(), all.pop()) {
            (1, Some(only)) => Ok(only),
            (_, last) => {
                all.extend(last);
                Ok(Condition::Any(all))
            }
        }
    }

    /// `null` is only equal or not.
    fn no_order(&self, given: &Given) -> Result<(), Fault> {
        match self.test.compare {
            Compare::Equal | Compare::NotEqual | Compare::In | Compare::NotIn => Ok(()),
            _ => Err(Fault::new(given.column, "Compare `null` with `=` or `!=`.")),
        }
    }

    fn ids(&self, field: IdField) -> Result<Condition, Fault> {
        let optional =
            !matches!(field, IdField::Task | IdField::Project | IdField::Status | IdField::Creator);
        let (mut ids, mut without) = (Vec::new(), false);
        for given in &self.test.values {
            if given.is("null") && optional {
                without = true;
            } else {
                ids.extend(self.id(given)?);
            }
        }
        let among = Condition::Among(field, ids);
        Ok(match (without, self.test.values.len()) {
            (false, _) => among,
            (true, 1) => Condition::Without(field),
            (true, _) => Condition::Any(vec![among, Condition::Without(field)]),
        })
    }

    fn id(&self, given: &Given) -> Result<Vec<Uuid>, Fault> {
        let kind = self.field.names().map(|kind| kind.of(given));
        if kind == Some(Kind::Person) && given.is("me") {
            return Ok(vec![self.known.me]);
        }
        let named = kind.and_then(|kind| self.known.names.get(&(kind, given.text.to_lowercase())));
        if let Some(ids) = named.filter(|ids| !ids.is_empty()) {
            return Ok(ids.clone());
        }
        // No cycle may be active or planned; that is no fault of the filter.
        if kind == Some(Kind::Turn) {
            return Ok(Vec::new());
        }
        // An id need not be anything that is there.
        if let Ok(id) = given.text.parse::<Uuid>() {
            return Ok(vec![id]);
        }
        let what = match kind {
            Some(Kind::Project) => "project with this key or name",
            Some(Kind::Status) => "status with this name",
            Some(Kind::Person) => "member with this name or e-mail address",
            Some(Kind::Tag) => "tag with this name",
            Some(Kind::Task) => "task with this key",
            Some(Kind::Milestone) => "milestone with this name",
            Some(Kind::Cycle | Kind::Turn) => "cycle with this name or number",
            Some(Kind::Field) | None => return Err(Fault::new(given.column, "Expected an id.")),
        };
        Err(Fault::new(given.column, format!("There is no {what} that you can see.")))
    }

    fn categories(&self) -> Result<Condition, Fault> {
        let read = |given: &Given| {
            let expected = "Expected one of backlog, todo, in_progress, done, cancelled.";
            StatusCategory::from_name(&given.text).ok_or_else(|| Fault::new(given.column, expected))
        };
        self.test
            .values
            .iter()
            .map(read)
            .collect::<Result<_, _>>()
            .map(Condition::Category)
    }

    /// An order of five is a choice among them.
    fn priorities(&self) -> Result<Condition, Fault> {
        let mut wanted = Vec::new();
        for given in &self.test.values {
            let expected = "Expected one of none, low, medium, high, urgent.";
            let named = Priority::from_name(&given.text).ok_or_else(|| Fault::new(given.column, expected))?;
            wanted.extend((0..5).filter_map(Priority::from_rank).filter(
                |priority| match self.test.compare {
                    Compare::Less => *priority < named,
                    Compare::AtMost => *priority <= named,
                    Compare::More => *priority > named,
                    Compare::AtLeast => *priority >= named,
                    _ => *priority == named,
                },
            ));
        }
        Ok(Condition::Priority(wanted))
    }

    fn days(&self, field: DateField) -> Result<Condition, Fault> {
        self.any(|given| {
            if given.is("null") {
                self.no_order(given)?;
                return Ok(Condition::NoDate(field));
            }
            let compare = match self.test.compare {
                Compare::NotEqual | Compare::In | Compare::NotIn => Compare::Equal,
                compare => compare,
            };
            match (self.calendar.read(given)?, field, compare) {
                (When::Day(day), ..) => Ok(Condition::Date(field, compare, day.to_string())),
                (When::Instant(at), DateField::Due, Compare::Less) => Ok(self.due_before(at)),
                (When::Instant(at), DateField::Due, Compare::AtLeast) => {
                    let before = Condition::Not(Box::new(self.due_before(at)));
                    let dated = Condition::Not(Box::new(Condition::NoDate(DateField::Due)));
                    Ok(Condition::All(vec![dated, before]))
                }
                (When::Instant(_), DateField::Due, _) => {
                    Err(Fault::new(given.column, "Compare a due date with an instant by `<` or `>=`."))
                }
                (When::Instant(_), DateField::Start, _) => {
                    Err(Fault::new(given.column, "Expected a day, such as today."))
                }
            }
        })
    }

    fn due_before(&self, at: crate::base::Stamp) -> Condition {
        Condition::DueBefore { at, day: self.calendar.day_of(at).to_string() }
    }

    /// Days are stretches of instants.
    fn instants(&self, field: InstantField) -> Result<Condition, Fault> {
        self.any(|given| {
            if given.is("null") {
                self.no_order(given)?;
                return Ok(Condition::NoInstant(field));
            }
            let (from, to) = match self.calendar.read(given)? {
                When::Instant(at) => (Some(at), Some(at.plus_ms(1))),
                When::Day(day) => (self.calendar.start_of(day), self.calendar.end_of(day)),
            };
            let (Some(from), Some(to)) = (from, to) else {
                return Err(Fault::new(given.column, "This day is past what can be told."));
            };
            Ok(match self.test.compare {
                Compare::Less => Condition::Instant(field, None, Some(from)),
                Compare::AtMost => Condition::Instant(field, None, Some(to)),
                Compare::More => Condition::Instant(field, Some(to), None),
                Compare::AtLeast => Condition::Instant(field, Some(from), None),
                _ => Condition::Instant(field, Some(from), Some(to)),
            })
        })
    }

    fn estimate(&self, given: &Given) -> Result<Condition, Fault> {
        if given.is("null") {
            self.no_order(given)?;
            return Ok(Condition::NoEstimate);
        }
        let number = given
            .text
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite() && !given.quoted);
        let number = number.ok_or_else(|| Fault::new(given.column, "Expected a number."))?;
        let compare = match self.test.compare {
            Compare::NotEqual | Compare::In | Compare::NotIn => Compare::Equal,
            compare => compare,
        };
        Ok(Condition::Estimate(compare, number))
    }

    /// The number in the key.
    fn number(&self, given: &Given) -> Result<Condition, Fault> {
        let number = given.text.parse().ok().filter(|_| !given.quoted);
        let number = number.ok_or_else(|| Fault::new(given.column, "Expected a whole number."))?;
        let compare = match self.test.compare {
            Compare::NotEqual | Compare::In | Compare::NotIn => Compare::Equal,
            compare => compare,
        };
        Ok(Condition::Number(compare, number))
    }

    fn words(&self, given: &Given) -> Result<Condition, Fault> {
        if given.text.is_empty() {
            return Err(Fault::new(given.column, "Expected some words."));
        }
        let words = given.text.to_ascii_lowercase();
        Ok(match (self.test.compare, self.field) {
            (Compare::Contains, Field::Title) => Condition::Contains(TextField::Title, words),
            (Compare::Contains, _) => Condition::Contains(TextField::Text, words),
            _ => Condition::Title(words),
        })
    }
}
