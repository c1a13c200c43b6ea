//! Table `gone`: the files that went a short while ago. What takes a folder away file by file is seen only by counting over some
//! time, and what was concluded from the first ones is then taken back.

use super::file::{self, FileEntry};
use rusqlite::{Connection, Result, params};

pub(super) const TABLE: &str = "
create table gone (
  path text primary key,
  bytes integer not null,
  modified integer not null,
  inode integer not null,
  sha256 text not null,
  at integer not null             -- when it was missed, milliseconds since 1970
) without rowid;
";

/// Takes a file out of the folder's files and, if its content was known, remembers it.
pub(crate) fn put(connection: &Connection, entry: &FileEntry, at: i64) -> Result<()> {
    file::remove(connection, &entry.path)?;
    if entry.sha256.is_none() {
        return Ok(());
    }
    connection.prepare_cached("insert or replace into gone values (?, ?, ?, ?, ?, ?)")?.execute(
        params![
            entry.path,
            entry.stat.bytes as i64,
            entry.stat.modified,
            entry.stat.inode as i64,
            entry.sha256,
            at,
        ],
    )?;
    Ok(())
}

/// Returns those whose path and content are not in the folder again, in the order of their paths.
pub(crate) fn all(connection: &Connection) -> Result<Vec<FileEntry>> {
    connection
        .prepare_cached(
            "select path, bytes, modified, inode, sha256, null from gone
             where path not in (select path from file)
               and sha256 not in (select sha256 from file where sha256 is not null)
             order by path",
        )?
        .query_map([], file::entry)?
        .collect()
}

/// Takes them all back among the folder's files: it was rash to believe that they are gone.
pub(crate) fn take_back(connection: &Connection) -> Result<()> {
    all(connection)?.iter().try_for_each(|entry| file::put(connection, entry))?;
    forget_before(connection, i64::MAX)
}

/// Forgets those that went before this moment (milliseconds since 1970).
pub(crate) fn forget_before(connection: &Connection, at: i64) -> Result<()> {
    connection.prepare_cached("delete from gone where at < ?")?.execute([at])?;
    Ok(())
}
