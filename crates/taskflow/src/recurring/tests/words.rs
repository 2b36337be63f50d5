//! Rules in words, both ways.

use jiff::civil::{DateTime, Weekday, date};
use proptest::prelude::*;

use super::super::rule::{Frequency, Rule, Until, WEEKDAYS};
use super::super::{Language, understand, validate, words};

fn now() -> DateTime {
    // A Tuesday.
    date(2026, 12, 1).at(10, 0, 0, 0)
}

const TOLD: &[(&str, &str, &str)] = &[
    ("FREQ=DAILY", "every day", "jeden Tag"),
    ("FREQ=HOURLY;INTERVAL=4", "every 4 hours", "alle 4 Stunden"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks on Monday", "alle 2 Wochen am Montag"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "jeden Werktag"),
    (
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "every week on Monday, Wednesday and Friday",
        "jede Woche am Montag, Mittwoch und Freitag",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "every month on the 1st and the 15th",
        "jeden Monat am 1. und 15.",
    ),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day", "jeden Monat am letzten Tag"),
    ("FREQ=MONTHLY;BYDAY=2MO", "every month on the 2nd Monday", "jeden Monat am 2. Montag"),
    (
        "FREQ=MONTHLY;BYDAY=-1FR",
        "every month on the last Friday",
        "jeden Monat am letzten Freitag",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "every month on the last weekday",
        "jeden Monat am letzten Werktag",
    ),
    (
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25",
        "every year on the 25th of December",
        "jedes Jahr am 25. im Dezember",
    ),
    (
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        "every year on the 4th Thursday of November",
        "jedes Jahr am 4. Donnerstag im November",
    ),
    (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "every year on Monday in week 20",
        "jedes Jahr am Montag in Woche 20",
    ),
    ("FREQ=YEARLY;BYYEARDAY=100", "every year on day 100", "jedes Jahr an Tag 100"),
    ("FREQ=DAILY;BYMONTH=1,7", "every day in January and July", "jeden Tag im Januar und Juli"),
    (
        "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0",
        "every day at 09:00 and 17:00",
        "jeden Tag um 09:00 und 17:00",
    ),
    ("FREQ=DAILY;COUNT=5", "every day, 5 times", "jeden Tag, 5-mal"),
    (
        "FREQ=WEEKLY;UNTIL=20261231",
        "every week, until 31 December 2026",
        "jede Woche, bis 31. Dezember 2026",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU",
        "every 2 weeks on Sunday, weeks starting on Sunday",
        "alle 2 Wochen am Sonntag, Wochen ab Sonntag",
    ),
];

#[test]
fn rules_are_told_and_understood() {
    for (rule, english, german) in TOLD {
        let rule = validate(rule).unwrap();
        for (language, text) in [(Language::English, english), (Language::German, german)] {
            assert_eq!(words(&rule, language).as_deref(), Some(*text), "{rule}");
            let read = understand(text, language, now()).map(|repeat| repeat.rule.to_string());
            assert_eq!(read, Ok(rule.to_string()), "{text}");
        }
    }
}

#[test]
fn what_words_cannot_tell_is_not_told() {
    for text in [
        "FREQ=DAILY;UNTIL=20261231T225900Z",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=MO,2TU",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=YEARLY;BYYEARDAY=-1",
        "FREQ=MONTHLY;BYDAY=MO,SU;BYSETPOS=2",
    ] {
        assert_eq!(words(&validate(text).unwrap(), Language::English), None, "{text}");
    }
}

#[test]
fn people_say_it_in_many_ways() {
    use Language::{English, German};
    for (language, text, rule) in [
        (English, "every mon, thu", "FREQ=WEEKLY;BYDAY=MO,TH"),
        (English, "every other day", "FREQ=DAILY;INTERVAL=2"),
        (English, "every 2nd friday of the month", "FREQ=MONTHLY;BYDAY=2FR"),
        (English, "first and third friday of each month", "FREQ=MONTHLY;BYDAY=1FR,3FR"),
        (English, "every july 4th", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4"),
        (English, "weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (English, "every sat for 2 months", "FREQ=WEEKLY;UNTIL=20270201;BYDAY=SA"),
        (German, "jeden 2. Montag im Monat", "FREQ=MONTHLY;BYDAY=2MO"),
        (German, "jeden zweiten Tag", "FREQ=DAILY;INTERVAL=2"),
        (German, "jeden Montag und Donnerstag", "FREQ=WEEKLY;BYDAY=MO,TH"),
        (German, "alle 3 Monate am letzten Tag", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        (German, "jedes Jahr am 24. Dezember", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24"),
        (German, "montags", "FREQ=WEEKLY;BYDAY=MO"),
        (German, "every day", "FREQ=DAILY"),
        (German, "jeden 15. des Monats", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ] {
        let read = understand(text, language, now()).map(|repeat| repeat.rule.to_string());
        assert_eq!(read.as_deref(), Ok(rule), "{text}");
    }
    for text in [
        "",
        "every",
        "every blue moon",
        "every time",
        "every day except monday",
        "every first friday",
        "every 20 min",
    ] {
        assert!(understand(text, English, now()).is_err(), "{text}");
    }
}

/// Rules as people could make them.
fn rules() -> impl Strategy<Value = Rule> {
    let frequency = prop::sample::select(vec![
        Frequency::Hourly,
        Frequency::Daily,
        Frequency::Weekly,
        Frequency::Monthly,
        Frequency::Yearly,
    ]);
    let some =
        |from: i32, to: i32| prop_oneof![2 => Just(vec![]), 1 => prop::collection::vec(from..=to, 1..4)];
    let day = (prop_oneof![2 => Just(0), 1 => -5..=5], prop::sample::select(WEEKDAYS.to_vec()))
        .prop_map(|(nth, (_, day))| (nth, day));
    let days = prop_oneof![1 => Just(vec![]), 2 => prop::collection::vec(day, 1..4)];
    let end = prop_oneof![
        2 => Just((None, None)),
        1 => (1..=99).prop_map(|count| (Some(count), None)),
        1 => (2026_i16..2199, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| (None, Some(Until::Date(date(y, m, d))))),
    ];
    let lists = (some(1, 12), some(-31, 31), some(1, 366), some(1, 53), some(0, 23));
    (frequency, 1..=30, days, lists, end, prop::bool::ANY, 0..60).prop_map(
        |(
            frequency,
            interval,
            days,
            (months, month_days, year_days, weeks, hours),
            (count, until),
            sunday,
            minute,
        )| Rule {
            interval,
            count,
            until,
            days,
            months,
            month_days,
            year_days,
            week_numbers: weeks,
            minutes: if hours.is_empty() { vec![] } else { vec![minute] },
            hours,
            week_start: if sunday { Weekday::Sunday } else { Weekday::Monday },
            ..Rule::every(frequency, 1)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every rule that has words is understood from them.
    #[test]
    fn words_mean_the_rule_they_tell(rule in rules()) {
        if let Ok(rule) = validate(&rule.to_string()) {
            for language in [Language::English, Language::German] {
                if let Some(text) = words(&rule, language) {
                    let read = understand(&text, language, now()).map(|repeat| repeat.rule);
                    prop_assert_eq!(read, Ok(rule.clone()), "{}", text);
                }
            }
        }
    }
}
