//! A filter as it was written.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{Compare, Field};

/// What a filter says, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr<F = Field> {
    All(Vec<Expr<F>>),
    Any(Vec<Expr<F>>),
    Not(Box<Expr<F>>),
    /// `is overdue`
    Is {
        flag: String,
        column: usize,
    },
    Test(Test<F>),
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject<F = Field> {
    Field(F),
    /// `field."Name"`
    Custom {
        name: String,
        column: usize,
    },
}

/// `field operator value`
#[derive(Clone, Debug, PartialEq)]
pub struct Test<F = Field> {
    pub subject: Subject<F>,
    pub compare: Compare,
    /// One, or any number with `in`.
    pub values: Vec<Given>,
    /// Where the operator is.
    pub column: usize,
}

/// A value as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub text: String,
    /// In quotes: a text, never `null`, `me` or `today`.
    pub quoted: bool,
    pub column: usize,
}

impl Given {
    /// Whether it is this word of the language.
    pub fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }
}

/// What a name may be a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Project,
    Status,
    Person,
    Tag,
    Task,
    Milestone,
    Cycle,
    /// A cycle whose turn it is: `current`, `next`, `previous`.
    Turn,
    /// A custom field.
    Field,
}

impl Kind {
    /// What this value of a field with such names is a name of.
    pub fn of(self, given: &Given) -> Self {
        let turn = ["current", "next", "previous"].iter().any(|word| given.is(word));
        if self == Self::Cycle && turn { Self::Turn } else { self }
    }
}

/// The names that must be looked up before the filter can be checked, in lower case.
pub fn names(expr: &Expr) -> BTreeMap<Kind, BTreeSet<String>> {
    let mut names: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    gather(expr, &mut names);
    names
}

fn gather(expr: &Expr, names: &mut BTreeMap<Kind, BTreeSet<String>>) {
    match expr {
        Expr::All(all) | Expr::Any(all) => all.iter().for_each(|expr| gather(expr, names)),
        Expr::Not(expr) => gather(expr, names),
        Expr::Is { .. } => {}
        Expr::Test(test) => {
            let kind = match &test.subject {
                Subject::Field(field) => field.names(),
                Subject::Custom { name, .. } => {
                    names.entry(Kind::Field).or_default().insert(name.to_lowercase());
                    // Whether it is about people is known once it is found.
                    Some(Kind::Person)
                }
            };
            let Some(kind) = kind else { return };
            for value in test.values.iter().filter(|value| !value.is("null") && !value.is("me")) {
                names.entry(kind.of(value)).or_default().insert(value.text.to_lowercase());
            }
        }
    }
}
