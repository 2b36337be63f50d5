//! A parameter or a column, the same on both engines.

use std::borrow::Cow;

use uuid::Uuid;

/// One value. Lists are for `in_list($N)` and, on PostgreSQL, for UNNEST.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
    Uuid(Uuid),
    Uuids(Vec<Uuid>),
    OptUuids(Vec<Option<Uuid>>),
    Ints(Vec<i64>),
    OptInts(Vec<Option<i64>>),
    Texts(Vec<String>),
    OptTexts(Vec<Option<String>>),
    Blobs(Vec<Vec<u8>>),
}

impl Value {
    /// What it is, for messages that must not show the value itself.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Real(_) => "real",
            Value::Text(_) => "text",
            Value::Blob(_) => "blob",
            Value::Uuid(_) => "uuid",
            Value::Uuids(_) | Value::OptUuids(_) => "uuid list",
            Value::Ints(_) | Value::OptInts(_) => "int list",
            Value::Texts(_) | Value::OptTexts(_) => "text list",
            Value::Blobs(_) => "blob list",
        }
    }

    /// Whether it has a text with a NUL in it.
    pub(crate) fn has_nul(&self) -> bool {
        let nul = |text: &str| text.as_bytes().contains(&0);
        match self {
            Value::Text(text) => nul(text),
            Value::Texts(texts) => texts.iter().any(|text| nul(text)),
            Value::OptTexts(texts) => texts.iter().flatten().any(|text| nul(text)),
            _ => false,
        }
    }
}

macro_rules! from {
    ($($source:ty => |$value:ident| $make:expr;)*) => {$(
        impl From<$source> for Value {
            fn from($value: $source) -> Value {
                $make
            }
        }
    )*};
}

from! {
    bool => |v| Value::Bool(v);
    i64 => |v| Value::Int(v);
    i32 => |v| Value::Int(v.into());
    i16 => |v| Value::Int(v.into());
    u8 => |v| Value::Int(v.into());
    u16 => |v| Value::Int(v.into());
    u32 => |v| Value::Int(v.into());
    f64 => |v| Value::Real(v);
    f32 => |v| Value::Real(v.into());
    String => |v| Value::Text(v);
    &str => |v| Value::Text(v.to_owned());
    &String => |v| Value::Text(v.clone());
    Cow<'_, str> => |v| Value::Text(v.into_owned());
    Box<str> => |v| Value::Text(v.into());
    Vec<u8> => |v| Value::Blob(v);
    &[u8] => |v| Value::Blob(v.to_vec());
    &Vec<u8> => |v| Value::Blob(v.clone());
    Uuid => |v| Value::Uuid(v);
    &Uuid => |v| Value::Uuid(*v);
    Vec<Uuid> => |v| Value::Uuids(v);
    &[Uuid] => |v| Value::Uuids(v.to_vec());
    &Vec<Uuid> => |v| Value::Uuids(v.clone());
    Vec<Option<Uuid>> => |v| Value::OptUuids(v);
    Vec<i64> => |v| Value::Ints(v);
    &[i64] => |v| Value::Ints(v.to_vec());
    &Vec<i64> => |v| Value::Ints(v.clone());
    Vec<Option<i64>> => |v| Value::OptInts(v);
    Vec<String> => |v| Value::Texts(v);
    &[String] => |v| Value::Texts(v.to_vec());
    &Vec<String> => |v| Value::Texts(v.clone());
    Vec<&str> => |v| Value::Texts(v.into_iter().map(str::to_owned).collect());
    &[&str] => |v| Value::Texts(v.iter().map(|text| (*text).to_owned()).collect());
    Vec<Option<String>> => |v| Value::OptTexts(v);
    Vec<Vec<u8>> => |v| Value::Blobs(v);
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Value {
        Value::Blob(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Value {
        Value::Blob(bytes.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Clone + Into<Value>> From<&Option<T>> for Value {
    fn from(value: &Option<T>) -> Value {
        value.clone().map_or(Value::Null, Into::into)
    }
}

macro_rules! from_reference {
    ($($source:ty),*) => {$(
        impl From<&$source> for Value {
            fn from(value: &$source) -> Value {
                Value::from(*value)
            }
        }
    )*};
}

from_reference!(bool, i64, i32, u32, f64);

/// Makes the parameters of one statement: `params![workspace, id, name]` is a `[Value; 3]`.
#[macro_export]
macro_rules! params {
    () => {{
        let none: [$crate::Value; 0] = [];
        none
    }};
    ($($value:expr),+ $(,)?) => {
        [$($crate::Value::from($value)),+]
    };
}
