//! Why a connection ends, as its close code says. docs/SYNC.md lists what a client does about each.

/// The reasons, by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Close {
    Drain = 4400,
    Expired = 4401,
    NoPong = 4404,
    Slow = 4408,
    Flood = 4429,
    BadTicket = 4500,
    BadFrame = 4501,
    NoHello = 4502,
    Protocol = 4503,
    TooMany = 4504,
    Revoked = 4510,
    Gone = 4511,
}

impl Close {
    pub const ALL: [Self; 12] = [
        Self::Drain,
        Self::Expired,
        Self::NoPong,
        Self::Slow,
        Self::Flood,
        Self::BadTicket,
        Self::BadFrame,
        Self::NoHello,
        Self::Protocol,
        Self::TooMany,
        Self::Revoked,
        Self::Gone,
    ];

    pub fn code(self) -> u16 {
        self as u16
    }

    /// For people who read a trace.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Drain => "the server stops",
            Self::Expired => "the session has expired",
            Self::NoPong => "no pong",
            Self::Slow => "nothing could be sent",
            Self::Flood => "too many frames",
            Self::BadTicket => "the ticket is not good",
            Self::BadFrame => "a frame that cannot be read",
            Self::NoHello => "no hello in time",
            Self::Protocol => "speak taskflow.sync.v1",
            Self::TooMany => "too many workspaces or sockets",
            Self::Revoked => "the session or token was revoked",
            Self::Gone => "nothing is left to be seen",
        }
    }
}
