//! A statement's text: written once, known by name, registered so that a test can prepare every one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use crate::dialect::{self, Compiled};
use crate::options::Engine;

/// So many composed texts are kept ready; then all are forgotten.
const REMEMBERED: usize = 200;
/// Longer texts, in bytes, are made anew each time.
const LONGEST: usize = 8_192;
/// Composed statements by their text: the same lists are asked for again and again.
static COMPOSED: LazyLock<Mutex<HashMap<String, Arc<Sql>>>> = LazyLock::new(Mutex::default);

#[derive(Clone, Debug)]
enum Text {
    Common(Cow<'static, str>),
    Fork {
        sqlite: &'static str,
        postgres: &'static str,
    },
    /// One that was composed before.
    Known(Arc<Sql>),
}

/// A piece of a composed statement: text of the program, or the place of a value.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    Text(&'static str),
    /// `$N`
    Value(usize),
}

/// One statement. Placeholders are `$1`, `$2`, …; each may stand more than once. `x in_list($1)` and
/// `x not in_list($1)` take a list; `FOR UPDATE` and its kin are dropped on SQLite. Made only of texts that are in the
/// program, so no input can become SQL.
#[derive(Clone, Debug)]
pub struct Sql {
    name: &'static str,
    text: Text,
    sqlite: OnceLock<Compiled>,
    postgres: OnceLock<Compiled>,
}

impl Sql {
    /// One text for both engines. Prefer [`crate::sql!`], which registers it too.
    pub const fn new(name: &'static str, text: &'static str) -> Sql {
        Sql {
            name,
            text: Text::Common(Cow::Borrowed(text)),
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    /// A text for each engine, where they truly differ.
    pub const fn fork(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Sql {
        Sql {
            name,
            text: Text::Fork { sqlite, postgres },
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    /// Joins fragments with a space, for statements whose filters and order are chosen at run time. Number the values
    /// yourself, from 1 without gaps.
    pub fn compose(parts: &[Part]) -> Sql {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(fragment) => text.push_str(fragment),
                Part::Value(number) => {
                    text.push('$');
                    text.push_str(&number.to_string());
                }
            }
            text.push(' ');
        }
        let new = |text: String| Sql::of(Text::Common(Cow::Owned(text)));
        if text.len() > LONGEST {
            return new(text);
        }
        let mut composed = COMPOSED.lock().unwrap_or_else(PoisonError::into_inner);
        if composed.len() >= REMEMBERED && !composed.contains_key(&text) {
            composed.clear();
        }
        let known = composed.entry(text).or_insert_with_key(|text| Arc::new(new(text.clone())));
        Sql::of(Text::Known(Arc::clone(known)))
    }

    /// A text made at run time out of names that the database's catalogue gave.
    pub(crate) fn owned(name: &'static str, text: Cow<'static, str>) -> Sql {
        Sql::of(Text::Common(text)).named(name)
    }

    fn of(text: Text) -> Sql {
        Sql {
            name: "composed",
            text,
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    /// The same statement under another name, for messages and traces.
    pub fn named(mut self, name: &'static str) -> Sql {
        self.name = name;
        self
    }

    /// Where it is defined, `module::NAME`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text as it was written for `engine`.
    pub fn text(&self, engine: Engine) -> &str {
        match (&self.text, engine) {
            (Text::Common(text), _) => text,
            (Text::Fork { sqlite, .. }, Engine::Sqlite) => sqlite,
            (Text::Fork { postgres, .. }, Engine::Postgres) => postgres,
            (Text::Known(sql), engine) => sql.text(engine),
        }
    }

    pub(crate) fn compiled(&self, engine: Engine) -> &Compiled {
        if let Text::Known(sql) = &self.text {
            return sql.compiled(engine);
        }
        let slot = match engine {
            Engine::Sqlite => &self.sqlite,
            Engine::Postgres => &self.postgres,
        };
        slot.get_or_init(|| dialect::compile(self.text(engine), engine))
    }
}

/// An entry of the register of statements.
#[doc(hidden)]
pub struct Registered(pub &'static Sql);

inventory::collect!(Registered);

/// Every statement defined with [`crate::sql!`] in the program, in no certain order.
pub fn registered() -> impl Iterator<Item = &'static Sql> {
    inventory::iter::<Registered>().map(|entry| entry.0)
}

/// Defines and registers a statement: `sql!(pub FIND_TASK, "SELECT … WHERE id = $1");`, or with a text for each engine:
/// `sql!(pub SEARCH, sqlite: "…", postgres: "…");`.
#[macro_export]
macro_rules! sql {
    ($(#[$meta:meta])* $vis:vis $name:ident, sqlite: $sqlite:expr, postgres: $postgres:expr $(,)?) => {
        $(#[$meta])*
        $vis static $name: $crate::Sql =
            $crate::Sql::fork(concat!(module_path!(), "::", stringify!($name)), $sqlite, $postgres);
        $crate::inventory::submit! { $crate::Registered(&$name) }
    };
    ($(#[$meta:meta])* $vis:vis $name:ident, $text:expr $(,)?) => {
        $(#[$meta])*
        $vis static $name: $crate::Sql = $crate::Sql::new(concat!(module_path!(), "::", stringify!($name)), $text);
        $crate::inventory::submit! { $crate::Registered(&$name) }
    };
}
