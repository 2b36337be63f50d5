//! A double of SendGrid's HTTP API that takes what its documentation says and nothing else.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use taskflow::config::Config;

use crate::notification::{Told, signed_in};

const KEY: &str = "SG.test.key";
/// Headers that its documentation reserves.
const RESERVED: &[&str] = &[
    "x-sg-id",
    "x-sg-eid",
    "received",
    "dkim-signature",
    "content-type",
    "content-transfer-encoding",
    "to",
    "from",
    "subject",
    "reply-to",
    "cc",
    "bcc",
];

#[derive(Clone)]
struct Double {
    url: String,
    got: Arc<Mutex<Vec<Value>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Double {
    /// On a thread of its own: it is there before the server that writes to it.
    fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let double = Self { url, got: Arc::default(), answers: Arc::default() };
        let router = axum::Router::new().fallback(receive).with_state(double.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router).await.unwrap();
            });
        });
        double
    }

    fn got(&self) -> Vec<Value> {
        self.got.lock().unwrap().clone()
    }

    async fn wait(&self, subject: &str, count: usize) -> Vec<Value> {
        for _ in 0..400 {
            let mut got = self.got();
            got.retain(|mail| mail["subject"].as_str().unwrap().contains(subject));
            if got.len() >= count {
                return got;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{subject} did not come {count} times: {:?}", self.got());
    }
}

/// What is wrong with a request, as far as the documentation says.
fn fault(uri: &Uri, headers: &HeaderMap, mail: &Value) -> Option<(u16, &'static str)> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if uri.path() != "/v3/mail/send" {
        return Some((404, "no such path"));
    }
    if header("authorization") != format!("Bearer {KEY}") {
        return Some((401, "The provided authorization grant is invalid, expired, or revoked"));
    }
    if !header("content-type").starts_with("application/json") {
        return Some((415, "not JSON"));
    }
    let known = [
        "personalizations",
        "from",
        "reply_to",
        "subject",
        "content",
        "attachments",
        "template_id",
        "headers",
        "categories",
        "custom_args",
        "send_at",
        "batch_id",
        "asm",
        "ip_pool_name",
        "mail_settings",
        "tracking_settings",
    ];
    if mail.as_object()?.keys().any(|key| !known.contains(&key.as_str())) {
        return Some((400, "an unknown field"));
    }
    let recipients = mail["personalizations"][0]["to"].as_array().map_or(0, Vec::len);
    if mail["personalizations"].as_array().map_or(0, Vec::len) != 1 || recipients != 1 {
        return Some((400, "to"));
    }
    if !mail["from"]["email"].as_str().is_some_and(|email| email.contains('@')) {
        return Some((400, "from"));
    }
    if mail["subject"].as_str().is_none_or(str::is_empty) {
        return Some((400, "subject"));
    }
    // Plain text comes first.
    let types: Vec<&str> = mail["content"]
        .as_array()?
        .iter()
        .filter_map(|part| part["type"].as_str())
        .collect();
    if types != ["text/plain", "text/html"]
        || mail["content"]
            .as_array()?
            .iter()
            .any(|part| part["value"].as_str().is_none_or(str::is_empty))
    {
        return Some((400, "content"));
    }
    let own = mail["headers"].as_object()?;
    if own
        .iter()
        .any(|(name, value)| RESERVED.contains(&name.to_lowercase().as_str()) || !value.is_string())
    {
        return Some((400, "a reserved header"));
    }
    if mail["custom_args"].as_object()?.values().any(|value| !value.is_string()) {
        return Some((400, "custom_args"));
    }
    if mail["categories"].as_array()?.len() > 10 {
        return Some((400, "categories"));
    }
    None
}

async fn receive(
    State(double): State<Double>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let mail: Value = serde_json::from_slice(&body).unwrap_or_default();
    if let Some((status, message)) = fault(&uri, &headers, &mail) {
        let error = json!({ "errors": [{ "message": message, "field": null, "help": null }] });
        return (StatusCode::from_u16(status).unwrap(), error.to_string());
    }
    let answer = double.answers.lock().unwrap().pop();
    if let Some(status) = answer {
        return (StatusCode::from_u16(status).unwrap(), "{}".to_owned());
    }
    double.got.lock().unwrap().push(mail);
    (StatusCode::ACCEPTED, String::new())
}

/// All that run, for whoever looks for mail.
static ALL: Mutex<Vec<Double>> = Mutex::new(Vec::new());

/// What came to an address at one of them.
pub fn texts(url: &str, to: &str) -> Vec<String> {
    let all = ALL.lock().unwrap();
    let got = all.iter().find(|double| double.url == url).map(Double::got).unwrap_or_default();
    let of = got.iter().filter(|mail| mail["personalizations"][0]["to"][0]["email"] == to);
    of.map(|mail| mail["content"][0]["value"].as_str().unwrap().to_owned())
        .collect()
}

thread_local! {
    static DOUBLE: std::cell::RefCell<Option<(Double, EcdsaKeyPair)>> = const { std::cell::RefCell::new(None) };
}

/// What stands before a point of P-256 in a public key.
const KEY_HEAD: &str = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

