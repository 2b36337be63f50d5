//! What groups are called.

use std::collections::HashMap;

use taskflow_db::Tx;
use uuid::Uuid;

use crate::auth;
use crate::base::Result;
use crate::project::{self, Brief, Status};
use crate::task::field::{self, CustomField, FieldKind, FieldOption};
use crate::task::model::{GroupBy, GroupHead};
use crate::task::rules::{GroupKey, GroupPlace, GroupValue};
use crate::task::store::Counted;
use crate::task::tag::{self, Tag};
use crate::task::{cycle, milestone};

/// The things that groups are of.
#[derive(Default)]
pub struct Names {
    statuses: HashMap<Uuid, Status>,
    projects: HashMap<Uuid, Brief>,
    people: HashMap<Uuid, String>,
    tags: HashMap<Uuid, Tag>,
    /// Names of milestones and cycles, and where they stand in their projects.
    plans: HashMap<Uuid, (String, String)>,
    /// The custom fields that groups and lanes are made by.
    fields: HashMap<Uuid, CustomField>,
}

impl Names {
    /// Those of the counted groups and lanes; of statuses all that these projects have.
    ///
    /// # Errors
    /// `Invalid` for a custom field that is not there to be seen, or whose values make no groups.
    pub fn read(
        tx: &mut Tx<'_>,
        workspace: Uuid,
        projects: &[Uuid],
        counted: &[Counted],
        (by, lane_by): (GroupBy, Option<GroupBy>),
    ) -> Result<Self> {
        let asks = |kinds: &[GroupBy]| kinds.contains(&by) || lane_by.is_some_and(|by| kinds.contains(&by));
        let ids = |wanted: GroupBy| {
            let groups = counted.iter().filter(|_| by == wanted).map(|one| one.value);
            let lanes = counted.iter().filter(|_| lane_by == Some(wanted)).filter_map(|one| one.lane);
            let mut ids: Vec<Uuid> = groups.chain(lanes).filter_map(id_of).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut names = Self::default();
        if asks(&[GroupBy::Status, GroupBy::Category]) {
            let statuses = project::statuses_in(tx, projects)?;
            names.statuses = statuses.into_iter().map(|status| (status.id, status)).collect();
        }
        if asks(&[GroupBy::Status, GroupBy::Project]) {
            let briefs = project::brief(tx, projects)?;
            names.projects = briefs.into_iter().map(|project| (project.id, project)).collect();
        }
        if asks(&[GroupBy::Assignee]) {
            let people = auth::users_by_id(tx, &ids(GroupBy::Assignee))?;
            names.people = people.into_iter().map(|(id, user)| (id, user.name)).collect();
        }
        if asks(&[GroupBy::Tag]) {
            let tags = tag::by_ids(tx, workspace, &ids(GroupBy::Tag))?;
            names.tags = tags.into_iter().map(|tag| (tag.id, tag)).collect();
        }
        if asks(&[GroupBy::Milestone]) {
            let milestones = milestone::by_ids(tx, &ids(GroupBy::Milestone))?;
            names.plans.extend(milestones.into_iter().map(|m| (m.id, (m.name, m.position))));
        }
        if asks(&[GroupBy::Cycle]) {
            let cycles = cycle::by_ids(tx, &ids(GroupBy::Cycle))?;
            names.plans.extend(cycles.into_iter().map(|c| (c.id, (c.name, c.start_on))));
        }
        for (by, pointer) in [(Some(by), "?group_by"), (lane_by, "?lane_by")] {
            let Some(GroupBy::Field(id)) = by else {
                continue;
            };
            let field = field::grouping(tx, workspace, projects, id, pointer)?;
            if field.kind == FieldKind::Person {
                let people = auth::users_by_id(tx, &ids(GroupBy::Field(id)))?;
                names.people.extend(people.into_iter().map(|(id, user)| (id, user.name)));
            }
            names.fields.insert(id, field);
        }
        Ok(names)
    }

    /// The groups of all options of a custom field.
    pub fn options(&self, by: GroupBy) -> Vec<GroupKey> {
        let GroupBy::Field(field) = by else {
            return Vec::new();
        };
        let options = self.fields.get(&field).into_iter().flat_map(|field| &field.options);
        options
            .map(|option| GroupKey { by, value: GroupValue::Id(option.id) })
            .collect()
    }

    fn option(&self, by: GroupBy, id: Uuid) -> Option<&FieldOption> {
        let GroupBy::Field(field) = by else {
            return None;
        };
        self.fields.get(&field)?.options.iter().find(|option| option.id == id)
    }

    /// The groups of all statuses.
    pub fn statuses(&self) -> Vec<GroupKey> {
        let key = |id: &Uuid| GroupKey { by: GroupBy::Status, value: GroupValue::Id(*id) };
        self.statuses.keys().map(key).collect()
    }

    /// The group of what was counted.
    pub fn key(&self, by: GroupBy, value: GroupValue) -> GroupKey {
        let status = id_of(value).and_then(|id| self.statuses.get(&id));
        let value = match status {
            Some(status) if by == GroupBy::Category => GroupValue::Category(status.category),
            _ => value,
        };
        GroupKey { by, value }
    }

    /// What is shown of a group.
    pub fn head(&self, key: GroupKey) -> GroupHead {
        let id = id_of(key.value);
        let mut head = GroupHead {
            key: key.text(),
            id,
            name: None,
            colour: None,
            category: None,
            wip_limit: None,
        };
        match (key.value, id) {
            (GroupValue::Category(category), _) => {
                (head.name, head.category) = (Some(category.name().to_owned()), Some(category));
            }
            (GroupValue::Priority(priority), _) => head.name = Some(priority.name().to_owned()),
            (GroupValue::Due(due), _) => head.name = Some(due.name().to_owned()),
            (_, None) => {}
            (_, Some(id)) => self.describe(key.by, id, &mut head),
        }
        head
    }

    fn describe(&self, by: GroupBy, id: Uuid, head: &mut GroupHead) {
        match by {
            GroupBy::Status => {
                if let Some(status) = self.statuses.get(&id) {
                    head.name = Some(status.name.clone());
                    head.colour = Some(status.colour.clone());
                    (head.category, head.wip_limit) = (Some(status.category), status.wip_limit);
                }
            }
            GroupBy::Project => {
                if let Some(project) = self.projects.get(&id) {
                    (head.name, head.colour) = (Some(project.name.clone()), project.colour.clone());
                }
            }
            GroupBy::Tag => {
                if let Some(tag) = self.tags.get(&id) {
                    (head.name, head.colour) = (Some(tag.name.clone()), Some(tag.colour.clone()));
                }
            }
            GroupBy::Milestone | GroupBy::Cycle => {
                head.name = self.plans.get(&id).map(|(name, _)| name.clone());
            }
            GroupBy::Field(_) => match self.option(by, id) {
                Some(option) => {
                    (head.name, head.colour) = (Some(option.name.clone()), Some(option.colour.clone()));
                }
                None => head.name = self.people.get(&id).cloned(),
            },
            GroupBy::Assignee => head.name = self.people.get(&id).cloned(),
            _ => {}
        }
    }

    /// Where a group stands: statuses as on the board, project by project; milestones, cycles and options in their order;
    /// others by name.
    pub fn place(&self, key: GroupKey) -> GroupPlace {
        if let Some(option) = id_of(key.value).and_then(|id| self.option(key.by, id)) {
            return key.place(option.position.clone());
        }
        let status = id_of(key.value).filter(|_| key.by == GroupBy::Status);
        let text = match status.and_then(|id| self.statuses.get(&id)) {
            Some(status) => {
                let project = self.projects.get(&status.project_id).map_or("", |project| &project.name);
                format!("{}\u{1}{}", project.to_lowercase(), status.position)
            }
            None => {
                let name = self.head(key).name.unwrap_or_default().to_lowercase();
                let plan = id_of(key.value).and_then(|id| self.plans.get(&id));
                plan.map_or(name.clone(), |(_, place)| format!("{place}\u{1}{name}"))
            }
        };
        key.place(text)
    }
}

fn id_of(value: GroupValue) -> Option<Uuid> {
    if let GroupValue::Id(id) = value { Some(id) } else { None }
}
