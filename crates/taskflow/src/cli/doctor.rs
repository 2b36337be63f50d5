//! `taskflow doctor`: what is wrong with this installation, and what to do about it.

use std::net::TcpListener;

use taskflow_db::{Db, Engine, MigrationState};

use super::{FAILED, Failure, Settings, block_on, say};
use crate::auth::load_keys;
use crate::base::Clock;
use crate::config::Config;
use crate::migrations::ALL;
use crate::realtime::Carrier;
use crate::roles::{database_options, open_to_read};

/// Less free space than this is told.
const LITTLE_SPACE: u64 = 1 << 30;
/// When this was written: a clock before it is wrong.
const EARLIEST_MS: i64 = 1_750_000_000_000;

enum Finding {
    Good(String),
    /// It works, and somebody should look at it.
    Odd(String),
    Bad(String),
}

use Finding::{Bad, Good, Odd};

pub fn run(settings: &Settings) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let mut findings = vec![
        Good("settings: every key is known and sound".to_owned()),
        clock(),
        data_dir(&config),
        space(&config),
        keys(&config),
        door(&config),
        mail(&config),
    ];
    findings.extend(database(&config));
    let mut bad = 0;
    for finding in findings {
        let (word, text) = match finding {
            Good(text) => ("ok  ", text),
            Odd(text) => ("look", text),
            Bad(text) => {
                bad += 1;
                ("BAD ", text)
            }
        };
        say(&format!("{word}  {text}"))?;
    }
    match bad {
        0 => Ok(()),
        bad => Err(Failure {
            text: format!("TaskFlow cannot work like this ({bad} findings)"),
            code: FAILED,
        }),
    }
}

fn clock() -> Finding {
    let now = Clock::system().now();
    if now.0 < EARLIEST_MS {
        return Bad(format!("clock: it says {now}; set it, best by NTP: tokens and due dates depend on it"));
    }
    Good(format!("clock: {now}"))
}

fn data_dir(config: &Config) -> Finding {
    let path = config.data_dir.display();
    let probe = config.data_dir.join(".doctor");
    let written = std::fs::create_dir_all(&config.data_dir).and_then(|()| std::fs::write(&probe, b"x"));
    match written.and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Good(format!("data dir: {path} can be written")),
        Err(error) => {
            Bad(format!("data dir: {path} cannot be written ({error}); give this account the right to"))
        }
    }
}

fn space(config: &Config) -> Finding {
    match rustix::fs::statvfs(&config.data_dir) {
        Ok(stat) => {
            let free = stat.f_bavail.saturating_mul(stat.f_frsize);
            let text = format!("disk: {:.1} GiB free", free as f64 / (1_u64 << 30) as f64);
            if free < LITTLE_SPACE {
                Odd(format!("{text}; make room before writes stop"))
            } else {
                Good(text)
            }
        }
        Err(error) => Odd(format!("disk: its free space is not known ({error})")),
    }
}

fn keys(config: &Config) -> Finding {
    let given = !config.jwt_keys.is_empty() && !config.encryption_keys.is_empty();
    if !given && !config.data_dir.join("keys.toml").exists() {
        return Good("keys: none yet; the first start makes them in the data dir".to_owned());
    }
    match load_keys(config) {
        Ok(_) => Good("keys: sound".to_owned()),
        Err(error) => Bad(format!("keys: {error}")),
    }
}

fn door(config: &Config) -> Finding {
    let address = config.listen;
    match TcpListener::bind(address) {
        Ok(_) if !address.ip().is_loopback() && !config.base_url.starts_with("https://") => Odd(format!(
            "address: {address} is free, and others can reach it; put TLS in front and set base_url to https://…"
        )),
        Ok(_) => Good(format!("address: {address} is free")),
        Err(error) => {
            Odd(format!("address: {address} is taken ({error}): by a running TaskFlow, or choose another"))
        }
    }
}

fn mail(config: &Config) -> Finding {
    if config.mail.smtp_url.is_empty() && config.mail.sendgrid_key.is_empty() {
        let text = "mail: no server is set; mail is written to outbox/ in the data dir. Set mail.smtp_url or mail.sendgrid_key";
        return Odd(text.to_owned());
    }
    Good("mail: a server is set".to_owned())
}

fn database(config: &Config) -> Vec<Finding> {
    let engine = database_options(config).engine().map_or("?", |engine| engine.name());
    let options = database_options(config);
    if options.is_missing() {
        return vec![Good(format!("database: none yet; the first start makes it ({engine})"))];
    }
    let db = match block_on(async { Ok(open_to_read(config).await?) }) {
        Ok(db) => db,
        Err(failure) => return vec![Bad(failure.text)],
    };
    let status = db.migrate_status(ALL);
    let hints = hints(config, &db);
    db.close();
    let schema = match status {
        Err(error) => Bad(format!("schema: {error}")),
        Ok(steps) => {
            let count = |state| steps.iter().filter(|step| step.state == state).count();
            match (
                count(MigrationState::Unknown),
                count(MigrationState::Changed),
                count(MigrationState::Pending),
            ) {
                (0, 0, 0) => Good(format!("schema: all {} steps are taken", steps.len())),
                (0, 0, pending) => Odd(format!("schema: {pending} steps are pending; `serve` takes them")),
                (0, ..) => {
                    Bad("schema: a step was changed after it was taken; use the TaskFlow that took it"
                        .to_owned())
                }
                _ => {
                    Bad("schema: a newer TaskFlow was here; use that version, or restore a backup".to_owned())
                }
            }
        }
    };
    vec![Good(format!("database: {engine} opens")), schema, hints]
}

/// Never bad: TaskFlow works without.
fn hints(config: &Config, db: &Db) -> Finding {
    let carrier = match Carrier::choose(config, db) {
        Ok(Some(carrier)) => carrier,
        Ok(None) if db.engine() == Engine::Sqlite => {
            return Good("hints: none are needed, since SQLite has but one process".to_owned());
        }
        Ok(None) => return Good("hints: none; processes look once a second".to_owned()),
        Err(error) => return Bad(format!("hints: {error}")),
    };
    let name = carrier.name();
    let answers = block_on(async { Ok(carrier.answers().await?) });
    match answers {
        Ok(()) => Good(format!("hints: {name} answers")),
        Err(failure) => Odd(format!(
            "hints: {name} does not answer ({}); processes see each other's changes a second late",
            failure.text
        )),
    }
}
