//! Table `file`: one row per file of the folder, with what tells an unchanged file without opening it, and its row of the list.

use super::{from_json, to_json};
use crate::view::{DocumentRow, ProposalView};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use serde::{Deserialize, Serialize};

pub(super) const TABLE: &str = "
create table file (
  path text primary key,          -- relative to the master folder, with /
  bytes integer not null,
  modified integer not null,      -- nanoseconds since 1970
  inode integer not null,         -- 0 where the system has none
  sha256 text,                    -- null: could not be read
  problem text,                   -- why not, as JSON
  row text,                       -- the list's row (DocumentRow), as JSON
  proposal text,                  -- the proposed change (ProposalView), as JSON
  persons text not null default '',  -- ',id,id,' for filtering; empty until the row is made
  numbers text not null default '',  -- the paper's references as they are typed, ' P123 456 ', for searching
  attention integer not null default 0
) without rowid;
create index file_by_sha256 on file (sha256, persons);
-- A search looks at names and numbers without reading the rows of the list.
create index file_by_name on file (path, persons);
create index file_by_numbers on file (numbers, persons) where numbers <> '';
";

/// What tells a file from itself at another time, without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Stat {
    pub bytes: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
    pub inode: u64,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileProblem {
    /// Kebab-case, a finding's code: `no-permission`, `still-changing`, `unreadable-file`.
    pub code: String,
    pub why: String,
}

/// A row of the table, as far as a scan needs it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileEntry {
    pub path: String,
    pub stat: Stat,
    pub sha256: Option<String>,
    pub problem: Option<FileProblem>,
}

pub(super) fn entry(row: &Row<'_>) -> Result<FileEntry> {
    Ok(FileEntry {
        path: row.get(0)?,
        stat: Stat {
            bytes: row.get::<_, i64>(1)? as u64,
            modified: row.get(2)?,
            inode: row.get::<_, i64>(3)? as u64,
        },
        sha256: row.get(4)?,
        problem: row.get::<_, Option<String>>(5)?.and_then(|text| from_json(&text)),
    })
}

/// Returns all files in the order of their paths.
pub(crate) fn all(connection: &Connection) -> Result<Vec<FileEntry>> {
    connection
        .prepare_cached(
            "select path, bytes, modified, inode, sha256, problem from file order by path",
        )?
        .query_map([], entry)?
        .collect()
}

/// Returns one file.
pub(crate) fn get(connection: &Connection, path: &str) -> Result<Option<FileEntry>> {
    connection
        .prepare_cached(
            "select path, bytes, modified, inode, sha256, problem from file where path = ?",
        )?
        .query_row([path], entry)
        .optional()
}

/// Adds or replaces a file. Its row of the list is made later. Until then a file whose contents changed keeps its older row, so that
/// no paper is missing from the list while it is read; what was proposed for the older contents is void at once.
pub(crate) fn put(connection: &Connection, file: &FileEntry) -> Result<()> {
    connection
        .prepare_cached(
            "insert into file (path, bytes, modified, inode, sha256, problem) values (?, ?, ?, ?, ?, ?)
             on conflict (path) do update set
               row = case when file.sha256 is excluded.sha256 then file.row else json_set(file.row, '$.proposed', null) end,
               proposal = case when file.sha256 is excluded.sha256 then file.proposal end,
               bytes = excluded.bytes, modified = excluded.modified,
               inode = excluded.inode, sha256 = excluded.sha256, problem = excluded.problem",
        )?
        .execute(params![
            file.path,
            file.stat.bytes as i64,
            file.stat.modified,
            file.stat.inode as i64,
            file.sha256,
            file.problem.as_ref().map(to_json),
        ])?;
    Ok(())
}

/// Forgets a file that is no longer in the folder.
pub(crate) fn remove(connection: &Connection, path: &str) -> Result<()> {
    connection.prepare_cached("delete from file where path = ?")?.execute([path])?;
    Ok(())
}

/// What is stored of a file's judgement, as JSON.
pub(crate) struct Stored {
    pub path: String,
    pub row: Option<String>,
    pub proposal: Option<String>,
    pub numbers: String,
}

/// Returns the stored rows and proposals in the order of the paths, so that only those that changed are written again.
pub(crate) fn stored(connection: &Connection) -> Result<Vec<Stored>> {
    connection
        .prepare_cached("select path, row, proposal, numbers from file order by path")?
        .query_map([], |row| {
            Ok(Stored {
                path: row.get(0)?,
                row: row.get(1)?,
                proposal: row.get(2)?,
                numbers: row.get(3)?,
            })
        })?
        .collect()
}

