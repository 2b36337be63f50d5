//! Proves a stream: no gap, an unbroken chain, and a fold that equals the tables.

use taskflow_db::Tx;
use uuid::Uuid;

use super::queries::Head;
use super::{Entry, Fold, Image, chain, queries, store};
use crate::base::{Error, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Tells what a service's tables hold of one stream.
pub type Imager = fn(&mut Tx<'_>, Uuid) -> Result<Vec<Image>>;

/// What was found in one stream.
#[derive(Debug, Default)]
pub struct Report {
    pub entries: i64,
    pub things: usize,
    /// One line a fault; empty when the stream is sound. At most [`MOST_FAULTS`].
    pub faults: Vec<String>,
}

/// Faults listed of one stream.
const MOST_FAULTS: usize = 20;
/// Entries read at once.
const BATCH: i64 = 500;

impl Report {
    fn fault(&mut self, text: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(text);
        }
    }
}

/// Reads a whole stream and compares it with the tables. Call it in one snapshot.
///
/// # Errors
/// Those of the database, and `Internal` for a payload that cannot be read.
pub fn verify_stream(tx: &mut Tx<'_>, stream: Uuid, imagers: &[Imager]) -> Result<Report> {
    let mut report = Report::default();
    let head = queries::head(tx, stream)?;
    let mut at = Head::new(stream);
    let mut fold = Fold::default();
    loop {
        let batch = store::entries_after(tx, stream, at.seq, BATCH)?;
        for entry in &batch {
            check_entry(&mut report, &at, entry)?;
            fold.apply(entry)?;
            at.seq = entry.seq;
            at.chain.clone_from(&entry.chain);
            report.entries += 1;
        }
        if batch.is_empty() {
            break;
        }
    }
    if at.seq != head.seq || at.chain != head.chain {
        report.fault(format!(
            "the head says {} and the last entry is {}, or their chains differ",
            head.seq, at.seq
        ));
    }
    for imager in imagers {
        for image in imager(tx, stream)? {
            report.things += 1;
            compare(&mut report, &mut fold, &image)?;
        }
    }
    let leftover: Vec<String> = fold
        .things()
        .map(|(entity, id, ..)| format!("{entity} {id} is in the log and not in its table"))
        .collect();
    leftover.into_iter().for_each(|text| report.fault(text));
    Ok(report)
}

fn check_entry(report: &mut Report, before: &Head, entry: &Entry) -> Result<()> {
    let seq = entry.seq;
    if seq != before.seq + 1 {
        report.fault(format!("after entry {} comes {seq}", before.seq));
    }
    if chain::next(&before.chain, entry.stream_id, seq, entry.id, &entry.payload_hash)[..] != entry.chain[..]
    {
        report.fault(format!("the chain breaks at entry {seq}"));
    }
    let Some(text) = &entry.payload else { return Ok(()) };
    if Sha256::digest(text.as_bytes())[..] != entry.payload_hash[..] {
        report.fault(format!("the payload of entry {seq} does not have its hash"));
    }
    let payload = entry.read_payload()?.ok_or_else(|| Error::internal("no payload"))?;
    if let Some(origin) = &entry.origin
        && payload.origin_hash.as_ref() != Some(&super::origin_hash(origin))
    {
        report.fault(format!("where entry {seq} came from does not have its hash"));
    }
    if payload.kind != entry.kind || payload.at != entry.at || payload.actor_id != entry.actor_id {
        report.fault(format!("entry {seq} says another type, time or actor than its payload"));
    }
    Ok(())
}

fn compare(report: &mut Report, fold: &mut Fold, image: &Image) -> Result<()> {
    let (entity, id) = (image.entity, image.id);
    let Some((version, data)) = fold.take(entity, id) else {
        report.fault(format!("{entity} {id} is in its table and not in the log"));
        return Ok(());
    };
    let read = |raw: &str| serde_json::from_str::<Value>(raw).map_err(Error::internal);
    let (mut logged, stored) = (read(data.get())?, read(image.data.get())?);
    fill_in(&mut logged, &stored);
    if version != image.version || logged != stored {
        report.fault(format!(
            "{entity} {id} differs: the log says version {version} {logged}, its table {} {stored}",
            image.version
        ));
    }
    Ok(())
}

/// An entry of a time before a field was there lacks it. Such a field says nothing of the thing until it is next changed:
/// its table has it empty.
fn fill_in(logged: &mut Value, stored: &Value) {
    let (Value::Object(logged), Value::Object(stored)) = (logged, stored) else {
        return;
    };
    for (name, value) in stored {
        match logged.get_mut(name) {
            Some(known) => fill_in(known, value),
            None if is_empty(value) => drop(logged.insert(name.clone(), value.clone())),
            None => {}
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_that_came_later_is_no_difference_while_it_is_empty() {
        let same = |mut logged: Value, stored: Value| {
            fill_in(&mut logged, &stored);
            logged == stored
        };
        assert!(same(json!({ "a": 1 }), json!({ "a": 1, "b": null, "c": 0, "d": [] })));
        assert!(same(json!({ "a": { "x": 1 } }), json!({ "a": { "x": 1, "y": 0 } })));
        assert!(!same(json!({ "a": 1 }), json!({ "a": 1, "b": 2 })));
        assert!(!same(json!({ "a": 1, "b": 2 }), json!({ "a": 1 })), "a field that is gone is one");
        assert!(!same(json!({ "a": 1 }), json!({ "a": null })));
    }
}
