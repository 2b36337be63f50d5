//! How long a file is, and what it is called.

use crate::source::Source;

pub const LENGTH: &str = "No file is longer than 600 lines, and half of them are 120 lines or shorter. Past about 400, make a folder.";

pub const NAMES: &str = "A file is named for its idea: no utils, helpers, manager, misc, common.";

const LONGEST: usize = 600;
const MEDIAN: usize = 120;

pub fn too_long(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|s| s.lines > LONGEST);
    let mut found: Vec<String> = long.map(|s| format!("  {}: {} lines", s.path, s.lines)).collect();
    let mut lengths: Vec<usize> = sources.iter().map(|s| s.lines).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    if median > MEDIAN {
        found.push(format!("  the median is {median} lines"));
    }
    found
}

pub fn nameless(sources: &[Source]) -> Vec<String> {
    const BANNED: &[&str] = &["util", "utils", "helper", "helpers", "manager", "misc", "common"];
    let bad = sources.iter().filter(|s| {
        s.path.trim_end_matches(".rs").split('/').any(|part| {
            BANNED.contains(&part)
                || part.ends_with("_utils")
                || part.ends_with("_helpers")
                || part.ends_with("_manager")
        })
    });
    bad.map(|s| format!("  {}", s.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_a_long_median_are_found() {
        let file = |lines: usize| Source::new("crates/taskflow/src/task/rules.rs", &"\n".repeat(lines));
        assert_eq!(too_long(&[file(601), file(10), file(10)]).len(), 1);
        assert_eq!(too_long(&[file(121), file(121), file(10)]), ["  the median is 121 lines"]);
    }

    #[test]
    fn a_file_named_for_nothing_is_found() {
        let file = |path: &str| Source::new(&format!("crates/taskflow/src/{path}"), "");
        assert_eq!(
            nameless(&[
                file("task/utils.rs"),
                file("helpers/x.rs"),
                file("task/date_utils.rs"),
                file("task/rules.rs")
            ])
            .len(),
            3
        );
    }
}
