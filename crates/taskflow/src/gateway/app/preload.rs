//! What an address will load: the browser gets it at once instead of one after the other.

use serde::Deserialize;

/// A page of the app: `/:ws/p/:key/board` and its files.
#[derive(Deserialize)]
struct Entry {
    path: String,
    files: Vec<String>,
    /// Paths below `/api/v1`, with the names of the page's path in them.
    #[serde(default)]
    data: Vec<String>,
}

/// What a page loads.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Preload<'a> {
    pub files: &'a [String],
    pub data: Vec<String>,
}

#[derive(Default)]
pub struct Preloads(Vec<Entry>);

impl Preloads {
    /// Of what the app's build wrote.
    pub fn read(json: &str) -> Self {
        Self(serde_json::from_str(json).unwrap_or_default())
    }

    pub fn of(&self, path: &str) -> Preload<'_> {
        let Some(entry) = self.0.iter().find(|entry| matches(&entry.path, path)) else {
            return Preload::default();
        };
        let names: Vec<(&str, &str)> = entry
            .path
            .split('/')
            .zip(path.split('/'))
            .filter_map(|(name, part)| Some((name.strip_prefix(':')?, part)))
            .collect();
        let data = entry.data.iter().filter_map(|data| filled(data, &names));
        Preload { files: &entry.files, data: data.collect() }
    }
}

/// A path with what its names stand for; `None` when that is nothing a slug or a key could be.
fn filled(data: &str, names: &[(&str, &str)]) -> Option<String> {
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let part = |wanted: &str| match wanted.strip_prefix(':') {
        None => Some(wanted.to_owned()),
        Some(name) => {
            let (_, part) = names.iter().find(|(known, _)| *known == name)?;
            plain(part).then(|| (*part).to_owned())
        }
    };
    let parts: Option<Vec<String>> = data.split('/').map(part).collect();
    Some(parts?.join("/"))
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
    fn an_address_gets_what_its_page_loads() {
        let preloads = Preloads::read(
            r#"[{"path":"/signin","files":["assets/s.js"]},
                {"path":"/:ws/p/:key/board","files":["assets/b.js"],"data":["/workspaces?limit=2","/workspaces/:ws/projects"]}]"#,
        );
        assert_eq!(preloads.of("/signin").files, ["assets/s.js"]);
        assert!(preloads.of("/signin").data.is_empty());
        let board = preloads.of("/acme/p/WEB/board");
        assert_eq!(board.files, ["assets/b.js"]);
        assert_eq!(board.data, ["/workspaces?limit=2", "/workspaces/acme/projects"]);
        assert_eq!(preloads.of("/acme/p/WEB/board/").files, ["assets/b.js"]);
        assert_eq!(preloads.of("/acme/p/WEB"), Preload::default());
        assert_eq!(preloads.of("/acme/p/WEB/board/more"), Preload::default());
        assert_eq!(Preloads::read("nonsense").of("/"), Preload::default());
    }

    #[test]
    fn nothing_of_an_address_comes_out_of_its_place() {
        let preloads = Preloads::read(r#"[{"path":"/:ws/my","files":[],"data":["/workspaces/:ws"]}]"#);
        for ws in ["%22%3E%3Cscript%3E", "a\"b", "..", "a&b", "a?b"] {
            assert!(preloads.of(&format!("/{ws}/my")).data.is_empty(), "{ws}");
        }
    }
}
