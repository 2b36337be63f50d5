//! Source files as flat token lists: no comments, no doc text, no test code; a line number on every token.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One file.
pub struct Source {
    /// From `crates/` on, with `/`.
    pub path: String,
    pub lines: usize,
    pub tokens: Vec<Token>,
}

pub struct Token {
    pub kind: Kind,
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Ident(String),
    /// `::`
    Sep,
    Punct(char),
    /// A string literal's text, line continuations joined.
    Text(String),
    Open(char),
    Close,
}

impl Source {
    /// Reads `code` as if it stood at `path`.
    pub fn new(path: &str, code: &str) -> Source {
        let stream = TokenStream::from_str(code).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        if !is_test_file(path) {
            flatten(stream, &mut tokens);
        }
        Source { path: path.to_owned(), lines: code.lines().count(), tokens }
    }

    /// `path:line`, for messages.
    pub fn at(&self, line: usize) -> String {
        format!("  {}:{line}", self.path)
    }

    /// The module path inside its crate: `task/commands/create.rs` is `[task, commands, create]`, `task/mod.rs` is `[task]`.
    pub fn module(&self) -> Vec<&str> {
        let inside = self.path.split_once("/src/").map_or("", |(_, inside)| inside);
        let mut parts: Vec<&str> = inside.trim_end_matches(".rs").split('/').collect();
        if matches!(parts.last(), Some(&("mod" | "lib"))) {
            parts.pop();
        }
        parts
    }

    /// Whether it is the server's code (else that of a crate beside it).
    pub fn is_product(&self) -> bool {
        self.path.starts_with("crates/taskflow/")
    }

    /// The file is `name.rs`, or stands in a folder `name`.
    pub fn is(&self, name: &str) -> bool {
        self.module().contains(&name)
    }

    pub fn ident(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Ident(name)) => Some(name),
            _ => None,
        }
    }

    pub fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|t| &t.kind)
    }

    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.tokens.iter().filter_map(|t| match &t.kind {
            Kind::Text(text) => Some((t.line, text.as_str())),
            _ => None,
        })
    }
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs")
        || path.split_once("/src/").is_some_and(|(_, inside)| inside.contains("tests/"))
}

fn flatten(stream: TokenStream, out: &mut Vec<Token>) {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        if let Some(attribute) = attribute(&trees, at) {
            let text = attribute.to_string();
            if text.starts_with("doc ") || text.starts_with("doc=") {
                at += if is_punct(&trees[at + 1], '!') { 3 } else { 2 };
                continue;
            }
            if text.starts_with("cfg") && text.contains("test") && !text.contains("not") {
                at = after_item(&trees, at);
                continue;
            }
        }
        let line = trees[at].span().start().line;
        match &trees[at] {
            TokenTree::Ident(name) => out.push(Token { kind: Kind::Ident(name.to_string()), line }),
            TokenTree::Punct(p)
                if p.as_char() == ':' && trees.get(at + 1).is_some_and(|t| is_punct(t, ':')) =>
            {
                out.push(Token { kind: Kind::Sep, line });
                at += 1;
            }
            TokenTree::Punct(p) => out.push(Token { kind: Kind::Punct(p.as_char()), line }),
            TokenTree::Literal(literal) => {
                if let Some(text) = text_of(&literal.to_string()) {
                    out.push(Token { kind: Kind::Text(text), line });
                }
            }
            TokenTree::Group(group) => {
                let open = match group.delimiter() {
                    Delimiter::Parenthesis => '(',
                    Delimiter::Brace => '{',
                    Delimiter::Bracket => '[',
                    Delimiter::None => ' ',
                };
                out.push(Token { kind: Kind::Open(open), line });
                flatten(group.stream(), out);
                out.push(Token { kind: Kind::Close, line: group.span_close().start().line });
            }
        }
        at += 1;
    }
}

/// What stands in `#[…]` or `#![…]` at `at`.
fn attribute(trees: &[TokenTree], at: usize) -> Option<TokenStream> {
    let hash = trees.get(at).is_some_and(|t| is_punct(t, '#'));
    let inner = trees.get(at + 1).is_some_and(|t| is_punct(t, '!'));
    match trees.get(at + 1 + usize::from(inner)) {
        Some(TokenTree::Group(group)) if hash && group.delimiter() == Delimiter::Bracket => {
            Some(group.stream())
        }
        _ => None,
    }
}

/// Past the item that the attribute at `at` stands on.
fn after_item(trees: &[TokenTree], mut at: usize) -> usize {
    while at < trees.len() {
        match &trees[at] {
            TokenTree::Punct(p) if p.as_char() == ';' => return at + 1,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return at + 1,
            _ => at += 1,
        }
    }
    at
}

fn is_punct(tree: &TokenTree, wanted: char) -> bool {
    matches!(tree, TokenTree::Punct(p) if p.as_char() == wanted)
}

/// The text of a string literal as it was written; `None` for numbers, characters and bytes.
fn text_of(literal: &str) -> Option<String> {
    if !literal.starts_with(['"', 'r']) {
        return None;
    }
    let text = literal.trim_start_matches(['r', '#']).trim_end_matches('#').trim_matches('"');
    let mut lines = text.split("\\\n");
    let first = lines.next().unwrap_or_default().to_owned();
    Some(lines.fold(first, |joined, line| joined + line.trim_start()).replace("\\n", " "))
}

pub fn crates_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Every .rs file below `root`, which is the folder `crates`.
pub fn load(root: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found
                    .push(Source::new(&format!("crates/{inside}"), &std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(code: &str) -> Vec<String> {
        let source = Source::new("crates/taskflow/src/task/rules.rs", code);
        (0..source.tokens.len())
            .filter_map(|i| source.ident(i).map(str::to_owned))
            .collect()
    }

    #[test]
    fn comments_doc_text_and_test_code_are_left_out() {
        assert_eq!(words("/// SELECT doc\n//! inner\nfn a() {} // b"), ["fn", "a"]);
        assert_eq!(words("#[cfg(test)]\nmod tests { fn x() {} }\nfn y() {}"), ["fn", "y"]);
        assert_eq!(words("#[cfg(test)] #[path = \"a.rs\"] mod tests; fn y() {}"), ["fn", "y"]);
        assert_eq!(words("#[cfg(not(test))] fn y() {}"), ["cfg", "not", "test", "fn", "y"]);
    }

    #[test]
    fn strings_are_joined_and_know_their_line() {
        let source = Source::new(
            "crates/db/src/lib.rs",
            "fn a() {\n  \"SELECT 1 \\\n     FROM x\"; r#\"raw\"#; 'c'; b\"no\"\n}",
        );
        let texts: Vec<_> = source.texts().collect();
        assert_eq!(texts, [(2, "SELECT 1 FROM x"), (3, "raw")]);
    }

    #[test]
    fn a_file_knows_its_module() {
        let module = |path: &str| Source::new(path, "").module().join("::");
        assert_eq!(module("crates/taskflow/src/task/commands/create.rs"), "task::commands::create");
        assert_eq!(module("crates/taskflow/src/task/mod.rs"), "task");
        assert_eq!(module("crates/taskflow/src/lib.rs"), "");
        assert_eq!(module("crates/taskflow/src/roles.rs"), "roles");
    }
}
