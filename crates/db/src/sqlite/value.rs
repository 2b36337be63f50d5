//! Values to and from SQLite.

use std::rc::Rc;

use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value as Raw, ValueRef};
use uuid::Uuid;

use crate::error::{Error, ErrorKind};
use crate::value::Value;

pub(super) struct Param<'a>(pub &'a Value);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let borrowed = |value| Ok(ToSqlOutput::Borrowed(value));
        match self.0 {
            Value::Null => borrowed(ValueRef::Null),
            Value::Bool(value) => borrowed(ValueRef::Integer((*value).into())),
            Value::Int(value) => borrowed(ValueRef::Integer(*value)),
            Value::Real(value) => borrowed(ValueRef::Real(*value)),
            Value::Text(value) => borrowed(ValueRef::Text(value.as_bytes())),
            Value::Blob(value) => borrowed(ValueRef::Blob(value)),
            Value::Uuid(value) => borrowed(ValueRef::Blob(value.as_bytes())),
            Value::Uuids(values) => list(values.iter().map(|v| Raw::Blob(v.as_bytes().to_vec()))),
            Value::OptUuids(values) => list(values.iter().map(|v| match v {
                Some(v) => Raw::Blob(v.as_bytes().to_vec()),
                None => Raw::Null,
            })),
            Value::Ints(values) => list(values.iter().map(|v| Raw::Integer(*v))),
            Value::OptInts(values) => list(values.iter().map(|v| v.map_or(Raw::Null, Raw::Integer))),
            Value::Texts(values) => list(values.iter().map(|v| Raw::Text(v.clone()))),
            Value::OptTexts(values) => list(values.iter().map(|v| v.clone().map_or(Raw::Null, Raw::Text))),
            Value::Blobs(values) => list(values.iter().map(|v| Raw::Blob(v.clone()))),
        }
    }
}

fn list(values: impl Iterator<Item = Raw>) -> rusqlite::Result<ToSqlOutput<'static>> {
    // The name that rusqlite's table function looks for.
    Ok(ToSqlOutput::from_rc(Rc::new(values.collect::<Vec<Raw>>()), c"rarray"))
}

pub(super) fn decode(value: ValueRef<'_>) -> Result<Value, Error> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(value) => match std::str::from_utf8(value) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => return Err(Error::detailed(ErrorKind::Type, "text that is not UTF-8")),
        },
        // Sixteen bytes are nearly always an id, which needs no memory of its own; it reads as a blob, too.
        ValueRef::Blob(value) => match Uuid::from_slice(value) {
            Ok(id) => Value::Uuid(id),
            Err(_) => Value::Blob(value.to_vec()),
        },
    })
}
