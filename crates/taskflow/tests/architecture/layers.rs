//! Which part may name which.

use crate::paths::{inside, paths};
use crate::source::{Kind, Source};

pub const ORDER: &str = "base ← event ← outgoing ← mail ← http ← auth ← workspace ← project ← recurring ← task ← webhook, notification \
    ← file, calendar, transfer, automation ← the other consumers ← gateway ← roles ← the command line. A part names only parts to its left; those of one step do not name each other. \
    config may be named by all but base, migrations by all to the right of event.";

pub const DOORS: &str = "Services use each other only through mod.rs: `crate::task::Task`, never `crate::task::store::…`; \
    so a service's mod.rs has no public modules.";

pub const BESIDE: &str = "crates/db and crates/client know nothing of the server's insides.";

/// The steps, lowest first.
const STEPS: &[&[&str]] = &[
    &["base"],
    &["config"],
    &["event"],
    &["migrations"],
    &["outgoing"],
    &["mail"],
    &["http"],
    &["auth"],
    &["workspace"],
    &["project"],
    &["recurring"],
    &["task"],
    &["webhook", "notification"],
    &["file", "calendar", "transfer", "automation"],
    &["realtime", "analytics", "audit", "broker"],
    &["gateway"],
    &["roles"],
    &["cli", "demo"],
    &["main"],
];

/// The steps whose insides are their own business: from `event` to `gateway`, but for `http` and `migrations`.
fn has_door(part: &str) -> bool {
    step(part).is_some_and(|step| (2..=15).contains(&step)) && !matches!(part, "http" | "migrations")
}

fn step(part: &str) -> Option<usize> {
    STEPS.iter().position(|names| names.contains(&part))
}

pub fn against_order(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| s.is_product()) {
        // lib.rs lists the parts.
        let Some(&own) = source.module().first() else {
            continue;
        };
        let Some(own_step) = step(own) else {
            found.push(format!("{} is in no step: give `{own}` its place in STEPS", source.at(1)));
            continue;
        };
        for named in paths(source) {
            let Some(path) = inside(source, &named) else {
                continue;
            };
            let Some(other) = path.first().filter(|p| *p != own) else {
                continue;
            };
            if step(other).is_some_and(|step| step >= own_step) {
                found.push(format!("{}: {own} names {}", source.at(named.line), path.join("::")));
            }
        }
    }
    found
}

pub fn past_the_door(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| s.is_product()) {
        let own = source.module().first().copied().unwrap_or("lib");
        for named in paths(source) {
            let Some(path) = inside(source, &named) else {
                continue;
            };
            let [part, name, rest @ ..] = path.as_slice() else {
                continue;
            };
            if part != own && has_door(part) && is_lower(name) && !rest.is_empty() {
                found.push(format!("{}: {}", source.at(named.line), path.join("::")));
            }
        }
        if source.path.ends_with("/mod.rs") && source.module().len() == 1 && has_door(own) {
            found.extend(public_modules(source));
        }
    }
    found
}

fn public_modules(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        if source.ident(at) != Some("pub") {
            continue;
        }
        // `pub(crate) mod` opens the door as wide.
        let next = if source.kind(at + 1) == Some(&Kind::Open('(')) { at + 4 } else { at + 1 };
        if source.ident(next) == Some("mod") {
            let name = source.ident(next + 1).unwrap_or_default();
            found.push(format!("{}: pub mod {name}", source.at(source.tokens[at].line)));
        }
    }
    found
}

fn is_lower(name: &str) -> bool {
    name.starts_with(|c: char| c.is_lowercase())
}

pub fn product_beside(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| !s.is_product()) {
        for named in paths(source) {
            if named.segments[0] == "taskflow" {
                found.push(format!("{}: {}", source.at(named.line), named.segments.join("::")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, code: &str) -> Source {
        Source::new(&format!("crates/taskflow/src/{path}"), code)
    }

    #[test]
    fn an_upward_name_is_found() {
        let bad = |path, code| against_order(&[file(path, code)]);
        assert_eq!(bad("project/rules.rs", "\nuse crate::task::Task;").len(), 1);
        assert!(
            bad("project/rules.rs", "\nuse crate::task::Task;")[0]
                .contains("project/rules.rs:2: project names task::Task")
        );
        assert_eq!(bad("base/ids.rs", "use crate::config::Config;").len(), 1);
        assert_eq!(bad("recurring/mod.rs", "fn a() { super::transfer::run() }").len(), 1);
        assert_eq!(bad("oddity/mod.rs", "").len(), 1);
        assert_eq!(
            bad("task/rules.rs", "use crate::{base::Error, project::Project}; use super::store;").len(),
            0
        );
    }

    #[test]
    fn a_way_past_the_door_is_found() {
        let bad = |path, code| past_the_door(&[file(path, code)]);
        assert_eq!(bad("gateway/mod.rs", "use crate::task::store::FIND;").len(), 1);
        assert_eq!(bad("gateway/mod.rs", "use crate::task::{Task, store::{FIND, LIST}};").len(), 2);
        assert_eq!(bad("task/mod.rs", "pub mod store; mod rules; pub(crate) mod api;").len(), 2);
        assert_eq!(
            bad("gateway/mod.rs", "use crate::task::{Task, routes}; fn a() { crate::task::Task::new() }")
                .len(),
            0
        );
        assert_eq!(bad("task/queries.rs", "use super::store; use crate::base::page::Page;").len(), 0);
    }

    #[test]
    fn the_product_in_the_crates_beside_it_is_found() {
        for path in ["crates/db/src/lib.rs", "crates/client/src/lib.rs"] {
            let bad = Source::new(path, "use taskflow::base::Error;");
            assert_eq!(product_beside(&[bad]).len(), 1);
        }
    }
}
