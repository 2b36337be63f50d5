//! `taskflow restore`.

use std::path::Path;

use taskflow_db::{Db, Engine};
use uuid::Uuid;

use super::{FAILED, Failure, Settings, block_on, say};
use crate::base::{Clock, Error};
use crate::event;
use crate::roles::database_options;

pub fn run(settings: &Settings, file: &Path) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let options = database_options(&config);
    if options.engine()? == Engine::Postgres {
        let text =
            "a PostgreSQL database is restored by its own tool: pg_restore, then `taskflow log new-epoch`";
        return Err(Failure { text: text.to_owned(), code: FAILED });
    }
    taskflow_db::restore(&options.url, file, raise_epochs)?;
    say("restored; prove it with `taskflow log verify`")?;
    if config.jwt_keys.is_empty() && !config.data_dir.join("keys.toml").exists() {
        let keys = config.data_dir.join("keys.toml");
        say(&format!("put its keys at {}, or the next start makes new ones", keys.display()))?;
    }
    Ok(())
}

/// What happened after the backup is gone: nobody may go on from there.
fn raise_epochs(db: &Db) -> Result<(), Failure> {
    let now = Clock::system().now();
    block_on(async {
        let raise = db.write::<_, Error, _>(Uuid::nil(), move |tx| event::new_epoch(tx, now));
        raise.await.map(drop).map_err(Failure::from)
    })
}
