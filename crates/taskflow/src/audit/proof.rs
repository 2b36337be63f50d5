//! Verifies an exported audit: no database, only its lines.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::lines::{FORMAT, Link, Opening, VERSION};
use crate::base::Stamp;
use crate::event::{Origin, Payload, next_link, origin_hash};

/// A line after the first.
#[derive(Deserialize)]
struct Line {
    seq: Option<i64>,
    id: Option<Uuid>,
    payload_hash: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    at: Option<Stamp>,
    actor_id: Option<Uuid>,
    request_id: Option<String>,
    address: Option<String>,
    user_agent: Option<String>,
    session_id: Option<Uuid>,
    token_id: Option<Uuid>,
    payload: Option<String>,
    origin: Option<String>,
    chain: Option<String>,
    end: Option<Link>,
    entries: Option<i64>,
}

/// What was found in an export that verifies.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    pub stream_id: Uuid,
    pub after: Link,
    pub until: Link,
    /// Entries that are whole; of others only the link is there.
    pub whole: i64,
    /// Whole entries whose payload was forgotten.
    pub redacted: i64,
}

/// Reads an export line by line.
#[derive(Debug)]
pub struct Proof {
    opening: Opening,
    seq: i64,
    chain: Vec<u8>,
    whole: i64,
    redacted: i64,
    ended: bool,
}

impl Proof {
    /// Begins with the first line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn begin(line: &str) -> Result<Self, String> {
        let opening: Opening = serde_json::from_str(line)
            .map_err(|error| format!("line 1 is no beginning of an audit: {error}"))?;
        if opening.format != FORMAT || opening.version != VERSION {
            return Err(format!("expected {FORMAT} of version {VERSION}"));
        }
        let chain =
            hex::decode(&opening.after.chain).map_err(|_| "line 1: `after.chain` is not hexadecimal")?;
        Ok(Self {
            seq: opening.after.seq,
            opening,
            chain,
            whole: 0,
            redacted: 0,
            ended: false,
        })
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// The first thing that is not as it must be.
    pub fn add(&mut self, line: &str) -> Result<(), String> {
        if self.ended {
            return Err("there is something after the last line".to_owned());
        }
        let line: Line = serde_json::from_str(line)
            .map_err(|error| format!("what comes after entry {} cannot be read: {error}", self.seq))?;
        if let Some(end) = &line.end {
            return self.end(end, line.entries);
        }
        let (Some(seq), Some(id), Some(hash)) = (line.seq, line.id, &line.payload_hash) else {
            return Err(format!("what comes after entry {} is no entry", self.seq));
        };
        if seq != self.seq + 1 {
            return Err(format!("after entry {} comes {seq}", self.seq));
        }
        let hash =
            hex::decode(hash).map_err(|_| format!("entry {seq}: `payload_hash` is not hexadecimal"))?;
        self.chain = next_link(&self.chain, self.opening.stream_id, seq, id, &hash).to_vec();
        self.seq = seq;
        if let Some(chain) = &line.chain {
            self.whole += 1;
            if hex::encode(&self.chain) != *chain {
                return Err(format!("the chain breaks at entry {seq}"));
            }
            self.look_into(&line, seq, &hash)?;
        }
        Ok(())
    }

    fn look_into(&mut self, line: &Line, seq: i64, hash: &[u8]) -> Result<(), String> {
        let Some(text) = &line.payload else {
            self.redacted += 1;
            return Ok(());
        };
        if Sha256::digest(text.as_bytes())[..] != *hash {
            return Err(format!("the payload of entry {seq} does not have its hash"));
        }
        let payload: Payload = serde_json::from_str(text)
            .map_err(|error| format!("the payload of entry {seq} cannot be read: {error}"))?;
        if line.kind.as_deref() != Some(&payload.kind)
            || line.at != Some(payload.at)
            || line.actor_id != payload.actor_id
        {
            return Err(format!("entry {seq} says another type, time or actor than its payload"));
        }
        let Some(text) = &line.origin else {
            return Ok(());
        };
        if payload.origin_hash.as_ref() != Some(&origin_hash(text)) {
            return Err(format!("where entry {seq} came from does not have its hash"));
        }
        let origin = Origin::read(text).map_err(|error| format!("entry {seq}: {error}"))?;
        let same = line.address == origin.address
            && line.user_agent == origin.agent
            && line.session_id == origin.session_id
            && line.token_id == origin.token_id
            && line.request_id.as_ref() == Some(&origin.request_id);
        if !same {
            return Err(format!(
                "entry {seq} says another address, program, credential or request than its origin"
            ));
        }
        Ok(())
    }

    fn end(&mut self, end: &Link, entries: Option<i64>) -> Result<(), String> {
        let reached = Link { seq: self.seq, chain: hex::encode(&self.chain) };
        if *end != reached || self.opening.until != reached {
            return Err(format!("the last line does not say where entry {} leads", self.seq));
        }
        if entries != Some(self.whole) {
            return Err(format!("there are {} whole entries, and the last line says otherwise", self.whole));
        }
        self.ended = true;
        Ok(())
    }

    /// What was proved, once all lines were taken.
    ///
    /// # Errors
    /// When the last line is missing.
    pub fn finish(self) -> Result<Verdict, String> {
        if !self.ended {
            return Err(format!("it breaks off after entry {}", self.seq));
        }
        Ok(Verdict {
            stream_id: self.opening.stream_id,
            after: self.opening.after,
            until: self.opening.until,
            whole: self.whole,
            redacted: self.redacted,
        })
    }
}
