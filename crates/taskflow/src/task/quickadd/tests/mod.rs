//! What quick add promises.

mod corpus;
mod fuzz;

use jiff::civil::{DateTime, date};
use uuid::Uuid;

use super::*;
use crate::recurring::Language;

/// A Tuesday.
fn now() -> DateTime {
    date(2026, 12, 1).at(10, 30, 0, 0)
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn names() -> Names {
    let mut names = Names::default();
    for (kind, name, number, project) in [
        (Mention::Project, "WEB", 1, None),
        (Mention::Project, "Web", 1, None),
        (Mention::Project, "Web Site", 2, None),
        (Mention::Status, "To do", 11, Some(id(1))),
        (Mention::Status, "To do", 12, Some(id(2))),
        (Mention::Tag, "bug", 21, None),
        (Mention::Tag, "very big", 22, None),
        (Mention::Person, "ana", 31, None),
        (Mention::Person, "Ana Silva", 31, None),
        (Mention::Person, "bob", 32, None),
        (Mention::Person, "bob", 33, None),
    ] {
        names.add(kind, name, id(number), project);
    }
    names
}

fn line(text: &str, language: Language) -> Line {
    let context = Context {
        language,
        month_first: true,
        now: now(),
        names: &names(),
        project: Some(id(1)),
    };
    read(text, &context, &[])
}

/// Chips as `kind:text`, then the title, then the due date.
fn told(text: &str, language: Language) -> String {
    let line = line(text, language);
    let chips: Vec<String> = line
        .chips
        .iter()
        .map(|chip| format!("[{} {}]", chip.meaning.name(), &text[chip.start..chip.end]))
        .collect();
    let due = match line.due {
        None => String::new(),
        Some((date, None)) => format!(" {date}"),
        Some((date, Some(time))) => format!(" {date} {}", time.strftime("%H:%M")),
    };
    format!("{}{} {}", chips.concat(), due, line.title).trim().to_owned()
}

const ENGLISH: &[(&str, &str)] = &[
    (
        "Fix login redirect #Web /todo @bug +ana !high fri 15:00 ~2h every 2 weeks",
        "[project #Web][status /todo][tag @bug][person +ana][priority !high][due fri 15:00][estimate ~2h]\
         [recurrence every 2 weeks] 2026-12-04 15:00 Fix login redirect",
    ),
    (
        "Pay rent tomorrow 5pm #Web @bug +ana !high ~2h every month",
        "[due tomorrow 5pm][project #Web][tag @bug][person +ana][priority !high][estimate ~2h][recurrence every month] \
         2026-12-02 17:00 Pay rent",
    ),
    (
        "Pay rent tomorrow 5pm every month",
        "[due tomorrow 5pm][recurrence every month] 2026-12-02 17:00 Pay rent",
    ),
    ("Pay rent today", "[due today] 2026-12-01 Pay rent"),
    ("Pay rent tom", "[due tom] 2026-12-02 Pay rent"),
    ("Pay rent fri", "[due fri] 2026-12-04 Pay rent"),
    ("Pay rent next mon", "[due next mon] 2026-12-07 Pay rent"),
    ("Pay rent 3 dec", "[due 3 dec] 2026-12-03 Pay rent"),
    ("Pay rent Dec 3rd, 2027 at noon", "[due Dec 3rd, 2027 at noon] 2027-12-03 12:00 Pay rent"),
    ("Pay rent 2026-12-24", "[due 2026-12-24] 2026-12-24 Pay rent"),
    ("Pay rent in 3 days", "[due in 3 days] 2026-12-04 Pay rent"),
    ("Call in 2 hours", "[due in 2 hours] 2026-12-01 12:30 Call"),
    ("Pay rent eow", "[due eow] 2026-12-04 Pay rent"),
    ("Pay rent by end of month", "[due by end of month] 2026-12-31 Pay rent"),
    ("Pay rent 3/12", "[due 3/12] 2027-03-12 Pay rent"),
    ("Pay rent 3/12 @bug", "[due 3/12][tag @bug] 2027-03-12 Pay rent"),
    ("Gym mon and fri", "Gym mon and fri"),
    ("Gym every mon, thu", "[recurrence every mon, thu] 2026-12-03 Gym"),
    ("Gym every day at 7am", "[recurrence every day at 7am] 2026-12-02 07:00 Gym"),
    ("Water plants every! 3 days", "[recurrence every! 3 days] 2026-12-01 Water plants"),
    ("Pills every 4 hours", "[recurrence every 4 hours] 2026-12-01 12:00 Pills"),
    (
        "Report every first friday of the month",
        "[recurrence every first friday of the month] 2026-12-04 Report",
    ),
    (
        "Write report start tomorrow due fri",
        "[start start tomorrow][due due fri] 2026-12-04 Write report",
    ),
    ("Tidy p1", "[priority p1] Tidy"),
    ("Tidy !low ~1h30m", "[priority !low][estimate ~1h30m] Tidy"),
    ("Tidy ~45m", "[estimate ~45m] Tidy"),
    ("Tidy @very big mess", "[tag @very big] Tidy mess"),
    ("Tidy #web site /to do", "[project #web site][status /to do] Tidy"),
    (
        "Tidy #Nowhere /nope @new +bob",
        "[unknown #Nowhere][unknown /nope][unknown @new][unknown +bob] Tidy #Nowhere /nope @new +bob",
    ),
    ("Call Ana tomorrow morning", "[due tomorrow morning] 2026-12-02 09:00 Call Ana"),
    ("Lunch with Bo sun 12:30", "[due sun 12:30] 2026-12-06 12:30 Lunch with Bo"),
    ("Chapter 5 tomorrow", "[due tomorrow] 2026-12-02 Chapter 5"),
    ("tomorrow", "[due tomorrow] 2026-12-02"),
    ("Submit form on the 15th", "[due on the 15th] 2026-12-15 Submit form"),
    ("Party 29 feb", "[due 29 feb] 2028-02-29 Party"),
    // Titles.
    ("Renovation", "Renovation"),
    ("Buy paprika", "Buy paprika"),
    ("Read The 5th Wave", "Read The 5th Wave"),
    ("9/11 report", "9/11 report"),
    ("call 10.5", "call 10.5"),
    ("Ask May about June", "Ask May about June"),
    ("March for science", "March for science"),
    ("Buy sun cream", "Buy sun cream"),
    ("The cat sat down", "The cat sat down"),
    ("Watch Friday the 13th", "Watch Friday the 13th"),
    ("Black Friday deals", "Black Friday deals"),
    ("Monday blues playlist", "Monday blues playlist"),
    ("Daily standup notes", "Daily standup notes"),
    ("Upgrade to 1.2.3", "Upgrade to 1.2.3"),
    ("Mail ana@example.org", "Mail ana@example.org"),
    ("Read https://example.org/a#web", "Read https://example.org/a#web"),
    ("Mix 1/2 cup", "Mix 1/2 cup"),
    ("Fix issue 42", "Fix issue 42"),
    ("Read \"The day after tomorrow\"", "Read \"The day after tomorrow\""),
    ("Read \"tomorrow\" today", "[due today] 2026-12-01 Read \"tomorrow\""),
    ("See #12 and C++", "See #12 and C++"),
    ("Review 3 weeks from today", "[due 3 weeks from today] 2026-12-22 Review"),
    ("Review 3 fridays from now", "[due 3 fridays from now] 2026-12-18 Review"),
    ("Read John 3:16", "Read John 3:16"),
    ("Sync daily at 3pm", "[recurrence daily at 3pm] 2026-12-01 15:00 Sync"),
    ("Meet at 5 tomorrow afternoon", "[due at 5 tomorrow afternoon] 2026-12-02 17:00 Meet"),
    ("Meet a quarter past 3pm", "[due a quarter past 3pm] 2026-12-01 15:15 Meet"),
    ("What happened 2 days ago", "What happened 2 days ago"),
    ("Holiday from monday to friday", "Holiday from monday to friday"),
    ("Shop open every day except sunday", "Shop open every day except sunday"),
    ("Send the friday report", "Send the friday report"),
    ("Meet 3pm CET", "Meet 3pm CET"),
    ("Meet 9:30 - 11:00", "Meet 9:30 - 11:00"),
    ("Party Feb 30", "Party Feb 30"),
    ("Play Sun, Feb 3 2026", "Play Sun, Feb 3 2026"),
];

const GERMAN: &[(&str, &str)] = &[
    (
        "Miete zahlen morgen um 17 Uhr jeden Monat",
        "[due morgen um 17 Uhr][recurrence jeden Monat] 2026-12-02 17:00 Miete zahlen",
    ),
    ("Miete übermorgen", "[due übermorgen] 2026-12-03 Miete"),
    ("Miete in 3 Tagen", "[due in 3 Tagen] 2026-12-04 Miete"),
    ("Miete am Freitag", "[due am Freitag] 2026-12-04 Miete"),
    ("Miete bis Freitag", "[due bis Freitag] 2026-12-04 Miete"),
    ("Miete nächsten Montag", "[due nächsten Montag] 2026-12-07 Miete"),
    ("Miete am 15.", "[due am 15.] 2026-12-15 Miete"),
    ("Miete 24. Dezember", "[due 24. Dezember] 2026-12-24 Miete"),
    ("Miete am 24.12.", "[due am 24.12.] 2026-12-24 Miete"),
    ("Miete 24.12.2026 17:30 Uhr", "[due 24.12.2026 17:30 Uhr] 2026-12-24 17:30 Miete"),
    ("Miete jeden 2. Montag im Monat", "[recurrence jeden 2. Montag im Monat] 2026-12-14 Miete"),
    ("Yoga jeden Montag um 18:00", "[recurrence jeden Montag um 18:00] 2026-12-07 18:00 Yoga"),
    (
        "Bericht alle 2 Wochen am Freitag",
        "[recurrence alle 2 Wochen am Freitag] 2026-12-04 Bericht",
    ),
    ("Bericht Ende der Woche", "[due Ende der Woche] 2026-12-04 Bericht"),
    ("Bericht fällig Fr !hoch", "[due fällig Fr][priority !hoch] 2026-12-04 Bericht"),
    ("Pay rent tomorrow", "[due tomorrow] 2026-12-02 Pay rent"),
    ("Anruf heute Abend", "[due heute Abend] 2026-12-01 18:00 Anruf"),
    ("Do it so", "Do it so"),
    ("Maibaum und Montagsmaler", "Maibaum und Montagsmaler"),
    ("Am Anfang war das Wort", "Am Anfang war das Wort"),
    ("Version 10.5", "Version 10.5"),
    ("Urlaub von Montag bis Freitag", "Urlaub von Montag bis Freitag"),
];

fn all(table: &[(&str, &str)], language: Language) {
    let told = table.iter().map(|(text, wanted)| (told(text, language), *wanted));
    let wrong: Vec<_> = told.filter(|(told, wanted)| told != wanted).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_lines() {
    all(ENGLISH, Language::English);
}

#[test]
fn german_lines() {
    all(GERMAN, Language::German);
}

#[test]
fn a_chip_turned_back_stays_text() {
    let text = "Pay rent tomorrow friday";
    let names = Names::default();
    let context = Context {
        language: Language::English,
        month_first: true,
        now: now(),
        names: &names,
        project: None,
    };
    let plain = [(9, 17)];
    let line = read(text, &context, &plain);
    assert_eq!((line.title.as_str(), line.due), ("Pay rent tomorrow", Some((date(2026, 12, 4), None))));
}

#[test]
fn places_are_counted_as_browsers_do() {
    let text = "😀 ä tom";
    let utf16 = Utf16::of(text);
    assert_eq!((utf16.units(0), utf16.units(4), utf16.units(5), utf16.units(8)), (0, 2, 3, 5));
    assert_eq!((utf16.byte(0), utf16.byte(2), utf16.byte(5), utf16.byte(99)), (0, 4, 8, text.len()));
    assert_eq!(lines("a\r\n\n b \nc"), [(1, 0, "a"), (3, 4, " b "), (4, 8, "c")]);
}
