//! What is wrong with the settings, in one line.

/// Names the key, its value unless it is a secret, and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl ConfigError {
    pub(super) fn new(text: impl Into<String>) -> Self {
        // One line, whatever a parser says.
        Self(text.into().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub(super) fn value(key: &str, value: &str, origin: &str, expected: &str) -> Self {
        let shown = if super::setting::is_secret(key) { "…" } else { value };
        Self::new(format!("setting {key} = {shown} (from {origin}): {expected}"))
    }

    pub(super) fn unknown(key: &str, origin: &str) -> Self {
        let near = super::setting::nearest(key);
        let hint = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
        Self::new(format!("unknown setting {key} (from {origin}){hint}"))
    }
}
