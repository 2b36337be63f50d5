//! The server's own secrets: from the settings, or made once and kept in the data dir.

use std::io::{ErrorKind, Write};
use std::path::Path;

use figment::Figment;
use figment::providers::{Format, Toml};
use serde::Deserialize;

use crate::base::vapid::{self, Vapid};
use crate::base::{Error, Result, ids};
use crate::config::{Config, private_file, sync_dir};

/// A signing or encryption key.
pub type Key = [u8; 32];

/// The keys that sign access tokens, and those that seal what is stored: of each the first is used, the others are
/// still accepted. What the settings leave out comes from `keys.toml` in the data dir, which is made when absent.
///
/// # Errors
/// `invalid_keys`, with the setting or file and what is wrong with it; never with a key.
pub fn load_keys(config: &Config) -> Result<(Vec<Key>, Vec<Key>)> {
    let signing = parse("TASKFLOW_JWT_KEYS", &config.jwt_keys)?;
    let sealing = parse("TASKFLOW_ENCRYPTION_KEYS", &config.encryption_keys)?;
    if !signing.is_empty() && !sealing.is_empty() {
        return Ok((signing, sealing));
    }
    let kept = kept(&config.data_dir)?;
    let or = |given: Vec<Key>, kept: Vec<Key>| if given.is_empty() { kept } else { given };
    Ok((or(signing, kept.0), or(sealing, kept.1)))
}

fn invalid(text: impl std::fmt::Display) -> Error {
    Error::malformed("invalid_keys", text.to_string())
}

/// Comma-separated hex of 32 bytes each.
fn parse(source: &str, text: &str) -> Result<Vec<Key>> {
    let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
    keys.enumerate()
        .map(|(index, key)| {
            let bytes = hex::decode(key).ok().and_then(|bytes| bytes.try_into().ok());
            bytes.ok_or_else(|| {
                let nth = index + 1;
                invalid(format!(
                    "{source}: key {nth} is not 64 hexadecimal digits (`openssl rand -hex 32` makes one)"
                ))
            })
        })
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    jwt_keys: String,
    encryption_keys: String,
}

fn kept(data_dir: &Path) -> Result<(Vec<Key>, Vec<Key>)> {
    let path = data_dir.join("keys.toml");
    let fault = |error: &dyn std::fmt::Display| invalid(format!("{}: {error}", path.display()));
    if !path.try_exists().map_err(|error| fault(&error))? {
        std::fs::create_dir_all(data_dir).map_err(|error| fault(&error))?;
        make(data_dir, &path).map_err(|error| fault(&error))?;
    }
    warn_if_open(&path);
    let text = std::fs::read_to_string(&path).map_err(|error| fault(&error))?;
    // A figment error may quote the file: it is not passed on.
    let file: File = Figment::from(Toml::string(&text)).extract().map_err(|_| {
        fault(&"expected `jwt_keys` and `encryption_keys`, each a string of hexadecimal keys")
    })?;
    let named = |name: &str| format!("{}: {name}", path.display());
    let signing = parse(&named("jwt_keys"), &file.jwt_keys)?;
    let sealing = parse(&named("encryption_keys"), &file.encryption_keys)?;
    if signing.is_empty() || sealing.is_empty() {
        return Err(fault(&"a list of keys is empty"));
    }
    Ok((signing, sealing))
}

/// The key by which push services know this server: from the settings, or made once and kept as `push.toml`.
///
/// # Errors
/// `invalid_keys`, with the file and what is wrong with it; never with a key.
pub fn load_push_key(config: &Config) -> Result<Vapid> {
    let contact = &contact(config);
    if !config.push.private_key.is_empty() {
        return Vapid::new(&config.push.public_key, &config.push.private_key, contact);
    }
    let path = config.data_dir.join("push.toml");
    let fault = |error: &dyn std::fmt::Display| invalid(format!("{}: {error}", path.display()));
    if !path.try_exists().map_err(|error| fault(&error))? {
        let (public, private) = vapid::new_pair()?;
        let text = format!(
            "# The keys by which push services know this server, made at its first start. With others in their place\n\
             # browsers have to subscribe anew.\npublic_key = \"{public}\"\nprivate_key = \"{private}\"\n"
        );
        std::fs::create_dir_all(&config.data_dir).map_err(|error| fault(&error))?;
        write_once(&config.data_dir, &path, &text).map_err(|error| fault(&error))?;
    }
    warn_if_open(&path);
    let text = std::fs::read_to_string(&path).map_err(|error| fault(&error))?;
    let file: PushFile = Figment::from(Toml::string(&text))
        .extract()
        .map_err(|_| fault(&"expected `public_key` and `private_key`, each in base64url"))?;
    Vapid::new(&file.public_key, &file.private_key, contact).map_err(|error| fault(&error))
}

