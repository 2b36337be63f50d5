//! Follows the log of workspaces and runs the rules that an entry sets off.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use uuid::Uuid;

use super::model::{Rule, RunOutcome, Trigger};
use super::run::{self, Because, Ready};
use super::{rules, store};
use crate::base::Result;
use crate::event::{Consumer, Cx, Entity, Entry, Serves};

/// The consumer of the log that runs rules.
#[derive(Debug, Default)]
pub struct Automation {
    serves: Serves,
}

impl Consumer for Automation {
    fn name(&self) -> &'static str {
        super::NAME
    }

    fn wants(&self, entry: &Entry) -> bool {
        self.serves.may_have(entry, Rule::NAME) && rules::TYPES.contains(&entry.kind.as_str())
    }

    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()> {
        let mut known: HashMap<Uuid, Vec<Rule>> = HashMap::new();
        let mut ready: HashMap<Uuid, Option<Ready>> = HashMap::new();
        for entry in entries {
            let workspace = entry.stream_id;
            let waiting = match known.get(&workspace) {
                Some(waiting) => waiting,
                None => {
                    let mut all = store::of_workspace(cx, workspace)?;
                    if all.is_empty() {
                        self.serves.has_none(workspace);
                    }
                    all.retain(|rule| rule.enabled && matches!(rule.trigger, Trigger::Event { .. }));
                    known.entry(workspace).or_insert(all)
                }
            };
            if waiting.is_empty() {
                continue;
            }
            let changes = entry.read_payload()?.map(|payload| payload.changes).unwrap_or_default();
            let fired = waiting.iter().filter(|rule| rules::fires(&rule.trigger, &entry.kind, &changes));
            // A rule is for what happens after it was made.
            let fired: Vec<Rule> = fired.filter(|rule| rule.created_at <= entry.at).cloned().collect();
            if fired.is_empty() {
                continue;
            }
            let Some(task) = run::task_of(cx, entry)? else {
                continue;
            };
            for rule in fired {
                let id = rule.id;
                if let Slot::Vacant(unknown) = ready.entry(id) {
                    unknown.insert(run::ready(cx, rule)?);
                }
                let Some(Some(one)) = ready.get(&id) else { continue };
                if one.is_about(cx, &task)?
                    && one.run(cx, Because::Entry(entry), task.id)? == RunOutcome::Disabled
                {
                    ready.insert(id, None);
                }
            }
        }
        Ok(())
    }
}
