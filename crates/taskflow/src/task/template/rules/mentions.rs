//! What a template refers to: tags, people, custom fields.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;
use uuid::Uuid;

use super::planned_field;
use crate::base::error::Faults;
use crate::task::field::{self, CustomField, FieldKind};
use crate::task::template::model::{TaskPlan, Template};

/// The ids that a template names.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    pub tags: BTreeSet<Uuid>,
    /// Also whoever may be the value of a field.
    pub people: BTreeSet<Uuid>,
    pub fields: BTreeSet<Uuid>,
}

impl Mentions {
    pub fn of(template: &Template) -> Self {
        let mut mentions = Self::default();
        template.clone().visit(&mut |_, plan| {
            mentions.tags.extend(&plan.tag_ids);
            mentions.people.extend(&plan.assignee_ids);
            for (name, value) in &plan.custom_fields {
                mentions.fields.extend(name.parse::<Uuid>().ok());
                mentions.people.extend(id(value));
            }
        });
        mentions
    }
}

fn id(value: &Value) -> Option<Uuid> {
    value.as_str()?.parse().ok()
}

/// What of it is there, and what the template named before: that may be gone, and stays.
#[derive(Debug, Default)]
pub struct Known {
    pub tags: HashSet<Uuid>,
    pub people: HashSet<Uuid>,
    /// Those that tasks can have where the template is for.
    pub fields: Vec<CustomField>,
    pub before: Mentions,
}

impl Known {
    /// Puts values of custom fields into their one spelling, and finds what is not there.
    pub fn settle(mut self, faults: &mut Faults, template: &mut Template) {
        let planned = template.project.iter().flat_map(|project| &project.custom_fields);
        self.fields.extend(planned.filter_map(|plan| planned_field(plan).ok()));
        template.visit(&mut |at, plan| self.task(faults, at, plan));
    }

    fn task(&self, faults: &mut Faults, at: &str, plan: &mut TaskPlan) {
        for (place, tag) in plan.tag_ids.iter().enumerate() {
            let there = self.tags.contains(tag) || self.before.tags.contains(tag);
            let pointer = format!("{at}/tag_ids/{place}");
            faults.require(there, &pointer, "unknown_tag", "The workspace has no such tag.");
        }
        for (place, person) in plan.assignee_ids.iter().enumerate() {
            let pointer = format!("{at}/assignee_ids/{place}");
            faults.require(self.may(*person), &pointer, "unknown_assignee", NO_MEMBER);
        }
        let values = std::mem::take(&mut plan.custom_fields);
        for (name, value) in values.into_iter().filter(|(_, value)| !value.is_null()) {
            let pointer = format!("{at}/custom_fields/{}", name.replace('~', "~0").replace('/', "~1"));
            let id = name.parse::<Uuid>().ok();
            let Some(field) = self.fields.iter().find(|field| Some(field.id) == id) else {
                let before = id.is_some_and(|id| self.before.fields.contains(&id));
                let message = "Tasks that it makes can have no such custom field.";
                faults.require(before, &pointer, "unknown_custom_field", message);
                plan.custom_fields.insert(name, value);
                continue;
            };
            let Some(value) = field::clean(faults, &pointer, field, &value) else {
                continue;
            };
            if field.kind == FieldKind::Person {
                let may = self::id(&value).is_some_and(|person| self.may(person));
                faults.require(may, &pointer, "unknown_assignee", NO_MEMBER);
            }
            plan.custom_fields.insert(field.id.to_string(), value);
        }
    }

    fn may(&self, person: Uuid) -> bool {
        self.people.contains(&person) || self.before.people.contains(&person)
    }
}

const NO_MEMBER: &str = "This is no active member who can be given the task.";
