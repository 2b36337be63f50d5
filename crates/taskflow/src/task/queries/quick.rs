//! Lines of quick add, read: names are looked up, and nothing is written.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use taskflow_db::Tx;
use uuid::Uuid;

use super::speaker::{Speaker, speaker};
use crate::base::{Actor, Error, Result, Stamp};
use crate::project;
use crate::recurring::{self, Mode};
use crate::task::model::{Due, NewTask, QuickAdd, QuickChip, QuickLine, Recurrence};
use crate::task::quickadd::{self, Chip, Context, Line, Meaning, Mention, Mentions, Names, Utf16};
use crate::task::{rules, tag};
use crate::workspace::{self, Action, Membership};

const MOST_LINES: usize = 50;
const MOST_BYTES: usize = 20_000;

/// A line as it is shown, and the task it says.
#[derive(Clone, Debug)]
pub struct Drafted {
    pub shown: QuickLine,
    pub new: NewTask,
}

/// Reads all lines of a text.
///
/// # Errors
/// `Invalid` for a text that is too long, a zone or a locale; `NotFound` for a project one may not see.
pub fn quick(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    asked: &QuickAdd,
    now: Stamp,
) -> Result<Vec<Drafted>> {
    let lines = quickadd::lines(&asked.text);
    if lines.len() > MOST_LINES || asked.text.len() > MOST_BYTES {
        return Err(Error::invalid("/text", "too_long", "Give at most 50 lines and 20,000 bytes."));
    }
    if lines.is_empty() {
        return Err(Error::invalid("/text", "required", "Give a task in a line."));
    }
    let speaker = speaker(tx, actor, now, asked.locale.as_deref(), asked.tz.as_deref())?;
    if let Some(project) = asked.project_id {
        let access = project::open(tx, actor, project, Action::ViewProject)?;
        if access.workspace_id() != member.workspace_id() {
            return Err(Error::NotFound("project"));
        }
    }
    let mentions = quickadd::mentions(&asked.text);
    let mut names = known(tx, actor, member, &mentions)?;
    let utf16 = Utf16::of(&asked.text);
    if mentions.statuses {
        // Which statuses there are depends on where the lines go.
        let read = read_all(&lines, asked, &speaker, &names, &utf16);
        let projects: BTreeSet<Uuid> = read.iter().filter_map(|line| line.project).collect();
        let projects: Vec<Uuid> = projects.into_iter().collect();
        for status in project::statuses_in(tx, &projects)? {
            names.add(Mention::Status, &status.name, status.id, Some(status.project_id));
        }
    }
    let read = read_all(&lines, asked, &speaker, &names, &utf16);
    let drafted = lines.iter().zip(read).map(|((number, start, _), line)| {
        let new = new_task(&line, asked, &speaker);
        let chips = line
            .chips
            .iter()
            .map(|chip| shown(chip, *start, &utf16, &names, &speaker))
            .collect();
        let shown = QuickLine {
            line: *number,
            title: line.title,
            project_id: line.project,
            chips,
            due: new.due.clone(),
            recurrence: new.recurrence.clone(),
            task: None,
        };
        Drafted { shown, new }
    });
    Ok(drafted.collect())
}

fn read_all(
    lines: &[(usize, usize, &str)],
    asked: &QuickAdd,
    speaker: &Speaker,
    names: &Names,
    utf16: &Utf16,
) -> Vec<Line> {
    let context = Context {
        language: speaker.language,
        month_first: speaker.month_first,
        now: speaker.now,
        names,
        project: asked.project_id,
    };
    let byte = |units: u32| utf16.byte(usize::try_from(units).unwrap_or(usize::MAX));
    let plain: Vec<(usize, usize)> = asked.plain.iter().map(|(from, to)| (byte(*from), byte(*to))).collect();
    let read = |(_, start, line): &(usize, usize, &str)| {
        let end = start + line.len();
        let own: Vec<(usize, usize)> = plain
            .iter()
            .filter(|(from, to)| *from < end && start < to)
            .map(|(from, to)| (from.saturating_sub(*start), to.saturating_sub(*start)))
            .collect();
        quickadd::read(line, &context, &own)
    };
    lines.iter().map(read).collect()
}

