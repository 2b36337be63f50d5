//! A filter as text again, in one spelling. Read again it says the same.

use std::fmt::{Display, Formatter, Result, Write};

use super::ast::{Expr, Given, Subject, Test};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::All(all) => joined(f, all, " and "),
            Self::Any(any) => joined(f, any, " or "),
            Self::Not(inner) => match &**inner {
                Self::Is { flag, .. } => write!(f, "is not {}", Flag(flag)),
                inner @ (Self::All(_) | Self::Any(_)) => write!(f, "not ({inner})"),
                inner => write!(f, "not {inner}"),
            },
            Self::Is { flag, .. } => write!(f, "is {}", Flag(flag)),
            Self::Test(test) => test.fmt(f),
        }
    }
}

/// `and` binds more than `or`, so only an `or` inside an `and` needs brackets, and what was bracketed for no need.
fn joined(f: &mut Formatter<'_>, parts: &[Expr], with: &str) -> Result {
    for (place, part) in parts.iter().enumerate() {
        f.write_str(if place == 0 { "" } else { with })?;
        let bare = match part {
            Expr::Any(_) => false,
            Expr::All(_) => with == " or ",
            _ => true,
        };
        if bare { write!(f, "{part}")? } else { write!(f, "({part})")? }
    }
    Ok(())
}

/// The word that negates cannot be a state, unless in brackets.
struct Flag<'a>(&'a str);

impl Display for Flag<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.0 == "not" { write!(f, "({})", self.0) } else { f.write_str(self.0) }
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.subject {
            Subject::Field(field) => f.write_str(field.name())?,
            Subject::Custom { name, .. } => {
                f.write_str("field.")?;
                quoted(f, name)?;
            }
        }
        write!(f, " {} ", self.compare.sign())?;
        if !matches!(self.compare.sign(), "in" | "not-in") {
            return self.values.iter().try_for_each(|value| value.fmt(f));
        }
        for (place, value) in self.values.iter().enumerate() {
            f.write_str(if place == 0 { "(" } else { ", " })?;
            value.fmt(f)?;
        }
        f.write_char(')')
    }
}

impl Display for Given {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.quoted { quoted(f, &self.text) } else { f.write_str(&self.text) }
    }
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
