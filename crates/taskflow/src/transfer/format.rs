//! The formats that can be read, and what is given to a reader.

use bytes::Bytes;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::table::{Mapping, Proposal};
use super::{
    Bundle, clean, github, jira, microsoft_todo, planka, table, ticktick, todoist, trello, vikunja, wekan,
};
use crate::base::{Error, Result};

/// What a file is an export of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Trello, "Export as JSON".
    Trello,
    /// Issues of GitHub's REST API, and their comments.
    Github,
    /// A Todoist project as CSV.
    Todoist,
    /// Jira, "Export CSV".
    Jira,
    /// Any table; a mapping says what its columns are.
    Csv,
    /// Tasks of Microsoft's Graph API.
    MicrosoftTodo,
    /// TickTick's backup as CSV.
    Ticktick,
    /// WeKan's board export.
    Wekan,
    /// Answers of Planka's API.
    Planka,
    /// `data.json` of a Vikunja export.
    Vikunja,
}

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct File {
    pub name: String,
    pub bytes: Bytes,
}

/// Everything a reader may look at.
#[derive(Clone, Debug)]
pub struct Upload {
    pub files: Vec<File>,
    /// What the project is to be called, for formats that do not say. The file's name when absent.
    pub name: Option<String>,
    /// What the columns of a table are; proposed when absent.
    pub mapping: Option<Mapping>,
    /// Dates such as "every day" begin with it.
    pub today: Date,
}

/// The most files of one import.
pub const MOST_FILES: usize = 100;

impl Format {
    pub const ALL: [Self; 10] = [
        Self::Trello,
        Self::Github,
        Self::Todoist,
        Self::Jira,
        Self::Csv,
        Self::MicrosoftTodo,
        Self::Ticktick,
        Self::Wekan,
        Self::Planka,
        Self::Vikunja,
    ];

    /// As in paths, on the command line and in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trello => "trello",
            Self::Github => "github",
            Self::Todoist => "todoist",
            Self::Jira => "jira",
            Self::Csv => "csv",
            Self::MicrosoftTodo => "microsoft_todo",
            Self::Ticktick => "ticktick",
            Self::Wekan => "wekan",
            Self::Planka => "planka",
            Self::Vikunja => "vikunja",
        }
    }

    /// # Errors
    /// `NotFound` for a name that is no format's.
    pub fn named(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or(Error::NotFound("format"))
    }

    /// Reads the files: a bundle for each project in them, made to fit.
    ///
    /// # Errors
    /// `unreadable_export` when they are not what they should be; it says what is wrong and where.
    pub fn read(self, upload: &Upload) -> Result<Vec<Bundle>> {
        let mut bundles = self.bundles(upload)?;
        bundles.iter_mut().for_each(clean::clean);
        Ok(bundles)
    }

    fn bundles(self, upload: &Upload) -> Result<Vec<Bundle>> {
        match self {
            Self::Trello => upload.files.iter().map(|file| trello::read(&file.bytes)).collect(),
            Self::Github => github::read(upload),
            Self::Todoist => upload.files.iter().map(|file| todoist::read(upload, file)).collect(),
            Self::Jira => jira::read(upload),
            Self::Csv => each(upload, |file| table::read(upload, file)),
            Self::MicrosoftTodo => microsoft_todo::read(upload),
            Self::Ticktick => each(upload, ticktick::read),
            Self::Wekan => upload.files.iter().map(wekan::read).collect(),
            Self::Planka => planka::read(upload),
            Self::Vikunja => each(upload, vikunja::read),
        }
    }

    /// What the columns of a table may be; nothing for formats that say it themselves.
    pub fn proposal(self, upload: &Upload) -> Option<Proposal> {
        match self {
            Self::Csv => upload.files.first().and_then(|file| table::propose(upload, file).ok()),
            _ => None,
        }
    }
}

/// The bundles of all files, each read by itself.
fn each(upload: &Upload, read: impl Fn(&File) -> Result<Vec<Bundle>>) -> Result<Vec<Bundle>> {
    let mut all = Vec::new();
    for file in &upload.files {
        all.extend(read(file)?);
    }
    Ok(all)
}

impl Upload {
    /// The name to give to what `file` holds.
    pub fn name_of(&self, file: &File) -> String {
        match &self.name {
            Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
            _ => file.stem(),
        }
    }
}

impl File {
    /// Its name without folders and ending.
    pub fn stem(&self) -> String {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
        if stem.is_empty() { "Imported".to_owned() } else { stem.to_owned() }
    }

    /// Reads it as JSON.
    ///
    /// # Errors
    /// `unreadable_export`, with the place.
    pub fn json<T: DeserializeOwned>(&self, what: &str) -> Result<T> {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        serde_path_to_error::deserialize(&mut reader)
            .map_err(|error| self.refused(what, &format!("{}, at `{}`", error.inner(), error.path())))
    }

    /// The refusal of a file that is not what it should be.
    pub fn refused(&self, what: &str, why: &str) -> Error {
        let name: String = self.name.chars().filter(|c| !c.is_control()).take(100).collect();
        Error::invalid("", "unreadable_export", format!("“{name}” is not {what}: {why}."))
    }
}
