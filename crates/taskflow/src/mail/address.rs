//! Addresses that mail goes to.

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// What makes an address unique: `Ada@Example.org` and `ada@example.org` are one. What no address holds becomes
/// what no stored key has, so that any text may be looked up.
pub fn email_key(email: &str) -> String {
    let known = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    email.trim().nfc().map(known).collect::<String>().to_lowercase()
}

/// Whether mail can be sent to it.
pub fn is_address(email: &str) -> bool {
    !email.chars().any(char::is_control) && lettre::Address::from_str(email).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_key() {
        assert_eq!(email_key(" Ada@Example.ORG "), "ada@example.org");
        assert!(
            is_address("ada@example.org") && !is_address("ada") && !is_address("ada@example.org\r\nBcc: x")
        );
    }
}
