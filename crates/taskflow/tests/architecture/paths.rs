//! The paths a file names, in `use` trees and in code, resolved against the file's own module.

use crate::source::{Kind, Source};

/// One path: `crate::task::{Task, store::x}` gives two.
pub struct Named {
    pub segments: Vec<String>,
    pub line: usize,
}

/// Every path of two segments or more, as written.
pub fn paths(source: &Source) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < source.tokens.len() {
        at = read(source, at, &[], &mut found).unwrap_or(at + 1);
    }
    found
}

/// Reads a path or use-tree at `at`; answers where it ends, or `None` when none starts there.
fn read(source: &Source, mut at: usize, prefix: &[String], found: &mut Vec<Named>) -> Option<usize> {
    if prefix.is_empty() && source.kind(at) == Some(&Kind::Sep) {
        at += 1;
    }
    let mut segments = prefix.to_vec();
    let line = source.tokens.get(at)?.line;
    loop {
        match source.kind(at)? {
            Kind::Ident(name) => segments.push(name.clone()),
            Kind::Punct('*') if !segments.is_empty() => segments.push("*".into()),
            Kind::Open('{') if !segments.is_empty() => {
                return Some(read_group(source, at + 1, &segments, found));
            }
            _ if segments.is_empty() => return None,
            _ => break,
        }
        at += 1;
        if source.kind(at) != Some(&Kind::Sep) {
            break;
        }
        at += 1;
    }
    if segments.len() > 1 {
        found.push(Named { segments, line });
    }
    Some(at)
}

fn read_group(source: &Source, mut at: usize, prefix: &[String], found: &mut Vec<Named>) -> usize {
    loop {
        match source.kind(at) {
            None => return at,
            Some(Kind::Close) => return at + 1,
            Some(Kind::Ident(word)) if word == "as" => at += 2,
            Some(Kind::Ident(_) | Kind::Punct('*') | Kind::Open('{')) => {
                at = read(source, at, prefix, found).unwrap_or(at + 1);
            }
            _ => at += 1,
        }
    }
}

/// The path from the crate's root, for one that starts with `crate`, `self`, `super` or the library's own name.
pub fn inside(source: &Source, named: &Named) -> Option<Vec<String>> {
    let mut base: Vec<String> = source.module().into_iter().map(str::to_owned).collect();
    let mut rest = named.segments.as_slice();
    match rest.first()?.as_str() {
        "crate" => base.clear(),
        // The binary sees its library under the library's name.
        "taskflow" if source.is_product() => base.clear(),
        "self" => {}
        "super" => {
            base.pop();
            while rest.get(1).is_some_and(|s| s == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        _ => return None,
    }
    base.extend_from_slice(&rest[1..]);
    Some(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: &str) -> Vec<String> {
        let source = Source::new("crates/taskflow/src/task/commands/create.rs", code);
        paths(&source)
            .iter()
            .map(|p| inside(&source, p).unwrap_or_else(|| p.segments.clone()).join("::"))
            .collect()
    }

    #[test]
    fn trees_calls_and_relatives_are_all_seen() {
        assert_eq!(
            named("use crate::base::{Error, ids::{new_id as id, self}, page::*};"),
            ["base::Error", "base::ids::new_id", "base::ids::self", "base::page::*"]
        );
        assert_eq!(
            named("fn a() { let x = crate::project::Status::first::<u8>(); }"),
            ["project::Status::first"]
        );
        assert_eq!(named("use super::super::{store, super::project};"), ["task::store", "project"]);
        assert_eq!(
            named("use super::rules; use self::x::Y;"),
            ["task::commands::rules", "task::commands::create::x::Y"]
        );
        assert_eq!(
            named("fn a() { ::axum::serve(); vec![crate::auth::Caller] }"),
            ["axum::serve", "auth::Caller"]
        );
        assert_eq!(named("use {crate::auth::A, std::fmt};"), ["auth::A", "std::fmt"]);
    }
}
