//! `taskflow backup`.

use std::path::Path;

use taskflow_db::Engine;

use super::{FAILED, Failure, Settings, say};
use crate::roles::database_options;

pub fn run(settings: &Settings, file: &Path) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let options = database_options(&config);
    if options.engine()? == Engine::Postgres {
        let text = "a PostgreSQL database is copied by its own tool: pg_dump --format=custom --file=FILE URL";
        return Err(Failure { text: text.to_owned(), code: FAILED });
    }
    taskflow_db::backup(&options.url, file)?;
    let bytes = std::fs::metadata(file)?.len();
    say(&format!("{}: {bytes} bytes", file.display()))?;
    if config.jwt_keys.is_empty() || config.encryption_keys.is_empty() {
        let keys = config.data_dir.join("keys.toml");
        say(&format!(
            "keep {} with it, in a safe place: what is sealed opens only with its keys",
            keys.display()
        ))?;
    }
    Ok(())
}
