//! `taskflow user`.

use std::io::Read;

use clap::{Args, Subcommand};
use taskflow_db::Db;
use uuid::Uuid;

use super::{FAILED, Failure, Settings, block_on, say};
use crate::auth::{self, NewUser, User, UserStatus};
use crate::base::{Clock, Error, secret};
use crate::http::App;
use crate::roles::{open, open_to_read};

/// Users read at once.
const BATCH: i64 = 500;

#[derive(Subcommand)]
pub enum Task {
    /// Make a user; prints a password unless one is given
    Create {
        email: String,
        /// What people see
        #[arg(long)]
        name: String,
        /// Look after the server itself, as the very first user does
        #[arg(long)]
        admin: bool,
        #[command(flatten)]
        password: Password,
    },
    /// Print every user, one a line
    List,
    /// Shut somebody out and end their sessions
    Suspend { email: String },
    /// Let somebody in again
    Activate { email: String },
    /// Have somebody look after the server itself
    Admin {
        email: String,
        /// No longer
        #[arg(long)]
        revoke: bool,
    },
    /// Give somebody a new password and end their sessions; prints it unless one is given
    ResetPassword {
        email: String,
        #[command(flatten)]
        password: Password,
    },
}

/// Never an argument: others on the machine can read those.
#[derive(Args)]
pub struct Password {
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

impl Password {
    /// The password, and whether it was made up here and has to be told.
    fn get(&self) -> Result<(String, bool), Failure> {
        if !self.password_stdin {
            return Ok((secret::new_secret(""), true));
        }
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        Ok((text.trim_end_matches(['\r', '\n']).to_owned(), false))
    }
}

pub fn run(settings: &Settings, task: &Task) -> Result<(), Failure> {
    let config = settings.load(None)?;
    if matches!(task, Task::List) {
        return block_on(async {
            let db = open_to_read(&config).await?;
            let done = list(&db).await;
            db.close();
            done
        });
    }
    block_on(async {
        let app = open(config, Clock::system()).await?;
        let done = carry_out(&app, task).await;
        app.db.close();
        done
    })
}

async fn carry_out(app: &App, task: &Task) -> Result<(), Failure> {
    match task {
        Task::List => list(&app.db).await,
        Task::Create { email, name, admin, password } => {
            let (password, made_up) = password.get()?;
            let new = NewUser {
                email: email.clone(),
                name: name.clone(),
                password: password.clone(),
                server_admin: *admin,
            };
            show(&auth::create_user(app, new).await.map_err(explain)?)?;
            tell(&password, made_up)
        }
        Task::Suspend { email } => {
            show(&auth::set_status(app, email, UserStatus::Suspended).await.map_err(explain)?)
        }
        Task::Activate { email } => {
            show(&auth::set_status(app, email, UserStatus::Active).await.map_err(explain)?)
        }
        Task::Admin { email, revoke } => {
            show(&auth::set_server_admin(app, email, !revoke).await.map_err(explain)?)
        }
        Task::ResetPassword { email, password } => {
            let (password, made_up) = password.get()?;
            show(&auth::reset_password_of(app, email, &password).await.map_err(explain)?)?;
            tell(&password, made_up)
        }
    }
}

async fn list(db: &Db) -> Result<(), Failure> {
    let mut after: Option<Uuid> = None;
    loop {
        let batch = db.read(move |tx| auth::list_users(tx, after, BATCH)).await.map_err(explain)?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = Some(last.id);
        batch.iter().try_for_each(show)?;
    }
}

fn show(user: &User) -> Result<(), Failure> {
    let status = serde_json::to_value(user.status)?;
    let admin = if user.server_admin { " admin" } else { "" };
    say(&format!(
        "{} {} {}{admin} {}",
        user.id,
        user.email,
        status.as_str().unwrap_or("?"),
        user.name
    ))
}

fn tell(password: &str, made_up: bool) -> Result<(), Failure> {
    if made_up { say(&format!("password: {password}")) } else { Ok(()) }
}

/// What to do about it, without codes and pointers.
fn explain(error: Error) -> Failure {
    let text = match error {
        Error::Invalid(faults) => {
            faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        Error::Conflict { detail, .. } | Error::Malformed { detail, .. } => detail,
        Error::NotFound(what) => format!("there is no such {what}"),
        other => other.to_string(),
    };
    Failure { text, code: FAILED }
}
