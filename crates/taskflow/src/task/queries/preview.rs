//! The dates of a repeat rule.

use super::speaker::Speaker;
use crate::base::error::Faults;
use crate::base::{Error, Result};
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
    let due = rules::due(&mut faults, &question.due).map(|(due, _)| timed(due, said.as_ref(), speaker));
    let has_time = due.as_ref().is_none_or(|due| due.time.is_some());
    faults.require(
        has_time || !said.as_ref().is_some_and(|said| said.rule.is_timed()),
        "/due/time",
        "needs_time",
        "The rule gives times of the day: give the due date a time, too.",
    );
    faults.check()?;
    let (Some(said), Some(due)) = (said, due) else {
        return Err(Error::internal("no rule or date after all checks"));
    };
    let read = rules::as_rule_due(&due).ok_or_else(|| Error::internal("a due date that cannot be read"))?;
    let count = usize::try_from(count).unwrap_or_default();
    let mut dates = recurring::series(&said.rule, &read, "UTC", count + 1)?;
    let more = dates.len() > count;
    dates.truncate(count);
    let items = dates
        .iter()
        .map(|date| {
            let own = rules::from_rule_due(date);
            let start_on = rules::shifted(start.as_deref(), Some(&due), &own);
            Ok(Occurrence { due_at: recurring::instant(date, "UTC")?, start_on, due: own })
        })
        .collect::<Result<_>>()?;
    Ok(RecurrencePreview {
        rrule: said.rule.to_string(),
        text: recurring::words(&said.rule, speaker.language),
        mode: if said.from_completion { Mode::Completion } else { Mode::Schedule },
        items,
        more,
    })
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
