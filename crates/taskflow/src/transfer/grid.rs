//! Tables in text: delimiters found out, headings that come twice, rows with too many or too few fields.

use std::collections::HashMap;

use super::decode;
use super::format::File;
use crate::base::Result;

/// Rows of one file. A larger table is refused rather than half read.
pub const MOST_ROWS: usize = 200_000;
/// Columns of one file.
const MOST_COLUMNS: usize = 2_000;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A table as the file has it.
#[derive(Debug)]
pub struct Grid {
    pub rows: Vec<Line>,
    pub delimiter: u8,
    pub encoding: &'static str,
}

/// A row, with the line of the file it begins in.
#[derive(Clone, Debug)]
pub struct Line {
    pub number: u64,
    pub fields: Vec<String>,
}

impl Line {
    /// Whether it holds nothing.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// Reads a file as a table; what is given overrides what is found out. Blank rows are left out.
///
/// # Errors
/// `unreadable_export` when it is too large or no text.
pub fn read(file: &File, what: &str, delimiter: Option<u8>, encoding: Option<&str>) -> Result<Grid> {
    let (text, encoding) = decode::text(&file.bytes, encoding);
    if text.contains('\0') {
        return Err(file.refused(what, "it is no text"));
    }
    let delimiter = delimiter.unwrap_or_else(|| likely(&text));
    let mut rows = Vec::new();
    for record in reader(&text, delimiter).records() {
        let record = record.map_err(|error| file.refused(what, &error.to_string()))?;
        if record.len() > MOST_COLUMNS || rows.len() == MOST_ROWS {
            return Err(file.refused(what, "it has more than 200,000 rows or 2,000 columns"));
        }
        // A record begins right after the one before: empty lines between are none of it.
        let start = record.position().map_or((0, 0), |at| (at.line(), at.byte()));
        let skipped = usize::try_from(start.1).ok().and_then(|at| text.get(at..)).unwrap_or_default();
        let empty = skipped
            .chars()
            .take_while(|c| matches!(c, '\n' | '\r'))
            .filter(|c| *c == '\n')
            .count();
        let number = start.0 + u64::try_from(empty).unwrap_or(0);
        let line = Line { number, fields: record.iter().map(str::to_owned).collect() };
        if !line.is_blank() {
            rows.push(line);
        }
    }
    Ok(Grid { rows, delimiter, encoding })
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false);
    builder.from_reader(text.as_bytes())
}

/// The delimiter that parts the first rows into the most columns, the same number in most of them.
fn likely(text: &str) -> u8 {
    let end = (0..=text.len().min(64 * 1024))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    let score = |delimiter: u8| {
        let sizes: Vec<usize> = reader(&text[..end], delimiter)
            .records()
            .filter_map(std::result::Result::ok)
            .take(30)
            .map(|record| record.len())
            .collect();
        let mut counts: HashMap<usize, usize> = HashMap::new();
        sizes.iter().for_each(|size| *counts.entry(*size).or_default() += 1);
        let best = counts
            .into_iter()
            .filter(|(size, _)| *size > 1)
            .max_by_key(|(size, count)| (*count, *size));
        best.map_or(0, |(size, count)| count * 1_000 + size.min(999))
    };
    DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b',')
}

/// Finds columns by their headings, whatever the case of their letters; one heading may stand over several.
#[derive(Debug)]
pub struct Headings {
    places: HashMap<String, Vec<usize>>,
}

impl Headings {
    pub fn of(line: &Line) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, field) in line.fields.iter().enumerate() {
            places.entry(field.trim().to_lowercase()).or_default().push(place);
        }
        Self { places }
    }

    /// Whether all of these stand there.
    pub fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.places.contains_key(*name))
    }

    /// Where the first column of this name stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).and_then(|places| places.first().copied())
    }

    /// The first filled field of a column with one of these names, without spaces around it.
    pub fn get<'a>(&self, line: &'a Line, names: &[&str]) -> &'a str {
        self.all(line, names).into_iter().next().unwrap_or_default()
    }

    /// The filled fields of all columns with one of these names.
    pub fn all<'a>(&self, line: &'a Line, names: &[&str]) -> Vec<&'a str> {
        let places = names.iter().filter_map(|name| self.places.get(*name)).flatten();
        let fields = places.filter_map(|place| line.fields.get(*place)).map(|field| field.trim());
        fields.filter(|field| !field.is_empty()).collect()
    }

    /// Headings that start so, each with its filled fields; in the order of the alphabet.
    pub fn starting<'a>(&'a self, line: &'a Line, starts: &[&str]) -> Vec<(&'a str, &'a str)> {
        let mut names: Vec<&str> = self.places.keys().map(String::as_str).collect();
        names.retain(|name| starts.iter().any(|start| name.starts_with(start)));
        names.sort_unstable();
        names
            .into_iter()
            .flat_map(|name| self.all(line, &[name]).into_iter().map(move |field| (name, field)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn grid(text: &'static str) -> Grid {
        let file = File { name: "t.csv".to_owned(), bytes: Bytes::from_static(text.as_bytes()) };
        read(&file, "a table", None, None).unwrap()
    }

    #[test]
    fn the_delimiter_is_found_out() {
        assert_eq!(grid("a,b;c\n1,2\n").delimiter, b',');
        assert_eq!(grid("a;b;c\n1;2,5;3\n4;5,5;6\n").delimiter, b';');
        assert_eq!(grid("a\tb\n\"x, y, z\"\t2\n").delimiter, b'\t');
        assert_eq!(grid("only one column\nanother, with a comma\n").delimiter, b',');
    }

    #[test]
    fn rows_may_be_blank_long_and_over_several_lines() {
        let grid = grid("A,b,a\n\n1,\"two\nlines\",3,4,5\n,,\n6\n");
        let numbers: Vec<u64> = grid.rows.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 3, 6]);
        let headings = Headings::of(&grid.rows[0]);
        assert_eq!(headings.all(&grid.rows[1], &["a"]), ["1", "3"]);
        assert_eq!(headings.get(&grid.rows[1], &["missing", "b"]), "two\nlines");
        assert_eq!(headings.get(&grid.rows[2], &["b"]), "");
    }
}
