//! Lays the sources over each other: defaults < file < environment < flags.

use std::path::{Path, PathBuf};

use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

use super::setting::{PREFIX, TOOLS};
use super::{Config, ConfigError, DEFAULTS, check, settings};

/// The file that is read when none is named.
const FILE: &str = "taskflow.toml";

/// What was given besides the environment.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// A file that must be there; `taskflow.toml` is read when it is and none is named.
    pub file: Option<PathBuf>,
    /// `(flag, key, value)`, such as `("--listen", "listen", "0.0.0.0:80")`.
    pub flags: Vec<(String, String, String)>,
}

impl Config {
    /// The settings of this process.
    ///
    /// # Errors
    /// The first setting that is unknown or wrong, in one line.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            Some((name, value.to_string_lossy().into_owned()))
        });
        Self::layered(sources, environment)
    }

    /// As [`Config::load`], with a given environment.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn layered(
        sources: &Sources,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Some(layer) = file(sources.file.as_deref())? {
            figment = figment.merge(layer);
        }
        for (name, value) in environment.filter(|(name, _)| is_ours(name)) {
            let origin = format!("the environment's {name}");
            let setting = settings().iter().find(|setting| setting.env == name);
            let setting = setting.ok_or_else(|| ConfigError::unknown(&name, "the environment"))?;
            figment = figment.merge(Layer::single(&setting.key, &value, origin)?);
        }
        for (flag, key, value) in &sources.flags {
            figment = figment.merge(Layer::single(key, value, flag.clone())?);
        }
        let config = figment.extract().map_err(|error| refuse(&figment, &error))?;
        check::check(&config).map_err(|(key, expected)| {
            ConfigError::value(key, &shown(&figment, key), &origin(&figment, key), &expected)
        })?;
        Ok(config)
    }

    /// The built-in defaults, whatever file and environment say.
    ///
    /// # Errors
    /// None, unless the defaults themselves are wrong: a test reads them.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::layered(&Sources { file: Some(PathBuf::new()), flags: Vec::new() }, std::iter::empty())
    }
}

fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) && !TOOLS.iter().any(|tool| name.starts_with(tool))
}

/// An empty path is no file.
fn file(named: Option<&Path>) -> Result<Option<Layer>, ConfigError> {
    let path = named.unwrap_or(Path::new(FILE));
    if path.as_os_str().is_empty() || (named.is_none() && !path.exists()) {
        return Ok(None);
    }
    let origin = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError::new(format!("cannot read the settings in {origin}: {error}")))?;
    let dict: Dict = Toml::from_str(&text)
        .map_err(|error| ConfigError::new(format!("the settings in {origin} are not TOML: {error}")))?;
    for key in keys_of("", &dict) {
        if !settings().iter().any(|setting| setting.key == key) {
            return Err(ConfigError::unknown(&key, &origin));
        }
    }
    Ok(Some(Layer { origin, dict }))
}

fn keys_of(prefix: &str, dict: &Dict) -> Vec<String> {
    let sub = |(name, value): (&String, &Value)| match value {
        Value::Dict(_, inner) => keys_of(&format!("{prefix}{name}."), inner),
        _ => vec![format!("{prefix}{name}")],
    };
    dict.iter().flat_map(sub).collect()
}

/// Settings with the name of where they come from.
struct Layer {
    origin: String,
    dict: Dict,
}

impl Layer {
    /// One setting as text, read as the type that its default has.
    fn single(key: &str, text: &str, origin: String) -> Result<Self, ConfigError> {
        let setting = settings().iter().find(|setting| setting.key == key);
        let setting = setting.ok_or_else(|| ConfigError::unknown(key, &origin))?;
        let wrong = |expected: &str| ConfigError::value(key, text, &origin, expected);
        let value = match setting.default.as_bytes().first() {
            Some(b'"') => Value::from(text),
            Some(b'[') => {
                let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
                Value::from(items.map(Value::from).collect::<Vec<_>>())
            }
            Some(b't' | b'f') => {
                Value::from(text.parse::<bool>().map_err(|_| wrong("expected true or false"))?)
            }
            _ => Value::from(text.parse::<i64>().map_err(|_| wrong("expected a whole number"))?),
        };
        let nested = key
            .rsplit('.')
            .fold(value, |inner, name| Value::from(Dict::from([(name.to_owned(), inner)])));
        let dict = nested.into_dict().unwrap_or_default();
        Ok(Self { origin, dict })
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin.clone())
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        Ok(Map::from([(Profile::Default, self.dict.clone())]))
    }
}

fn refuse(figment: &Figment, error: &figment::Error) -> ConfigError {
    let key = error.path.join(".");
    ConfigError::value(&key, &shown(figment, &key), &origin(figment, &key), &error.kind.to_string())
}

fn origin(figment: &Figment, key: &str) -> String {
    figment
        .find_metadata(key)
        .map_or("the defaults".to_owned(), |found| found.name.to_string())
}

fn shown(figment: &Figment, key: &str) -> String {
    match figment.find_value(key) {
        Ok(Value::String(_, text)) => format!("\"{text}\""),
        Ok(value) => serde_json::to_string(&value).unwrap_or_default(),
        Err(_) => String::new(),
    }
}
