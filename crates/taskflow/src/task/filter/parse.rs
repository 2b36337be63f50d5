//! From text to what it says. `or` binds least, then `and`, then `not`.

use super::Fault;
use super::ast::{Expr, Given, Subject, Test};
use super::field::{Compare, Vocabulary};
use super::token::{Spot, Token, tokens};

/// Characters of a filter.
const LONGEST: usize = 4_000;
/// Brackets and `not`s inside each other.
const DEEPEST: usize = 32;
/// Comparisons in one filter.
const MOST_TESTS: usize = 100;
/// How a custom field begins.
const CUSTOM: &str = "field.";
/// Values of one `in`.
const MOST_VALUES: usize = 100;

/// Reads a filter of tasks.
///
/// # Errors
/// The first place where it stops making sense, and what was expected there.
pub fn parse(text: &str) -> Result<Expr, Fault> {
    parse_as(text)
}

/// Reads a filter of whatever has these fields.
///
/// # Errors
/// As [`parse`].
pub fn parse_as<F: Vocabulary>(text: &str) -> Result<Expr<F>, Fault> {
    if text.chars().count() > LONGEST {
        return Err(Fault::new(LONGEST + 1, format!("A filter has at most {LONGEST} characters.")));
    }
    let mut parser = Parser { spots: tokens(text)?, at: 0, tests: 0 };
    let expr = parser.any(0)?;
    match parser.peek().token {
        Token::End => Ok(expr),
        Token::Close => Err(parser.fault("No bracket was opened for this one.")),
        _ => Err(parser.fault("Expected `and`, `or` or the end.")),
    }
}

struct Parser {
    /// Never empty: the last is `End`.
    spots: Vec<Spot>,
    at: usize,
    tests: usize,
}

impl Parser {
    fn peek(&self) -> &Spot {
        &self.spots[self.at.min(self.spots.len() - 1)]
    }

