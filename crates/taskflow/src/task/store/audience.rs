//! Who watches a task.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;

sql!(WATCHING, "SELECT user_id FROM watcher WHERE task_id = $1 ORDER BY user_id LIMIT 500");

/// The people who watch a task; of very many, some.
pub fn watching(tx: &mut Tx<'_>, task: Uuid) -> Result<Vec<Uuid>> {
    tx.all(&WATCHING, &params![task])?.iter().map(|row| Ok(row.get(0)?)).collect()
}
