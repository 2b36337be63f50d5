//! The keys of this server: from the settings, or made once and kept in the data dir.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::base::ids;
use crate::config::Config;

/// Signing keys of access tokens, and keys for what is kept sealed.
pub struct Keys {
    pub jwt: Vec<[u8; 32]>,
    pub encryption: Vec<[u8; 32]>,
}

/// # Errors
/// One line naming the setting or file that does not hold keys.
pub fn load(config: &Config) -> Result<Keys, String> {
    Ok(Keys {
        jwt: one_kind("jwt_keys", &config.jwt_keys, &config.data_dir)?,
        encryption: one_kind("encryption_keys", &config.encryption_keys, &config.data_dir)?,
    })
}

/// Whether there are keys, and good ones; makes none.
///
/// # Errors
/// As [`load`].
pub fn are_sound(config: &Config) -> Result<bool, String> {
    let missing =
        |name: &str, configured: &str| configured.is_empty() && !config.data_dir.join(name).exists();
    if missing("jwt_keys", &config.jwt_keys) || missing("encryption_keys", &config.encryption_keys) {
        return Ok(false);
    }
    load(config).map(|_| true)
}

fn one_kind(name: &str, configured: &str, data_dir: &Path) -> Result<Vec<[u8; 32]>, String> {
    if !configured.trim().is_empty() {
        return parse(configured)
            .ok_or_else(|| format!("{name}: give 64 hexadecimal digits a key, with commas"));
    }
    let path = data_dir.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text).ok_or_else(|| format!("{} does not hold keys", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = ids::random::<32>();
            write(&path, &hex::encode(key))
                .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
            Ok(vec![key])
        }
        Err(error) => Err(format!("cannot read {}: {error}", path.display())),
    }
}

fn parse(text: &str) -> Option<Vec<[u8; 32]>> {
    let keys = text.split([',', '\n']).map(str::trim).filter(|key| !key.is_empty());
    let keys: Option<Vec<_>> = keys.map(|key| hex::decode(key).ok()?.try_into().ok()).collect();
    keys.filter(|keys| !keys.is_empty())
}

/// Readable by its owner only.
fn write(path: &Path, key: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{key}")?;
    file.sync_all()
}
