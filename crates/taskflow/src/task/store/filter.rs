//! The filter language as SQL: static fragments, every value bound.
//!
//! Each fragment is true or false, never NULL, so that NOT means what it says. Texts are compared with their ASCII letters in
//! lower case, which both engines and the predicate in memory do alike.

use super::text::Text;
use uuid::Uuid;

use crate::project::StatusCategory;
use crate::task::filter::{Compare, Condition, DateField, Flag, IdField, InstantField, TextField, Wanted};

/// Adds the condition as one bracketed expression over `task t`, which lies in one of these projects.
pub fn condition(text: &mut Text, wanted: &Condition, projects: &[Uuid]) {
    match wanted {
        Condition::All(all) => joined(text, all, ["AND", "TRUE"], projects),
        Condition::Any(any) => joined(text, any, ["OR", "FALSE"], projects),
        Condition::Not(inner) => {
            text.put("NOT");
            condition(text, inner, projects);
        }
        Condition::Is(flag) => is(text, *flag, projects),
        Condition::Among(field, ids) => text.term(among(*field), ids.clone(), closing(*field)),
        Condition::Without(field) => text.put(without(*field)),
        Condition::Category(wanted) => {
            let names: Vec<String> = wanted.iter().map(|category| category.name().to_owned()).collect();
            in_categories(text, names, projects);
        }
        Condition::Priority(wanted) => {
            let ranks: Vec<i64> = wanted.iter().map(|priority| priority.rank()).collect();
            text.term("(t.priority in_list(", ranks, "))");
        }
        Condition::Date(field, compare, day) => {
            text.put(match field {
                DateField::Due => "(t.due_on IS NOT NULL AND t.due_on",
                DateField::Start => "(t.start_on IS NOT NULL AND t.start_on",
            });
            text.term(sign(*compare), day.clone(), ")");
        }
        Condition::NoDate(DateField::Due) => text.put("(t.due_on IS NULL)"),
        Condition::NoDate(DateField::Start) => text.put("(t.start_on IS NULL)"),
        Condition::DueBefore { at, day } => due_before(text, at.0, day.clone()),
        Condition::Instant(field, from, to) => {
            text.put(match field {
                InstantField::Created => "(t.created_at IS NOT NULL",
                InstantField::Updated => "(t.updated_at IS NOT NULL",
                InstantField::Completed => "(t.completed_at IS NOT NULL",
            });
            let column = match field {
                InstantField::Created => ["AND t.created_at >=", "AND t.created_at <"],
                InstantField::Updated => ["AND t.updated_at >=", "AND t.updated_at <"],
                InstantField::Completed => ["AND t.completed_at >=", "AND t.completed_at <"],
            };
            if let Some(from) = from {
                text.term(column[0], from.0, "");
            }
            if let Some(to) = to {
                text.term(column[1], to.0, "");
            }
            text.put(")");
        }
        Condition::NoInstant(InstantField::Completed) => text.put("(t.completed_at IS NULL)"),
        Condition::NoInstant(_) => text.put("FALSE"),
        Condition::Estimate(compare, number) => {
            text.put("(t.estimate IS NOT NULL AND t.estimate");
            text.term(sign(*compare), *number, ")");
        }
        Condition::NoEstimate => text.put("(t.estimate IS NULL)"),
        Condition::Title(title) => text.term("(lower(t.title) =", title.clone(), ")"),
        // The one way to look for a text that both engines spell alike, and that knows no wildcards.
        Condition::Contains(field, words) => {
            text.term("(replace(lower(t.title),", words.clone(), ", '') <> lower(t.title)");
            if *field == TextField::Text {
                text.term("OR replace(lower(t.description),", words.clone(), ", '') <> lower(t.description)");
            }
            text.put(")");
        }
        Condition::Number(compare, number) => {
            text.put("(t.number");
            text.term(sign(*compare), *number, ")");
        }
        Condition::Custom(field, wanted) => custom(text, *field, wanted),
    }
}

fn custom(text: &mut Text, field: Uuid, wanted: &Wanted) {
    text.put(if *wanted == Wanted::Nothing { "(NOT EXISTS" } else { "(EXISTS" });
    text.term("(SELECT 1 FROM task_field f WHERE f.task_id = t.id AND f.field_id =", field, "");
    match wanted {
        Wanted::Nothing => {}
        Wanted::Number(compare, number) => {
            text.put("AND f.number");
            text.term(sign(*compare), *number, "");
        }
        Wanted::Date(compare, day) => {
            text.put("AND f.text");
            text.term(sign(*compare), day.clone(), "");
        }
        Wanted::Text(words) => text.term("AND lower(f.text) =", words.clone(), ""),
        Wanted::Contains(words) => {
            text.term("AND replace(lower(f.text),", words.clone(), ", '') <> lower(f.text)");
        }
        Wanted::Among(ids) => text.term("AND f.ref in_list(", ids.clone(), ")"),
    }
    text.put("))");
}

