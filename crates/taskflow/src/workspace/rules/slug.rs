//! Slugs: a workspace's name in addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;

use crate::base::error::Faults;

const SHORTEST: usize = 2;
const LONGEST: usize = 48;
/// How many slugs are tried in order before chance chooses.
const NUMBERED: usize = 20;

/// Names that addresses of the product use, or that would mislead people.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "about", "abuse", "account", "accounts", "admin", "administrator", "api", "app", "apps", "assets",
    "auth", "billing", "blog", "calendar", "callback", "contact", "dashboard", "docs", "download", "forgot-password",
    "graphql", "health", "help", "home", "hooks", "inbox", "index", "invitation", "invitations", "invite",
    "invites", "legal", "login", "logout", "mail", "mcp", "me", "metrics", "new", "notifications", "null",
    "oauth", "official", "privacy", "profile", "projects", "public", "register", "reset-password", "root", "search",
    "security", "server", "settings", "setup", "signin", "signout", "signup", "static", "status", "support",
    "sync", "system", "taskflow", "tasks", "team", "teams", "terms", "undefined", "user", "users", "verify-email",
    "webhooks", "workspace", "workspaces", "ws", "www",
];

/// Checks a slug that somebody chose.
pub fn check_slug(faults: &mut Faults, pointer: &str, slug: &str) {
    let length = slug.chars().count();
    let advice = format!("Use {SHORTEST} to {LONGEST} characters.");
    faults.require(length >= SHORTEST, pointer, "too_short", &advice);
    faults.require(length <= LONGEST, pointer, "too_long", &advice);
    faults.require(
        is_plain(slug),
        pointer,
        "invalid_slug",
        "Use small letters a to z, digits and single hyphens between them.",
    );
    faults.require(!looks_like_id(slug), pointer, "reserved", "A slug may not look like an id.");
    faults.require(
        !RESERVED.contains(&slug),
        pointer,
        "reserved",
        "This slug is kept for the product itself.",
    );
}

/// Slugs for a name, the best first. `chance` makes the last ones differ when all others are taken.
pub fn candidates(name: &str, chance: Uuid) -> Vec<String> {
    let base = derived(name);
    let numbered = (2..=NUMBERED).map(|n| format!("{base}-{n}"));
    let id = chance.simple().to_string();
    let tail = id.get(20..).unwrap_or_default();
    let random = [6, tail.len()].map(|digits| format!("{base}-{}", tail.get(..digits).unwrap_or(tail)));
    std::iter::once(base.clone())
        .filter(|slug| !RESERVED.contains(&slug.as_str()) && slug.len() >= SHORTEST)
        .chain(numbered)
        .chain(random)
        .collect()
}

/// What is left of a name in a slug: accents go, other letters become hyphens.
fn derived(name: &str) -> String {
    let mut slug = String::new();
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    // Room for a number behind it.
    slug.truncate(LONGEST - 16);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() || looks_like_id(slug) {
        "workspace".to_owned()
    } else {
        slug.to_owned()
    }
}

fn is_plain(slug: &str) -> bool {
    !slug.is_empty()
        && slug.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Whether a reader of addresses would take it for an id: 32 hexadecimal digits, hyphens or not.
fn looks_like_id(slug: &str) -> bool {
    slug.parse::<Uuid>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_good(slug: &str) -> bool {
        let mut faults = Faults::default();
        check_slug(&mut faults, "/slug", slug);
        faults.check().is_ok()
    }

    #[test]
    fn chosen_slugs_are_plain_and_not_reserved() {
        for slug in ["acme", "a1", "acme-2", "42"] {
            assert!(is_good(slug), "{slug}");
        }
        for slug in [
            "",
            "a",
            "Acme",
            "a--b",
            "-a",
            "a-",
            "a b",
            "ä",
            "a_b",
            "a/b",
            "..",
            "api",
            "admin",
            "login",
            "account",
            "018f2b5c-6f3e-7c3a-9d64-1c2b3a4d5e6f",
            "018f2b5c6f3e7c3a9d641c2b3a4d5e6f",
        ] {
            assert!(!is_good(slug), "{slug}");
        }
        assert!(!is_good(&"a".repeat(49)));
    }

    #[test]
    fn derived_slugs_are_always_good() {
        let names = [
            "Acme Inc.",
            "Café Zürich",
            "日本語",
            "API",
            "  ",
            "x",
            "--",
            "Login",
            &"long name ".repeat(30),
            "018f2b5c-6f3e-7c3a-9d64-1c2b3a4d5e6f",
            "\u{fb01}ne",
            "workspace",
        ];
        for name in names {
            let all = candidates(name, Uuid::from_u128(7));
            assert!(all.len() >= NUMBERED, "{name}");
            for slug in all {
                assert!(is_good(&slug), "{name} → {slug}");
            }
        }
        assert_eq!(candidates("Café Zürich", Uuid::nil())[0], "cafe-zurich");
        assert_eq!(candidates("API", Uuid::nil())[0], "api-2");
    }
}
