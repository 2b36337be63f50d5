//! The words of a filter.

use super::Fault;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Bare: a name, number, date, or one of the language's own words.
    Word(String),
    /// In quotes: never one of the language's own words.
    Quoted(String),
    /// `= != < <= > >= ~`
    Operator(&'static str),
    Open,
    Close,
    Comma,
    End,
}

/// A token and where it begins, counted in characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub token: Token,
    pub column: usize,
}

/// The operators, longer ones before those they begin with.
const OPERATORS: [&str; 7] = ["!=", "<=", ">=", "=", "<", ">", "~"];

/// Splits a filter into tokens; the last is [`Token::End`].
///
/// # Errors
/// A quote that is not closed, a lone `!`, a NUL: no name or text has one.
pub fn tokens(text: &str) -> Result<Vec<Spot>, Fault> {
    let chars: Vec<char> = text.chars().collect();
    if let Some(place) = chars.iter().position(|c| *c == '\0') {
        return Err(Fault::new(place + 1, "Leave out NUL characters."));
    }
    let mut spots = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let column = at + 1;
        let token = match c {
            _ if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => one(&mut at, Token::Open),
            ')' => one(&mut at, Token::Close),
            ',' => one(&mut at, Token::Comma),
            '"' => Token::Quoted(quoted(&chars, &mut at)?),
            _ => match operator(&chars[at..]) {
                Some(name) => {
                    at += name.len();
                    Token::Operator(name)
                }
                None if c == '!' => return Err(Fault::new(column, "Write `!=` or `not`.")),
                None => Token::Word(word(&chars, &mut at)),
            },
        };
        spots.push(Spot { token, column });
    }
    spots.push(Spot { token: Token::End, column: chars.len() + 1 });
    Ok(spots)
}

fn one(at: &mut usize, token: Token) -> Token {
    *at += 1;
    token
}

fn operator(rest: &[char]) -> Option<&'static str> {
    let starts = |name: &&str| {
        name.chars()
            .zip(rest.iter().copied().chain(std::iter::repeat('\0')))
            .all(|(a, b)| a == b)
    };
    OPERATORS.into_iter().find(starts)
}

fn word(chars: &[char], at: &mut usize) -> String {
    let start = *at;
    let ends = |c: &char| c.is_whitespace() || "()=!<>~,\"".contains(*c);
    while chars.get(*at).is_some_and(|c| !ends(c)) {
        *at += 1;
    }
    chars[start..*at].iter().collect()
}

fn quoted(chars: &[char], at: &mut usize) -> Result<String, Fault> {
    let start = *at;
    let mut text = String::new();
    *at += 1;
    loop {
        match chars.get(*at) {
            None => return Err(Fault::new(start + 1, "This quote is not closed.")),
            Some('"') => {
                *at += 1;
                return Ok(text);
            }
            // A backslash takes the next character as it is.
            Some('\\') if chars.get(*at + 1).is_some() => {
                text.push(chars[*at + 1]);
                *at += 2;
            }
            Some(c) => {
                text.push(*c);
                *at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_quotes_and_columns() {
        let spots = tokens("due<=today+7d and tag = \"a \\\"b\\\"\"").unwrap();
        let found: Vec<(usize, Token)> = spots.into_iter().map(|spot| (spot.column, spot.token)).collect();
        assert_eq!(
            found,
            [
                (1, Token::Word("due".into())),
                (4, Token::Operator("<=")),
                (6, Token::Word("today+7d".into())),
                (15, Token::Word("and".into())),
                (19, Token::Word("tag".into())),
                (23, Token::Operator("=")),
                (25, Token::Quoted("a \"b\"".into())),
                (34, Token::End),
            ]
        );
        assert_eq!(tokens("title = \"über").unwrap_err().column, 9);
        assert_eq!(tokens("ü ! x").unwrap_err().column, 3);
        assert_eq!(tokens("tag = \"a\0\"").unwrap_err().column, 9);
    }
}