/// The names that the text may use. Of statuses later.
fn known(tx: &mut Tx<'_>, actor: &Actor, member: &Membership, mentions: &Mentions) -> Result<Names> {
    let mut names = Names::default();
    if mentions.projects {
        let visible: Vec<Uuid> = project::visible(tx, member)?.into_keys().collect();
        for project in project::brief(tx, &visible)? {
            names.add(Mention::Project, &project.name, project.id, None);
            names.add(Mention::Project, &project.key, project.id, None);
        }
    }
    for tag in tag::by_names(tx, member.workspace_id(), &mentions.tags)? {
        names.add(Mention::Tag, &tag.name, tag.id, None);
    }
    if mentions.people {
        for (id, name, email) in workspace::people(tx, member.workspace_id())? {
            names.add(Mention::Person, &name, id, None);
            names.add(Mention::Person, &email, id, None);
            if let Some(first) = name.split_whitespace().next() {
                names.add(Mention::Person, first, id, None);
            }
            if id == actor.user_id {
                names.add(Mention::Person, "me", id, None);
            }
        }
    }
    Ok(names)
}

/// The task that the chips say.
fn new_task(line: &Line, asked: &QuickAdd, speaker: &Speaker) -> NewTask {
    let mut new = NewTask { title: line.title.clone(), ..NewTask::default() };
    if line.project == asked.project_id {
        new.status_id = asked.status_id;
    }
    for chip in &line.chips {
        match &chip.meaning {
            Meaning::Status(id) => new.status_id = Some(*id),
            Meaning::Tag(id) => new.tag_ids.get_or_insert_default().push(*id),
            Meaning::Person(id) => new.assignee_ids.get_or_insert_default().push(*id),
            Meaning::Priority(priority) => new.priority = Some(*priority),
            Meaning::Start(date) => new.start_on = Some(date.to_string()),
            Meaning::Estimate(hours) => new.estimate = Some(*hours),
            Meaning::Repeat(rule, from_completion) => {
                new.recurrence = Some(recurrence(rule, *from_completion))
            }
            Meaning::Project(_) | Meaning::Due(..) | Meaning::Unknown(..) => {}
        }
    }
    new.due = line.due.map(|(date, time)| due(date, time, speaker));
    new
}

fn recurrence(rule: &recurring::Rule, from_completion: bool) -> Recurrence {
    let mode = if from_completion { Mode::Completion } else { Mode::Schedule };
    Recurrence::new(rule.to_string(), mode)
}

fn due(date: jiff::civil::Date, time: Option<jiff::civil::Time>, speaker: &Speaker) -> Due {
    let timezone = time.map(|_| speaker.timezone.clone());
    rules::from_rule_due(&recurring::Due { date, time, timezone })
}

fn shown(chip: &Chip, start: usize, utf16: &Utf16, names: &Names, speaker: &Speaker) -> QuickChip {
    let value: Value = match &chip.meaning {
        Meaning::Project(id) | Meaning::Status(id) | Meaning::Tag(id) | Meaning::Person(id) => json!(id),
        Meaning::Priority(priority) => json!(priority),
        Meaning::Due(date, time) => json!(due(*date, *time, speaker)),
        Meaning::Start(date) => json!(date.to_string()),
        Meaning::Repeat(rule, from_completion) => json!(recurrence(rule, *from_completion)),
        Meaning::Estimate(hours) => json!(hours),
        Meaning::Unknown(kind, name) => json!({ "kind": kind.name(), "name": name }),
    };
    QuickChip {
        kind: chip.meaning.name(),
        start: utf16.units(start + chip.start),
        end: utf16.units(start + chip.end),
        label: quickadd::label(&chip.meaning, names, speaker.language),
        value,
    }
}
