//! A custom field as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// What a field's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of up to 2,000 characters.
    Text,
    Number,
    /// `YYYY-MM-DD`.
    Date,
    /// The id of one of the field's options.
    Select,
    /// The ids of some of them.
    MultiSelect,
    /// The id of a member who can see the task.
    Person,
    /// An `http` or `https` address.
    Url,
}

impl FieldKind {
    const ALL: [Self; 7] = [
        Self::Text,
        Self::Number,
        Self::Date,
        Self::Select,
        Self::MultiSelect,
        Self::Person,
        Self::Url,
    ];

    /// As stored and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Select => "select",
            Self::MultiSelect => "multi_select",
            Self::Person => "person",
            Self::Url => "url",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether its values are options.
    pub fn has_options(self) -> bool {
        matches!(self, Self::Select | Self::MultiSelect)
    }
}

/// Something that tasks can be given a value for: `Task.custom_fields` has it by the field's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomField {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// The project whose tasks have it; `null` for tasks of all projects.
    pub project_id: Option<Uuid>,
    /// Once in its project, or among those of all projects, whatever the case of its letters.
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// New tasks need a value, and it cannot be cleared. Tasks that were there before, or come by an import or as the next
    /// occurrence, may be without.
    pub required: bool,
    /// Of `select` and `multi_select`, in their order.
    pub options: Vec<FieldOption>,
    /// Its place among the fields: compare as text, byte by byte, and by `id` when equal.
    pub position: String,
    /// Since when it takes no new values. Those that are there stay.
    pub archived_at: Option<Stamp>,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

/// One of the values that a field offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldOption {
    pub id: Uuid,
    /// Once in its field, whatever the case of its letters.
    pub name: String,
    /// `#RRGGBB`.
    pub colour: String,
    /// Its place among the options.
    pub position: String,
}

impl Entity for CustomField {
    const NAME: &'static str = "custom_field";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A field to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewField {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// 1 to 50 characters.
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FieldKind,
    #[serde(default)]
    pub required: bool,
    /// Of `select` and `multi_select`: 1 to 100, in their order.
    #[serde(default)]
    pub options: Vec<NewOption>,
    /// Right after this field of the same scope; else last.
    #[serde(default)]
    pub after_id: Option<Uuid>,
}

/// An option of a field. One with the `id` of an option that is there stays that option.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOption {
    #[serde(default)]
    pub id: Option<Uuid>,
    /// 1 to 50 characters.
    pub name: String,
    /// `#RRGGBB`; grey when absent.
    #[serde(default)]
    pub colour: Option<String>,
}

/// What is to be different about a field. Its type stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    pub required: Patch<bool>,
    /// The whole list in its new order. An option that is left out goes, and tasks lose it.
    #[serde(default)]
    #[schema(value_type = Vec<NewOption>, required = false)]
    pub options: Patch<Vec<NewOption>>,
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    pub archived: Patch<bool>,
    /// Right after this field of the same scope; `null` puts it first.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub after_id: Patch<Uuid>,
}
