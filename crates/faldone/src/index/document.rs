//! Table `document`: one row per content, known by its SHA-256: what was read from it, whoever it is of and wherever it lies.

use super::{from_json, to_json};
use crate::reader::{Kind, Problem};
use faldone_pdf::{Completeness, FileFacts, Verdict};
use faldone_rules::facts::Recognition;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

pub(super) const TABLE: &str = "
create table document (
  sha256 text primary key,
  bytes integer not null,
  kind text not null,
  extension text,          -- what the bytes really are
  completeness text not null,
  facts text,              -- of a PDF (FileFacts), as JSON
  verdicts text not null,  -- per page (Verdict), as JSON
  searchable integer,      -- null: cannot be said
  problem text,
  recognition text not null  -- as read, before the user's corrections, as JSON
) without rowid;
";

/// A content and what was read from it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Document {
    pub sha256: String,
    pub bytes: u64,
    pub kind: Kind,
    pub extension: Option<String>,
    pub completeness: Completeness,
    pub facts: Option<FileFacts>,
    pub verdicts: Vec<Verdict>,
    pub searchable: Option<bool>,
    pub problem: Option<Problem>,
    pub recognition: Recognition,
}

const COLUMNS: &str = "sha256, bytes, kind, extension, completeness, facts, verdicts, searchable, problem, recognition";

fn document(row: &Row<'_>) -> Result<Document> {
    let json = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
    Ok(Document {
        sha256: row.get(0)?,
        bytes: row.get::<_, i64>(1)? as u64,
        kind: from_json(&json(2)?).unwrap_or(Kind::Other),
        extension: row.get(3)?,
        completeness: from_json(&json(4)?).unwrap_or(Completeness::Whole),
        facts: from_json(&json(5)?),
        verdicts: from_json(&json(6)?).unwrap_or_default(),
        searchable: row.get(7)?,
        problem: from_json(&json(8)?),
        recognition: from_json(&json(9)?).unwrap_or_default(),
    })
}

/// Returns one content.
pub(crate) fn get(connection: &Connection, sha256: &str) -> Result<Option<Document>> {
    connection
        .prepare_cached(&format!("select {COLUMNS} from document where sha256 = ?"))?
        .query_row([sha256], document)
        .optional()
}

/// Returns all contents that lie in the folder, in the order of their hashes.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Document>> {
    connection
        .prepare_cached(&format!(
            "select {COLUMNS} from document where sha256 in (select sha256 from file) order by sha256"
        ))?
        .query_map([], document)?
        .collect()
}

/// Returns the sizes (bytes) and hashes of all contents.
pub(crate) fn sizes(connection: &Connection) -> Result<Vec<(u64, String)>> {
    connection
        .prepare_cached("select bytes, sha256 from document")?
        .query_map([], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?
        .collect()
}

/// Adds or replaces a content.
pub(crate) fn put(connection: &Connection, document: &Document) -> Result<()> {
    connection
        .prepare_cached(&format!(
            "insert or replace into document ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ))?
        .execute(params![
            document.sha256,
            document.bytes as i64,
            to_json(&document.kind),
            document.extension,
            to_json(&document.completeness),
            document.facts.as_ref().map(to_json),
            to_json(&document.verdicts),
            document.searchable,
            document.problem.as_ref().map(to_json),
            to_json(&document.recognition),
        ])?;
    Ok(())
}

/// Replaces what was recognised in a content.
pub(crate) fn put_recognition(
    connection: &Connection,
    sha256: &str,
    recognition: &Recognition,
) -> Result<()> {
    connection
        .prepare_cached("update document set recognition = ? where sha256 = ?")?
        .execute(params![to_json(recognition), sha256])?;
    Ok(())
}

/// Forgets the contents that no file holds any more.
pub(crate) fn remove_orphans(connection: &Connection) -> Result<()> {
    super::page::remove_orphans(connection)?;
    connection.execute(&format!("delete from document where {}", super::ORPHANED), []).map(|_| ())
}

/// Forgets what was read from all contents, so that each is read again where it lies.
pub(crate) fn forget_all(connection: &Connection) -> Result<()> {
    // No file has this time, so every one seems to have changed.
    connection.execute("update file set modified = -1", [])?;
    connection.execute("delete from document", []).map(|_| ())
}

/// A file, and what its content was judged to be.
pub(crate) struct Judged {
    pub file: super::file::FileEntry,
    pub kind: Kind,
    pub extension: Option<String>,
}

/// Returns, of each content that was read without trouble, the file whose path comes first.
pub(crate) fn firsts(connection: &Connection) -> Result<Vec<Judged>> {
    connection
        .prepare_cached(
            "select f.path, f.bytes, f.modified, f.inode, f.sha256, f.problem, d.kind, d.extension
             from document d join file f on f.path = (select min(path) from file where sha256 = d.sha256)
             where d.problem is null",
        )?
        .query_map([], |row| {
            Ok(Judged {
                file: super::file::entry(row)?,
                kind: from_json(&row.get::<_, String>(6)?).unwrap_or(Kind::Other),
                extension: row.get(7)?,
            })
        })?
        .collect()
}

/// Forgets what was read from one content.
pub(crate) fn forget(connection: &Connection, sha256: &str) -> Result<()> {
    connection.prepare_cached("delete from document where sha256 = ?")?.execute([sha256])?;
    Ok(())
}

/// Returns the contents whose reading was stopped by something that may have passed.
pub(crate) fn stopped(connection: &Connection) -> Result<Vec<String>> {
    let all = connection
        .prepare_cached("select sha256, problem from document where problem is not null")?
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
        .collect::<Result<Vec<_>>>()?;
    let is_stopped =
        |text: &str| matches!(from_json(text), Some(Problem::Stopped(stop)) if stop.may_pass());
    Ok(all.into_iter().filter(|(_, text)| is_stopped(text)).map(|(sha256, _)| sha256).collect())
}
