//! An address as somebody gave it, read as browsers read it: however an IP address is spelt, it is found to be one.

use std::net::IpAddr;

use url::{Host, Url};

use super::Policy;

/// Characters of an address.
const LONGEST: usize = 2_000;

/// Where a request goes.
#[derive(Clone, Debug)]
pub struct Target {
    url: Url,
    host: String,
    address: Option<IpAddr>,
    port: u16,
}

impl Target {
    /// Reads an address, and refuses what the policy forbids whatever a name may resolve to.
    ///
    /// # Errors
    /// Why not, for people.
    pub fn parse(text: &str, policy: &Policy) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("an address has at most {LONGEST} characters"));
        }
        // A browser drops these; whoever writes them means to mislead.
        if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err("the address holds spaces, control characters or backslashes".to_owned());
        }
        let url = Url::parse(text).map_err(|error| format!("this is no address: {error}"))?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err("the address must begin with https://".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the address must not hold a user or a password".to_owned());
        }
        let (host, address) = match url.host() {
            Some(Host::Ipv4(v4)) => (v4.to_string(), Some(IpAddr::V4(v4))),
            Some(Host::Ipv6(v6)) => (v6.to_string(), Some(IpAddr::V6(v6))),
            Some(Host::Domain(name)) => (name.trim_end_matches('.').to_ascii_lowercase(), None),
            None => return Err("the address names no host".to_owned()),
        };
        if host.is_empty() || host.len() > 253 {
            return Err("the address names no host".to_owned());
        }
        let port = url.port_or_known_default().unwrap_or(443);
        let target = Self { host, address, port, url };
        if !target.is_secure() && !policy.allows_http(&target.host, address) {
            return Err("the address must begin with https://".to_owned());
        }
        if let Some(address) = address {
            policy.check(&target, address)?;
        }
        Ok(target)
    }

    /// In lower case, names of other scripts in Punycode.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// When the host is an address itself.
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// As the header `Host` says it.
    pub(super) fn authority(&self) -> String {
        let host = self.url.host_str().unwrap_or_default().trim_end_matches('.');
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Path and query.
    pub(super) fn path(&self) -> String {
        let path = self.url.path();
        self.url
            .query()
            .map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
    }
}
