//! Places in a text, as bytes, as lines, and as browsers count them.

/// Finds where a place is in UTF-16, the way JavaScript counts.
#[derive(Clone, Debug)]
pub struct Utf16 {
    /// For each character its place in bytes and in UTF-16, and the end.
    places: Vec<(usize, usize)>,
}

impl Utf16 {
    pub fn of(text: &str) -> Self {
        let mut places = Vec::with_capacity(text.len() + 1);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            places.push((at, units));
            units += c.len_utf16();
        }
        places.push((text.len(), units));
        Self { places }
    }

    /// The place in UTF-16 of a byte; of one within a character, of its start.
    pub fn units(&self, byte: usize) -> usize {
        let at = self.places.partition_point(|(own, _)| *own <= byte);
        self.places.get(at.saturating_sub(1)).map_or(0, |(_, units)| *units)
    }

    /// And back; past the end is the end.
    pub fn byte(&self, units: usize) -> usize {
        let at = self.places.partition_point(|(_, own)| *own <= units);
        self.places.get(at.saturating_sub(1)).map_or(0, |(byte, _)| *byte)
    }
}

/// The lines of a text with something in them: their number from 1, where they start, and what they say.
pub fn lines(text: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (number, line) in (1..).zip(text.split('\n')) {
        if !line.trim().is_empty() {
            found.push((number, start, line.strip_suffix('\r').unwrap_or(line)));
        }
        start += line.len() + 1;
    }
    found
}

/// The quoted parts of a line, with their marks: they are never understood.
pub(super) fn quoted(line: &str) -> Vec<(usize, usize)> {
    const MARKS: [(char, &[char]); 4] =
        [('"', &['"']), ('“', &['”', '“']), ('„', &['“', '”']), ('«', &['»'])];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((open, c)) = line[from..]
        .char_indices()
        .find(|(_, c)| MARKS.iter().any(|(mark, _)| mark == c))
    {
        let open = from + open;
        let inner = open + c.len_utf8();
        let ends = MARKS.iter().find(|(mark, _)| *mark == c).map_or(&[][..], |(_, ends)| ends);
        let close = line[inner..].char_indices().find(|(_, c)| ends.contains(c));
        match close {
            Some((at, end)) => {
                from = inner + at + end.len_utf8();
                found.push((open, from));
            }
            None => from = inner,
        }
    }
    found
}
