//! Whatever is done: an old copy and the log make a new copy.
//!
//! The commands are those of the matrix, which has each operation of the OpenAPI document: one that is added there is
//! verified here.

use std::sync::Arc;

use crate::matrix::callers::Who;
use crate::matrix::document::{self, Operation};
use crate::matrix::rows;
use crate::matrix::send::Prepared;
use crate::matrix::stage::Stage;
use crate::matrix::table::{Place, Row};
use crate::matrix::world::{Side, World};
use crate::support::Client;
use crate::sync::watch::Watch;

const WATCHERS: [Who; 10] = [
    Who::Owner,
    Who::Admin,
    Who::Member,
    Who::Guest,
    Who::Viewer,
    Who::Commenter,
    Who::Editor,
    Who::Manager,
    Who::Suspended,
    Who::Outsider,
];

/// Has somebody who may do what the row says.
async fn carry_out(world: &Arc<World>, row: &Row, operation: &Operation, side: Side) {
    let grounds = world.grounds(side);
    let who = match row.allowed {
        [] => Who::Anonymous,
        allowed if allowed.contains(&Who::Owner) => Who::Owner,
        allowed => allowed[0],
    };
    let project = if side == Side::Private { grounds.private } else { grounds.open };
    let mut stage = Stage {
        world: Arc::clone(world),
        side,
        ws: grounds.ws,
        project,
        owner: grounds.owner.clone(),
        maker: grounds.owner.clone(),
        doing: true,
    };
    let mut client = world.client(who);
    if row.own {
        stage.maker = world.person(who).clone();
    }
    if row.costly {
        let double = world.double(who, row.place).await;
        client = Client::clone(&double);
        stage.maker = if row.own { double } else { stage.maker };
    }
    let defaults = [("ws", grounds.ws), ("project_id", project)];
    let call = Prepared::new(operation, defaults, (row.call)(stage).await);
    let reply = call.send(&client).await;
    assert_eq!(reply.code(), row.status, "{}: {reply}", row.name());
}

on_both! {
    async fn an_old_copy_and_the_log_make_a_new_copy_after_every_command(app: TestApp) {
        let operations = document::operations(&app).await;
        let rows = rows::all();
        let faults = document::mismatches(&operations, &rows.iter().map(|row| row.operation).collect());
        assert!(faults.is_empty(), "{}", faults.join("\n"));

        let world = Arc::new(World::make(&app).await);
        let people = || WATCHERS.map(|who| (format!("{who:?}"), world.person(who).clone())).to_vec();
        let mut watch = Watch::begin(&app, world.own.ws, people()).await;
        // Those who stay away all the time have everything to catch up.
        let mut away = Watch::begin(&app, world.own.ws, people()).await;
        let mut faults = Vec::new();
        // What nobody may do leaves nothing to verify.
        let does = |row: &&Row| {
            !operations[row.operation].is_read() && (row.place == Place::Street || !row.allowed.is_empty())
        };
        for row in rows.iter().filter(does) {
            let sides: &[Side] = if row.place == Place::Project { &[Side::Open, Side::Private] } else { &[Side::Open] };
            for side in sides {
                carry_out(&world, row, &operations[row.operation], *side).await;
                faults.extend(watch.faults(&format!("{} on {side:?}", row.name())).await);
            }
        }
        faults.extend(away.faults("all that was done").await);
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}
