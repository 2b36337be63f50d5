//! The tables as they are, in words that both engines share, so that a test can compare them.

use crate::db::Db;
use crate::error::Error;
use crate::sql;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    /// In order of definition.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// `integer`, `text`, `blob` or `real`, as SQLite stores it; else the engine's own word.
    pub kind: String,
    pub nullable: bool,
    /// Place in the primary key, from 1.
    pub key: Option<i64>,
}

sql!(COLUMNS,
    sqlite: "SELECT t.name, c.name, lower(c.type), c.\"notnull\" = 0 AND c.pk = 0, nullif(c.pk, 0)
        FROM pragma_table_list t JOIN pragma_table_info(t.name) c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY t.name, c.cid",
    postgres: "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull,
            array_position(i.indkey::int2[], a.attnum)::int8 + 1
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        ORDER BY c.relname COLLATE \"C\", a.attnum");

impl Db {
    /// Every table with its columns, sorted by name. Blocks. Virtual tables of SQLite are left out.
    pub fn schema(&self) -> Result<Vec<Table>, Error> {
        self.read_blocking(|tx| {
            let mut tables: Vec<Table> = Vec::new();
            for row in tx.all(&COLUMNS, &[])? {
                let mut row = row.reader();
                let name: String = row.take()?;
                let column = Column {
                    name: row.take()?,
                    kind: common(row.take()?),
                    nullable: row.take()?,
                    key: row.take()?,
                };
                match tables.last_mut() {
                    Some(table) if table.name == name => table.columns.push(column),
                    _ => tables.push(Table { name, columns: vec![column] }),
                }
            }
            Ok(tables)
        })
    }
}

fn common(kind: String) -> String {
    let common = match kind.as_str() {
        "bigint" | "integer" | "smallint" | "boolean" => "integer",
        "uuid" | "bytea" => "blob",
        "double precision" => "real",
        "character varying" => "text",
        _ => return kind,
    };
    common.to_owned()
}
