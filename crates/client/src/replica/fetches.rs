//! What must be fetched beside the stream, and what went away meanwhile.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use uuid::Uuid;

use crate::Thing;

/// Projects and tasks that one request may name.
const PROJECTS: usize = 50;
const TASKS: usize = 200;

/// Names a fetch that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FetchId(u64);

/// A snapshot of a part that must be asked for. One of the three lists is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    pub id: FetchId,
    pub projects: Vec<Uuid>,
    pub tasks: Vec<Uuid>,
    pub entities: Vec<Arc<str>>,
}

impl Fetch {
    /// What follows `snapshot?`.
    pub fn query(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        pairs.extend(self.projects.iter().map(|id| format!("project={id}")));
        pairs.extend(self.tasks.iter().map(|id| format!("task={id}")));
        pairs.extend(self.entities.iter().map(|kind| format!("entity={kind}")));
        pairs.join("&")
    }

    fn names(&self, thing: &Thing) -> bool {
        (thing.is_a("project") && self.projects.contains(&thing.id))
            || (thing.is_a("task") && self.tasks.contains(&thing.id))
    }

    fn is_empty(&self) -> bool {
        self.projects.is_empty() && self.tasks.is_empty() && self.entities.is_empty()
    }
}

#[derive(Debug)]
pub(super) struct UnderWay {
    pub(super) asked: Fetch,
    /// What went away since it began.
    pub(super) removed: HashMap<Thing, Removal>,
    /// Whole kinds that may not be seen any more.
    pub(super) hidden: BTreeSet<Arc<str>>,
}

impl UnderWay {
    /// A row of it that went away since, or whose kind did.
    pub(super) fn is_stale(&self, thing: &Thing, version: i64) -> bool {
        let removed = self.removed.get(thing);
        removed.is_some_and(|removal| removal.version >= version) || self.hidden.contains(&thing.entity)
    }
}

/// How something went away last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Removal {
    /// `i64::MAX` when whatever version there is may not be seen.
    pub(super) version: i64,
    /// What was read at this entry or later knows of it.
    pub(super) seq: i64,
}

impl Removal {
    /// Whatever is on its way. What may be seen again is asked for again.
    pub(super) const FOR_GOOD: Self = Self { version: i64::MAX, seq: i64::MAX };
}

/// Where and with which rights something was read that may be otherwise now.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    pub(super) seq: i64,
    pub(super) scope: Option<String>,
    /// It was there, though perhaps not all that hangs on it.
    pub(super) brought: bool,
}

#[derive(Debug, Default)]
pub(super) struct Fetches {
    projects: BTreeSet<Uuid>,
    tasks: BTreeSet<Uuid>,
    entities: BTreeSet<Arc<str>>,
    under_way: Vec<UnderWay>,
    /// What a fetch may have brought wrongly, or not. A kind has no id.
    doubts: BTreeMap<Thing, Doubt>,
    last: u64,
}

impl Fetches {
    /// A project, a task or all of a kind must be fetched, also when an earlier fetch is under way: that may have been
    /// read before what is told now.
    pub(super) fn need(&mut self, thing: &Thing) {
        if thing.is_a("project") {
            self.projects.insert(thing.id);
        } else if thing.is_a("task") {
            self.tasks.insert(thing.id);
        } else {
            self.entities.insert(thing.entity.clone());
        }
    }

    /// A project that may be seen must be held: it is fetched unless that is being done.
    pub(super) fn need_project(&mut self, id: Uuid) {
        if !self.is_coming(&Thing::new("project", id)) {
            self.projects.insert(id);
        }
    }

    fn is_coming(&self, thing: &Thing) -> bool {
        let coming = |fetch: &UnderWay| fetch.asked.names(thing) && !fetch.removed.contains_key(thing);
        self.under_way.iter().any(coming)
    }

    /// A task came from where it could not be seen, perhaps: it is fetched unless that is being done.
    pub(super) fn need_task(&mut self, thing: &Thing) {
        if !self.is_coming(thing) {
            self.tasks.insert(thing.id);
        }
    }

    pub(super) fn need_all(&mut self, entity: &str) {
        let coming = |fetch: &UnderWay| {
            fetch.asked.entities.iter().any(|kind| &**kind == entity) && !fetch.hidden.contains(entity)
        };
        if !self.under_way.iter().any(coming) {
            self.entities.insert(entity.into());
        }
    }

    pub(super) fn removed(&mut self, thing: &Thing, removal: Removal) {
        for fetch in &mut self.under_way {
            let last = fetch.removed.entry(thing.clone()).or_insert(removal);
            last.version = removal.version.max(last.version);
            last.seq = removal.seq.max(last.seq);
        }
    }

