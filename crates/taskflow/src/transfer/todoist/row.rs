//! One row, and what to do about commas that somebody forgot to quote.

use crate::transfer::grid::{Headings, Line};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Task,
    Section,
    Note,
    Meta,
    Unknown,
}

/// A row as it was meant.
#[derive(Debug)]
pub struct Row {
    pub line: u64,
    pub kind: Kind,
    pub content: String,
    pub description: String,
    /// 1 is the most urgent, 4 none.
    pub priority: Option<u8>,
    /// 1 is the outermost.
    pub indent: usize,
    pub author: String,
    pub responsible: String,
    pub date: String,
    pub timezone: String,
    pub duration: String,
    pub duration_unit: String,
    pub deadline: String,
    /// Fields of it were put together again.
    pub repaired: bool,
}

pub fn read(headings: &Headings, line: &Line) -> Row {
    let whole = mended(headings, line);
    let (line, repaired) = whole.as_ref().map_or((line, false), |line| (line, true));
    let get = |names: &[&str]| headings.get(line, names).to_owned();
    let kind = match get(&["type"]).to_lowercase().as_str() {
        "task" => Kind::Task,
        "section" => Kind::Section,
        "note" => Kind::Note,
        "meta" => Kind::Meta,
        _ => Kind::Unknown,
    };
    Row {
        line: line.number,
        kind,
        content: get(&["content"]),
        description: get(&["description"]),
        priority: get(&["priority"]).parse().ok(),
        indent: get(&["indent"]).parse().unwrap_or(1),
        author: get(&["author"]),
        responsible: get(&["responsible"]),
        date: get(&["date", "due_date"]),
        timezone: get(&["timezone"]),
        duration: get(&["duration"]),
        duration_unit: get(&["duration_unit"]),
        deadline: get(&["deadline"]),
        repaired,
    }
}

/// A task whose priority is no number has commas in its content: as many fields go back into it as it takes for the
/// priority and the indentation to stand where they belong. `None` when the row is as it should be.
fn mended(headings: &Headings, line: &Line) -> Option<Line> {
    let good = |line: &Line| {
        let fits = |name: &str, most: u8| {
            let text = headings.get(line, &[name]);
            text.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number))
        };
        fits("priority", 4) && fits("indent", 9)
    };
    let broken = headings.get(line, &["type"]).eq_ignore_ascii_case("task")
        && !headings.get(line, &["priority"]).is_empty()
        && headings.get(line, &["priority"]).parse::<u8>().is_err();
    if !broken {
        return None;
    }
    let content = headings.place("content")?;
    (1..=20).find_map(|count| {
        let parts = line.fields.get(content..=content + count)?;
        let mut fields = line.fields.clone();
        fields.splice(content..=content + count, [parts.join(",")]);
        let whole = Line { number: line.number, fields };
        good(&whole).then_some(whole)
    })
}
