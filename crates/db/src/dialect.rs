//! From the one text to what each engine understands, and what can be told from a text.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::options::Engine;

/// A text made ready for one engine.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub text: String,
    /// The largest `$N`.
    pub params: usize,
    /// How many different `$N` there are; less than `params` when one was left out.
    pub distinct: usize,
    /// Tables that it may change.
    pub tables: Vec<Cow<'static, str>>,
    /// Whether it may change anything.
    pub writes: bool,
    /// What the columns of the answer are called, once it has run on SQLite.
    pub columns: OnceLock<Arc<[String]>>,
}

/// Pieces of SQL between which nothing has to be known.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Word(&'a str),
    Param(usize),
    /// White space, comments, literals, operators: copied.
    Other(&'a str),
}

pub(crate) fn compile(text: &str, engine: Engine) -> Compiled {
    let tokens = tokens(text);
    let mut seen: Vec<usize> = Vec::new();
    for token in &tokens {
        if let Token::Param(number) = token
            && !seen.contains(number)
        {
            seen.push(*number);
        }
    }
    let words: Vec<&str> = significant(&tokens);
    let tables = tables(&words);
    let reads = words
        .first()
        .is_some_and(|word| ["select", "with", "values"].iter().any(|w| is(word, w)));
    Compiled {
        text: write(&tokens, engine),
        params: seen.iter().copied().max().unwrap_or(0),
        distinct: seen.len(),
        writes: !reads || !tables.is_empty(),
        tables,
        columns: OnceLock::new(),
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        match bytes[at] {
            b'\'' | b'"' => at = quoted(bytes, at),
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                at = bytes[at..]
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .map_or(bytes.len(), |end| at + end);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at + 2..].find("*/").map_or(bytes.len(), |end| at + 2 + end + 2);
            }
            b'$' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                at += 1;
                while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                    at += 1;
                }
                if let Ok(number) = text[start + 1..at].parse() {
                    tokens.push(Token::Param(number));
                    continue;
                }
            }
            byte if word(byte) => {
                while bytes.get(at).is_some_and(|byte| word(*byte)) {
                    at += 1;
                }
                tokens.push(Token::Word(&text[start..at]));
                continue;
            }
            _ => at += 1,
        }
        tokens.push(Token::Other(&text[start..at]));
    }
    tokens
}

/// The end of a literal or quoted name that starts at `start`; a doubled quote is part of it.
fn quoted(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        if bytes[at] == quote {
            if bytes.get(at + 1) != Some(&quote) {
                return at + 1;
            }
            at += 1;
        }
        at += 1;
    }
    bytes.len()
}

fn is(word: &str, keyword: &str) -> bool {
    word.eq_ignore_ascii_case(keyword)
}

fn blank(token: &Token<'_>) -> bool {
    matches!(token, Token::Other(text) if text.starts_with("--") || text.starts_with("/*") || text.trim().is_empty())
}

fn significant<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let visible = tokens.iter().filter(|token| !blank(token));
    visible
        .map(|token| match token {
            Token::Word(text) | Token::Other(text) => *text,
            Token::Param(_) => "$",
        })
        .collect()
}

fn tables(words: &[&str]) -> Vec<Cow<'static, str>> {
    let mut tables: Vec<Cow<'static, str>> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| words.get(index)).copied().unwrap_or("");
        let after = words.get(index + 1).copied().unwrap_or("");
        // Not: FOR UPDATE, FOR NO KEY UPDATE, DO UPDATE SET, ON UPDATE CASCADE.
        let update = is(word, "update") && !["for", "do", "key", "on"].iter().any(|w| is(before, w));
        let delete = is(word, "from") && is(before, "delete");
        if !(update || delete || is(word, "into")) {
            continue;
        }
        let name = after;
        let name = if is(name, "only") {
            words.get(index + 2).copied().unwrap_or("")
        } else {
            name
        };
        let name = name.trim_matches('"').to_ascii_lowercase();
        let named = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if named && !tables.iter().any(|known| *known == name) {
            tables.push(name.into());
        }
    }
    tables
}

fn write(tokens: &[Token<'_>], engine: Engine) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < tokens.len() {
        let (text, next) = list(tokens, at, engine)
            .or_else(|| locking(tokens, at, engine))
            .unwrap_or_else(|| (one(&tokens[at], engine), at + 1));
        out.push_str(&text);
        at = next;
    }
    out
}

fn one(token: &Token<'_>, engine: Engine) -> String {
    match (token, engine) {
        (Token::Param(number), Engine::Sqlite) => format!("?{number}"),
        (Token::Param(number), Engine::Postgres) => format!("${number}"),
        (Token::Word(text) | Token::Other(text), _) => (*text).to_owned(),
    }
}

/// The first token from `at` that is not blank, and where it is.
fn visible<'a>(tokens: &'a [Token<'a>], at: usize) -> Option<(usize, &'a Token<'a>)> {
    tokens.iter().enumerate().skip(at).find(|(_, token)| !blank(token))
}

