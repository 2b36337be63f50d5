//! A question in the language of the database's index.

use taskflow_db::Engine;
use uuid::Uuid;

use crate::task::search::rules::{Ask, BELONGS, Clause, Ending, LONGEST_START, START, TITLE};

/// Letters that a body's words must start with at least.
const SHORTEST_START: usize = 3;

/// Where is looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub workspace: Uuid,
    /// Only in these, when they are few.
    pub projects: Option<Vec<Uuid>>,
    /// `task` or `comment` alone.
    pub kind: Option<&'static str>,
    /// Only among what was written in these stretches, each a mark; see the store.
    pub stretches: Vec<String>,
}

/// The mark of a workspace.
pub fn in_workspace(id: Uuid) -> String {
    format!("w{}", id.simple())
}

/// The mark of a project.
pub fn in_project(id: Uuid) -> String {
    format!("p{}", id.simple())
}

/// The question in the language of the database's index; `titles` asks for titles that have all of it. `None` when no
/// word is asked for.
pub fn expression(engine: Engine, ask: &Ask, scope: &Scope, titles: bool) -> Option<String> {
    if ask.wanted.is_empty() {
        return None;
    }
    let speech = Speech { engine };
    let mark = |mark: &str| speech.one(&format!("{BELONGS}{mark}"), false);
    let mut all: Vec<String> = Vec::new();
    match &scope.projects {
        Some(projects) => all.push(speech.any(projects.iter().map(|id| mark(&in_project(*id))).collect())),
        None => all.push(mark(&in_workspace(scope.workspace))),
    }
    all.extend(scope.kind.map(|kind| mark(&format!("k{kind}"))));
    if !scope.stretches.is_empty() {
        all.push(speech.any(scope.stretches.iter().map(|stretch| mark(stretch)).collect()));
    }
    for clause in &ask.wanted {
        all.push(if titles { speech.in_title(clause) } else { speech.anywhere(clause) });
    }
    let unwanted = ask.unwanted.iter().map(|clause| speech.anywhere(clause)).collect();
    Some(speech.but(all, unwanted))
}

/// How an engine wants it said.
struct Speech {
    engine: Engine,
}

impl Speech {
    fn in_title(&self, clause: &Clause) -> String {
        let words: Vec<String> = clause.words.iter().map(|word| format!("{TITLE}{word}")).collect();
        match (clause.ending, clause.words.as_slice()) {
            (Ending::Whole, _) => self.phrase(&words, false),
            (_, [word]) if word.chars().count() <= LONGEST_START => {
                self.one(&format!("{START}{word}"), false)
            }
            _ => self.phrase(&words, true),
        }
    }

    fn anywhere(&self, clause: &Clause) -> String {
        let whole = self.phrase(&clause.words, false);
        let long =
            clause.words.len() > 1 || clause.words.iter().any(|word| word.chars().count() >= SHORTEST_START);
        match clause.ending {
            Ending::Whole => whole,
            Ending::Open if long => self.phrase(&clause.words, true),
            Ending::Open | Ending::Typing => self.any(vec![whole, self.in_title(clause)]),
        }
    }

    /// Words hold letters, digits and the marks of [`super::words`] alone: there is nothing to escape.
    fn one(&self, word: &str, open: bool) -> String {
        match (self.engine, open) {
            (Engine::Sqlite, false) => format!("\"{word}\""),
            (Engine::Sqlite, true) => format!("\"{word}\"*"),
            (Engine::Postgres, false) => format!("'{word}'"),
            (Engine::Postgres, true) => format!("'{word}':*"),
        }
    }

    fn phrase(&self, words: &[String], open: bool) -> String {
        match self.engine {
            Engine::Sqlite => self.one(&words.join(" "), open),
            Engine::Postgres => {
                let last = words.len().saturating_sub(1);
                let each = words.iter().enumerate().map(|(at, word)| self.one(word, open && at == last));
                format!("({})", each.collect::<Vec<_>>().join(" <-> "))
            }
        }
    }

    fn any(&self, parts: Vec<String>) -> String {
        let or = if self.engine == Engine::Sqlite { " OR " } else { " | " };
        format!("({})", parts.join(or))
    }

    fn but(&self, all: Vec<String>, unwanted: Vec<String>) -> String {
        let (and, not) = match self.engine {
            Engine::Sqlite => (" AND ", " NOT "),
            Engine::Postgres => (" & ", " & !"),
        };
        let mut text = format!("({})", all.join(and));
        for part in unwanted {
            text = format!("({text}{not}{part})");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::search::rules::parse;

    #[test]
    fn questions_are_put_to_each_engine() {
        let scope = Scope {
            workspace: Uuid::nil(),
            projects: None,
            kind: Some("task"),
            stretches: Vec::new(),
        };
        let ask = parse("two \"big words\" -no f");
        let none = "w00000000000000000000000000000000";
        assert_eq!(
            expression(Engine::Sqlite, &ask, &scope, true).unwrap(),
            format!("((\"§{none}\" AND \"§ktask\" AND \"·two\" AND \"·big ·words\" AND \"‹f\") NOT \"no\")")
        );
        assert_eq!(
            expression(Engine::Postgres, &ask, &scope, false).unwrap(),
            format!("(('§{none}' & '§ktask' & ('two') & ('big' <-> 'words') & (('f') | '‹f')) & !('no'))")
        );
    }
}
