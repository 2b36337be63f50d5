//! Which addresses are of the public Internet. By the registries of special-purpose addresses (RFC 6890 and what followed).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why an address is not one of the public Internet; `None` when it is.
pub fn why_not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(v4) => of_v4(v4),
        IpAddr::V6(v6) => of_v6(v6),
    }
}

/// Network, length of its prefix, what it is for.
const V4: &[([u8; 4], u32, &str)] = &[
    ([0, 0, 0, 0], 8, "this network"),
    ([10, 0, 0, 0], 8, "a private network"),
    ([100, 64, 0, 0], 10, "a carrier's own network"),
    ([127, 0, 0, 0], 8, "this machine"),
    ([169, 254, 0, 0], 16, "link-local"),
    ([172, 16, 0, 0], 12, "a private network"),
    ([192, 0, 0, 0], 24, "reserved for protocols"),
    ([192, 0, 2, 0], 24, "for documentation"),
    ([192, 31, 196, 0], 24, "reserved for protocols"),
    ([192, 52, 193, 0], 24, "reserved for protocols"),
    ([192, 88, 99, 0], 24, "a relay to IPv6"),
    ([192, 168, 0, 0], 16, "a private network"),
    ([192, 175, 48, 0], 24, "reserved for protocols"),
    ([198, 18, 0, 0], 15, "for benchmarks"),
    ([198, 51, 100, 0], 24, "for documentation"),
    ([203, 0, 113, 0], 24, "for documentation"),
    ([224, 0, 0, 0], 4, "multicast"),
    ([240, 0, 0, 0], 4, "reserved"),
];

fn of_v4(address: Ipv4Addr) -> Option<&'static str> {
    let bits = address.to_bits();
    let within = |(network, length, _): &&([u8; 4], u32, &str)| {
        bits >> (32 - length) == Ipv4Addr::from(*network).to_bits() >> (32 - length)
    };
    V4.iter().find(within).map(|(.., what)| *what)
}

/// Only 2000::/3 is given out; what is refused within it.
const V6: &[([u16; 3], u32, &str)] = &[
    ([0x2001, 0, 0], 23, "reserved for protocols, Teredo among them"),
    ([0x2001, 0xdb8, 0], 32, "for documentation"),
    ([0x2002, 0, 0], 16, "a way to IPv4 (6to4)"),
    ([0x2620, 0x4f, 0x8000], 48, "reserved for protocols"),
    ([0x3fff, 0, 0], 20, "for documentation"),
];

fn of_v6(address: Ipv6Addr) -> Option<&'static str> {
    let bits = address.to_bits();
    if address.to_ipv4_mapped().is_some() {
        // Nobody needs to write IPv4 like this but who wants to get past a check.
        return Some("IPv4 written as IPv6");
    }
    if bits >> 125 != 0b001 {
        return Some(match address.segments() {
            [0, 0, 0, 0, 0, 0, 0, 1] => "this machine",
            [0x64, 0xff9b, ..] => "a way to IPv4 (NAT64)",
            [first, ..] if first & 0xfe00 == 0xfc00 => "a private network",
            [first, ..] if first & 0xffc0 == 0xfe80 => "link-local",
            [first, ..] if first & 0xff00 == 0xff00 => "multicast",
            _ => "reserved",
        });
    }
    // ISATAP carries an IPv4 address behind 0:5efe.
    let [.., tunnel_a, tunnel_b, _, _] = address.segments();
    if tunnel_a & 0xfdff == 0 && tunnel_b == 0x5efe {
        return Some("a way to IPv4 (ISATAP)");
    }
    let within = |(network, length, _): &&([u16; 3], u32, &str)| {
        let [a, b, c] = *network;
        let network = Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).to_bits();
        bits >> (128 - length) == network >> (128 - length)
    };
    V6.iter().find(within).map(|(.., what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_let_through() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "11.0.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.255.255",
            "198.20.0.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2606:4700:4700::1111",
            "2a00:1450:4001::1",
            "2001:200::1",
            "3ffe::1",
        ] {
            assert_eq!(why_not_public(text.parse().unwrap()), None, "{text}");
        }
    }

    #[test]
    fn others_are_not() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "2a00::5efe:10.0.0.1",
            "2a00::200:5efe:10.0.0.1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(why_not_public(text.parse().unwrap()).is_some(), "{text}");
        }
    }
}
