//! Which addresses count as one wherever requests or tries are counted.

use std::net::{IpAddr, Ipv6Addr};

/// The network an address is counted under: an IPv4 address is one of its own, however it is written; of an IPv6
/// address the first 64 bits count, for a household has 2^64 addresses or more.
pub fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => first_half(v6),
    }
}

fn first_half(address: Ipv6Addr) -> u128 {
    address.to_bits() >> 64 << 64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> u128 {
        network(text.parse().unwrap())
    }

    #[test]
    fn one_household_is_one_network() {
        assert_eq!(key("2001:db8::1"), key("2001:db8::2:3"));
        assert_ne!(key("2001:db8:0:1::1"), key("2001:db8:0:2::1"));
        assert_ne!(key("1.1.1.1"), key("1.1.1.2"));
    }

    #[test]
    fn ipv4_written_as_ipv6_is_ipv4() {
        assert_eq!(key("::ffff:1.1.1.1"), key("1.1.1.1"));
        assert_ne!(key("::ffff:1.1.1.1"), key("::ffff:1.1.1.2"));
    }
}
