//! Mail by SendGrid's HTTP API, version 3.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Letter, Passage};
use crate::config;
use crate::outgoing::{Outgoing, Request};

const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of an answer that are of use.
const ANSWER: usize = 4 * 1024;

pub struct SendGrid {
    url: String,
    key: String,
    outgoing: Outgoing,
}

impl SendGrid {
    pub fn new(settings: &config::Mail, outgoing: Outgoing) -> Self {
        Self {
            url: format!("{}/v3/mail/send", settings.sendgrid_url.trim_end_matches('/')),
            key: settings.sendgrid_key.clone(),
            outgoing,
        }
    }

    pub async fn send(&self, letter: &Letter) -> Passage {
        let mut request = Request::post(&self.url, body(letter).to_string().into_bytes());
        request.timeout = PATIENCE;
        request.limit = ANSWER;
        request.headers = vec![
            ("authorization", format!("Bearer {}", self.key)),
            ("content-type", "application/json".to_owned()),
        ];
        match self.outgoing.send(request).await {
            Ok(reply) => of_status(reply.status),
            Err(refusal) => Passage::Broken(format!("SendGrid: {refusal}")),
        }
    }
}

/// What an answer means. Addresses that bounced before are accepted and dropped there; its events tell.
fn of_status(status: u16) -> Passage {
    match status {
        200..=299 => Passage::Taken(format!("SendGrid took it ({status})")),
        // The key is wrong, there is too much, or it is not well: the same for every mail.
        401 | 403 | 408 | 429 | 500..=599 => {
            Passage::Broken(format!("SendGrid takes nothing now ({status})"))
        }
        _ => Passage::NotNow(format!("SendGrid refused it ({status})")),
    }
}

fn body(letter: &Letter) -> Value {
    let mut headers: Map<String, Value> = Map::new();
    headers.insert("Message-ID".to_owned(), letter.message_id().into());
    headers.extend(
        letter
            .headers()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into())),
    );
    let mut from = json!({ "email": letter.from.email.to_string() });
    if let Some(name) = &letter.from.name {
        from["name"] = name.as_str().into();
    }
    json!({
        "personalizations": [{ "to": [{ "email": letter.to.to_string() }] }],
        "from": from,
        "subject": letter.subject,
        "content": [
            { "type": "text/plain", "value": letter.text },
            { "type": "text/html", "value": letter.html },
        ],
        "headers": headers,
        "categories": [letter.kind],
        "custom_args": { "taskflow_id": letter.id.to_string() },
        // Links carry secrets, and whether somebody reads their mail is nobody's business.
        "tracking_settings": {
            "click_tracking": { "enable": false, "enable_text": false },
            "open_tracking": { "enable": false },
            "subscription_tracking": { "enable": false },
            "ganalytics": { "enable": false },
        },
    })
}
