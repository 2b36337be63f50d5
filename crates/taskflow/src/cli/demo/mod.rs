//! `taskflow demo`: a workspace full of examples, made through the API like everybody's.

mod plot;
mod seed;

use std::collections::HashMap;
use std::net::SocketAddr;

use clap::Args;
use serde_json::json;

use super::{Failure, Settings, say, serve};
use crate::auth::{self, Caller, NewUser};
use crate::base::{Clock, secret};
use crate::config::Config;
use crate::roles::{Role, Server};
use crate::workspace::{self, Role as MemberRole};
use seed::{Client, Stage};

/// The address of somebody in the demo. The domain is reserved (RFC 2606): no mail ever goes there.
fn address(person: &str) -> String {
    format!("{person}@demo.example")
}

#[derive(Args)]
#[group(id = "demo")]
pub struct Options {
    /// Then run the server, as `taskflow serve` does
    #[arg(long)]
    serve: bool,
    #[command(flatten)]
    server: serve::Options,
}

pub(super) fn run(settings: &Settings, options: &Options) -> Result<(), Failure> {
    let config = settings.load(None)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let made = runtime.block_on(make(config))?;
    drop(runtime);
    say(&match made {
        Some(password) => format!(
            "The demo is ready. Sign in as {} with the password {password} (bo, chen, dara and eli have the same).",
            address("ana")
        ),
        None => format!(
            "The demo is there already. To set a new password: taskflow user reset-password {}",
            address("ana")
        ),
    })?;
    if options.serve { serve::run(settings, &options.server) } else { Ok(()) }
}

/// Makes the demo unless it is there; answers everybody's password.
///
/// # Errors
/// What the server says.
pub async fn make(mut config: Config) -> Result<Option<String>, Failure> {
    config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    config.limits.per_user_per_minute = 0;
    config.limits.per_address_per_minute = 0;
    config.limits.sign_in_per_address_per_minute = 0;
    let server = Server::start_roles(config, Clock::system(), &[Role::Api]).await?;
    let made = cast(&server).await;
    server.shutdown().await;
    made
}

async fn cast(server: &Server) -> Result<Option<String>, Failure> {
    let app = server.app().clone();
    let plot = plot::read()?;
    if app.db.read(|tx| auth::user_by_email(tx, &address("ana"))).await?.is_some() {
        return Ok(None);
    }
    // Long and random: a server with the demo on it may be reachable from elsewhere.
    let password = secret::new_secret("")[..20].to_owned();
    let mut ids = HashMap::new();
    for person in &plot.people {
        let new = NewUser {
            email: address(&person.id),
            name: person.name.clone(),
            password: password.clone(),
            server_admin: false,
        };
        let user = auth::create_user(&app, new).await?;
        ids.insert(person.id.clone(), user.id);
    }
    let origin = format!("http://{}", server.addr());
    let (people, secret) =
        (plot.people.iter().map(|person| person.id.clone()).collect::<Vec<_>>(), password.clone());
    let home = plot.workspace.clone();
    let (clients, workspace) = blocking(move || {
        let mut clients = HashMap::new();
        for person in people {
            let client = Client::sign_in(&origin, &address(&person), &secret)?;
            clients.insert(person, client);
        }
        let owner = clients.get("ana").ok_or_else(|| Failure::from("the demo has no owner"))?;
        let workspace = owner.post("/workspaces", &json!(home))?;
        Ok((clients, workspace["id"].as_str().unwrap_or_default().to_owned()))
    })
    .await?;
    let home = workspace.parse()?;
    let now = app.clock.now();
    for person in plot.people.iter().filter(|person| person.role != "owner") {
        let (Some(&user), Some(role)) = (ids.get(&person.id), MemberRole::from_name(&person.role)) else {
            continue;
        };
        let owner = Caller::local(&app, ids.get("ana").copied().unwrap_or_default(), now);
        owner.step(home, move |cx, _| workspace::admit(cx, home, user, role)).await?;
    }
    let today = now.to_string().get(..10).unwrap_or_default().parse()?;
    let ids = ids.into_iter().map(|(name, id)| (name, id.to_string())).collect();
    blocking(move || Stage::new(clients, ids, workspace, today).play(&plot)).await?;
    Ok(Some(password))
}

/// The demo's client waits for each answer: on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await?
}
