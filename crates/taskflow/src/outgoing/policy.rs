//! What may be reached.

use std::net::IpAddr;

use super::{Network, Target, why_not_public};
use crate::config;

/// The public Internet over https, and what the settings add.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    networks: Vec<Network>,
    /// Names in lower case.
    hosts: Vec<String>,
    http: bool,
}

impl Policy {
    /// # Errors
    /// A network that is none; the settings were checked before.
    pub fn new(settings: &config::Outgoing) -> Result<Self, String> {
        Ok(Self {
            networks: settings
                .allow_networks
                .iter()
                .map(|text| text.parse())
                .collect::<Result<_, _>>()?,
            hosts: settings.allow_hosts.iter().map(|host| host.to_lowercase()).collect(),
            http: settings.allow_http,
        })
    }

    /// Whether the settings name this host or address.
    fn lists(&self, host: &str, address: Option<IpAddr>) -> bool {
        self.hosts.iter().any(|listed| listed == host)
            || address.is_some_and(|address| self.networks.iter().any(|network| network.has(address)))
    }

    /// Whether the target may be reached without TLS.
    pub fn allows_http(&self, host: &str, address: Option<IpAddr>) -> bool {
        self.http || self.lists(host, address)
    }

    /// Whether the target may be reached at this address of its own.
    ///
    /// # Errors
    /// Why not, for people.
    pub fn check(&self, target: &Target, address: IpAddr) -> Result<(), String> {
        if self.lists(target.host(), Some(address)) {
            return Ok(());
        }
        if let Some(what) = why_not_public(address) {
            return Err(format!("{address} is not on the public Internet: {what}"));
        }
        if target.port() < 1024 && !matches!(target.port(), 80 | 443) {
            return Err(format!("port {} is not one for the web", target.port()));
        }
        Ok(())
    }
}
