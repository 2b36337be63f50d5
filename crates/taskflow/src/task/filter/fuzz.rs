//! Any text whatever: reading it never panics, faults lie inside of it, and what it says can be written and read again.
//! The texts in `tests/corpus/filter` are tried first, then changed at random; a text that broke something is kept there.
//! `TASKFLOW_FUZZ_CASES` tells how many.

use std::collections::HashMap;
use std::path::Path;

use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use uuid::Uuid;

use super::ast::{Expr, Subject};
use super::{Calendar, Kind, Known, check, names, parse};
use crate::base::Stamp;

const CASES: u32 = 20_000;

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/filter");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    // The last line break is the file's, not the text's.
    let text = |path: &std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    files.iter().map(|path| text(path).trim_end_matches('\n').to_owned()).collect()
}

/// What texts are made longer by: the language's own words and signs, and what is none.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(
        &[
            "is",
            "not",
            "and",
            "or",
            "in",
            "not-in",
            "null",
            "me",
            "today+7d",
            "start_of_week",
            "now-1h",
            "open",
            "field.",
            "field.\"Team\"",
            "status",
            "status.category",
            "due",
            "estimate",
            "title",
            "text",
            "number",
            "(",
            ")",
            ",",
            "=",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "~",
            "!",
            "\"",
            "\\",
            " ",
            "\u{a0}",
            "\0",
            "ü",
            "🎈",
            "İ",
            "2031-01-01",
            "-1e309",
            "NaN",
            "9999-12-31",
            "today+99999d",
            "today-9y",
            "WEB-12",
        ][..],
    );
    prop_oneof![4 => words.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

fn texts(corpus: Vec<String>) -> impl Strategy<Value = String> {
    let changed = (
        prop::sample::select(corpus),
        prop::collection::vec((any::<usize>(), 0..4_u8, pieces()), 0..6),
    )
        .prop_map(|(text, changes)| {
            let mut chars: Vec<char> = text.chars().collect();
            for (at, what, piece) in changes {
                let at = at % (chars.len() + 1);
                match what {
                    0 if at < chars.len() => drop(chars.remove(at)),
                    1 => chars.truncate(at),
                    2 => chars.rotate_left(at),
                    _ => drop(chars.splice(at..at, piece.chars())),
                }
            }
            chars.into_iter().collect()
        });
    let made = prop::collection::vec(pieces(), 0..30).prop_map(|pieces| pieces.concat());
    let spaced = prop::collection::vec(pieces(), 0..30).prop_map(|pieces| pieces.join(" "));
    prop_oneof![4 => changed, 2 => spaced, 1 => made, 1 => any::<String>()]
}

/// The same without the places where things stood.
fn placeless(expr: &Expr) -> Expr {
    let all = |parts: &[Expr]| parts.iter().map(placeless).collect();
    match expr {
        Expr::All(parts) => Expr::All(all(parts)),
        Expr::Any(parts) => Expr::Any(all(parts)),
        Expr::Not(inner) => Expr::Not(Box::new(placeless(inner))),
        Expr::Is { flag, .. } => Expr::Is { flag: flag.clone(), column: 0 },
        Expr::Test(test) => {
            let mut test = test.clone();
            test.column = 0;
            test.values.iter_mut().for_each(|value| value.column = 0);
            if let Subject::Custom { column, .. } = &mut test.subject {
                *column = 0;
            }
            Expr::Test(test)
        }
    }
}

/// Columns of everything that has one.
fn columns(expr: &Expr) -> Vec<usize> {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().flat_map(columns).collect(),
        Expr::Not(inner) => columns(inner),
        Expr::Is { column, .. } => vec![*column],
        Expr::Test(test) => {
            let mut all: Vec<usize> = test.values.iter().map(|value| value.column).collect();
            all.push(test.column);
            if let Subject::Custom { column, .. } = &test.subject {
                all.push(*column);
            }
            all
        }
    }
}

fn try_text(text: &str) {
    let length = text.chars().count();
    let inside = |column: usize| (1..=length + 1).contains(&column);
    let expr = match parse(text) {
        Ok(expr) => expr,
        Err(fault) => {
            assert!(inside(fault.column) && !fault.message.is_empty(), "{text:?}: {fault:?}");
            return;
        }
    };
    assert!(columns(&expr).into_iter().all(inside), "{text:?}: {expr:?}");
    let printed = expr.to_string();
    // Written out it may be longer than a filter may be.
    if printed.chars().count() <= 4_000 {
        let again = parse(&printed).unwrap_or_else(|fault| panic!("{text:?} became {printed:?}: {fault:?}"));
        assert_eq!(placeless(&again), placeless(&expr), "{text:?} became {printed:?}");
        assert_eq!(again.to_string(), printed, "{text:?}");
    }
    // Every name stands for something, so that what comes after the names is reached, too.
    let stands_for = |kind: Kind, name: String| ((kind, name), vec![Uuid::nil()]);
    let found = names(&expr)
        .into_iter()
        .flat_map(|(kind, all)| all.into_iter().map(move |name| (kind, name)));
    let known = Known {
        me: Uuid::nil(),
        names: found.map(|(kind, name)| stands_for(kind, name)).collect(),
        fields: HashMap::new(),
    };
    let zone = TimeZone::get("America/New_York").unwrap();
    let calendar = Calendar { now: Stamp(1_926_000_000_000), zone, week_start: 7 };
    if let Err(fault) = check(&expr, &known, &calendar) {
        assert!(inside(fault.column) && !fault.message.is_empty(), "{text:?}: {fault:?}");
    }
}

#[test]
fn any_text_is_read_or_refused_in_its_place() {
    let corpus = corpus();
    assert!(corpus.len() >= 20, "the corpus is kept");
    corpus.iter().for_each(|text| try_text(text));
    let cases = std::env::var("TASKFLOW_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (mut read, texts) = (0, texts(corpus));
    for _ in 0..cases.unwrap_or(CASES) {
        let text = texts.new_tree(&mut runner).unwrap().current();
        try_text(&text);
        read += u32::from(parse(&text).is_ok());
    }
    assert!(read > 100, "only {read} texts made sense");
}
