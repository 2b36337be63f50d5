//! Asks the engine what it thinks of a statement, without running it.

use crate::db::Db;
use crate::sql::Sql;

/// One statement as the engine sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub name: &'static str,
    /// How many parameters the engine expects.
    pub params: usize,
    pub columns: Vec<String>,
    /// Why it does not fit, if so.
    pub error: Option<String>,
}

impl Db {
    /// Prepares each text on the engine and compares its parameters with the placeholders in it. Blocks; for tests and
    /// for `doctor` commands. Pass [`crate::registered`] and samples of what is composed.
    pub fn check(&self, sql: &[&Sql]) -> Vec<Checked> {
        sql.iter().map(|sql| self.check_one(sql)).collect()
    }

    fn check_one(&self, sql: &Sql) -> Checked {
        let engine = self.engine();
        let compiled = sql.compiled(engine);
        let (highest, distinct) = (compiled.params, compiled.distinct);
        let asked = sql.clone();
        let answer = self.read_blocking(move |tx| tx.backend().describe(&asked));
        let (params, columns, error) = match answer {
            Err(error) => (0, Vec::new(), Some(error.to_string())),
            Ok((params, columns)) if params != distinct || highest != distinct => {
                let text = format!(
                    "{} sees {params} parameters; the text has {distinct} different ones, the highest ${highest}",
                    engine.name()
                );
                (params, columns, Some(text))
            }
            Ok((params, columns)) => (params, columns, None),
        };
        Checked { name: sql.name(), params, columns, error }
    }
}
