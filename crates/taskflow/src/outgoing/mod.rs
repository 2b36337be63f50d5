//! HTTP to addresses that people gave: webhooks, and whatever else calls out for somebody.
//!
//! Whoever may name an address must not reach with it what only this machine reaches: the machine itself, its network, a
//! cloud's metadata. So names are resolved here, *every* answer is checked, and the connection goes to one of the checked
//! addresses and to nothing else. There are no redirects, no proxies from the environment, no connections kept for later. In
//! doubt it is refused; `[outgoing]` in the settings lists what a self-hoster wants to reach all the same.

mod address;
mod connect;
mod network;
mod policy;
mod send;
mod target;

pub use address::why_not_public;
pub use network::Network;
pub use policy::Policy;
pub use send::{Outgoing, Refusal, Reply, Request, Resolver};
pub use target::Target;
