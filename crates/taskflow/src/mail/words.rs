//! What mail says, in each language.

use std::collections::BTreeMap;
use std::path::Path;

use figment::Figment;
use figment::providers::{Format, Toml};
use minijinja::Environment;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::templates::{files, invalid};
use crate::base::{Error, Result};

/// What everything is written in that is not translated.
pub const ENGLISH: &str = "en";
const BUILT_IN: &[(&str, &str)] = &[
    ("en", include_str!("words/en.toml")),
    ("de", include_str!("words/de.toml")),
    ("ar", include_str!("words/ar.toml")),
];

/// The words of one language. Texts may hold `{{ names }}` of what a letter is about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// `ltr` or `rtl`.
    pub direction: String,
    /// What layouts say themselves.
    pub layout: BTreeMap<String, String>,
    /// What the page says on which mail is turned off.
    pub unsubscribe: BTreeMap<String, String>,
    /// What somebody gets mail about: the end of a sentence.
    pub about: BTreeMap<String, String>,
    pub letters: BTreeMap<String, Letter>,
}

/// What one kind of mail says.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// What the link is called; absent when there is none.
    #[serde(default)]
    pub action: Option<String>,
    pub reason: String,
}

/// All languages, by their names in small letters.
#[derive(Debug)]
pub struct Words(BTreeMap<String, Catalogue>);

impl Words {
    /// The built-in ones, and over them those of a folder. What a language leaves out is English.
    ///
    /// # Errors
    /// `invalid_mail_template`, with the file and what is wrong in it.
    pub fn read(folder: Option<&Path>) -> Result<Self> {
        let own = folder.map_or(Ok(Vec::new()), files)?;
        let own: BTreeMap<String, String> = own
            .into_iter()
            .filter_map(|(name, text)| Some((name.strip_suffix(".toml")?.to_lowercase(), text)))
            .collect();
        let built_in = |name: &str| BUILT_IN.iter().find(|(other, _)| *other == name).map(|(_, text)| *text);
        let names = BUILT_IN.iter().map(|(name, _)| *name).chain(own.keys().map(String::as_str));
        let mut all = BTreeMap::new();
        for name in names {
            let layers = [
                built_in(ENGLISH),
                built_in(name),
                own.get(ENGLISH).map(String::as_str),
                own.get(name).map(String::as_str),
            ];
            // Somebody's own English is not to cover what is translated.
            let layers = layers
                .into_iter()
                .enumerate()
                .filter(|(place, _)| *place != 2 || built_in(name).is_none());
            let layers = layers.filter_map(|(_, text)| text);
            let figment = layers.fold(Figment::new(), |figment, text| figment.merge(Toml::string(text)));
            let read: Catalogue =
                figment.extract().map_err(|error| invalid(&format!("{name}.toml"), &error))?;
            check(name, &read)?;
            all.insert(name.to_owned(), read);
        }
        let words = Self(all);
        for (name, catalogue) in &words.0 {
            if let Some(kind) = catalogue.letters.keys().find(|kind| !built_in_letter(kind)) {
                return Err(invalid(&format!("{name}.toml"), &format!("there is no letter `{kind}`")));
            }
        }
        Ok(words)
    }

    /// The language to use for somebody's: theirs, without its region, or English.
    pub fn name_for(&self, locale: &str) -> &str {
        let locale = locale.to_lowercase();
        let known = |name: &str| self.0.get_key_value(name).map(|(name, _)| name.as_str());
        known(&locale)
            .or_else(|| known(locale.split('-').next().unwrap_or_default()))
            .unwrap_or(ENGLISH)
    }

    /// The words of a language, or English.
    pub fn of(&self, language: &str) -> &Catalogue {
        // English is built in: the last resort is never needed.
        static NONE: std::sync::LazyLock<Catalogue> = std::sync::LazyLock::new(|| Catalogue {
            direction: "ltr".to_owned(),
            layout: BTreeMap::new(),
            unsubscribe: BTreeMap::new(),
            about: BTreeMap::new(),
            letters: BTreeMap::new(),
        });
        self.0.get(language).or_else(|| self.0.get(ENGLISH)).unwrap_or(&NONE)
    }
}

fn built_in_letter(kind: &str) -> bool {
    BUILT_IN[0].1.contains(&format!("[letters.{kind}]"))
}

/// Every text can be filled in.
fn check(language: &str, catalogue: &Catalogue) -> Result<()> {
    let environment = Environment::new();
    let texts = catalogue.letters.iter().flat_map(|(kind, letter)| {
        let all = std::iter::once(&letter.subject)
            .chain(&letter.paragraphs)
            .chain([&letter.reason]);
        all.chain(&letter.action).map(move |text| (kind, text))
    });
    for (kind, text) in texts {
        let read = environment.template_from_str(text).map(|_| ());
        read.map_err(|error| invalid(&format!("{language}.toml: {kind}"), &error))?;
    }
    Ok(())
}

/// A text with its names filled in: plain text, which layouts escape.
///
/// # Errors
/// `Internal` when it cannot be filled in.
pub fn fill(text: &str, values: &Value) -> Result<String> {
    Environment::new().render_str(text, Serde(values)).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        let words = Words::read(None).unwrap();
        let english: Vec<&String> = words.of("en").letters.keys().collect();
        for (name, text) in BUILT_IN {
            for kind in &english {
                assert!(text.contains(&format!("[letters.{kind}]")), "{name} has no {kind}");
            }
            for (part, keys) in [
                ("layout", words.of("en").layout.keys()),
                ("unsubscribe", words.of("en").unsubscribe.keys()),
                ("about", words.of("en").about.keys()),
            ] {
                let (_, rest) = text.split_once(&format!("[{part}]")).unwrap();
                let section = rest.split("\n[").next().unwrap();
                for key in keys {
                    assert!(section.contains(&format!("\n{key} = ")), "{name} has no {part}.{key}");
                }
            }
        }
        assert_eq!(words.of("ar").direction, "rtl");
        assert_eq!((words.name_for("de-CH"), words.name_for("AR"), words.name_for("fr")), ("de", "ar", "en"));
    }

    #[test]
    fn a_folder_adds_and_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put("fr.toml", "[letters.test]\nsubject = \"Le courrier passe\"");
        put("de.toml", "[letters.test]\nsubject = \"Post kommt an\"");
        let words = Words::read(Some(folder.path())).unwrap();
        assert_eq!(words.of("fr").letters["test"].subject, "Le courrier passe");
        assert_eq!(words.of("fr").letters["test"].reason, words.of("en").letters["test"].reason);
        assert_eq!(words.of("de").letters["test"].subject, "Post kommt an");
        assert_ne!(words.of("de").letters["test"].reason, words.of("en").letters["test"].reason);
        for (text, said) in [
            (
                "[letters.nonsense]\nsubject = \"\"\nparagraphs = []\nreason = \"\"",
                "no letter `nonsense`",
            ),
            ("[letters.test]\nsubjct = \"\"", "subjct"),
            ("[letters.test]\nsubject = \"{{ name\"", "test"),
        ] {
            put("de.toml", text);
            let error = Words::read(Some(folder.path())).unwrap_err().to_string();
            assert!(error.contains("de.toml") && error.contains(said), "{error}");
        }
    }
}