    fn next(&mut self) -> Spot {
        let spot = self.peek().clone();
        self.at += 1;
        spot
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.peek().column, message)
    }

    fn at_word(&self, word: &str) -> bool {
        matches!(&self.peek().token, Token::Word(text) if text.eq_ignore_ascii_case(word))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        self.at += usize::from(found);
        found
    }

    fn any<F: Vocabulary>(&mut self, depth: usize) -> Result<Expr<F>, Fault> {
        let mut parts = vec![self.all(depth)?];
        while self.take_word("or") {
            parts.push(self.all(depth)?);
        }
        Ok(only(parts, Expr::Any))
    }

    fn all<F: Vocabulary>(&mut self, depth: usize) -> Result<Expr<F>, Fault> {
        let mut parts = vec![self.one(depth)?];
        while self.take_word("and") {
            parts.push(self.one(depth)?);
        }
        Ok(only(parts, Expr::All))
    }

    fn one<F: Vocabulary>(&mut self, depth: usize) -> Result<Expr<F>, Fault> {
        if depth > DEEPEST {
            return Err(self.fault(format!("Brackets and `not` go at most {DEEPEST} deep.")));
        }
        if self.take_word("not") {
            return Ok(Expr::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.peek().token == Token::Open {
            let opened = self.next().column;
            let expr = self.any(depth + 1)?;
            return match self.peek().token {
                Token::Close => {
                    self.at += 1;
                    Ok(expr)
                }
                Token::End => Err(self.fault(format!("The bracket of column {opened} is not closed."))),
                _ => Err(self.fault("Expected `and`, `or` or `)`.")),
            };
        }
        self.tests += 1;
        if self.tests > MOST_TESTS {
            return Err(self.fault(format!("A filter has at most {MOST_TESTS} comparisons.")));
        }
        if self.take_word("is") {
            return self.flag();
        }
        self.test()
    }

    /// `is overdue`, `is not overdue`, `is(overdue)`
    fn flag<F: Vocabulary>(&mut self) -> Result<Expr<F>, Fault> {
        let negative = self.take_word("not");
        let bracket = self.peek().token == Token::Open;
        self.at += usize::from(bracket);
        let column = self.peek().column;
        let Token::Word(flag) = self.next().token else {
            return Err(Fault::new(column, "Expected a word such as `open` or `overdue` after `is`."));
        };
        if bracket && self.next().token != Token::Close {
            return Err(Fault::new(column, "Expected one word in the brackets."));
        }
        let is = Expr::Is { flag: flag.to_lowercase(), column };
        Ok(if negative { Expr::Not(Box::new(is)) } else { is })
    }

    fn test<F: Vocabulary>(&mut self) -> Result<Expr<F>, Fault> {
        let column = self.peek().column;
        let Token::Word(name) = &self.peek().token else {
            return Err(self.fault("Expected a field, such as `status` or `due`."));
        };
        let subject = match (F::from_name(name), custom(name).filter(|_| F::CUSTOM)) {
            (Some(field), _) => {
                self.at += 1;
                Subject::Field(field)
            }
            (None, Some(rest)) => {
                let rest = rest.to_owned();
                self.at += 1;
                Subject::Custom { name: self.custom_name(rest, column)?, column }
            }
            (None, None) => {
                let mut names: Vec<&str> = F::all().iter().map(|field| field.name()).collect();
                names.extend(F::CUSTOM.then_some("field.\"Name\""));
                let message = format!("There is no field `{name}`. There are {}.", names.join(", "));
                return Err(Fault::new(column, message));
            }
        };
        let column = self.peek().column;
        if self.take_word("is") {
            return self.missing(subject, column);
        }
        let compare = self.compare(&subject)?;
        let values = match compare {
            Compare::In | Compare::NotIn => self.list()?,
            _ => vec![self.value()?],
        };
        Ok(Expr::Test(Test { subject, compare, values, column }))
    }

    /// What stands after `field.` at `column`: a bare word in the same token, or a text in quotes right behind it.
    fn custom_name(&mut self, rest: String, column: usize) -> Result<String, Fault> {
        if !rest.is_empty() {
            return Ok(rest);
        }
        let behind = column + CUSTOM.len();
        match &self.peek().token {
            Token::Quoted(name) if self.peek().column == behind && !name.is_empty() => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err(Fault::new(behind, "Expected the name of a custom field, such as field.\"Team\".")),
        }
    }

    /// `is null`, `is not null`
    fn missing<F: Vocabulary>(&mut self, subject: Subject<F>, column: usize) -> Result<Expr<F>, Fault> {
        let compare = if self.take_word("not") { Compare::NotEqual } else { Compare::Equal };
        if !self.at_word("null") {
            return Err(self.fault("Expected `null`."));
        }
        Ok(Expr::Test(Test { subject, compare, values: vec![self.value()?], column }))
    }

    /// What a custom field takes is known once it is found.
    fn compare<F: Vocabulary>(&mut self, subject: &Subject<F>) -> Result<Compare, Fault> {
        let expected = || match subject {
            Subject::Field(field) => {
                format!("Expected one of {} after `{}`.", field.shape().operators(), field.name())
            }
            Subject::Custom { .. } => "Expected an operator, such as =, != or in.".to_owned(),
        };
        let takes = |compare: &Compare| match subject {
            Subject::Field(field) => field.shape().takes(*compare),
            Subject::Custom { .. } => true,
        };
        let column = self.peek().column;
        let compare = match self.next().token {
            Token::Operator(sign) => Compare::from_sign(sign),
            Token::Word(word) if word.eq_ignore_ascii_case("in") => Some(Compare::In),
            Token::Word(word) if word.eq_ignore_ascii_case("not-in") => Some(Compare::NotIn),
            Token::Word(word) if word.eq_ignore_ascii_case("not") && self.take_word("in") => {
                Some(Compare::NotIn)
            }
            _ => None,
        };
        compare.filter(takes).ok_or_else(|| Fault::new(column, expected()))
    }

    fn list(&mut self) -> Result<Vec<Given>, Fault> {
        if self.peek().token != Token::Open {
            return Err(self.fault("Expected `(` and values with commas between."));
        }
        self.at += 1;
        let mut values = vec![self.value()?];
        loop {
            match self.peek().token {
                Token::Comma if values.len() == MOST_VALUES => {
                    return Err(self.fault(format!("At most {MOST_VALUES} values.")));
                }
                Token::Comma => self.at += 1,
                Token::Close => {
                    self.at += 1;
                    return Ok(values);
                }
                _ => return Err(self.fault("Expected `,` or `)`.")),
            }
            values.push(self.value()?);
        }
    }

    fn value(&mut self) -> Result<Given, Fault> {
        let spot = self.peek().clone();
        let (text, quoted) = match spot.token {
            Token::Word(text) => (text, false),
            Token::Quoted(text) => (text, true),
            _ => return Err(self.fault("Expected a value.")),
        };
        self.at += 1;
        Ok(Given { text, quoted, column: spot.column })
    }
}

/// What stands behind `field.`, if the word begins so.
fn custom(word: &str) -> Option<&str> {
    let start = word.get(..CUSTOM.len())?;
    start.eq_ignore_ascii_case(CUSTOM).then(|| &word[CUSTOM.len()..])
}

fn only<F>(mut parts: Vec<Expr<F>>, join: fn(Vec<Expr<F>>) -> Expr<F>) -> Expr<F> {
    match (parts.pop(), parts.is_empty()) {
        (Some(part), true) => part,
        (last, _) => {
            parts.extend(last);
            join(parts)
        }
    }
}
