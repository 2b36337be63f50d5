//! Where a request comes from, behind as many proxies as are trusted.

use std::net::IpAddr;

use axum::http::HeaderMap;

/// The client's address: `proxies` hops before the socket's own, as `X-Forwarded-For` lists them. Each trusted proxy
/// appends who it was called by, so what stands further left may be invented by the client.
pub fn client(headers: &HeaderMap, peer: IpAddr, proxies: u8) -> IpAddr {
    let peer = peer.to_canonical();
    if proxies == 0 {
        return peer;
    }
    let lists = headers.get_all("x-forwarded-for");
    let hops: Vec<&str> = lists
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .collect();
    let hop = hops.iter().rev().nth(usize::from(proxies) - 1).or(hops.first());
    hop.and_then(|hop| read(hop.trim())).unwrap_or(peer)
}

/// `203.0.113.7`, `203.0.113.7:1234`, `2001:db8::1`, `[2001:db8::1]:1234`.
fn read(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.split(']').next());
    let parsed = match bare {
        Some(address) => address.parse().ok(),
        None => hop
            .parse()
            .ok()
            .or_else(|| hop.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip())),
    };
    parsed.map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(forwarded: &[&str], proxies: u8) -> String {
        let mut headers = HeaderMap::new();
        for list in forwarded {
            headers.append("x-forwarded-for", list.parse().unwrap());
        }
        client(&headers, "10.0.0.1".parse().unwrap(), proxies).to_string()
    }

    #[test]
    fn only_trusted_hops_are_believed() {
        assert_eq!(seen(&["1.1.1.1"], 0), "10.0.0.1");
        assert_eq!(seen(&["6.6.6.6, 1.1.1.1"], 1), "1.1.1.1");
        assert_eq!(seen(&["6.6.6.6, 1.1.1.1", "10.0.0.2"], 2), "1.1.1.1");
        assert_eq!(seen(&["1.1.1.1"], 3), "1.1.1.1", "fewer hops than proxies");
        assert_eq!(seen(&["nonsense"], 1), "10.0.0.1");
        assert_eq!(seen(&[], 1), "10.0.0.1");
    }

    #[test]
    fn addresses_come_in_several_spellings() {
        assert_eq!(seen(&["1.1.1.1:80"], 1), "1.1.1.1");
        assert_eq!(seen(&["[2001:db8::1]:80"], 1), "2001:db8::1");
        assert_eq!(seen(&["2001:db8::1"], 1), "2001:db8::1");
        assert_eq!(seen(&["::ffff:1.1.1.1"], 1), "1.1.1.1");
    }
}