/// Whom push services may turn to: they take an address of mail or of an https page.
fn contact(config: &Config) -> String {
    if !config.push.contact.is_empty() {
        return config.push.contact.clone();
    }
    if config.base_url.starts_with("https://") {
        return config.base_url.clone();
    }
    let from = config.mail.from.as_str();
    let address = from.split_once('<').map_or(from, |(_, rest)| rest.trim_end_matches('>'));
    format!("mailto:{}", address.trim())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PushFile {
    public_key: String,
    private_key: String,
}

fn make(data_dir: &Path, path: &Path) -> std::io::Result<()> {
    let text = format!(
        "# Secrets of this server, made at its first start. Who has them can sign in as anybody.\n\
         # To rotate, put a new key in front: \"NEW,OLD\". Keep a copy apart from the database's backups.\n\
         jwt_keys = \"{}\"\nencryption_keys = \"{}\"\n",
        hex::encode(ids::random::<32>()),
        hex::encode(ids::random::<32>())
    );
    write_once(data_dir, path, &text)
}

/// Writes fresh keys beside the file and links them into place, so that nobody reads half of them and a process
/// starting at the same moment keeps what the first has made.
fn write_once(data_dir: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    let draft = data_dir.join(format!("keys.{}", ids::new_id()));
    let written = private_file(&draft).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        match std::fs::hard_link(&draft, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        }
    });
    let _ = std::fs::remove_file(&draft);
    written?;
    sync_dir(data_dir)
}

#[cfg(unix)]
fn warn_if_open(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0, |data| data.permissions().mode());
    if mode & 0o077 != 0 {
        tracing::warn!(path = %path.display(), "others may read the server's keys: chmod 600 the file");
    }
}

#[cfg(not(unix))]
fn warn_if_open(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_kept_private() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let first = kept(&data).unwrap();
        assert_eq!(kept(&data).unwrap(), first);
        assert_ne!(first.0, first.1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(data.join("keys.toml")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(&data).unwrap().count(), 1, "no draft stays");
    }

    #[test]
    fn push_services_know_the_server_again() {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::defaults().unwrap();
        config.data_dir = dir.path().join("data");
        let first = load_push_key(&config).unwrap();
        assert_eq!(load_push_key(&config).unwrap().public_key(), first.public_key());
        (config.push.public_key, config.push.private_key) = vapid::new_pair().unwrap();
        assert_eq!(load_push_key(&config).unwrap().public_key(), config.push.public_key);
        config.push.private_key = "hunter2".to_owned();
        assert!(!load_push_key(&config).unwrap_err().to_string().contains("hunter2"));
    }

    #[test]
    fn a_bad_key_is_named_and_not_shown() {
        let good = "ab".repeat(32);
        assert_eq!(parse("X", &format!("{good}, {good}")).unwrap(), [[0xab; 32]; 2]);
        let error = parse("TASKFLOW_JWT_KEYS", &format!("{good},hunter2")).unwrap_err().to_string();
        assert!(error.contains("TASKFLOW_JWT_KEYS: key 2") && !error.contains("hunter2"), "{error}");
    }

    #[test]
    fn a_broken_file_is_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("keys.toml"), "jwt_keys = \"\"").unwrap();
        let error = kept(dir.path()).unwrap_err().to_string();
        assert!(error.contains("keys.toml"), "{error}");
        assert_eq!(std::fs::read_to_string(dir.path().join("keys.toml")).unwrap(), "jwt_keys = \"\"");
    }
}
