//! What a row hangs on: it goes when that goes.

use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::Thing;

/// Read off the data by the names of its fields, so that a kind of thing which this crate does not know yet falls with
/// its task or project too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hangs {
    pub(super) project: Option<Uuid>,
    /// A relation hangs on two.
    pub(super) tasks: [Option<Uuid>; 2],
}

#[derive(Deserialize)]
struct Fields {
    project_id: Option<Uuid>,
    task_id: Option<Uuid>,
    other_id: Option<Uuid>,
}

impl Hangs {
    pub(super) fn of(data: &RawValue) -> Self {
        match serde_json::from_str::<Fields>(data.get()) {
            Ok(fields) => Self { project: fields.project_id, tasks: [fields.task_id, fields.other_id] },
            // Nothing that can be read: nothing to hang on.
            Err(_) => Self::default(),
        }
    }

    pub(super) fn all(self) -> impl Iterator<Item = Uuid> {
        self.project.into_iter().chain(self.tasks.into_iter().flatten())
    }

    /// The same as things.
    pub(super) fn things(self) -> impl Iterator<Item = Thing> {
        let task = |id| Thing::new("task", id);
        let project = self.project.map(|id| Thing::new("project", id));
        project.into_iter().chain(self.tasks.into_iter().flatten().map(task))
    }

    /// How far from the root it hangs: rows are merged in this order.
    pub(super) fn depth(self) -> u8 {
        match (self.project, self.tasks) {
            (_, [Some(_), _] | [_, Some(_)]) => 2,
            (Some(_), _) => 1,
            _ => 0,
        }
    }

    /// Whether something can hang on it. A person's id is also that of their membership.
    pub(super) fn carries(thing: &Thing) -> bool {
        thing.is_a("task") || thing.is_a("project")
    }
}
