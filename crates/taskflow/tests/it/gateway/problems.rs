//! The list of problem codes is the list of codes in the source.

use std::collections::BTreeSet;
use std::path::Path;

use taskflow::gateway::PROBLEMS;

/// Where a code stands among the arguments of what makes a problem.
const MAKERS: &[(&str, usize)] = &[
    ("malformed(", 0),
    ("unauthenticated(", 0),
    ("forbidden(", 0),
    ("conflict(", 0),
    ("Error::refused(", 0),
    ("Error::invalid(", 1),
    ("RuleFault::new(", 0),
    ("Problem::new(", 1),
    ("Self::new(StatusCode::", 1),
    ("faults.add(", 1),
    ("faults.require(", 2),
];

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            // What tests make up is no code of ours.
            found.push(text.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
        }
    }
}

/// The arguments of the call whose bracket was just opened, as far as they are needed.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut all = vec![String::new()];
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

fn codes() -> BTreeSet<String> {
    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    let mut found = BTreeSet::new();
    let mut add = |argument: &str| {
        let literal = argument.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let is_code =
            |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        found.extend(literal.filter(is_code).map(str::to_owned));
    };
    for text in &texts {
        for (maker, place) in MAKERS {
            for call in text.split(maker).skip(1) {
                if let Some(argument) = arguments(call).get(*place) {
                    add(argument);
                }
            }
        }
        for rest in text.split("code: ").skip(1) {
            add(rest.split([',', '\n', ' ']).next().unwrap_or_default());
        }
    }
    found
}

#[test]
fn every_code_is_explained() {
    let listed: BTreeSet<String> = PROBLEMS.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(listed.len(), PROBLEMS.len(), "a code is listed twice");
    assert!(PROBLEMS.iter().all(|(_, about)| about.ends_with('.')));
    let meanings: BTreeSet<&str> = PROBLEMS.iter().map(|(_, about)| *about).collect();
    assert_eq!(meanings.len(), PROBLEMS.len(), "two codes mean the same: keep one");
    let found = codes();
    assert!(
        found.len() > 20,
        "only {} codes were found: is the test looking in the right place?",
        found.len()
    );
    let missing: Vec<_> = found.difference(&listed).collect();
    assert!(missing.is_empty(), "add to gateway/docs/problems.rs: {missing:?}");
}

#[test]
fn the_page_of_codes_is_that_list() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/PROBLEMS.md");
    let page = std::fs::read_to_string(path).unwrap();
    let listed: Vec<String> =
        PROBLEMS.iter().map(|(code, about)| format!("| `{code}` | {about} |")).collect();
    let (_, table) = page.split_once("| Code | Meaning |\n|---|---|\n").unwrap();
    let written: Vec<&str> = table.lines().collect();
    let missing: Vec<_> = listed.iter().filter(|row| !written.contains(&row.as_str())).collect();
    let stale: Vec<_> = written.iter().filter(|row| !listed.iter().any(|one| one == *row)).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "docs/PROBLEMS.md lacks {missing:#?} and has {stale:#?}"
    );
    assert_eq!(written, listed, "docs/PROBLEMS.md has the codes in another order");
}
