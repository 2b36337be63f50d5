//! One row as JSON: the same text whichever database it comes from.

use serde_json::{Map, Value as Json};
use taskflow_db::{Kind, Tx, Value};
use uuid::Uuid;

use super::carried::Carried;
use crate::base::secret;

/// Writes a row; secrets are left out.
pub fn write(table: &Carried, values: &[Value]) -> Json {
    let mut row = Map::new();
    for (place, (field, value)) in table.shape.fields.iter().zip(values).enumerate() {
        if field.kind == Kind::Other || table.is_secret(place) {
            continue;
        }
        let value = match value {
            Value::Bool(yes) => Json::from(i64::from(*yes)),
            Value::Int(number) if field.kind == Kind::Real => serde_json::json!(*number as f64),
            Value::Int(number) => Json::from(*number),
            Value::Real(number) => serde_json::json!(*number),
            Value::Text(text) => Json::from(text.as_str()),
            Value::Uuid(id) => Json::from(id.to_string()),
            Value::Blob(bytes) => Json::from(bytes_text(bytes)),
            _ => Json::Null,
        };
        row.insert(field.name.clone(), value);
    }
    Json::Object(row)
}

/// Sixteen bytes are an id; others are written in hexadecimal digits.
fn bytes_text(bytes: &[u8]) -> String {
    match <[u8; 16]>::try_from(bytes) {
        Ok(id) => Uuid::from_bytes(id).to_string(),
        Err(_) => format!("hex:{}", hex::encode(bytes)),
    }
}

fn text_bytes(text: &str) -> Option<Vec<u8>> {
    match text.strip_prefix("hex:") {
        Some(digits) => hex::decode(digits).ok(),
        None => text.parse::<Uuid>().ok().map(|id| id.as_bytes().to_vec()),
    }
}

/// Reads a row in the order of the table's columns; says which column is not as it should be.
pub fn read(tx: &Tx<'_>, table: &Carried, row: &Map<String, Json>) -> Result<Vec<Value>, String> {
    let unknown = row.keys().find(|name| table.shape.place(name).is_none());
    if let Some(name) = unknown {
        return Err(format!("{} has no column {name} here", table.shape.name));
    }
    let mut values = Vec::with_capacity(table.shape.fields.len());
    for (place, field) in table.shape.fields.iter().enumerate() {
        let given = row.get(&field.name).unwrap_or(&Json::Null);
        let value = match (field.kind, given) {
            _ if table.is_secret(place) => Some(Value::Blob(secret::hash(&secret::new_secret("")))),
            (_, Json::Null) => Some(Value::Null),
            (Kind::Int, given) => given.as_i64().map(Value::Int),
            (Kind::Bool, given) => given.as_i64().map(|number| Value::Bool(number != 0)),
            (Kind::Real, given) => given.as_f64().map(Value::Real),
            (Kind::Text, given) => given.as_str().map(|text| Value::Text(text.to_owned())),
            (kind @ (Kind::Uuid | Kind::Bytes), given) => {
                given.as_str().and_then(text_bytes).map(|bytes| tx.bytes(kind, bytes))
            }
            (Kind::Other, _) => None,
        };
        values.push(value.ok_or_else(|| format!("{}.{} cannot be read", table.shape.name, field.name))?);
    }
    Ok(values)
}
