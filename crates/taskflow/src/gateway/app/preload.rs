//! Which files an address will load: the browser gets them at once instead of one after the other.

use serde::Deserialize;

/// A page of the app: `/:ws/p/:key/board` and its files.
#[derive(Deserialize)]
struct Entry {
    path: String,
    files: Vec<String>,
}

#[derive(Default)]
pub struct Preloads(Vec<Entry>);

impl Preloads {
    /// Of what the app's build wrote.
    pub fn read(json: &str) -> Self {
        Self(serde_json::from_str(json).unwrap_or_default())
    }

    pub fn of(&self, path: &str) -> &[String] {
        let found = self.0.iter().find(|entry| matches(&entry.path, path));
        found.map(|entry| entry.files.as_slice()).unwrap_or_default()
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.trim_end_matches('/').split('/');
    pattern.trim_end_matches('/').split('/').all(|wanted| {
        let part = parts.next();
        part.is_some_and(|part| wanted == part || (wanted.starts_with(':') && !part.is_empty()))
    }) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_the_files_of_its_page() {
        let preloads = Preloads::read(
            r#"[{"path":"/signin","files":["assets/s.js"]},{"path":"/:ws/p/:key/board","files":["assets/b.js"]}]"#,
        );
        assert_eq!(preloads.of("/signin"), ["assets/s.js"]);
        assert_eq!(preloads.of("/acme/p/WEB/board"), ["assets/b.js"]);
        assert_eq!(preloads.of("/acme/p/WEB/board/"), ["assets/b.js"]);
        assert!(preloads.of("/acme/p/WEB").is_empty());
        assert!(preloads.of("/acme/p/WEB/board/more").is_empty());
        assert!(Preloads::read("nonsense").of("/").is_empty());
    }
}
