//! Looking for a part of a text in SQL.

/// A LIKE pattern (with `\` as escape) for text that contains what was asked for; everything when nothing was.
/// Letters A to Z are folded, as both databases fold them.
pub fn like_pattern(search: Option<&str>) -> String {
    let mut pattern = String::from("%");
    for c in search.unwrap_or_default().trim().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c.to_ascii_lowercase());
    }
    if pattern.len() > 1 {
        pattern.push('%');
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_in_a_search_are_plain_letters() {
        assert_eq!(like_pattern(None), "%");
        assert_eq!(like_pattern(Some("  ")), "%");
        assert_eq!(like_pattern(Some("A_b%\\")), "%a\\_b\\%\\\\%");
    }
}
