//! Settings: their help, their layers, and what is said of a wrong one.

use std::collections::BTreeSet;
use std::path::PathBuf;

use taskflow::config::{Config, Sources, settings};

fn keys(prefix: &str, value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, inner) in map {
                let dot = if prefix.is_empty() { "" } else { "." };
                keys(&format!("{prefix}{dot}{name}"), inner, found);
            }
        }
        _ => {
            found.insert(prefix.to_owned());
        }
    }
}

#[test]
fn the_help_lists_every_key_of_the_structure() {
    let config = serde_json::to_value(Config::defaults().unwrap()).unwrap();
    let mut in_code = BTreeSet::new();
    keys("", &config, &mut in_code);
    let in_file: BTreeSet<String> = settings().iter().map(|setting| setting.key.clone()).collect();
    assert_eq!(in_code, in_file);
    let help = taskflow::cli::settings_help();
    for setting in settings() {
        let line = format!("\n  {} = {}\n", setting.key, setting.default);
        assert!(
            help.contains(&line) && help.contains(&setting.env) && help.contains(&setting.about),
            "{line}"
        );
    }
}

fn load(file: &str, environment: &[(&str, &str)], flags: &[(&str, &str)]) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.toml");
    std::fs::write(&path, file).unwrap();
    let flags = flags
        .iter()
        .map(|(key, value)| ("--set".to_owned(), (*key).to_owned(), (*value).to_owned()));
    let sources = Sources { file: Some(path), flags: flags.collect() };
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::layered(&sources, environment).map_err(|error| error.to_string())
}

#[test]
fn a_closer_layer_wins() {
    let file = "[auth]\nregistration = \"invited\"\n[tasks]\ntrash_days = 7\n[log]\nlevel = \"warn\"";
    let environment = [
        ("TASKFLOW_TASKS_TRASH_DAYS", "8"),
        ("TASKFLOW_CORS_ORIGINS", "https://a.example, https://b.example"),
    ];
    let config =
        load(file, &[environment[0], environment[1], ("HOME", "/")], &[("log.level", "debug")]).unwrap();
    assert_eq!(config.tasks.trash_days, 8);
    assert_eq!(config.log.level, "debug");
    assert_eq!(config.auth.registration, taskflow::config::Registration::Invited);
    assert_eq!(config.cors_origins.len(), 2);
    assert_eq!(config.limits.request_timeout_secs, 30);
    // A secret of digits is a text all the same.
    assert_eq!(load("", &[("TASKFLOW_METRICS_TOKEN", "12345")], &[]).unwrap().metrics_token, "12345");
}

#[test]
fn a_wrong_one_is_named_with_its_value_and_origin() {
    let said = |file: &str, environment: &[(&str, &str)], flags: &[(&str, &str)]| {
        let text = load(file, environment, flags).unwrap_err();
        assert!(!text.contains('\n'), "{text}");
        text
    };
    let text = said("", &[("TASKFLOW_DATABASE_READERS", "many")], &[]);
    assert!(
        text.contains("database.readers = many") && text.contains("TASKFLOW_DATABASE_READERS"),
        "{text}"
    );
    let text = said("[database]\nreaders = \"x\"", &[], &[]);
    assert!(text.contains("database.readers = \"x\"") && text.contains("t.toml"), "{text}");
    let text = said("", &[], &[("tasks.trash_days", "0")]);
    assert!(text.contains("tasks.trash_days = 0 (from --set): expected 1 to 3650 days"), "{text}");
    assert!(said("[databse]\nurl = \"\"", &[], &[]).contains("did you mean database.url?"));
    assert!(said("", &[("TASKFLOW_LISTN", "x")], &[]).contains("did you mean TASKFLOW_LISTEN?"));
    let text = said("", &[], &[("database.url", "mysql://user:hunter2@host")]);
    assert!(
        text.contains("database.url") && !text.contains("hunter2"),
        "secrets are not shown: {text}"
    );
    for (query, advice) in [
        ("sslmode=require&sslrootcert=/ca.pem", "database.ca_file"),
        ("sslmode=verify-full", "sslmode=require"),
    ] {
        let url = format!("postgres://user:hunter2@host/db?{query}");
        let text = said("", &[], &[("database.url", url.as_str())]);
        assert!(text.contains(advice) && !text.contains("hunter2"), "{text}");
    }
    let text = said("", &[("TASKFLOW_REDIS_URL", "http://user:hunter2@host")], &[]);
    assert!(text.contains("expected redis://…") && !text.contains("hunter2"), "{text}");
    let text = said("", &[], &[("realtime.hints", "nats")]);
    assert!(text.contains("set redis_url, nats_url"), "{text}");
    assert!(said("", &[], &[("realtime.hints", "pigeons")]).contains("realtime.hints = \"pigeons\""));
    let missing = Sources { file: Some(PathBuf::from("/nonexistent/t.toml")), flags: Vec::new() };
    assert!(Config::layered(&missing, std::iter::empty()).is_err());
}
