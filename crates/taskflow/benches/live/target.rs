//! One of the two servers: how one gets in, and how one writes.

use super::receipts::cause;
use super::shared::{Request, Server};
use super::socket::Knock;
use super::world::World;

pub struct Target {
    pub server: Server,
    world: Option<World>,
}

impl Target {
    pub fn taskflow(server: Server, world: World) -> Self {
        Self { server, world: Some(world) }
    }

    /// A server that broadcasts what it is told.
    pub fn bare(server: Server) -> Self {
        Self { server, world: None }
    }

    /// From now on, who comes has everything up to now.
    pub async fn stand_here(&mut self) {
        if let Some(world) = &mut self.world {
            world.stand_here(&self.server).await;
        }
    }

    /// What the nth socket says to get in.
    pub fn knock(&self, number: usize) -> Knock {
        let upgrade = |path: &str, more: &str| {
            format!(
                "GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                 Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{more}\r\n"
            )
        };
        match &self.world {
            None => Knock { upgrade: upgrade("/ws", ""), hello: Vec::new() },
            Some(world) => {
                let person = world.person(number);
                let more = format!(
                    "Sec-WebSocket-Protocol: taskflow.sync.v1\r\nAuthorization: Bearer {}\r\n",
                    person.token
                );
                Knock { upgrade: upgrade("/api/v1/ws", &more), hello: person.hello.clone() }
            }
        }
    }

    /// The request that makes the nth event.
    pub fn event(&self, number: usize) -> Request {
        let cause = cause(number);
        match &self.world {
            None => Request::keyed("POST", "/say", "", &cause, "{}"),
            Some(world) => world.event(number, &cause),
        }
    }
}
