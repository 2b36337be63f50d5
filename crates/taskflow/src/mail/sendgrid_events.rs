//! What SendGrid tells of mail it took: its signed event webhook.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use serde::Deserialize;

use super::Reason;
use crate::base::{Error, Result};

/// What stands before the point in a public key of P-256 (RFC 5480).
const KEY_HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Reads events that are signed.
#[derive(Clone, Debug)]
pub struct SendGridEvents {
    point: Vec<u8>,
}

/// An address that is to get no more mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub email: String,
    pub reason: Reason,
    pub note: String,
}

#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    email: String,
    #[serde(default)]
    event: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    reason: String,
}

impl SendGridEvents {
    /// # Errors
    /// `invalid_sendgrid_key` for what is no verification key.
    pub fn new(key: &str) -> Result<Self> {
        let bytes = STANDARD.decode(key.trim()).unwrap_or_default();
        let point = bytes.strip_prefix(&KEY_HEAD[..]).filter(|point| point.len() == 65);
        let detail = "mail.sendgrid_webhook_key: give the verification key of the signed event webhook";
        let point = point.ok_or_else(|| Error::malformed("invalid_sendgrid_key", detail))?;
        Ok(Self { point: point.to_vec() })
    }

    /// The addresses that get no more mail, of what was signed.
    ///
    /// # Errors
    /// `invalid_signature`; `invalid_json`.
    pub fn read(&self, signature: &str, timestamp: &str, body: &[u8]) -> Result<Vec<Told>> {
        let wrong = || Error::forbidden("invalid_signature", "This is not signed as it should be.");
        let signature = STANDARD.decode(signature.trim()).map_err(|_| wrong())?;
        let signed = [timestamp.as_bytes(), body].concat();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &self.point);
        key.verify(&signed, &signature).map_err(|_| wrong())?;
        let events: Vec<Event> = serde_json::from_slice(body)
            .map_err(|_| Error::malformed("invalid_json", "This is no list of events."))?;
        Ok(events.iter().filter_map(told).collect())
    }
}

fn told(event: &Event) -> Option<Told> {
    let reason = match (event.event.as_str(), event.kind.as_str()) {
        // What is `blocked` may get through another time.
        ("bounce", "" | "bounce") => Reason::Bounce,
        ("dropped", _) if event.reason.contains("Bounced") || event.reason.contains("Invalid") => {
            Reason::Bounce
        }
        ("dropped", _) if event.reason.contains("Spam Reporting") => Reason::Complaint,
        ("spamreport", _) => Reason::Complaint,
        _ => return None,
    };
    // Reasons often repeat the address.
    Some(Told {
        email: event.email.clone(),
        reason,
        note: format!("SendGrid: {}", event.event),
    })
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

    use super::*;

    #[test]
    fn only_what_is_signed_is_believed() {
        let (chance, kind) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let pair = EcdsaKeyPair::generate_pkcs8(kind, &chance).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(kind, pair.as_ref(), &chance).unwrap();
        let key = STANDARD.encode([&KEY_HEAD[..], pair.public_key().as_ref()].concat());
        let events = SendGridEvents::new(&key).unwrap();
        let body = br#"[{"email":"a@example.org","event":"bounce","type":"bounce","reason":"550 5.1.1"},
            {"email":"b@example.org","event":"bounce","type":"blocked"},
            {"email":"c@example.org","event":"spamreport"},
            {"email":"d@example.org","event":"delivered"},
            {"email":"e@example.org","event":"dropped","reason":"Bounced Address"}]"#;
        let signed = pair.sign(&chance, &[b"1700000000", &body[..]].concat()).unwrap();
        let signature = STANDARD.encode(signed.as_ref());
        let told = events.read(&signature, "1700000000", body).unwrap();
        let told: Vec<(&str, Reason)> = told.iter().map(|one| (one.email.as_str(), one.reason)).collect();
        assert_eq!(
            told,
            [
                ("a@example.org", Reason::Bounce),
                ("c@example.org", Reason::Complaint),
                ("e@example.org", Reason::Bounce)
            ]
        );
        assert!(events.read(&signature, "1700000001", body).is_err());
        assert!(events.read("", "1700000000", body).is_err());
        assert!(SendGridEvents::new("AAAA").is_err());
    }
}
