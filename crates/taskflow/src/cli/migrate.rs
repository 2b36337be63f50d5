//! `taskflow migrate`.

use clap::Subcommand;
use taskflow_db::{Applied, MigrationState};

use super::{FAILED, Failure, Settings, block_on, say};
use crate::base::Stamp;
use crate::migrations::ALL;
use crate::roles::open_database;

#[derive(Subcommand)]
pub enum Way {
    /// Take every step that is not taken yet; `serve` does so by itself
    Up,
    /// Take back the newest steps; what they held is lost
    Down {
        /// How many
        #[arg(long, default_value_t = 1)]
        steps: usize,
    },
    /// Say where every step stands; exit code 1 when one is pending or wrong
    Status,
}

pub fn run(settings: &Settings, way: &Way) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let db = block_on(async { Ok(open_database(&config).await?) })?;
    let done = match way {
        Way::Up => db
            .migrate_up(ALL)
            .map_err(Failure::from)
            .and_then(|applied| tell("up", &applied)),
        Way::Down { steps } => db
            .migrate_down(ALL, *steps)
            .map_err(Failure::from)
            .and_then(|applied| tell("down", &applied)),
        Way::Status => status(&db),
    };
    db.close();
    done
}

fn tell(way: &str, applied: &[Applied]) -> Result<(), Failure> {
    if applied.is_empty() {
        say("nothing to do")?;
    }
    applied.iter().try_for_each(|step| say(&format!("{way} {}", step.name)))
}

fn status(db: &taskflow_db::Db) -> Result<(), Failure> {
    let mut wrong = 0;
    for step in db.migrate_status(ALL)? {
        let (word, sound) = match step.state {
            MigrationState::Applied => ("applied", true),
            MigrationState::Pending => ("pending", false),
            MigrationState::Changed => ("changed since it was applied", false),
            MigrationState::Unknown => ("applied by a newer TaskFlow", false),
        };
        wrong += usize::from(!sound);
        let at = step.applied_at.map_or(String::new(), |at| format!(" {}", Stamp(at)));
        say(&format!("{} {word}{at}", step.name))?;
    }
    match wrong {
        0 => Ok(()),
        wrong => Err(Failure { text: format!("pending or wrong steps: {wrong}"), code: FAILED }),
    }
}
