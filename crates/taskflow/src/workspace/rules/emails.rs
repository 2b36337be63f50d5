//! Addresses of people who are to be invited.

use std::collections::HashSet;

use crate::auth::{check_email, email_key};
use crate::base::Result;
use crate::base::error::Faults;

const MOST_AT_ONCE: usize = 50;

/// One address to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub email: String,
    /// What makes it unique.
    pub key: String,
}

/// The given addresses, each once.
///
/// # Errors
/// `Invalid`, naming each that is none.
pub fn addresses(emails: &[String]) -> Result<Vec<Address>> {
    let mut faults = Faults::default();
    let code = match emails.len() {
        0 => Some("required"),
        1..=MOST_AT_ONCE => None,
        _ => Some("too_many"),
    };
    if let Some(code) = code {
        faults.add("/emails", code, format!("Give 1 to {MOST_AT_ONCE} addresses."));
        faults.check()?;
        return Ok(Vec::new());
    }
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (at, email) in emails.iter().enumerate() {
        let email = check_email(&mut faults, &format!("/emails/{at}"), email);
        let key = email_key(&email);
        if seen.insert(key.clone()) {
            found.push(Address { email, key });
        }
    }
    faults.check()?;
    Ok(found)
}

/// An address whose owner knows it again, and nobody else learns it: `ada@example.org` is `a***@example.org`.
pub fn masked(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_is_taken_once() {
        let given = ["Ada@example.org", " ada@EXAMPLE.org", "bob@example.org"].map(str::to_owned);
        let found = addresses(&given).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Address { email: "Ada@example.org".into(), key: "ada@example.org".into() });
    }

    #[test]
    fn bad_addresses_are_named() {
        assert!(addresses(&[]).is_err());
        assert!(addresses(&vec!["a@example.org".to_owned(); 51]).is_err());
        let Err(crate::base::Error::Invalid(faults)) =
            addresses(&["a@example.org", "nobody", ""].map(str::to_owned))
        else {
            panic!("taken");
        };
        let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/emails/1", "/emails/2"]);
    }

    #[test]
    fn masking_hides_all_but_the_first_letter() {
        assert_eq!(masked("ada@example.org"), "a***@example.org");
        assert_eq!(masked("ünï@example.org"), "ü***@example.org");
    }
}
