//! What may be named only in certain files.

use crate::paths::paths;
use crate::source::{Kind, Source};

pub const WEB: &str = "The web framework (axum, tower, hyper) is named only in api.rs, api/, http/, outgoing/, gateway/ and auth/caller.rs; \
    utoipa (the shape of a type) not in commands, queries, store and events.";

pub const GLOBALS: &str = "Time, ids and randomness come from the context (`Cx::now`, `Cx::new_id`): the machine's are asked only in \
    base/clock.rs, base/ids.rs and by the command line.";

pub const ROLES: &str = "api opens writes and reads and leaves SQL to commands and queries; rules know no database; \
    queries, rules, store, model and events open no write.";

const FRAMEWORK: &[&str] =
    &["axum", "axum_core", "tower", "tower_http", "hyper", "hyper_util", "http_body_util"];

pub fn web_inside(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let edge = source.is("api")
            || source.is("http")
            || source.is("outgoing")
            || source.is("gateway")
            || source.path.ends_with("/auth/caller.rs");
        let inner = ["commands", "queries", "store", "events"].iter().any(|name| source.is(name));
        for named in paths(source) {
            let root = named.segments[0].as_str();
            if (FRAMEWORK.contains(&root) && !edge) || (root.starts_with("utoipa") && inner && !edge) {
                found.push(format!("{}: {}", source.at(named.line), named.segments.join("::")));
            }
        }
    }
    found
}

pub fn globals(sources: &[Source]) -> Vec<String> {
    const BANNED: &[(&str, &[&str])] = &[
        ("SystemTime", &["now"]),
        ("Timestamp", &["now"]),
        ("Zoned", &["now"]),
        ("Utc", &["now"]),
        ("Local", &["now"]),
        ("Uuid", &["now_v7", "new_v4", "now_v1", "now_v6"]),
    ];
    let mut found = Vec::new();
    for source in sources {
        let open = ["/base/clock.rs", "/base/ids.rs", "/main.rs"]
            .iter()
            .any(|end| source.path.ends_with(end));
        if open || source.is("cli") {
            continue;
        }
        for named in paths(source) {
            let global = named.segments.windows(2).any(|pair| {
                BANNED
                    .iter()
                    .any(|(owner, names)| pair[0] == *owner && names.contains(&pair[1].as_str()))
            });
            if global || named.segments[0] == "rand" {
                found.push(format!("{}: {}", source.at(named.line), named.segments.join("::")));
            }
        }
    }
    found
}

pub fn out_of_role(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| s.is_product()) {
        let silent = ["queries", "rules", "store", "model", "events"]
            .iter()
            .any(|name| source.is(name));
        for (at, token) in source.tokens.iter().enumerate() {
            let Kind::Ident(name) = &token.kind else { continue };
            let wrong = match name.as_str() {
                "write" if silent && is_db_call(source, at) => "opens a write",
                "taskflow_db" | "Tx" | "Db" if source.is("rules") => "knows the database",
                "store" if source.is("api") && source.kind(at + 1) == Some(&Kind::Sep) => {
                    "goes past commands and queries"
                }
                _ => continue,
            };
            found.push(format!("{}: {wrong} ({name})", source.at(token.line)));
        }
    }
    found
}

/// `db.write(` or `db().write(`, not a file's or a lock's `write`.
fn is_db_call(source: &Source, at: usize) -> bool {
    let dotted = at > 1
        && source.kind(at - 1) == Some(&Kind::Punct('.'))
        && source.kind(at + 1) == Some(&Kind::Open('('));
    let called = at > 3 && source.kind(at - 2) == Some(&Kind::Close) && source.ident(at - 4) == Some("db");
    dotted && (source.ident(at - 2) == Some("db") || called)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, code: &str) -> Vec<Source> {
        vec![Source::new(&format!("crates/taskflow/src/{path}"), code)]
    }

    #[test]
    fn the_framework_inside_is_found() {
        assert_eq!(web_inside(&file("task/commands.rs", "use axum::Json; use utoipa::ToSchema;")).len(), 2);
        assert_eq!(web_inside(&file("task/model.rs", "use utoipa::ToSchema; use axum::Json;")).len(), 1);
        assert_eq!(web_inside(&file("task/api/list.rs", "use axum::Json; use utoipa::ToSchema;")).len(), 0);
    }

    #[test]
    fn a_global_is_found() {
        let code =
            "fn a() { std::time::SystemTime::now(); Uuid::now_v7(); rand::random::<u8>(); Instant::now(); }";
        assert_eq!(globals(&file("task/commands.rs", code)).len(), 3);
        assert_eq!(globals(&file("base/ids.rs", code)).len(), 0);
    }

    #[test]
    fn a_file_out_of_its_role_is_found() {
        assert_eq!(
            out_of_role(&file(
                "task/queries.rs",
                "fn a() { app.db.write(x); cx.db().write(y); file.write(z) }"
            ))
            .len(),
            2
        );
        assert_eq!(out_of_role(&file("task/rules.rs", "use taskflow_db::Tx;")).len(), 2);
        assert_eq!(
            out_of_role(&file("task/api.rs", "use super::store::FIND; fn a() { app.db.write(x) }")).len(),
            1
        );
    }
}
