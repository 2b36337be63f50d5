//! Which web pages may open a socket: a browser sends no preflight for one, it only says where the page is from.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::Config;

/// Pages of this server itself, and those of `base_url` and `cors_origins`. Who is no browser sends no `Origin`.
pub fn is_welcome(headers: &HeaderMap, config: &Config) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let origin_of = |url: &str| url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let own = headers.get(header::HOST).and_then(|host: &HeaderValue| host.to_str().ok());
    let from = origin.split_once("://").map(|(_, from)| from);
    (from.is_some() && from == own)
        || origin == origin_of(&config.base_url)
        || config.cors_origins.iter().any(|other| origin == origin_of(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn welcome(origin: &str, host: &str) -> bool {
        let mut config = Config::defaults().unwrap();
        config.base_url = "https://tasks.example.org/".to_owned();
        config.cors_origins = vec!["https://desk.example.org".to_owned()];
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if !origin.is_empty() {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        is_welcome(&headers, &config)
    }

    #[test]
    fn strangers_pages_are_not() {
        assert!(welcome("", "10.0.0.1:8080"));
        assert!(welcome("http://10.0.0.1:8080", "10.0.0.1:8080"));
        assert!(welcome("https://tasks.example.org", "10.0.0.1:8080"));
        assert!(welcome("https://desk.example.org", "10.0.0.1:8080"));
        for stranger in [
            "https://evil.example.org",
            "https://tasks.example.org.evil.example.org",
            "http://tasks.example.org",
            "http://10.0.0.1",
            "null",
            "10.0.0.1:8080",
        ] {
            assert!(!welcome(stranger, "10.0.0.1:8080"), "{stranger}");
        }
    }
}
