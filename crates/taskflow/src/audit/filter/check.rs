//! Types a filter and decides what it can know beforehand.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::{Condition, Field};
use crate::task::{Calendar, Compare, Compared, Expr, Fault, Given, Test, When};

/// Who asks, and what the names in the filter stand for.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub me: Uuid,
    /// By field and name in lower case.
    pub names: HashMap<(Field, String), Vec<Uuid>>,
}

/// The names that must be looked up before the filter can be checked, in lower case.
pub fn names(expr: &Expr<Field>) -> Vec<(Field, BTreeSet<String>)> {
    let mut found: HashMap<Field, BTreeSet<String>> = HashMap::new();
    gather(expr, &mut found);
    found.into_iter().collect()
}

fn gather(expr: &Expr<Field>, found: &mut HashMap<Field, BTreeSet<String>>) {
    match expr {
        Expr::All(all) | Expr::Any(all) => all.iter().for_each(|expr| gather(expr, found)),
        Expr::Not(expr) => gather(expr, found),
        Expr::Is { .. } => {}
        Expr::Test(test) => {
            let Compared::Field(field @ (Field::Actor | Field::Project)) = test.subject else {
                return;
            };
            let values = test.values.iter().filter(|value| !value.is("null") && !value.is("me"));
            let named = values.filter(|value| value.text.parse::<Uuid>().is_err());
            found
                .entry(field)
                .or_default()
                .extend(named.map(|value| value.text.to_lowercase()));
        }
    }
}

/// Turns what was written into what is asked of an entry.
///
/// # Errors
/// The first value that its field cannot have, or name that stands for nothing.
pub fn check(expr: &Expr<Field>, known: &Known, calendar: &Calendar) -> Result<Condition, Fault> {
    let many = |all: &[Expr<Field>]| -> Result<Vec<Condition>, Fault> {
        all.iter().map(|expr| check(expr, known, calendar)).collect()
    };
    Ok(match expr {
        Expr::All(all) => Condition::All(many(all)?),
        Expr::Any(all) => Condition::Any(many(all)?),
        Expr::Not(expr) => Condition::Not(Box::new(check(expr, known, calendar)?)),
        Expr::Is { column, .. } => {
            return Err(Fault::new(*column, "Entries have no states to ask with `is`."));
        }
        Expr::Test(test) => {
            let found = one(test, known, calendar)?;
            let negative = matches!(test.compare, Compare::NotEqual | Compare::NotIn);
            if negative { Condition::Not(Box::new(found)) } else { found }
        }
    })
}

fn one(test: &Test<Field>, known: &Known, calendar: &Calendar) -> Result<Condition, Fault> {
    let Compared::Field(field) = test.subject else {
        return Err(Fault::new(test.column, "Entries have no custom fields."));
    };
    match field {
        Field::At => {
            let spans: Result<Vec<_>, _> =
                test.values.iter().map(|given| span(test.compare, given, calendar)).collect();
            let mut spans = spans?;
            Ok(if spans.len() == 1 { spans.remove(0) } else { Condition::Any(spans) })
        }
        Field::Actor | Field::Thing | Field::Project | Field::Session | Field::Token => {
            let mut ids = Vec::new();
            for given in &test.values {
                ids.extend(read_ids(field, given, known)?);
            }
            Ok(Condition::Id(field, ids))
        }
        Field::Type | Field::Entity | Field::Address | Field::Agent | Field::Request | Field::Cause => {
            if test.compare == Compare::Contains {
                let [given] = test.values.as_slice() else {
                    return Err(Fault::new(test.column, "Expected some words."));
                };
                return Ok(Condition::Contains(field, words(given)?));
            }
            let values: Result<Vec<_>, _> = test
                .values
                .iter()
                .map(|given| if given.is("null") { Ok(None) } else { words(given).map(Some) })
                .collect();
            Ok(Condition::Text(field, values?))
        }
    }
}

fn words(given: &Given) -> Result<String, Fault> {
    if given.text.is_empty() {
        return Err(Fault::new(given.column, "Expected some words."));
    }
    Ok(given.text.to_ascii_lowercase())
}

fn read_ids(field: Field, given: &Given, known: &Known) -> Result<Vec<Option<Uuid>>, Fault> {
    if given.is("null") {
        return Ok(vec![None]);
    }
    if field == Field::Actor && given.is("me") {
        return Ok(vec![Some(known.me)]);
    }
    if let Ok(id) = given.text.parse::<Uuid>() {
        return Ok(vec![Some(id)]);
    }
    let what = match field {
        Field::Actor => "There is no member with this name or e-mail address.",
        Field::Project => "There is no project with this key or name.",
        _ => "Expected an id.",
    };
    match known.names.get(&(field, given.text.to_lowercase())) {
        Some(ids) => Ok(ids.iter().copied().map(Some).collect()),
        None => Err(Fault::new(given.column, what)),
    }
}

/// Days are stretches of instants.
fn span(compare: Compare, given: &Given, calendar: &Calendar) -> Result<Condition, Fault> {
    let (from, to) = match calendar.read(given)? {
        When::Instant(at) => (Some(at), Some(at.plus_ms(1))),
        When::Day(day) => (calendar.start_of(day), calendar.end_of(day)),
    };
    if from.is_none() || to.is_none() {
        return Err(Fault::new(given.column, "This day is past what can be told."));
    }
    Ok(match compare {
        Compare::Less => Condition::At(None, from),
        Compare::AtMost => Condition::At(None, to),
        Compare::More => Condition::At(to, None),
        Compare::AtLeast => Condition::At(from, None),
        _ => Condition::At(from, to),
    })
}
