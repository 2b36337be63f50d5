//! The dates of a repeat rule.

use super::speaker::Speaker;
use crate::base::error::Faults;
use crate::base::{Error, Result, Stamp};
use crate::recurring::{self, Mode, Repeat, Rule, RuleFault};
use crate::task::model::{Due, Occurrence, RecurrencePreview, RecurrenceQuestion};
use crate::task::rules;

const MOST: u32 = 100;
const USUAL: u32 = 10;

/// The next dates of a rule, without a task.
///
/// # Errors
/// `Invalid` with all that is wrong.
pub fn preview(question: &RecurrenceQuestion, speaker: &Speaker) -> Result<RecurrencePreview> {
    let mut faults = Faults::default();
    let count = question.count.unwrap_or(USUAL);
    faults.require((1..=MOST).contains(&count), "/count", "out_of_range", "Ask for 1 to 100 dates.");
    let start = question
        .start_on
        .as_ref()
        .and_then(|start| rules::date(&mut faults, "/start_on", start));
    let said = said(&mut faults, question, speaker);
    let from_completion = said.as_ref().is_some_and(|said| said.from_completion);
    let usual = if from_completion { Mode::Completion } else { Mode::Schedule };
    let mode = question.mode.unwrap_or(usual);
    let except = rules::except(&mut faults, "/except", mode, &question.except);
    let due = rules::due(&mut faults, &question.due).map(|(due, _)| timed(due, said.as_ref(), speaker));
    let has_time = due.as_ref().is_none_or(|due| due.time.is_some());
    faults.require(
        has_time || !said.as_ref().is_some_and(|said| said.rule.is_timed()),
        "/due/time",
        "needs_time",
        "The rule gives times of the day: give the due date a time, too.",
    );
    faults.check()?;
    let (Some(mut said), Some(due)) = (said, due) else {
        return Err(Error::internal("no rule or date after all checks"));
    };
    let except = except.iter().filter_map(|date| rules::parse_date(date)).collect();
    said.rule = said.rule.without(except);
    let read = rules::as_rule_due(&due).ok_or_else(|| Error::internal("a due date that cannot be read"))?;
    let count = usize::try_from(count).unwrap_or_default();
    let mut dates = match mode {
        Mode::Calendar => opening(&said.rule, &read, start.as_deref(), speaker, count + 1)?,
        Mode::Schedule | Mode::Completion => {
            let dates = recurring::series(&said.rule, &read, "UTC", count + 1)?;
            dates.into_iter().map(|date| (date, None)).collect()
        }
    };
    let more = dates.len() > count;
    dates.truncate(count);
    let items = dates
        .iter()
        .map(|(date, opens_at)| {
            let own = rules::from_rule_due(date);
            let start_on = rules::shifted(start.as_deref(), Some(&due), &own);
            let due_at = recurring::instant(date, "UTC")?;
            Ok(Occurrence { due_at, start_on, due: own, opens_at: *opens_at })
        })
        .collect::<Result<_>>()?;
    Ok(RecurrencePreview {
        rrule: said.rule.to_string(),
        text: recurring::words(&said.rule, speaker.language),
        mode,
        items,
        more,
    })
}

/// The dates of a series by the calendar, with when each opens: the first is there from the beginning.
fn opening(
    rule: &Rule,
    due: &recurring::Due,
    start: Option<&str>,
    speaker: &Speaker,
    most: usize,
) -> Result<Vec<(recurring::Due, Option<Stamp>)>> {
    let lead = rules::days_before(start, &due.date);
    let mut dates = vec![(due.clone(), None)];
    if most > 1 {
        let following = recurring::openings(rule, due, lead, &speaker.timezone, most - 1)?;
        dates.extend(following.into_iter().map(|opening| (opening.next.due, Some(opening.at))));
    }
    Ok(dates)
}

/// The rule, or the words for it.
fn said(faults: &mut Faults, question: &RecurrenceQuestion, speaker: &Speaker) -> Option<Repeat> {
    let plain = |rule: Rule| Repeat {
        rule,
        time: None,
        start: None,
        from_completion: false,
        end: 0,
        sure: true,
    };
    let (pointer, read) = match (&question.rrule, &question.text) {
        (Some(rule), None) => ("/rrule", recurring::validate(rule).map(plain)),
        (None, Some(text)) => ("/text", recurring::understand(text, speaker.language, speaker.now)),
        _ => {
            let message = "Give `rrule` or `text`, one of the two.";
            ("/rrule", Err(RuleFault::new("rule_or_words", message)))
        }
    };
    read.map_err(|fault| faults.add(pointer, fault.code, fault.message)).ok()
}

/// With the time that the words named, where the due date has none.
fn timed(due: Due, said: Option<&Repeat>, speaker: &Speaker) -> Due {
    let time = said.and_then(|said| said.time).filter(|_| due.time.is_none());
    match time {
        None => due,
        Some(time) => Due {
            time: Some(time.strftime("%H:%M").to_string()),
            timezone: Some(speaker.timezone.clone()),
            ..due
        },
    }
}
