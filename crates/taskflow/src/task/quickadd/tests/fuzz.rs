//! Whatever is typed: nothing breaks, spans are whole, and title and chips make up the text. Texts that once went wrong,
//! and some that look as if they would, are kept in `kept/`.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{Context, Mention, Names, Utf16, lines, mentions, read};
use super::now;
use crate::recurring::{self, Language};

const KEPT: &str = include_str!("kept.txt");

/// Words that mean something, in any order, glued or not.
const WORDS: &[&str] = &[
    "every",
    "every!",
    "2",
    "2nd",
    "2.",
    "3rd",
    "last",
    "first",
    "mon",
    "friday",
    "fridays",
    "Montag",
    "jeden",
    "alle",
    "weeks",
    "Wochen",
    "month",
    "of",
    "the",
    "in",
    "on",
    "am",
    "at",
    "um",
    "5pm",
    "15:00",
    "17",
    "Uhr",
    "noon",
    "tomorrow",
    "morgen",
    "next",
    "eow",
    "3/12",
    "3.12.",
    "2026-12-01",
    "9999-12-31",
    "0000-00-00",
    "dec",
    "may",
    "März",
    "until",
    "bis",
    "for",
    "3x",
    "times",
    "twice",
    "starting",
    "start",
    "due",
    "by",
    "from",
    "now",
    "#web",
    "#",
    "/todo",
    "/",
    "@bug",
    "@",
    "+ana",
    "+",
    "!high",
    "!",
    "p1",
    "~2h",
    "~",
    "\"",
    "“",
    "”",
    "„",
    "-",
    ",",
    ";",
    "and",
    "und",
    "99999999999999999999",
    "1e9",
    "½",
    "😀",
    "e\u{301}",
    "\u{200f}",
    "İ",
    "ß",
    "half",
    "an",
    "hour",
    "Stunde",
    "quarter",
    "past",
    "to",
    "week",
    "53",
    "day",
    "366",
    "year",
    "Jahr",
    "hourly",
    "daily",
    "minutes",
    "9999",
    "999",
    "weekdays",
    "weekend",
    "end",
    "Ende",
];

fn texts() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(
        (prop::sample::select(WORDS), prop::sample::select(vec![" ", " ", " ", "", ", ", "\t"])),
        0..24,
    );
    let words =
        words.prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect::<String>());
    prop_oneof![3 => words, 1 => any::<String>(), 1 => "[ -~äöüß„“#@+/!~.:0-9]{0,80}"]
}

fn names() -> Names {
    let mut names = Names::default();
    for (number, (kind, name)) in (1_u128..).zip([
        (Mention::Project, "web"),
        (Mention::Status, "to do"),
        (Mention::Tag, "bug"),
        (Mention::Person, "ana"),
    ]) {
        names.add(kind, name, uuid::Uuid::from_u128(number), Some(uuid::Uuid::from_u128(1)));
    }
    names
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What holds of every text.
fn holds(text: &str, plain: &[(usize, usize)]) {
    let names = names();
    let _ = mentions(text);
    let utf16 = Utf16::of(text);
    assert_eq!(utf16.units(text.len()), text.encode_utf16().count());
    for language in [Language::English, Language::German] {
        let context = Context { language, month_first: true, now: now(), names: &names, project: None };
        for (_, start, line) in lines(text) {
            assert_eq!(&text[start..start + line.len()], line);
            let read = read(line, &context, plain);
            let mut at = 0;
            let mut made_of = String::new();
            for chip in &read.chips {
                assert!(at <= chip.start && chip.start < chip.end, "{text:?}: spans overlap");
                assert!(line.is_char_boundary(chip.start) && line.is_char_boundary(chip.end), "{text:?}");
                assert!(
                    plain
                        .iter()
                        .all(|(from, to)| chip.end <= *from || *to <= chip.start || from == to),
                    "{text:?}: a chip in plain text"
                );
                if chip.meaning.leaves_the_title() {
                    made_of.push_str(&line[at..chip.start]);
                    at = chip.end;
                }
                let (from, to) = (utf16.units(start + chip.start), utf16.units(start + chip.end));
                assert_eq!((utf16.byte(from), utf16.byte(to)), (start + chip.start, start + chip.end));
                let _ = super::super::label(&chip.meaning, &names, language);
            }
            made_of.push_str(&line[at..]);
            assert_eq!(without_spaces(&read.title), without_spaces(&made_of), "{text:?}");
        }
        let _ = recurring::understand(text, language, now());
    }
    let _ = recurring::validate(text);
}

#[test]
fn kept_texts() {
    for text in KEPT.split("\n---\n") {
        holds(text, &[]);
    }
}

#[test]
fn long_texts_take_no_long_time() {
    let began = Instant::now();
    for word in WORDS {
        let text = format!("{word} ").repeat(500);
        holds(&text, &[]);
    }
    holds(&"every first and second and third ".repeat(300), &[]);
    holds(&"\"".repeat(5_000), &[]);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_can_be_typed(text in texts(), from in 0_usize..40, length in 0_usize..20) {
        holds(&text, &[]);
        holds(&text, &[(from, from + length)]);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// A rule that is taken is expanded in no time, wherever it starts.
    #[test]
    fn rules_are_expanded_in_bounded_time(
        frequency in prop::sample::select(vec!["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        parts in prop::collection::vec(prop::sample::select(vec![
            "INTERVAL=999", "INTERVAL=7", "COUNT=9999", "UNTIL=99991231", "BYMONTH=2", "BYMONTHDAY=29", "BYMONTHDAY=31,-1",
            "BYDAY=MO", "BYDAY=5FR,-5MO", "BYHOUR=3", "BYHOUR=0,6,12,18", "BYMINUTE=7", "BYSETPOS=366", "BYSETPOS=-1,2",
            "BYYEARDAY=366", "BYWEEKNO=53", "WKST=SU",
        ]), 0..5),
        year in 1_i16..9999,
    ) {
        let text = format!("FREQ={frequency};{}", parts.join(";"));
        let began = Instant::now();
        if let Ok(rule) = recurring::validate(&text) {
            let date = jiff::civil::date(year, 3, 1);
            let time = Some(jiff::civil::time(2, 30, 0, 0));
            let due = recurring::Due { date, time, timezone: Some("Europe/Berlin".to_owned()) };
            let series = recurring::series(&rule, &due, "UTC", 100).unwrap();
            prop_assert!(series.windows(2).all(|two| (two[0].date, two[0].time) < (two[1].date, two[1].time)));
        }
        prop_assert!(began.elapsed() < Duration::from_secs(10), "{text}: {:?}", began.elapsed());
    }
}
