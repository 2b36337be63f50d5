//! Sign-in, sessions and tokens.

mod access;
mod caller;
mod store;

pub use access::authenticate;
pub use caller::{Caller, ClientAddress, Credential, request_meta};

/// How personal API tokens start: secret scanners know them by it.
pub const API_TOKEN_PREFIX: &str = "tf_pat_";
