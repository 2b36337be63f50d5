//! What people look for.

use super::words::words;

/// Parts of a question that count.
const MOST_CLAUSES: usize = 16;

/// How a clause ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Whole,
    /// `wor*`
    Open,
    /// The last word, which is perhaps still being typed.
    Typing,
}

/// Words that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub words: Vec<String>,
    pub ending: Ending,
}

/// A question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    pub wanted: Vec<Clause>,
    pub unwanted: Vec<Clause>,
}

/// Reads what was typed. Whatever it is, it is a question; perhaps one without words.
pub fn parse(text: &str) -> Ask {
    let mut ask = Ask::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() && ask.wanted.len() + ask.unwanted.len() < MOST_CLAUSES {
        let negated =
            rest.starts_with('-') && rest[1..].starts_with(|c: char| c == '"' || c.is_alphanumeric());
        rest = if negated { &rest[1..] } else { rest };
        let (part, quoted) = match rest.strip_prefix('"') {
            Some(inner) => (inner.split('"').next().unwrap_or_default(), true),
            None => (rest.split(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default(), false),
        };
        let length = part.len() + usize::from(quoted);
        rest = &rest[length..];
        rest = if quoted { rest.strip_prefix('"').unwrap_or(rest) } else { rest };
        let last = rest.is_empty();
        let open = rest.starts_with('*') || (!quoted && part.ends_with('*'));
        rest = rest.strip_prefix('*').unwrap_or(rest).trim_start();
        let ending = match (open, last && !quoted && !negated) {
            (true, _) => Ending::Open,
            (false, true) => Ending::Typing,
            (false, false) => Ending::Whole,
        };
        let clause = Clause { words: words(part).into_iter().map(|word| word.text).collect(), ending };
        if !clause.words.is_empty() {
            if negated { ask.unwanted.push(clause) } else { ask.wanted.push(clause) }
        }
    }
    ask
}

impl Ask {
    /// All words that are looked for, in their order.
    pub fn all_words(&self) -> Vec<&str> {
        self.wanted
            .iter()
            .flat_map(|clause| &clause.words)
            .map(String::as_str)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(words: &[&str], ending: Ending) -> Clause {
        Clause { words: words.iter().map(|word| (*word).to_owned()).collect(), ending }
    }

    #[test]
    fn questions_are_read() {
        let ask = parse("Café \"two words\" wor* -not -\"so here\" en");
        assert_eq!(
            ask.wanted,
            [
                clause(&["cafe"], Ending::Whole),
                clause(&["two", "words"], Ending::Whole),
                clause(&["wor"], Ending::Open),
                clause(&["en"], Ending::Typing),
            ]
        );
        assert_eq!(ask.unwanted, [clause(&["not"], Ending::Whole), clause(&["so", "here"], Ending::Whole)]);
        assert_eq!(parse("web-12").wanted, [clause(&["web", "12"], Ending::Typing)]);
        assert_eq!(parse("web ").wanted, [clause(&["web"], Ending::Whole)]);
        assert_eq!(parse("\"open end").wanted, [clause(&["open", "end"], Ending::Whole)]);
        assert_eq!(parse("\"open\"*").wanted, [clause(&["open"], Ending::Open)]);
        for nothing in ["", " ", "\"", "\"\"", "-", "*", "- * \" ''", "!!!"] {
            assert!(parse(nothing).wanted.is_empty(), "{nothing}");
        }
        assert_eq!(parse(&"a ".repeat(100)).wanted.len(), MOST_CLAUSES);
    }
}
