//! What a connection follows, and where its client really stands: at what was written, not at what was queued.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use uuid::Uuid;

use crate::realtime::Token;
use crate::realtime::ask::{Join, Spot, TextAt};
use crate::realtime::feed::Place;
use crate::realtime::hub::Realtime;
use crate::realtime::outbox::{Item, Mark, Outbox, Seat};

/// Workspaces one connection may follow.
const MOST: usize = 20;
/// Shared texts one connection may have open in a workspace.
const MOST_TEXTS: usize = 8;

/// See the module. Dropped, the connection is gone from every room.
pub struct Follows {
    hub: Realtime,
    connection: Uuid,
    user: Uuid,
    outbox: Arc<Outbox>,
    places: HashMap<Place, Following>,
    turns: u32,
}

#[derive(Debug)]
struct Following {
    turn: u32,
    token: Option<Token>,
    scope: Option<String>,
    resumed: bool,
    live: bool,
    /// Shared texts that are open, and up to where the client has them.
    texts: BTreeMap<Uuid, TextAt>,
}

/// Too many workspaces, or shared texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl Follows {
    pub fn new(hub: Realtime, connection: Uuid, user: Uuid, outbox: Arc<Outbox>) -> Self {
        Self { hub, connection, user, outbox, places: HashMap::new(), turns: 0 }
    }

    /// Follows a place from where the client says to stand; also again.
    ///
    /// # Errors
    /// [`TooMany`].
    pub fn follow(
        &mut self,
        place: Place,
        token: Option<Token>,
        scope: Option<String>,
    ) -> Result<(), TooMany> {
        let others = self.places.keys().filter(|other| **other != place && **other != Place::Me);
        if place != Place::Me && others.count() >= MOST {
            return Err(TooMany);
        }
        self.turns += 1;
        let texts = self.places.remove(&place).map(|before| before.texts).unwrap_or_default();
        let following = Following { turn: self.turns, token, scope, resumed: false, live: false, texts };
        self.places.insert(place, following);
        self.join(place);
        Ok(())
    }

    pub fn unfollow(&mut self, place: Place) {
        if self.places.remove(&place).is_some() {
            self.outbox.forget(place);
            self.hub.leave(self.connection, place);
        }
    }

    /// Asks for what was dropped because it came too fast, from where the client stands.
    pub fn catch_up(&self, seat: Seat) {
        if self.is_current(seat) {
            self.join(seat.place);
        }
    }

    /// Tells where the client is, if it follows the place.
    pub fn tell(&self, place: Place, spot: Spot) {
        if self.places.get(&place).is_some_and(|following| following.resumed) {
            self.hub.tell(self.connection, place, spot);
        }
    }

    /// Hears more of a shared text from there on, also again.
    ///
    /// # Errors
    /// [`TooMany`].
    pub fn open_text(&mut self, place: Place, task: Uuid, at: TextAt) -> Result<(), TooMany> {
        let Some(following) = self.places.get_mut(&place) else {
            return Ok(());
        };
        if following.texts.len() >= MOST_TEXTS && !following.texts.contains_key(&task) {
            return Err(TooMany);
        }
        following.texts.insert(task, at);
        if following.resumed {
            self.hub.text(self.connection, place, task, Some(at));
        }
        Ok(())
    }

    pub fn close_text(&mut self, place: Place, task: Uuid) {
        if self
            .places
            .get_mut(&place)
            .and_then(|following| following.texts.remove(&task))
            .is_some()
        {
            self.hub.text(self.connection, place, task, None);
        }
    }

    /// Tells where the client's cursor is in a text that it has open.
    pub fn cursor(&self, place: Place, task: Uuid, at: Option<String>) {
        let following = self.places.get(&place).filter(|following| following.resumed);
        if following.is_some_and(|following| following.texts.contains_key(&task)) {
            self.hub.cursor(self.connection, place, task, at);
        }
    }

    fn join(&self, place: Place) {
        let Some(following) = self.places.get(&place) else {
            return;
        };
        let join = Join {
            user: self.user,
            outbox: Arc::clone(&self.outbox),
            seat: Seat { place, turn: following.turn },
            token: following.token,
            scope: following.scope.clone(),
            resumed: following.resumed,
            live: following.live,
            texts: following.texts.clone(),
        };
        self.hub.join(self.connection, join);
    }

    /// Whether a frame is for a subscription that still is.
    pub fn is_current(&self, seat: Seat) -> bool {
        self.places
            .get(&seat.place)
            .is_some_and(|following| following.turn == seat.turn)
    }

    /// A frame was written.
    pub fn written(&mut self, item: &Item) {
        let Some(following) = self.places.get_mut(&item.seat.place) else {
            return;
        };
        following.token = item.line.token.or(following.token);
        if let Some(scope) = item.line.scope {
            following.scope = Some(scope.to_string());
        }
        match item.line.mark {
            Mark::None => {}
            Mark::Resumed => {
                following.resumed = true;
                // Those that were opened since the room was asked.
                for (task, at) in &following.texts {
                    self.hub.text(self.connection, item.seat.place, *task, Some(*at));
                }
            }
            Mark::Text(task, at) => {
                following.texts.entry(task).and_modify(|known| *known = at);
            }
            Mark::TextClosed(task) => drop(following.texts.remove(&task)),
            Mark::Live => following.live = true,
            Mark::Parted => (following.token, following.resumed) = (None, false),
            Mark::Gone => {
                self.places.remove(&item.seat.place);
                self.hub.leave(self.connection, item.seat.place);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Up to where the client has everything.
    pub fn positions(&self) -> BTreeMap<String, Token> {
        let name = |place: &Place| match place {
            Place::Me => "me".to_owned(),
            Place::Workspace(id) => id.to_string(),
        };
        let known = self.places.iter().filter(|(_, following)| following.resumed);
        known
            .filter_map(|(place, following)| Some((name(place), following.token?)))
            .collect()
    }
}

impl Drop for Follows {
    fn drop(&mut self) {
        for place in self.places.keys() {
            self.hub.leave(self.connection, *place);
        }
        self.hub.register().leave(self.connection);
    }
}
