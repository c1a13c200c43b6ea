//! Table `meta`: what the index was made with, and how often it changed.

use rusqlite::{Connection, OptionalExtension, Result, params};

pub(super) const TABLE: &str =
    "create table meta (key text primary key, value text not null) without rowid";

/// Returns the value of `key`.
pub(crate) fn get(connection: &Connection, key: &str) -> Result<Option<String>> {
    connection
        .prepare_cached("select value from meta where key = ?")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Sets `key`.
pub(crate) fn set(connection: &Connection, key: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached("insert or replace into meta values (?, ?)")?
        .execute(params![key, value])?;
    Ok(())
}

/// Returns how often the index changed.
pub(crate) fn revision(connection: &Connection) -> Result<u64> {
    Ok(get(connection, "revision")?.and_then(|value| value.parse().ok()).unwrap_or(0))
}

/// Counts a change.
pub(crate) fn next_revision(connection: &Connection) -> Result<u64> {
    let next = revision(connection)? + 1;
    set(connection, "revision", &next.to_string())?;
    Ok(next)
}
