//! What a client says over the socket.

use serde::Serialize;

use crate::{Replica, Stream};

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Say {
    Hello {
        ticket: String,
        client_id: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        me: Option<Me>,
        workspaces: Vec<Followed>,
    },
    Subscribe {
        workspace: Stream,
        #[serde(flatten)]
        from: From,
    },
    Pong,
}

#[derive(Serialize)]
pub(super) struct Me {
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Followed {
    id: Stream,
    #[serde(flatten)]
    from: From,
}

/// Where a copy stands.
#[derive(Serialize)]
pub(super) struct From {
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

impl From {
    fn of(replica: &Replica) -> Self {
        Self {
            token: replica.token().map(ToString::to_string),
            scope: replica.scope().map(str::to_owned),
        }
    }
}

impl Say {
    pub(super) fn hello() -> Self {
        Self::Hello {
            ticket: String::new(),
            client_id: "taskflow-client",
            me: None,
            workspaces: Vec::new(),
        }
    }

    /// Shows this ticket.
    pub(super) fn with_ticket(mut self, good: String) -> Self {
        if let Self::Hello { ticket, .. } = &mut self {
            *ticket = good;
        }
        self
    }

    /// Asks for what comes after this copy.
    pub(super) fn follow(&mut self, replica: &Replica) {
        if let Self::Hello { me, workspaces, .. } = self {
            let from = From::of(replica);
            match replica.stream() {
                Stream::Me => *me = Some(Me { token: from.token }),
                id @ Stream::Workspace(_) => workspaces.push(Followed { id, from }),
            }
        }
    }

    pub(super) fn subscribe(replica: &Replica) -> Self {
        Self::Subscribe { workspace: replica.stream(), from: From::of(replica) }
    }

    /// Nothing in it can fail to be written.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
