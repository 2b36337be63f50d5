//! Carries a row out: first all calls that are to be refused, then each that is not on something fresh.

use std::sync::Arc;

use taskflow::event;
use uuid::Uuid;

use super::callers::Who;
use super::document::Operation;
use super::send::Prepared;
use super::stage::Stage;
use super::table::{Place, Row};
use super::verdict::{self, Verdict};
use super::world::{Side, World};
use crate::support::Client;

pub struct Check<'a> {
    pub world: &'a Arc<World>,
    pub row: &'a Row,
    pub operation: &'a Operation,
}

impl Check<'_> {
    /// What is wrong, a line each.
    pub async fn run(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for side in self.sides() {
            faults.extend(self.refused(*side).await);
            if *side != Side::Foreign {
                faults.extend(self.done(*side).await);
            }
        }
        if matches!(self.row.place, Place::Workspace | Place::Project) {
            faults.extend(self.mixed().await);
        }
        let name = self.row.name();
        faults.into_iter().map(|fault| format!("  {name}: {fault}")).collect()
    }

    fn sides(&self) -> &'static [Side] {
        match self.row.place {
            Place::Street | Place::Link | Place::Server => &[Side::Open],
            Place::Account if self.operation.parameters().is_empty() => &[Side::Open],
            Place::Account | Place::Workspace => &[Side::Open, Side::Foreign],
            Place::Project => &Side::ALL,
        }
    }

    fn verdict(&self, who: Who, side: Side) -> Verdict {
        Verdict::of(self.row, self.operation, who, side)
    }

    /// The stage of a call for which the owner makes what is needed.
    fn stage(&self, side: Side, doing: bool) -> Stage {
        let grounds = self.world.grounds(side);
        Stage {
            world: Arc::clone(self.world),
            side,
            ws: grounds.ws,
            project: if side == Side::Private { grounds.private } else { grounds.open },
            owner: grounds.owner.clone(),
            maker: grounds.owner.clone(),
            doing,
        }
    }

    async fn prepare(&self, stage: Stage) -> Prepared {
        let defaults = [("ws", stage.ws), ("project_id", stage.project)];
        Prepared::new(self.operation, defaults, (self.row.call)(stage).await)
    }

    /// All who may not, on one thing: none learns anything, and nothing happens.
    async fn refused(&self, side: Side) -> Vec<String> {
        let refused = |who: &Who| {
            let at_home = side == Side::Foreign && *who == Who::Outsider;
            !at_home && !matches!(self.verdict(*who, side), Verdict::Done(_))
        };
        let refused: Vec<Who> = Who::ALL.into_iter().filter(refused).collect();
        if refused.is_empty() {
            return Vec::new();
        }
        let call = self.prepare(self.stage(side, false)).await;
        let heads = self.heads().await;
        let mut faults = Vec::new();
        for who in refused {
            let verdict = self.verdict(who, side);
            let client = self.world.client(who);
            let reply = match verdict {
                // Whoever may not see a thing must not learn by its version that it is there, either.
                Verdict::Hidden => call.conditional().send(&client).await,
                _ => call.send(&client).await,
            };
            let mut fault = verdict::fault(verdict, who, &reply);
            if fault.is_none() && verdict == Verdict::Hidden {
                let keeps_workspace = side != Side::Foreign && who.is_inside();
                let unknown = call.unknown(keeps_workspace).send(&client).await;
                if !verdict::alike(&unknown, &reply) {
                    fault = Some(format!("hidden: {reply}\n    but unknown: {unknown}"));
                }
            }
            faults.extend(fault.map(|fault| format!("{who:?} on {side:?}: {fault}")));
        }
        if heads != self.heads().await {
            faults.push(format!("on {side:?}, a refused call changed something"));
        }
        faults
    }

    /// Each who may, on a thing of its own.
    async fn done(&self, side: Side) -> Vec<String> {
        let mut faults = Vec::new();
        let mut shared: Option<Prepared> = None;
        for who in Who::ALL {
            let verdict @ Verdict::Done(_) = self.verdict(who, side) else {
                continue;
            };
            let mut stage = self.stage(side, true);
            let mut client = self.world.client(who);
            if self.row.own {
                stage.maker = self.world.person(who).clone();
            }
            if self.row.costly {
                let double = self.world.double(who, self.row.place).await;
                client = Client::clone(&double);
                stage.maker = if self.row.own { double } else { stage.maker };
            }
            let call = match &shared {
                Some(call) => call.clone(),
                None => self.prepare(stage).await,
            };
            if self.operation.is_read() && !self.row.own {
                shared = Some(call.clone());
            }
            let reply = call.send(&client).await;
            faults.extend(
                verdict::fault(verdict, who, &reply).map(|fault| format!("{who:?} on {side:?}: {fault}")),
            );
        }
        faults
    }

    /// A path into one's own workspace to something of another, and bodies that name such: as if it did not exist.
    async fn mixed(&self) -> Vec<String> {
        let owner = self.world.client(Who::Owner);
        let own = self.prepare(self.stage(Side::Open, true)).await;
        let foreign = self.prepare(self.stage(Side::Foreign, false)).await;
        let mut faults = Vec::new();
        for (what, with_foreign, with_unknown) in own.with_foreign(&foreign) {
            let before = self.heads().await[1];
            let reply = with_foreign.send(&owner).await;
            let unknown = with_unknown.send(&owner).await;
            if !verdict::alike(&reply, &unknown) || (what == "body" && reply.code() < 400) {
                faults.push(format!("something foreign in the {what}: {reply}\n    but unknown: {unknown}"));
            }
            if before != self.heads().await[1] {
                faults.push(format!("something foreign in the {what} was changed"));
            }
        }
        faults
    }

    /// Where the logs of both workspaces stand.
    async fn heads(&self) -> [i64; 2] {
        let streams: [Uuid; 2] = [self.world.own.ws, self.world.foreign.ws];
        let read = move |tx: &mut taskflow_db::Tx<'_>| -> taskflow::base::Result<[i64; 2]> {
            Ok([event::head(tx, streams[0])?.seq, event::head(tx, streams[1])?.seq])
        };
        self.world.app.parts().db.read(read).await.expect("the heads can be read")
    }
}