    /// It is not to be asked for any more.
    pub(super) fn cancel(&mut self, thing: &Thing) {
        self.doubts.remove(thing);
        if thing.is_a("project") {
            self.projects.remove(&thing.id);
        } else if thing.is_a("task") {
            self.tasks.remove(&thing.id);
        }
    }

    /// No thing of the kind may be seen any more.
    pub(super) fn hide(&mut self, entity: &str) {
        self.entities.remove(entity);
        self.doubts.retain(|thing, _| !thing.is_a(entity));
        for fetch in &mut self.under_way {
            fetch.hidden.insert(entity.into());
        }
    }

    /// The projects that are waited for.
    pub(super) fn projects(&self) -> Vec<Uuid> {
        let under_way = self.under_way.iter().flat_map(|fetch| &fetch.asked.projects);
        let doubted = self.doubts.keys().filter(|thing| thing.is_a("project")).map(|thing| &thing.id);
        self.projects.iter().chain(under_way).chain(doubted).copied().collect()
    }

    /// Nothing is missing that a fetch will bring.
    pub(super) fn is_idle(&self) -> bool {
        let waiting = !self.projects.is_empty() || !self.tasks.is_empty() || !self.entities.is_empty();
        !waiting && self.doubts.is_empty() && self.under_way.iter().all(|fetch| fetch.asked.is_empty())
    }

    pub(super) fn next(&mut self) -> Option<Fetch> {
        let (mut projects, mut tasks, mut entities) = (Vec::new(), Vec::new(), Vec::new());
        if !self.projects.is_empty() {
            projects.extend(std::iter::from_fn(|| self.projects.pop_first()).take(PROJECTS));
        } else if !self.tasks.is_empty() {
            tasks.extend(std::iter::from_fn(|| self.tasks.pop_first()).take(TASKS));
        } else if !self.entities.is_empty() {
            entities.extend(std::mem::take(&mut self.entities));
        } else {
            return None;
        }
        Some(self.begin(projects, tasks, entities))
    }

    pub(super) fn begin(&mut self, projects: Vec<Uuid>, tasks: Vec<Uuid>, entities: Vec<Arc<str>>) -> Fetch {
        self.last += 1;
        let asked = Fetch { id: FetchId(self.last), projects, tasks, entities };
        self.under_way.push(UnderWay {
            asked: asked.clone(),
            removed: HashMap::new(),
            hidden: BTreeSet::new(),
        });
        asked
    }

    /// `None` when it has been made void.
    pub(super) fn end(&mut self, id: FetchId) -> Option<UnderWay> {
        let at = self.under_way.iter().position(|fetch| fetch.asked.id == id)?;
        Some(self.under_way.swap_remove(at))
    }

    pub(super) fn doubt(&mut self, thing: Thing, doubt: Doubt) {
        self.doubts.insert(thing, doubt);
    }

    /// The copy stands at the entry `seq`, with the rights `scope`. What was read with these, and was whole or is not
    /// there with them, is well; a task that is not held is not there. The rest is asked for again once the copy is
    /// beyond where it was read: until then what is held may be told to go.
    pub(super) fn settle_doubts(&mut self, seq: i64, scope: Option<&str>, held: impl Fn(&Thing) -> bool) {
        for (thing, doubt) in std::mem::take(&mut self.doubts) {
            let is_task = thing.is_a("task");
            let same_rights = doubt.scope.as_deref() == scope;
            let is_well = doubt.seq <= seq && same_rights && (doubt.brought || !is_task);
            if is_well || is_task && !held(&thing) {
                continue;
            }
            if doubt.seq < seq {
                self.need(&thing);
            } else {
                self.doubts.insert(thing, doubt);
            }
        }
    }

    /// It brought nothing: what is still wanted of it waits again. `held` says what came back after it went away.
    pub(super) fn failed(&mut self, id: FetchId, held: impl Fn(&Thing) -> bool) {
        let Some(UnderWay { asked, removed, hidden, .. }) = self.end(id) else {
            return;
        };
        let wanted = |thing: Thing| !removed.contains_key(&thing) || held(&thing);
        self.projects
            .extend(asked.projects.iter().filter(|id| wanted(Thing::new("project", **id))));
        self.tasks
            .extend(asked.tasks.iter().filter(|id| wanted(Thing::new("task", **id))));
        self.entities
            .extend(asked.entities.iter().filter(|kind| !hidden.contains(*kind)).cloned());
    }

    pub(super) fn clear(&mut self) {
        // The numbers go on, so that an answer to a fetch from before is known as such.
        *self = Self { last: self.last, ..Self::default() };
    }
}
