//! One row of an answer.

use std::sync::Arc;

use uuid::Uuid;

use crate::error::{Error, ErrorKind};
use crate::value::Value;

/// One row: values in the order of the SELECT.
#[derive(Clone, Debug)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn new(columns: Arc<[String]>, values: Vec<Value>) -> Row {
        Row { columns, values }
    }

    /// The value in column `index` (from 0). Fails with `Type` when there is no such column or it does not fit `T`.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, Error> {
        let value = self.values.get(index).ok_or_else(|| missing(&self.columns))?;
        T::from_value(value).map_err(|wanted| misfit(&self.columns, index, value.kind(), wanted))
    }

    /// Takes the row apart, column after column, in the order of the SELECT. Texts are moved, not copied.
    pub fn parts(self) -> Parts {
        Parts { columns: self.columns, values: self.values.into_iter().enumerate() }
    }

    /// All values, in the order of the SELECT.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.values
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The columns' names as the database gives them.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Reads column after column, in the order of the SELECT.
    pub fn reader(&self) -> Reader<'_> {
        Reader { row: self, next: 0 }
    }
}

/// Reads a row from left to right.
#[derive(Debug)]
pub struct Reader<'a> {
    row: &'a Row,
    next: usize,
}

impl Reader<'_> {
    /// The next column.
    pub fn take<T: FromValue>(&mut self) -> Result<T, Error> {
        let index = self.next;
        self.next += 1;
        self.row.get(index)
    }

    /// Passes over `count` columns.
    pub fn skip(&mut self, count: usize) {
        self.next += count;
    }
}

/// What is left of a row that is taken apart.
#[derive(Debug)]
pub struct Parts {
    columns: Arc<[String]>,
    values: std::iter::Enumerate<std::vec::IntoIter<Value>>,
}

impl Parts {
    /// The next column. Fails with `Type` when there is none or it does not fit `T`.
    pub fn take<T: FromValue>(&mut self) -> Result<T, Error> {
        let (index, value) = self.values.next().ok_or_else(|| missing(&self.columns))?;
        let found = value.kind();
        T::from_owned(value).map_err(|wanted| misfit(&self.columns, index, found, wanted))
    }
}

fn missing(columns: &[String]) -> Error {
    Error::detailed(ErrorKind::Type, format!("there are only {} columns", columns.len()))
}

fn misfit(columns: &[String], index: usize, found: &str, wanted: &str) -> Error {
    let name = columns.get(index).map_or("", String::as_str);
    Error::detailed(ErrorKind::Type, format!("column {index} ({name}) is {found}, not {wanted}"))
}

/// A type that a column can be read as. The error is the name of what was wanted.
pub trait FromValue: Sized {
    fn from_value(value: &Value) -> Result<Self, &'static str>;

    /// The same of a value that nobody else needs.
    ///
    /// # Errors
    /// The name of what was wanted.
    fn from_owned(value: Value) -> Result<Self, &'static str> {
        Self::from_value(&value)
    }
}

macro_rules! from_value {
    ($($target:ty, $wanted:literal: $($pattern:pat => $make:expr),+;)*) => {$(
        impl FromValue for $target {
            fn from_value(value: &Value) -> Result<Self, &'static str> {
                match value {
                    $($pattern => $make,)+
                    _ => Err($wanted),
                }
            }
        }
    )*};
}

from_value! {
    // SQLite has no booleans.
    bool, "bool": Value::Bool(v) => Ok(*v), Value::Int(v @ (0 | 1)) => Ok(*v == 1);
    i64, "int": Value::Int(v) => Ok(*v), Value::Bool(v) => Ok((*v).into());
    i32, "32-bit int": Value::Int(v) => (*v).try_into().map_err(|_| "32-bit int");
    i16, "16-bit int": Value::Int(v) => (*v).try_into().map_err(|_| "16-bit int");
    u8, "8-bit unsigned int": Value::Int(v) => (*v).try_into().map_err(|_| "8-bit unsigned int");
    u16, "16-bit unsigned int": Value::Int(v) => (*v).try_into().map_err(|_| "16-bit unsigned int");
    u32, "32-bit unsigned int": Value::Int(v) => (*v).try_into().map_err(|_| "32-bit unsigned int");
    u64, "unsigned int": Value::Int(v) => (*v).try_into().map_err(|_| "unsigned int");
    f64, "real": Value::Real(v) => Ok(*v), Value::Int(v) => Ok(*v as f64);
    Vec<u8>, "blob": Value::Blob(v) => Ok(v.clone()), Value::Uuid(v) => Ok(v.as_bytes().to_vec());
    Uuid, "uuid": Value::Uuid(v) => Ok(*v), Value::Blob(v) => Uuid::from_slice(v).map_err(|_| "uuid");
}

impl FromValue for String {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            _ => Err("text"),
        }
    }

    fn from_owned(value: Value) -> Result<Self, &'static str> {
        match value {
            Value::Text(text) => Ok(text),
            _ => Err("text"),
        }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Blob(bytes) => bytes.as_slice().try_into().map_err(|_| "blob of that length"),
            Value::Uuid(id) => id.as_bytes().as_slice().try_into().map_err(|_| "blob of that length"),
            _ => Err("blob"),
        }
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }

    fn from_owned(value: Value) -> Result<Self, &'static str> {
        match value {
            Value::Null => Ok(None),
            value => T::from_owned(value).map(Some),
        }
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        Ok(value.clone())
    }
}