fn configure(config: &mut Config) {
    let (double, kind) = (Double::start(), &ECDSA_P256_SHA256_ASN1_SIGNING);
    let chance = SystemRandom::new();
    let pair = EcdsaKeyPair::generate_pkcs8(kind, &chance).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(kind, pair.as_ref(), &chance).unwrap();
    config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()];
    config.mail.sendgrid_key = KEY.to_owned();
    config.mail.sendgrid_url.clone_from(&double.url);
    let head = hex::decode(KEY_HEAD).unwrap();
    config.mail.sendgrid_webhook_key = STANDARD.encode([&head[..], pair.public_key().as_ref()].concat());
    ALL.lock().unwrap().push(double.clone());
    DOUBLE.with(|place| *place.borrow_mut() = Some((double, pair)));
}

/// That of the case's own settings.
fn double() -> (Double, EcdsaKeyPair) {
    DOUBLE
        .with(|place| place.borrow_mut().take())
        .expect("configured on this thread")
}

on_both! {
    async fn it_takes_what_is_sent(app: TestApp, |config| configure(config)) {
        let (double, _) = double();
        let told = Told::new(&app).await;
        let me = &told.member;
        double.wait("Confirm your e-mail address", 5).await;
        double.wait("invites you to desk", 3).await;
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        let mail = double.wait("is yours: one", 1).await.remove(0);
        assert_eq!(mail["personalizations"][0]["to"][0]["email"], json!(me.email));
        assert_eq!(mail["from"], json!({ "email": "taskflow@localhost", "name": "TaskFlow" }));
        assert_eq!(mail["categories"], json!(["assigned"]));
        let id = mail["custom_args"]["taskflow_id"].as_str().unwrap();
        assert_eq!(mail["headers"]["Message-ID"], format!("<{id}@localhost>"));
        assert_eq!(mail["headers"]["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
        assert_eq!(mail["tracking_settings"]["click_tracking"]["enable"], false);
        let admin = signed_in(&app, &told.owner).await;
        admin.get("/admin/server").await.status(200).has("/mail/way", "sendgrid").has("/mail/has_server", true);
    }

    async fn it_is_left_alone_while_it_is_not_well(app: TestApp, |config| configure(config)) {
        let (double, _) = double();
        let told = Told::new(&app).await;
        double.wait("Confirm your e-mail address", 5).await;
        let me = &told.member;
        *double.answers.lock().unwrap() = vec![503; 7];
        for number in 0..7 {
            told.owner.task_with(told.project, json!({ "title": format!("news {number}"), "assignee_ids": [me.id] })).await;
        }
        told.settle().await;
        app.advance_secs(121);
        told.ring().await;
        let admin = signed_in(&app, &told.owner).await;
        let status = admin.get("/admin/server").await.status(200);
        assert!(status.at("/mail/rests_until").is_string(), "{status}");
        let left = double.answers.lock().unwrap().len();
        assert!(left <= 2, "{left}");
        told.ring().await;
        assert_eq!(double.answers.lock().unwrap().len(), left, "nobody asks meanwhile");
        // It recovers: everything comes, each once.
        double.answers.lock().unwrap().clear();
        for _ in 0..4 {
            app.advance_secs(300);
            told.ring().await;
        }
        let mut subjects: Vec<String> = double.wait("is yours: news", 7).await.iter().map(|mail| mail["subject"].to_string()).collect();
        subjects.sort();
        subjects.dedup();
        assert_eq!((subjects.len(), double.wait("is yours: news", 7).await.len()), (7, 7));
        signed_in(&app, &told.owner).await.get("/admin/server").await.status(200).has("/mail/rests_until", Value::Null);
    }

    async fn its_events_are_believed_when_they_are_signed(app: TestApp, |config| configure(config)) {
        let (_, pair) = double();
        let owner = app.user("olga").await;
        let events = json!([
            { "email": "Gone@example.org", "event": "bounce", "type": "bounce", "timestamp": 1_700_000_000, "sg_event_id": "1" },
            { "email": "cross@example.org", "event": "spamreport", "timestamp": 1_700_000_000, "sg_event_id": "2" },
            { "email": "well@example.org", "event": "delivered", "timestamp": 1_700_000_000, "sg_event_id": "3" },
        ])
        .to_string();
        let send = |signature: String| {
            app.anonymous()
                .post("/mail/sendgrid-events")
                .header("x-twilio-email-event-webhook-signature", signature)
                .header("x-twilio-email-event-webhook-timestamp", "1700000000")
                .body("application/json", events.clone())
        };
        send(String::new()).await.problem(403, "invalid_signature");
        let signed = |text: &str| STANDARD.encode(pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap());
        send(signed(&events)).await.problem(403, "invalid_signature");
        assert!(owner.get("/admin/mail/suppressions").await.status(200).items().is_empty());
        for _ in 0..2 {
            send(signed(&format!("1700000000{events}"))).await.status(204);
        }
        let list = owner.get("/admin/mail/suppressions").await.status(200);
        assert_eq!(list.texts("email"), ["cross@example.org", "gone@example.org"]);
        assert_eq!(list.texts("reason"), ["complaint", "bounce"]);
    }
}
