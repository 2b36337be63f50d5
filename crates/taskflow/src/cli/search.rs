//! `taskflow search`.

use clap::Subcommand;

use super::{Failure, Settings, block_on, say};
use crate::base::Clock;
use crate::{roles, task};

#[derive(Subcommand)]
pub enum Way {
    /// Make the index anew; on PostgreSQL also while the server runs
    Rebuild,
}

pub fn run(settings: &Settings, way: &Way) -> Result<(), Failure> {
    let Way::Rebuild = way;
    let config = settings.load(None)?;
    block_on(async move {
        let app = roles::open(config, Clock::system()).await?;
        let made = task::rebuild_search(&app).await;
        app.db.close();
        say(&format!("{} texts can be searched", made?))
    })
}
