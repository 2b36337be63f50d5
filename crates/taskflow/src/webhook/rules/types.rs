//! Which types of events a webhook wants.

/// Whether a list of types and `kind.*` patterns names a type; an empty list names all.
pub fn wants(listed: &[String], kind: &str) -> bool {
    let names = |listed: &String| match listed.strip_suffix('*') {
        Some(beginning) => kind.starts_with(beginning),
        None => listed == kind,
    };
    listed.is_empty() || listed.iter().any(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_beginnings() {
        let list = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert!(wants(&[], "task.created"));
        assert!(wants(&list(&["task.created"]), "task.created"));
        assert!(!wants(&list(&["task.created"]), "task.created_twice"));
        assert!(wants(&list(&["comment.created", "task.*"]), "task.moved"));
        assert!(!wants(&list(&["task.*"]), "tasks.moved"));
        assert!(wants(&list(&["*"]), "member.removed"));
    }
}
