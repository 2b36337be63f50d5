//! Columns of PostgreSQL as values.

use std::error::Error as StdError;

use tokio_postgres::types::{FromSql, Kind, Type};
use uuid::Uuid;

use crate::value::Value;

pub(super) struct Decoded(pub Value);

type Failure = Box<dyn StdError + Sync + Send>;

impl<'a> FromSql<'a> for Decoded {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        let value = match *ty {
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::OID => Value::Int(u32::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(ty, raw)?.into()),
            // What sum() of BIGINT and avg() answer.
            Type::NUMERIC => numeric(raw)?,
            Type::UUID => Value::Uuid(Uuid::from_slice(raw)?),
            Type::BYTEA => Value::Blob(raw.to_vec()),
            Type::VOID => Value::Null,
            Type::JSONB => match raw {
                [1, text @ ..] => Value::Text(std::str::from_utf8(text)?.to_owned()),
                _ => return Err("an unknown version of jsonb".into()),
            },
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::JSON | Type::UNKNOWN => {
                Value::Text(std::str::from_utf8(raw)?.to_owned())
            }
            _ if matches!(ty.kind(), Kind::Enum(_)) || ty.name() == "citext" => {
                Value::Text(std::str::from_utf8(raw)?.to_owned())
            }
            _ => return Err(format!("columns of the type {ty} cannot be read: cast it in the SQL").into()),
        };
        Ok(Decoded(value))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Decoded(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The binary form: counts, then digits to the base of 10,000. Whole numbers become `Int` when they fit, as on SQLite.
fn numeric(raw: &[u8]) -> Result<Value, Failure> {
    let mut words = raw.chunks_exact(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]]));
    let mut word = || words.next().ok_or("a numeric that ends too early");
    let (count, weight, sign, scale) = (word()?, i32::from(word()?), word()? as u16, word()?);
    let negative = match sign {
        0x0000 => false,
        0x4000 => true,
        0xD000 => return Ok(Value::Real(f64::INFINITY)),
        0xF000 => return Ok(Value::Real(f64::NEG_INFINITY)),
        _ => return Ok(Value::Real(f64::NAN)),
    };
    let digits = (0..count).map(|_| word()).collect::<Result<Vec<i16>, _>>()?;
    if scale == 0 && weight < 5 {
        let whole = (0..=weight).fold(0_i128, |sum, place| {
            let digit = usize::try_from(place)
                .ok()
                .and_then(|place| digits.get(place))
                .copied()
                .unwrap_or(0);
            sum * 10_000 + i128::from(digit)
        });
        if let Ok(whole) = i64::try_from(if negative { -whole } else { whole }) {
            return Ok(Value::Int(whole));
        }
    }
    let power = |place: usize| 10_000_f64.powi(weight - place as i32);
    let sum: f64 = digits
        .iter()
        .enumerate()
        .map(|(place, digit)| f64::from(*digit) * power(place))
        .sum();
    Ok(Value::Real(if negative { -sum } else { sum }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[i16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn numerics_are_whole_when_they_can_be() {
        assert_eq!(numeric(&words(&[2, 1, 0, 0, 12, 345])).unwrap(), Value::Int(120_345));
        assert_eq!(numeric(&words(&[1, 1, 0x4000, 0, 12])).unwrap(), Value::Int(-120_000));
        assert_eq!(numeric(&words(&[0, 0, 0, 0])).unwrap(), Value::Int(0));
        assert_eq!(numeric(&words(&[2, 0, 0, 1, 1, 5000])).unwrap(), Value::Real(1.5));
        assert!(numeric(&words(&[2, 0, 0])).is_err());
    }
}
