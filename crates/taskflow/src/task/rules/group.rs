//! What tells groups of tasks apart.

use uuid::Uuid;

use crate::base::{Error, Result};
use crate::project::StatusCategory;
use crate::task::model::{GroupBy, Priority};

/// What the tasks of one group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupValue {
    Nothing,
    Id(Uuid),
    Category(StatusCategory),
    Priority(Priority),
    Due(DueIn),
}

/// When something is due, as people ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DueIn {
    Overdue,
    Today,
    Week,
    Later,
}

impl DueIn {
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Today, Self::Week, Self::Later];

    /// As in the keys of groups.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Week => "week",
            Self::Later => "later",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|due| due.name() == name)
    }
}

/// One group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GroupKey {
    pub by: GroupBy,
    pub value: GroupValue,
}

/// Where a group stands: those with nothing last, then by rank, by name, by id.
pub type GroupPlace = (bool, i64, String, Uuid);

const CATEGORIES: [StatusCategory; 5] = [
    StatusCategory::Backlog,
    StatusCategory::Todo,
    StatusCategory::InProgress,
    StatusCategory::Done,
    StatusCategory::Cancelled,
];

impl GroupKey {
    /// `status:…`, `priority:high`, `assignee:none`.
    pub fn text(self) -> String {
        let by = self.by.name();
        match self.value {
            GroupValue::Nothing => format!("{by}:none"),
            GroupValue::Id(id) => format!("{by}:{id}"),
            GroupValue::Category(category) => format!("{by}:{}", category.name()),
            GroupValue::Priority(priority) => format!("{by}:{}", priority.name()),
            GroupValue::Due(due) => format!("{by}:{}", due.name()),
        }
    }

    /// The groups that are there even when they are empty, in no certain order.
    pub fn fixed(by: GroupBy) -> Vec<Self> {
        let key = |value| Self { by, value };
        match by {
            GroupBy::Category => CATEGORIES.map(GroupValue::Category).map(key).into(),
            GroupBy::Priority => Priority::ALL.map(GroupValue::Priority).map(key).into(),
            GroupBy::Due => {
                let dated = DueIn::ALL.map(GroupValue::Due).into_iter();
                dated.chain([GroupValue::Nothing]).map(key).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Where the group stands, given what its name sorts by. Backlog comes first and urgent, too.
    pub fn place(self, name: String) -> GroupPlace {
        let last = self.value == GroupValue::Nothing;
        let rank = match self.value {
            GroupValue::Category(category) => category as i64,
            GroupValue::Priority(priority) => -priority.rank(),
            GroupValue::Due(due) => due as i64,
            GroupValue::Id(_) | GroupValue::Nothing => 0,
        };
        let id = if let GroupValue::Id(id) = self.value { id } else { Uuid::nil() };
        (last, rank, name, id)
    }
}

/// Reads what [`GroupKey::text`] wrote, or two of them with a comma between: a group, and a lane in it.
///
/// # Errors
/// `Invalid` at `?group`.
pub fn parse_groups(text: &str) -> Result<Vec<GroupKey>> {
    let keys: Option<Vec<GroupKey>> = text.split(',').map(parse_group).collect();
    keys.filter(|keys| keys.len() <= 2).ok_or_else(|| {
        let message = "Give the `key` of a group, or those of a group and a lane with a comma between.";
        Error::invalid("?group", "invalid_value", message)
    })
}

fn parse_group(text: &str) -> Option<GroupKey> {
    let (by, value) = text.split_once(':')?;
    let by = GroupBy::from_name(by)?;
    let value = match (by, value) {
        (GroupBy::Priority, name) => GroupValue::Priority(Priority::from_name(name)?),
        (GroupBy::Category, name) => GroupValue::Category(StatusCategory::from_name(name)?),
        (GroupBy::Due, name) if name != "none" => GroupValue::Due(DueIn::from_name(name)?),
        (GroupBy::Status | GroupBy::Project, id) => GroupValue::Id(id.parse().ok()?),
        (_, "none") => GroupValue::Nothing,
        (_, id) => GroupValue::Id(id.parse().ok()?),
    };
    Some(GroupKey { by, value })
}

/// The most groups times cards of one answer.
const MOST_CARDS: i64 = 2_000;
const CARDS: i64 = 20;
const CARDS_A_GROUP: i64 = 50;

/// How many cards each of `groups` groups brings.
///
/// # Errors
/// `Invalid` at `?cards`.
pub fn cards(given: Option<i64>, groups: i64) -> Result<i64> {
    match given {
        None => Ok(CARDS.min(MOST_CARDS / groups.max(1))),
        Some(cards @ 0..=CARDS_A_GROUP) if cards * groups <= MOST_CARDS => Ok(cards),
        Some(_) => {
            let message =
                format!("Give 0 to {CARDS_A_GROUP} cards, and at most {MOST_CARDS} by the limit of groups.");
            Err(Error::invalid("?cards", "out_of_range", message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        let id = GroupValue::Id(Uuid::from_u128(7));
        let mut keys = vec![
            GroupKey { by: GroupBy::Status, value: id },
            GroupKey { by: GroupBy::Assignee, value: GroupValue::Nothing },
            GroupKey { by: GroupBy::Tag, value: id },
            GroupKey { by: GroupBy::Field(Uuid::from_u128(3)), value: id },
            GroupKey { by: GroupBy::Field(Uuid::from_u128(3)), value: GroupValue::Nothing },
        ];
        keys.extend(GroupKey::fixed(GroupBy::Priority));
        keys.extend(GroupKey::fixed(GroupBy::Category));
        keys.extend(GroupKey::fixed(GroupBy::Due));
        for key in keys {
            assert_eq!(parse_groups(&key.text()).unwrap(), [key]);
        }
        assert_eq!(parse_groups("priority:high,assignee:none").unwrap().len(), 2);
        for bad in [
            "",
            "status",
            "status:none",
            "status:x",
            "priority:5",
            "size:1",
            "field.size:none",
            "tag:none,tag:none,tag:none",
        ] {
            assert!(parse_groups(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn groups_stand_as_people_expect() {
        let mut keys = GroupKey::fixed(GroupBy::Priority);
        keys.sort_by_key(|key| key.place(String::new()));
        assert_eq!(keys[0].text(), "priority:urgent");
        let of = |value| GroupKey { by: GroupBy::Assignee, value };
        let nobody = of(GroupValue::Nothing).place(String::new());
        assert!(of(GroupValue::Id(Uuid::max())).place("zoe".to_owned()) < nobody);
    }

    #[test]
    fn cards_are_bounded() {
        assert_eq!(cards(None, 50).unwrap(), 20);
        assert_eq!(cards(None, 200).unwrap(), 10);
        assert_eq!(cards(Some(0), 200).unwrap(), 0);
        assert!(cards(Some(51), 1).is_err() && cards(Some(-1), 1).is_err() && cards(Some(20), 101).is_err());
    }
}
