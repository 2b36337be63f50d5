//! Somebody with a description open: their copy of the document, and their connection.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use uuid::Uuid;
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, OffsetKind, Options, ReadTxn, StateVector, Text, TextRef, Transact, Update};

use crate::live::Socket;
use crate::support::{Client, Reply};

/// Nothing here takes this long.
const PATIENCE: Duration = Duration::from_secs(15);

pub struct Writer {
    pub client: Client,
    pub task: Uuid,
    pub workspace: Uuid,
    pub generation: Uuid,
    pub head: i64,
    doc: Doc,
    text: TextRef,
    /// What the server has answered for.
    sent: StateVector,
    pub socket: Option<Socket>,
}

impl Writer {
    /// Opens a description, without a connection.
    pub async fn open(client: &Client, workspace: Uuid, task: Uuid) -> Self {
        let options = Options { offset_kind: OffsetKind::Utf16, ..Options::default() };
        let doc = Doc::with_options(options);
        let text = doc.get_or_insert_text("text");
        let mut writer = Self {
            client: client.clone(),
            task,
            workspace,
            generation: Uuid::nil(),
            head: 0,
            doc,
            text,
            sent: StateVector::default(),
            socket: None,
        };
        writer.fetch().await;
        writer
    }

    /// Gets what it may have missed.
    pub async fn fetch(&mut self) {
        let opened = self.client.post(format!("/tasks/{}/shared-text", self.task)).await.status(200);
        self.generation = opened.text_at("/generation").parse().unwrap();
        self.head = opened.json()["head"].as_i64().unwrap();
        self.take(opened.text_at("/state"));
    }

    /// Follows the text over a connection, from where it has it.
    pub async fn follow(&mut self, mut socket: Socket) {
        socket
            .say(json!({ "type": "text_open", "workspace": self.workspace, "task_id": self.task,
                "generation": self.generation, "head": self.head }))
            .await;
        self.socket = Some(socket);
    }

    pub fn text(&self) -> String {
        self.text.get_string(&self.doc.transact())
    }

    fn take(&mut self, update: &str) {
        let update = Update::decode_v1(&STANDARD.decode(update).unwrap()).unwrap();
        self.doc.transact_mut().apply_update(update).unwrap();
    }

    /// Types at a place, counted as a browser does, without telling anybody.
    pub fn type_at(&mut self, at: u32, words: &str) {
        self.text.insert(&mut self.doc.transact_mut(), at, words);
    }

    pub fn erase(&mut self, at: u32, length: u32) {
        self.text.remove_range(&mut self.doc.transact_mut(), at, length);
    }

    /// What is not sent yet.
    pub fn unsent(&self) -> String {
        STANDARD.encode(self.doc.transact().encode_state_as_update_v1(&self.sent))
    }

    /// As if the server had answered for what was typed.
    pub fn pretend_sent(&mut self) {
        self.sent = self.doc.transact().state_vector();
    }

    pub async fn post(&self, body: Value) -> Reply {
        self.client
            .post(format!("/tasks/{}/shared-text/updates", self.task))
            .json(body)
            .await
    }

    /// Sends what is not sent yet.
    pub async fn send(&mut self) {
        let body = json!({ "generation": self.generation, "update": self.unsent() });
        self.post(body).await.status(200);
        self.pretend_sent();
    }

    /// Sends it, and that one is done.
    pub async fn finish(&mut self) -> Reply {
        let body = json!({ "generation": self.generation, "update": self.unsent(), "settle": true });
        self.post(body).await.status(200)
    }

    /// Reads frames until the text is this one.
    pub async fn until(&mut self, wanted: &str) {
        let reading = async {
            while self.text() != wanted {
                self.hear_more().await;
            }
        };
        let read = tokio::time::timeout(PATIENCE, reading).await;
        assert!(read.is_ok(), "it stays {:?}, not {wanted:?}", self.text());
    }

    /// Takes in the next frame of the text.
    pub async fn hear_more(&mut self) {
        let frame = self.frame("text").await;
        self.hear(&frame);
    }

    /// The next frame of this kind.
    pub async fn frame(&mut self, kind: &str) -> Value {
        self.socket.as_mut().expect("a connection").until(kind).await.pop().unwrap()
    }

    fn hear(&mut self, frame: &Value) {
        assert_eq!(frame["task_id"], self.task.to_string());
        assert_eq!(frame["generation"], self.generation.to_string());
        assert!(frame["whole"] == true || frame["from"].as_i64().unwrap() <= self.head, "a gap: {frame}");
        for update in frame["updates"].as_array().unwrap() {
            self.take(update.as_str().unwrap());
        }
        self.head = frame["to"].as_i64().unwrap();
    }
}

/// What typing a word at the start of a document of this state is, for who only asks once.
pub fn typed(state: &str, word: &str) -> String {
    let doc = Doc::new();
    let text = doc.get_or_insert_text("text");
    let update = Update::decode_v1(&STANDARD.decode(state).unwrap()).unwrap();
    doc.transact_mut().apply_update(update).unwrap();
    let before = doc.transact().state_vector();
    text.insert(&mut doc.transact_mut(), 0, word);
    STANDARD.encode(doc.transact().encode_state_as_update_v1(&before))
}