fn keyword(tokens: &[Token<'_>], at: usize, words: &[&str]) -> Option<usize> {
    match visible(tokens, at)? {
        (index, Token::Word(text)) if words.iter().any(|word| is(text, word)) => Some(index + 1),
        _ => None,
    }
}

/// `[NOT] IN_LIST($N)`.
fn list(tokens: &[Token<'_>], at: usize, engine: Engine) -> Option<(String, usize)> {
    if blank(&tokens[at]) {
        return None;
    }
    let after_not = keyword(tokens, at, &["not"]);
    let next = keyword(tokens, after_not.unwrap_or(at), &["in_list"])?;
    let (open, Token::Other("(")) = visible(tokens, next)? else {
        return None;
    };
    let (number, Token::Param(n)) = visible(tokens, open + 1)? else {
        return None;
    };
    let (close, Token::Other(")")) = visible(tokens, number + 1)? else {
        return None;
    };
    let text = match (engine, after_not.is_some()) {
        (Engine::Sqlite, false) => format!("IN rarray(?{n})"),
        (Engine::Sqlite, true) => format!("NOT IN rarray(?{n})"),
        (Engine::Postgres, false) => format!("= ANY(${n})"),
        (Engine::Postgres, true) => format!("<> ALL(${n})"),
    };
    Some((text, close + 1))
}

/// `FOR UPDATE`, `FOR SHARE` and so on, `[OF x, …] [SKIP LOCKED | NOWAIT]`: SQLite has one writer and no such words.
fn locking(tokens: &[Token<'_>], at: usize, engine: Engine) -> Option<(String, usize)> {
    if engine == Engine::Postgres || blank(&tokens[at]) {
        return None;
    }
    let mut next = keyword(tokens, at, &["for"])?;
    if let Some(after) = keyword(tokens, next, &["no"]) {
        next = after;
    }
    if let Some(after) = keyword(tokens, next, &["key"]) {
        next = after;
    }
    next = keyword(tokens, next, &["update", "share"])?;
    if let Some(of) = keyword(tokens, next, &["of"]) {
        next = of;
        while let Some((index, Token::Word(_))) = visible(tokens, next) {
            next = index + 1;
            match visible(tokens, next) {
                Some((comma, Token::Other(","))) => next = comma + 1,
                _ => break,
            }
        }
    }
    if let Some(after) = keyword(tokens, next, &["nowait"]) {
        next = after;
    } else if let Some(after) =
        keyword(tokens, next, &["skip"]).and_then(|skip| keyword(tokens, skip, &["locked"]))
    {
        next = after;
    }
    Some((String::new(), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(text: &str) -> String {
        compile(text, Engine::Sqlite)
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn changed(text: &str) -> Vec<Cow<'static, str>> {
        compile(text, Engine::Postgres).tables
    }

    #[test]
    fn placeholders_are_numbered_outside_of_literals() {
        let compiled = compile("SELECT '$9', \"$8\", $2, $1, $1 -- $7\n /* $6 */", Engine::Sqlite);
        assert_eq!(compiled.text, "SELECT '$9', \"$8\", ?2, ?1, ?1 -- $7\n /* $6 */");
        assert_eq!((compiled.params, compiled.distinct), (2, 2));
        assert_eq!(compile("SELECT $1, $3", Engine::Postgres).distinct, 2);
    }

    #[test]
    fn lists_are_spelt_for_each_engine() {
        let text = "a in_list($1) AND b NOT IN_LIST( $2 )";
        assert_eq!(sqlite(text), "a IN rarray(?1) AND b NOT IN rarray(?2)");
        assert_eq!(compile(text, Engine::Postgres).text, "a = ANY($1) AND b <> ALL($2)");
    }

    #[test]
    fn row_locks_are_dropped_on_sqlite() {
        assert_eq!(sqlite("SELECT 1 FROM a FOR UPDATE"), "SELECT 1 FROM a");
        assert_eq!(
            sqlite("SELECT 1 FROM a FOR NO KEY UPDATE OF a, b SKIP LOCKED LIMIT 1"),
            "SELECT 1 FROM a LIMIT 1"
        );
        assert_eq!(sqlite("SELECT 1 FROM a for share nowait"), "SELECT 1 FROM a");
        assert_eq!(
            compile("SELECT 1 FROM a FOR UPDATE", Engine::Postgres).text,
            "SELECT 1 FROM a FOR UPDATE"
        );
    }

    #[test]
    fn changed_tables_are_found() {
        assert_eq!(changed("INSERT INTO task (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = 1"), ["task"]);
        assert_eq!(changed("UPDATE Task SET a = 1 WHERE id IN (SELECT id FROM other FOR UPDATE)"), ["task"]);
        assert_eq!(changed("DELETE FROM task WHERE a = 'UPDATE x'"), ["task"]);
        assert_eq!(
            changed("WITH gone AS (DELETE FROM a RETURNING id) INSERT INTO b SELECT id FROM gone"),
            ["a", "b"]
        );
        assert!(changed("SELECT 1 FROM task FOR UPDATE OF task").is_empty());
        assert!(!compile("SELECT 1", Engine::Sqlite).writes);
        assert!(compile("PRAGMA x = 1", Engine::Sqlite).writes);
    }
}
