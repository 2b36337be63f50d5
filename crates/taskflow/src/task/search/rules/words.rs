//! Cutting texts into words.
//!
//! A word is a run of letters and digits without their case and accents: `Café` is `cafe`, `Straße` is `strasse`. Of scripts
//! that put no space between words each sign is a word; a run of them is then looked for as a phrase.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits of a word that count.
const LONGEST: usize = 64;
/// Words of a text that count.
const MOST_WORDS: usize = 8_000;
/// Bytes of words of a text that count: PostgreSQL keeps no more than 1 MiB of them.
const MOST_BYTES: usize = 300_000;
/// So long starts of title words are kept as words of their own.
pub const LONGEST_START: usize = 8;

/// Stands before words of a title.
pub const TITLE: char = '\u{b7}';
/// Stands before starts of words of a title.
pub const START: char = '\u{2039}';
/// Stands before what says where a text belongs.
pub const BELONGS: char = '\u{a7}';
/// Stands between title and body, so that no phrase goes across.
const BETWEEN: &str = "\u{b6}";

/// A word, and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub from: usize,
    pub to: usize,
}

/// The words of a text in their order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Words { words: Vec::new(), bytes: 0 };
    let mut start: Option<usize> = None;
    for (at, sign) in text.char_indices() {
        let alone = stands_alone(sign);
        let belongs = !alone && (sign.is_alphanumeric() || (start.is_some() && is_combining_mark(sign)));
        if belongs {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            found.add(text, from, at);
        }
        if alone {
            found.add(text, at, at + sign.len_utf8());
        }
        if found.is_full() {
            return found.words;
        }
    }
    if let Some(from) = start {
        found.add(text, from, text.len());
    }
    found.words
}

struct Words {
    words: Vec<Word>,
    bytes: usize,
}

impl Words {
    fn add(&mut self, text: &str, from: usize, to: usize) {
        let folded = fold(&text[from..to]);
        if !folded.is_empty() {
            self.bytes += folded.len();
            self.words.push(Word { text: folded, from, to });
        }
    }

    fn is_full(&self) -> bool {
        self.words.len() >= MOST_WORDS || self.bytes >= MOST_BYTES
    }
}

/// Chinese and Japanese signs, and those of Thai, Lao, Khmer and Burmese.
fn stands_alone(sign: char) -> bool {
    sign.is_alphanumeric()
        && matches!(u32::from(sign),
            0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

fn fold(word: &str) -> String {
    let mut folded = String::new();
    let lower = word.chars().take(LONGEST).flat_map(char::to_lowercase);
    for sign in lower.nfkd().filter(|sign| sign.is_alphanumeric() && !is_combining_mark(*sign)) {
        match sign {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            sign => folded.extend(sign.to_lowercase()),
        }
    }
    if folded.chars().count() > LONGEST {
        folded.chars().take(LONGEST).collect()
    } else {
        folded
    }
}

/// What is kept of a text for search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// In their order.
    pub words: Vec<String>,
    /// Whose places do not matter.
    pub marks: Vec<String>,
}

impl Document {
    /// `belongs` are marks that say where the text belongs.
    pub fn new(belongs: Vec<String>, title: &str, body: &str) -> Self {
        let titled: Vec<String> = words(title).into_iter().map(|word| word.text).collect();
        let mut marks: Vec<String> = belongs.into_iter().map(|mark| format!("{BELONGS}{mark}")).collect();
        for word in &titled {
            let ends = word.char_indices().map(|(at, sign)| at + sign.len_utf8());
            marks.extend(ends.take(LONGEST_START).map(|end| format!("{START}{}", &word[..end])));
        }
        marks.sort_unstable();
        marks.dedup();
        let mut all: Vec<String> = titled.iter().map(|word| format!("{TITLE}{word}")).collect();
        all.push(BETWEEN.to_owned());
        all.extend(titled);
        all.push(BETWEEN.to_owned());
        all.extend(words(body).into_iter().map(|word| word.text));
        Self { words: all, marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(texts("Café CAFÉ cafe\u{301}"), ["cafe", "cafe", "cafe"]);
        assert_eq!(texts("Straße, Smørrebrød; Łódź!"), ["strasse", "smorrebrod", "lodz"]);
        assert_eq!(texts("WEB-12 a_b ﬁle İstanbul"), ["web", "12", "a", "b", "file", "istanbul"]);
        assert_eq!(texts("ΟΔΟΣ οδος"), ["οδοσ", "οδοσ"]);
    }

    #[test]
    fn signs_without_spaces_stand_alone() {
        assert_eq!(texts("計画の file2"), ["計", "画", "の", "file2"]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Ein Café!";
        for word in words(text) {
            assert_eq!(fold(&text[word.from..word.to]), word.text);
        }
        assert!(words("").is_empty() && words("-- \u{301} !").is_empty());
    }

    #[test]
    fn nothing_grows_without_bound() {
        assert_eq!(texts(&"x".repeat(1_000))[0].len(), 64);
        let long = "\u{fdfa} ".repeat(25_000);
        assert!(words(&long).iter().map(|word| word.text.len()).sum::<usize>() < MOST_BYTES + 1_000);
        assert_eq!(words(&"a ".repeat(50_000)).len(), MOST_WORDS);
    }
}
