//! How mail and its pages look: built in, or an operator's own in their place.

use std::collections::BTreeMap;
use std::path::Path;

use minijinja::value::Serde;
use minijinja::{Environment, Value, context};

use super::Mail;
use super::words::Words;
use crate::base::{Error, Result};

const BUILT_IN: &[(&str, &str)] = &[
    ("mail.html", include_str!("templates/mail.html")),
    ("mail.txt", include_str!("templates/mail.txt")),
    ("unsubscribe.html", include_str!("templates/unsubscribe.html")),
];

/// The layouts by file name: `mail.html` for all mail, `invitation.html` for one kind of it.
#[derive(Debug)]
pub struct Templates(BTreeMap<String, String>);

impl Templates {
    /// The built-in ones and those of a folder.
    ///
    /// # Errors
    /// `invalid_mail_template`, with the file and what is wrong in it.
    pub fn read(folder: Option<&Path>) -> Result<Self> {
        let built_in = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let mut all: BTreeMap<String, String> = built_in.collect();
        for (name, text) in folder.map_or(Ok(Vec::new()), files)? {
            if name.ends_with(".html") || name.ends_with(".txt") {
                all.insert(name, text);
            }
        }
        for (name, text) in &all {
            let checked = Environment::new().template_from_named_str(name, text).map(|_| ());
            checked.map_err(|error| invalid(name, &error))?;
        }
        Ok(Self(all))
    }

    /// A mail as text and as HTML.
    ///
    /// # Errors
    /// `Internal` when a layout cannot be filled in.
    pub fn mail(
        &self,
        words: &Words,
        base_url: &str,
        mail: &Mail,
        subject: &str,
    ) -> Result<(String, String)> {
        let catalogue = words.of(&mail.language);
        let values = context! {
            language => mail.language.as_str(),
            direction => catalogue.direction.as_str(),
            words => Serde(&catalogue.layout),
            kind => mail.kind.as_str(),
            subject => subject,
            paragraphs => mail.paragraphs.clone(),
            items => Serde(&mail.items),
            action => mail.action.as_ref().map(Serde),
            reason => mail.reason.as_str(),
            unsubscribe => mail.unsubscribe.as_deref(),
            base_url => base_url,
        };
        let own = |end: &str| {
            let own = format!("{}.{end}", mail.kind);
            if self.0.contains_key(&own) { own } else { format!("mail.{end}") }
        };
        Ok((self.fill(&own("txt"), &values)?, self.fill(&own("html"), &values)?))
    }

    /// A page's body.
    ///
    /// # Errors
    /// `Internal` when it cannot be filled in.
    pub fn page(&self, name: &str, values: &Value) -> Result<String> {
        self.fill(name, values)
    }

    /// Names decide about escaping: `.html` does, `.txt` does not.
    fn fill(&self, name: &str, values: &Value) -> Result<String> {
        let text = self.0.get(name).ok_or_else(|| Error::internal(format!("no template {name}")))?;
        Environment::new().render_named_str(name, text, values).map_err(Error::internal)
    }
}

/// What lies in a folder for mail: names and texts.
///
/// # Errors
/// `invalid_mail_template` when it cannot be read.
pub fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let wrong = |error: std::io::Error| invalid(&folder.display().to_string(), &error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let known = path
            .extension()
            .is_some_and(|end| end == "html" || end == "txt" || end == "toml");
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.filter(|_| known && path.is_file()) {
            let text = std::fs::read_to_string(&path).map_err(|error| invalid(name, &error))?;
            found.push((name.to_owned(), text));
        }
    }
    found.sort();
    Ok(found)
}

/// A file of the folder that cannot be used.
pub fn invalid(name: &str, error: &dyn std::fmt::Display) -> Error {
    Error::malformed("invalid_mail_template", format!("mail.templates_dir: {name}: {error}"))
}
