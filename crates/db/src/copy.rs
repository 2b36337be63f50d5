//! Rows of any table, by the schema as it is: for archives that carry every table without code for each of them.
//!
//! Names of tables and columns come from the database's own catalogue and nowhere else, so no input can become SQL.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::error::Error;
use crate::options::Engine;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::value::Value;
use crate::{params, sql};

/// What a column holds. SQLite has one word for ids and other bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Int,
    Bool,
    Real,
    Text,
    Uuid,
    Bytes,
    /// Something that only one engine has, such as a text index. No [`Shape`] has it.
    Other,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
    /// The table whose key it names.
    pub references: Option<String>,
}

/// A table with its columns, in order of definition; columns that the database computes, or that only one engine has,
/// are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    pub name: String,
    pub fields: Vec<Field>,
    /// Places of the columns of the primary key, in its order.
    pub key: Vec<usize>,
}

/// Which rows of a table belong to one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    condition: String,
}

sql!(FIELDS,
    sqlite: "SELECT t.name, c.name, lower(c.type), c.\"notnull\" = 0 AND c.pk = 0, nullif(c.pk, 0)
        FROM pragma_table_list t JOIN pragma_table_info(t.name) c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY t.name, c.cid",
    postgres: "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull,
            array_position(i.indkey::int2[], a.attnum)::int8 + 1
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        ORDER BY c.relname COLLATE \"C\", a.attnum");
sql!(REFERENCES,
    sqlite: "SELECT t.name, f.\"from\", f.\"table\"
        FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
        WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, f.\"from\"",
    postgres: "SELECT c.relname::text, a.attname::text, r.relname::text
        FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_class r ON r.oid = k.confrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace AND array_length(k.conkey, 1) = 1
        ORDER BY c.relname COLLATE \"C\", a.attname COLLATE \"C\"");

/// An identifier as both engines take it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Shape {
    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    fn columns(&self) -> String {
        self.fields
            .iter()
            .map(|field| quoted(&field.name))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn key_columns(&self) -> Vec<String> {
        self.key.iter().map(|place| quoted(&self.fields[*place].name)).collect()
    }
}

impl Scope {
    /// The rows of a table that belong to one row of `root`: it names that row as `ROOT_id`, or it cannot be without
    /// something that belongs to it. `None` when neither is so.
    pub fn of(shapes: &[Shape], table: &str, root: &str) -> Option<Self> {
        Self::within(shapes, table, root, 0).map(|condition| Self { condition })
    }

    fn within(shapes: &[Shape], table: &str, root: &str, depth: usize) -> Option<String> {
        let shape = shapes.iter().find(|shape| shape.name == table)?;
        if table == root {
            return Some("\"id\" = $1".to_owned());
        }
        let own = format!("{root}_id");
        if shape.place(&own).is_some() {
            return Some(format!("{} = $1", quoted(&own)));
        }
        if depth == 4 {
            return None;
        }
        let needed = shape.fields.iter().filter(|field| !field.nullable);
        needed.into_iter().find_map(|field| {
            let above = field.references.as_deref().filter(|above| *above != table)?;
            let inner = Self::within(shapes, above, root, depth + 1)?;
            Some(format!("{} IN (SELECT \"id\" FROM {} WHERE {inner})", quoted(&field.name), quoted(above)))
        })
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "integer" | "bigint" | "smallint" => Kind::Int,
        "boolean" => Kind::Bool,
        "real" | "double precision" => Kind::Real,
        "text" | "character varying" => Kind::Text,
        "uuid" => Kind::Uuid,
        "blob" | "bytea" => Kind::Bytes,
        _ => Kind::Other,
    }
}