fn joined(text: &mut Text, parts: &[Condition], [with, empty]: [&'static str; 2], projects: &[Uuid]) {
    text.put("(");
    for (place, part) in parts.iter().enumerate() {
        text.put(if place == 0 { "" } else { with });
        condition(text, part, projects);
    }
    text.put(if parts.is_empty() { empty } else { "" });
    text.put(")");
}

fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Less => "<",
        Compare::AtMost => "<=",
        Compare::More => ">",
        Compare::AtLeast => ">=",
        _ => "=",
    }
}

/// Its column is of one of these categories. The columns are looked up once, not with every task that is looked at.
pub fn in_categories(text: &mut Text, names: Vec<String>, projects: &[Uuid]) {
    text.term(
        "(t.status_id IN (SELECT s.id FROM status s WHERE s.project_id in_list(",
        projects.to_vec(),
        ")",
    );
    text.term("AND s.category in_list(", names, ")))");
}

fn is(text: &mut Text, flag: Flag, projects: &[Uuid]) {
    let of = |wanted: fn(StatusCategory) -> bool| {
        let all = StatusCategory::ALL.iter().filter(|category| wanted(**category));
        all.map(|category| category.name().to_owned()).collect()
    };
    match flag {
        Flag::Open => in_categories(text, of(StatusCategory::is_open), projects),
        Flag::Done => in_categories(text, vec![StatusCategory::Done.name().to_owned()], projects),
        Flag::Overdue { at, day } => {
            text.put("(");
            due_before(text, at.0, day.to_string());
            text.put("AND");
            in_categories(text, of(StatusCategory::is_open), projects);
            text.put(")");
        }
        Flag::Blocked => text.put(
            "EXISTS (SELECT 1 FROM relation r JOIN task b ON b.id = r.task_id JOIN status s ON s.id = b.status_id \
             WHERE r.other_id = t.id AND r.kind = 'blocks' AND b.deleted_at IS NULL AND s.category NOT IN ('done', 'cancelled'))",
        ),
        Flag::Recurring => text.put("(t.recurrence_rule IS NOT NULL)"),
        Flag::Subtask => text.put("(t.parent_id IS NOT NULL)"),
        Flag::Trashed => text.put("(t.deleted_at IS NOT NULL)"),
        Flag::Archived => text.put("(t.archived_at IS NOT NULL)"),
    }
}

pub fn due_before(text: &mut Text, at: i64, day: String) {
    text.term("(CASE WHEN t.due_at IS NOT NULL THEN t.due_at <", at, "");
    text.term("WHEN t.due_on IS NOT NULL THEN t.due_on <", day, "ELSE FALSE END)");
}

fn among(field: IdField) -> &'static str {
    match field {
        IdField::Task => "(t.id in_list(",
        IdField::Project => "(t.project_id in_list(",
        IdField::Status => "(t.status_id in_list(",
        IdField::Creator => "(t.creator_id in_list(",
        IdField::Parent => "(t.parent_id IS NOT NULL AND t.parent_id in_list(",
        IdField::Milestone => "(t.milestone_id IS NOT NULL AND t.milestone_id in_list(",
        IdField::Cycle => "(t.cycle_id IS NOT NULL AND t.cycle_id in_list(",
        IdField::Assignee => {
            "(EXISTS (SELECT 1 FROM task_assignee a WHERE a.task_id = t.id AND a.user_id in_list("
        }
        IdField::Tag => "(EXISTS (SELECT 1 FROM task_tag g WHERE g.task_id = t.id AND g.tag_id in_list(",
    }
}

fn closing(field: IdField) -> &'static str {
    match field {
        IdField::Assignee | IdField::Tag => ")))",
        _ => "))",
    }
}

fn without(field: IdField) -> &'static str {
    match field {
        IdField::Assignee => "(NOT EXISTS (SELECT 1 FROM task_assignee a WHERE a.task_id = t.id))",
        IdField::Tag => "(NOT EXISTS (SELECT 1 FROM task_tag g WHERE g.task_id = t.id))",
        IdField::Parent => "(t.parent_id IS NULL)",
        IdField::Milestone => "(t.milestone_id IS NULL)",
        IdField::Cycle => "(t.cycle_id IS NULL)",
        IdField::Task | IdField::Project | IdField::Status | IdField::Creator => "FALSE",
    }
}
