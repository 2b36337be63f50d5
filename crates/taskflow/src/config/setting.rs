//! The list of all settings, read off the defaults, so that help, environment and file cannot drift apart.

use std::sync::LazyLock;

use super::DEFAULTS;

/// One setting as `serve --help` shows it.
#[derive(Clone, Debug)]
pub struct Setting {
    /// As in the file and with `--set`: `database.url`.
    pub key: String,
    /// As in the environment: `TASKFLOW_DATABASE_URL`.
    pub env: String,
    /// As TOML.
    pub default: String,
    /// The comment above it.
    pub about: String,
}

/// What the environment's names start with.
pub const PREFIX: &str = "TASKFLOW_";
/// Names of the test tools; they are no settings.
pub const TOOLS: &[&str] = &["TASKFLOW_TEST_", "TASKFLOW_BENCH_", "TASKFLOW_CRASH_", "TASKFLOW_PGBENCH"];

static ALL: LazyLock<Vec<Setting>> = LazyLock::new(|| read(DEFAULTS));

/// All settings in the order of the defaults.
pub fn settings() -> &'static [Setting] {
    &ALL
}

fn read(defaults: &str) -> Vec<Setting> {
    let (mut found, mut section, mut about) = (Vec::new(), String::new(), Vec::new());
    for line in defaults.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            about.push(comment.trim());
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((name, default)) = line.split_once(" = ") {
            let key = format!("{section}{name}");
            let env = format!("{PREFIX}{}", key.replace('.', "_").to_uppercase());
            found.push(Setting { key, env, default: default.to_owned(), about: about.join(" ") });
        }
        about.clear();
    }
    found
}

/// Whether a value must not be shown.
pub fn is_secret(key: &str) -> bool {
    const SECRET: &[&str] = &[
        "database.url",
        "jwt_keys",
        "encryption_keys",
        "metrics_token",
        "redis_url",
        "nats_url",
        "mail.smtp_url",
        "mail.sendgrid_key",
        "push.private_key",
    ];
    SECRET.contains(&key)
}

/// The setting that a misspelt one most likely means.
pub fn nearest(key: &str) -> Option<&'static str> {
    let spelt = key.strip_prefix(PREFIX).unwrap_or(key).to_lowercase().replace('.', "_");
    let distance = |setting: &&Setting| edits(&setting.key.replace('.', "_"), &spelt);
    let nearest = ALL.iter().min_by_key(distance)?;
    (distance(&nearest) <= 3).then_some(if key.starts_with(PREFIX) { &nearest.env } else { &nearest.key })
}

/// How many letters to add, drop or change (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_described() {
        assert!(settings().len() > 25);
        for setting in settings() {
            assert!(setting.about.ends_with('.'), "{}: {:?}", setting.key, setting.about);
        }
    }

    #[test]
    fn a_misspelt_key_finds_its_neighbour() {
        assert_eq!(nearest("database.urll"), Some("database.url"));
        assert_eq!(nearest("TASKFLOW_AUTH_REGISTRATON"), Some("TASKFLOW_AUTH_REGISTRATION"));
        assert_eq!(nearest("nonsense"), None);
    }
}
