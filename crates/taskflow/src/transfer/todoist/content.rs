//! What stands in the CONTENT of a row besides a title: labels, files, and the mark of a heading.

use serde::Deserialize;

use crate::transfer::bundle::Link;

/// A task's content, read.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub title: String,
    pub labels: Vec<String>,
    /// It cannot be ticked off: `* ` stands before it.
    pub heading: bool,
}

pub fn read(content: &str) -> Said {
    let (rest, heading) = match content.strip_prefix("* ") {
        Some(rest) => (rest, true),
        None => (content, false),
    };
    let mut labels: Vec<String> = Vec::new();
    let mut words = Vec::new();
    for word in rest.split_whitespace() {
        match word.strip_prefix('@') {
            Some(label) if !label.is_empty() && label.chars().count() <= 60 => {
                if !labels.iter().any(|known| known == label) {
                    labels.push(label.to_owned());
                }
            }
            _ => words.push(word),
        }
    }
    let title = if words.is_empty() { rest.trim().to_owned() } else { words.join(" ") };
    Said { title, labels, heading }
}

#[derive(Deserialize)]
struct Attached {
    #[serde(default)]
    file_name: String,
    #[serde(default)]
    file_url: String,
}

/// The text of a note with `[[file {…}]]` made links, and the names of those files.
pub fn attached(text: &str) -> (String, Vec<String>) {
    const MARK: &str = "[[file ";
    let (mut rest, mut said, mut files) = (text, String::new(), Vec::new());
    while let Some(start) = rest.find(MARK) {
        let inner = &rest[start + MARK.len()..];
        let mut reader = serde_json::Deserializer::from_str(inner).into_iter::<Attached>();
        let file = reader.next().and_then(Result::ok).filter(|file| !file.file_url.is_empty());
        let end = inner
            .get(reader.byte_offset()..)
            .and_then(|tail| tail.find("]]").map(|at| reader.byte_offset() + at));
        let (Some(file), Some(end)) = (file, end) else {
            // Not a file after all: it stays as it is.
            said.push_str(&rest[..start + MARK.len()]);
            rest = inner;
            continue;
        };
        said.push_str(&rest[..start]);
        let link = Link { name: file.file_name.clone(), url: file.file_url };
        said.push_str(&link.markdown());
        files.push(file.file_name);
        rest = &inner[end + 2..];
    }
    said.push_str(rest);
    (said.trim().to_owned(), files)
}
