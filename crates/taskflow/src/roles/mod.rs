//! What a process runs, in which order it starts and how it stops.

mod background;
mod followers;
mod janitor;
mod mail;
mod server;
mod wakefulness;

pub use server::{Server, StartError, database_options, open, open_database, open_to_read};

/// A part that a process may run. All are stateless: any number of each may run on one PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Answers requests.
    Api,
    /// Holds live connections.
    Realtime,
    /// Sends mail.
    Mail,
    /// Sends webhooks.
    Webhooks,
    /// Tells people what happened and what is due.
    Notifications,
    /// Runs the rules that people made, and opens what repeats by the calendar.
    Automation,
    /// Purges what is due and forgets what is old.
    Janitor,
}

impl Role {
    pub const ALL: &[Self] = &[
        Self::Api,
        Self::Realtime,
        Self::Mail,
        Self::Webhooks,
        Self::Notifications,
        Self::Automation,
        Self::Janitor,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Realtime => "realtime",
            Self::Mail => "mail",
            Self::Webhooks => "webhooks",
            Self::Notifications => "notifications",
            Self::Automation => "automation",
            Self::Janitor => "janitor",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|role| role.name() == name);
        found.ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|role| role.name()).collect();
            format!("there is no role `{name}`; there are {}", names.join(", "))
        })
    }
}