/// Stores a file's row of the list and its proposal, given as JSON, and the numbers it is found by.
pub(crate) fn put_row(
    connection: &Connection,
    row: &DocumentRow,
    row_json: &str,
    proposal_json: Option<&str>,
    numbers: &str,
    attention: bool,
) -> Result<()> {
    let persons = format!(",{},", row.persons.join(","));
    connection
        .prepare_cached(
            "update file set row = ?, proposal = ?, persons = ?, numbers = ?, attention = ? where path = ?",
        )?
        .execute(params![row_json, proposal_json, persons, numbers, attention, row.path])?;
    Ok(())
}

/// Returns the list's rows in the order of the paths, of one person if one is given, and how many there are in all.
pub(crate) fn rows(
    connection: &Connection,
    person: Option<&str>,
    offset: u32,
    limit: u32,
) -> Result<(Vec<DocumentRow>, u32)> {
    let like = person.map_or_else(|| "%".to_owned(), |id| format!("%,{id},%"));
    let total = connection
        .prepare_cached("select count(*) from file where row is not null and persons like ?")?
        .query_row([&like], |row| row.get(0))?;
    let limit = if limit == 0 { -1 } else { i64::from(limit) };
    let rows = connection
        .prepare_cached(
            "select row from file where row is not null and persons like ? order by path limit ? offset ?",
        )?
        .query_map(params![like, limit, offset], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>>>()?;
    Ok((rows.iter().filter_map(|text| from_json(text)).collect(), total))
}

/// Returns the path and content of every file that the list shows.
pub(crate) fn contents(connection: &Connection) -> Result<Vec<(String, String)>> {
    connection
        .prepare_cached(
            "select path, sha256 from file where row is not null and sha256 is not null",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Returns one file's row of the list.
pub(crate) fn row(connection: &Connection, path: &str) -> Result<Option<DocumentRow>> {
    let text: Option<Option<String>> = connection
        .prepare_cached("select row from file where path = ?")?
        .query_row([path], |row| row.get(0))
        .optional()?;
    Ok(text.flatten().and_then(|text| from_json(&text)))
}

/// Returns the proposals in the order of the paths.
pub(crate) fn proposals(connection: &Connection) -> Result<Vec<ProposalView>> {
    let texts = connection
        .prepare_cached("select proposal from file where proposal is not null order by path")?
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>>>()?;
    Ok(texts.iter().filter_map(|text| from_json(text)).collect())
}

/// How many files there are, how many need a look, how many could have a better name or place, and how many are copies.
pub(crate) struct Counts {
    pub files: u32,
    pub attention: u32,
    pub proposals: u32,
    pub copies: u32,
}

/// Returns the counts for the window's side bar.
pub(crate) fn counts(connection: &Connection) -> Result<Counts> {
    connection
        .prepare_cached(
            "select count(*), coalesce(sum(attention), 0),
               coalesce(sum(json_extract(proposal, '$.kind') in ('rename', 'move')), 0),
               coalesce(sum(json_extract(proposal, '$.kind') = 'set-aside'), 0) from file",
        )?
        .query_row([], |row| {
            Ok(Counts {
                files: row.get(0)?,
                attention: row.get(1)?,
                proposals: row.get(2)?,
                copies: row.get(3)?,
            })
        })
}

/// Returns how many files are of a person.
pub(crate) fn count_of(connection: &Connection, person: &str) -> Result<u32> {
    connection
        .prepare_cached("select count(*) from file where persons like ?")?
        .query_row([format!("%,{person},%")], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;

    #[test]
    fn a_file_whose_contents_changed_stays_in_the_list_while_it_is_judged() {
        let dir = tempfile::tempdir().unwrap();
        let mut index = Index::open(&dir.path().join("index.db")).unwrap();
        let file = |sha256: &str| FileEntry {
            path: "a.pdf".to_owned(),
            stat: Stat { bytes: 1, modified: 1, inode: 1 },
            sha256: Some(sha256.to_owned()),
            problem: None,
        };
        let row = DocumentRow {
            path: "a.pdf".to_owned(),
            name: "a.pdf".to_owned(),
            sha256: Some("older".to_owned()),
            bytes: 1,
            kind: "pdf".to_owned(),
            type_id: Some("PERMIT".to_owned()),
            group: "immigration".to_owned(),
            persons: vec!["amina".to_owned()],
            date: None,
            reference: None,
            findings: Vec::new(),
            proposed: Some("b.pdf".to_owned()),
            snippet: None,
        };
        let is_void = index
            .write(|c| {
                put(c, &file("older"))?;
                assert_eq!(rows(c, None, 0, 0)?, (Vec::new(), 0), "nobody has judged it yet");
                put_row(c, &row, &to_json(&row), Some("{}"), "", false)?;
                put(c, &file("newer"))?;
                let older = DocumentRow { proposed: None, ..row.clone() };
                assert_eq!(rows(c, None, 0, 0)?, (vec![older], 1));
                assert_eq!(counts(c)?.proposals, 0);
                c.query_row("select proposal is null from file", [], |row| row.get::<_, bool>(0))
            })
            .unwrap();
        assert!(is_void, "a proposal for the older contents stands");
    }
}
