//! A value as PostgreSQL wants it: it adapts to the parameter's real type.

use std::error::Error as StdError;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::value::Value;

#[derive(Debug)]
pub(super) struct Param<'a>(pub &'a Value);

type Written = Result<IsNull, Box<dyn StdError + Sync + Send>>;

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Written {
        let wrong = || Err(format!("a {} does not fit the type {ty}", self.0.kind()).into());
        match (self.0, ty) {
            (Value::Null, _) => Ok(IsNull::Yes),
            (Value::Bool(value), &Type::BOOL) => value.to_sql(ty, out),
            (Value::Bool(value), _) => int((*value).into(), ty, out).unwrap_or_else(wrong),
            (Value::Int(value), _) => int(*value, ty, out).unwrap_or_else(wrong),
            (Value::Real(value), &Type::FLOAT8) => value.to_sql(ty, out),
            (Value::Real(value), &Type::FLOAT4) => (*value as f32).to_sql(ty, out),
            (Value::Text(value), &Type::JSONB) => {
                // The version of its binary form.
                out.put_u8(1);
                value.as_str().to_sql(&Type::TEXT, out)
            }
            (Value::Text(value), _) if textual(ty) => value.as_str().to_sql(&Type::TEXT, out),
            (Value::Blob(value), &Type::BYTEA) => value.as_slice().to_sql(ty, out),
            (Value::Blob(value), &Type::UUID) if value.len() == 16 => {
                value.as_slice().to_sql(&Type::BYTEA, out)
            }
            (Value::Uuid(value), &Type::UUID) => value.to_sql(ty, out),
            (Value::Uuid(value), &Type::BYTEA) => value.as_bytes().as_slice().to_sql(ty, out),
            (list, _) => match ty.kind() {
                Kind::Array(item) => array(list, item, ty, out).unwrap_or_else(wrong),
                _ => wrong(),
            },
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn textual(ty: &Type) -> bool {
    matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::JSON | Type::UNKNOWN)
        || matches!(ty.kind(), Kind::Enum(_))
        || ty.name() == "citext"
}

/// `None`: the type is not one that an integer can be.
fn int(value: i64, ty: &Type, out: &mut BytesMut) -> Option<Written> {
    let large =
        |_| Box::<dyn StdError + Sync + Send>::from(format!("the number is too large for the type {ty}"));
    Some(match *ty {
        Type::INT8 => value.to_sql(ty, out),
        Type::INT4 => i32::try_from(value).map_err(large).and_then(|value| value.to_sql(ty, out)),
        Type::INT2 => i16::try_from(value).map_err(large).and_then(|value| value.to_sql(ty, out)),
        Type::OID => u32::try_from(value).map_err(large).and_then(|value| value.to_sql(ty, out)),
        Type::BOOL if value == 0 || value == 1 => (value == 1).to_sql(ty, out),
        Type::FLOAT8 => (value as f64).to_sql(ty, out),
        Type::FLOAT4 => (value as f32).to_sql(ty, out),
        _ => return None,
    })
}

/// `None`: the list does not fit the array's items.
fn array(list: &Value, item: &Type, ty: &Type, out: &mut BytesMut) -> Option<Written> {
    Some(match list {
        Value::Uuids(values) if *item == Type::UUID => values.to_sql(ty, out),
        Value::OptUuids(values) if *item == Type::UUID => values.to_sql(ty, out),
        Value::Ints(values) => return ints(values.iter().map(|value| Some(*value)), item, ty, out),
        Value::OptInts(values) => return ints(values.iter().copied(), item, ty, out),
        Value::Texts(values) if textual(item) => values.to_sql(ty, out),
        Value::OptTexts(values) if textual(item) => values.to_sql(ty, out),
        Value::Blobs(values) if *item == Type::BYTEA => values.to_sql(ty, out),
        _ => return None,
    })
}

fn ints(
    values: impl Iterator<Item = Option<i64>>,
    item: &Type,
    ty: &Type,
    out: &mut BytesMut,
) -> Option<Written> {
    let values: Vec<Option<i64>> = values.collect();
    match *item {
        Type::INT8 => Some(values.to_sql(ty, out)),
        Type::INT4 => {
            let small = |value: Option<i64>| value.map(i32::try_from).transpose();
            match values.into_iter().map(small).collect::<Result<Vec<_>, _>>() {
                Ok(values) => Some(values.to_sql(ty, out)),
                Err(_) => Some(Err(format!("a number is too large for the type {ty}").into())),
            }
        }
        Type::BOOL => {
            let values: Vec<Option<bool>> =
                values.into_iter().map(|value| value.map(|value| value != 0)).collect();
            Some(values.to_sql(ty, out))
        }
        _ => None,
    }
}