impl Tx<'_> {
    /// Every table, sorted by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shapes(&mut self) -> Result<Vec<Shape>, Error> {
        let mut references: BTreeMap<(String, String), String> = BTreeMap::new();
        for row in self.all(&REFERENCES, &[])? {
            references.insert((row.get(0)?, row.get(1)?), row.get(2)?);
        }
        let mut shapes: Vec<Shape> = Vec::new();
        let mut keys: Vec<Vec<(i64, usize)>> = Vec::new();
        for row in self.all(&FIELDS, &[])? {
            let mut row = row.reader();
            let (table, name): (String, String) = (row.take()?, row.take()?);
            let (word, nullable, place): (String, bool, Option<i64>) =
                (row.take()?, row.take()?, row.take()?);
            let field = Field {
                references: references.get(&(table.clone(), name.clone())).cloned(),
                kind: kind(&word),
                nullable,
                name,
            };
            if shapes.last().is_none_or(|shape| shape.name != table) {
                shapes.push(Shape { name: table, fields: Vec::new(), key: Vec::new() });
                keys.push(Vec::new());
            }
            if let (Some(shape), Some(key)) = (shapes.last_mut(), keys.last_mut()) {
                key.extend(place.map(|place| (place, shape.fields.len())));
                shape.fields.push(field);
            }
        }
        for (shape, mut key) in shapes.iter_mut().zip(keys) {
            key.sort_unstable();
            shape.key = key.into_iter().map(|(_, place)| place).collect();
        }
        Ok(shapes)
    }

    /// Rows of a scope in the order of their keys, after one key.
    ///
    /// # Errors
    /// Those of the database.
    pub fn copy_out(
        &mut self,
        shape: &Shape,
        scope: &Scope,
        root: uuid::Uuid,
        after: Option<&[Value]>,
        limit: i64,
    ) -> Result<Vec<Vec<Value>>, Error> {
        let key = shape.key_columns();
        let mut values = params![root, limit].to_vec();
        let mut text =
            format!("SELECT {} FROM {} WHERE {}", shape.columns(), quoted(&shape.name), scope.condition);
        if let Some(after) = after {
            let places: Vec<String> = (0..after.len()).map(|place| format!("${}", place + 3)).collect();
            text.push_str(&format!(" AND ({}) > ({})", key.join(", "), places.join(", ")));
            values.extend_from_slice(after);
        }
        text.push_str(&format!(" ORDER BY {} LIMIT $2", key.join(", ")));
        let rows = self.all(&Sql::built(text), &values)?;
        Ok(rows.into_iter().map(crate::row::Row::into_values).collect())
    }

    /// Inserts rows as they were elsewhere. They count as no command's change: what they say was said before.
    ///
    /// # Errors
    /// Those of the database.
    pub fn copy_in(&mut self, shape: &Shape, rows: &[Vec<Value>]) -> Result<(), Error> {
        let places: Vec<String> = (1..=shape.fields.len()).map(|place| format!("${place}")).collect();
        let text = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            quoted(&shape.name),
            shape.columns(),
            places.join(", ")
        );
        let sql = Sql::built(text);
        let calls: Vec<(&Sql, &[Value])> = rows.iter().map(|row| (&sql, row.as_slice())).collect();
        self.quietly(&calls)
    }

    /// Sets one column of rows that [`Tx::copy_in`] put in, each found by its key: for references among the rows of
    /// one table.
    ///
    /// # Errors
    /// Those of the database.
    pub fn copy_set(
        &mut self,
        shape: &Shape,
        place: usize,
        rows: &[(Vec<Value>, Value)],
    ) -> Result<(), Error> {
        let key = shape.key_columns();
        let conditions: Vec<String> = key
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{name} = ${}", at + 2))
            .collect();
        let column = quoted(&shape.fields[place].name);
        let text =
            format!("UPDATE {} SET {column} = $1 WHERE {}", quoted(&shape.name), conditions.join(" AND "));
        let sql = Sql::built(text);
        let values: Vec<Vec<Value>> = rows
            .iter()
            .map(|(key, value)| std::iter::once(value).chain(key).cloned().collect())
            .collect();
        let calls: Vec<(&Sql, &[Value])> = values.iter().map(|row| (&sql, row.as_slice())).collect();
        self.quietly(&calls)
    }

    /// The value that this engine keeps for 16 bytes or others in a column.
    pub fn bytes(&self, kind: Kind, bytes: Vec<u8>) -> Value {
        match (self.engine(), kind, <[u8; 16]>::try_from(bytes.as_slice())) {
            (Engine::Postgres, Kind::Uuid, Ok(id)) => Value::Uuid(uuid::Uuid::from_bytes(id)),
            _ => Value::Blob(bytes),
        }
    }
}

impl Sql {
    /// A statement over tables of the catalogue.
    fn built(text: String) -> Sql {
        Sql::owned("copy", Cow::Owned(text))
    }
}
