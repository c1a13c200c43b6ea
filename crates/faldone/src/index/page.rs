//! Table `page` and its full-text search: the text of each page of each content, accents folded for searching.

use crate::view::DocumentRow;
use faldone_pdf::{PageReading, Word};
use rusqlite::{Connection, Result, params};
use std::collections::HashMap;

pub(super) const TABLE: &str = "
create table page (
  id integer primary key,
  sha256 text not null,
  number integer not null,
  width real not null,
  height real not null,
  text text not null,
  words blob not null,   -- per word start, end (bytes of text) and box (tenths of a point), as 32-bit little-endian numbers
  unique (sha256, number)
);
create virtual table page_text using fts5 (
  text, content = 'page', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
";

/// A page as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub number: u32,
    pub width: f32,
    pub height: f32,
    pub text: String,
    pub words: Vec<Word>,
}

/// Adds the pages of a content, instead of those it had.
pub(crate) fn put(connection: &Connection, sha256: &str, pages: &[PageReading]) -> Result<()> {
    forget(connection, sha256)?;
    for page in pages {
        let added = connection
            .prepare_cached(
                "insert or ignore into page (sha256, number, width, height, text, words) values (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![sha256, page.number, page.width, page.height, page.text, pack(&page.words)])?;
        if added == 1 {
            connection
                .prepare_cached("insert into page_text (rowid, text) values (?, ?)")?
                .execute(params![connection.last_insert_rowid(), page.text])?;
        }
    }
    Ok(())
}

/// Returns the pages of a content in their order.
pub(crate) fn of(connection: &Connection, sha256: &str) -> Result<Vec<Page>> {
    connection
        .prepare_cached(
            "select number, width, height, text, words from page where sha256 = ? order by number",
        )?
        .query_map([sha256], |row| {
            Ok(Page {
                number: row.get(0)?,
                width: row.get(1)?,
                height: row.get(2)?,
                text: row.get(3)?,
                words: unpack(&row.get::<_, Vec<u8>>(4)?),
            })
        })?
        .collect()
}

/// Returns number and text of the pages of a content, in their order.
pub(crate) fn texts(connection: &Connection, sha256: &str) -> Result<Vec<(u32, String)>> {
    connection
        .prepare_cached("select number, text from page where sha256 = ? order by number")?
        .query_map([sha256], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Forgets the pages of one content.
fn forget(connection: &Connection, sha256: &str) -> Result<()> {
    connection
        .prepare_cached(
            "insert into page_text (page_text, rowid, text)
             select 'delete', id, text from page where sha256 = ?",
        )?
        .execute([sha256])?;
    connection.prepare_cached("delete from page where sha256 = ?")?.execute([sha256]).map(|_| ())
}

/// Forgets the pages of contents that no file holds any more.
pub(super) fn remove_orphans(connection: &Connection) -> Result<()> {
    let gone = super::ORPHANED;
    connection.execute(
        &format!(
            "insert into page_text (page_text, rowid, text)
             select 'delete', id, text from page where {gone}"
        ),
        [],
    )?;
    connection.execute(&format!("delete from page where {gone}"), []).map(|_| ())
}

/// The most pages that are weighed against each other. Words that stand on more of them tell little, and the pages read last are
/// taken, so that an answer takes the same short time however many papers there are.
const WEIGHED: u32 = 400;

/// Returns one part of the files whose text or name holds all `words` (the last one may be unfinished), best first, and how many
/// files that are, at most `most`. `limit` 0 is all from `offset` on. A row has the words around the hit, the hit itself between
/// U+0002 and U+0003, unless only the file's name was hit.
pub(crate) fn search(
    connection: &Connection,
    words: &str,
    person: Option<&str>,
    (offset, limit): (u32, u32),
    most: u32,
) -> Result<(Vec<DocumentRow>, u32)> {
    let terms: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|term| !term.is_empty())
        // More than anybody types; a whole page pasted in must not be a query of a thousand terms.
        .take(30)
        .map(str::to_owned)
        .collect();
    if terms.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    let query = format!("{}*", quoted.join(" "));
    let person = person.map_or_else(|| "%".to_owned(), |id| format!("%,{id},%"));
    let mut paths = by_name(connection, &terms, &person, most)?;
    let numbered = by_number(connection, words, &person, most)?;
    paths.extend(numbered.into_iter().filter(|path| !paths.contains(path)).collect::<Vec<_>>());
    paths.truncate(most as usize);
    let mut hits: Vec<(String, Option<i64>)> = paths.into_iter().map(|path| (path, None)).collect();
    let mut places: HashMap<String, usize> =
        hits.iter().enumerate().map(|(place, (path, _))| (path.clone(), place)).collect();
    for (path, page) in by_text(connection, &query, &person)? {
        if let Some(place) = places.get(&path) {
            hits[*place].1.get_or_insert(page);
        } else if hits.len() < most as usize {
            places.insert(path.clone(), hits.len());
            hits.push((path, Some(page)));
        }
    }
    let limit = if limit == 0 { most } else { limit };
    let shown: Vec<_> = hits.iter().skip(offset as usize).take(limit as usize).collect();
    let pages: Vec<i64> = shown.iter().filter_map(|(_, page)| *page).collect();
    let snippets = snippets(connection, &query, &pages)?;
    let rows = shown
        .into_iter()
        .map(|(path, page)| {
            let snippet = page.and_then(|page| snippets.get(&page).cloned());
            Ok(super::file::row(connection, path)?.map(|row| DocumentRow { snippet, ..row }))
        })
        .filter_map(Result::transpose)
        .collect::<Result<_>>()?;
    Ok((rows, hits.len() as u32))
}

/// Returns the paths that hold all the terms.
fn by_name(
    connection: &Connection,
    terms: &[String],
    person: &str,
    limit: u32,
) -> Result<Vec<String>> {
    let like = |term: &String| format!("%{term}%");
    let conditions = vec!["path like ?"; terms.len()].join(" and ");
    let sql = format!(
        "select path from file where {conditions} and persons <> '' and persons like ? order by path limit {limit}"
    );
    let values = terms.iter().map(like).chain(std::iter::once(person.to_owned()));
    connection
        .prepare_cached(&sql)?
        .query_map(rusqlite::params_from_iter(values), |row| row.get(0))?
        .collect()
}

/// The fewest signs of a number that is looked for inside others: fewer stand in nearly all.
const SHORTEST_NUMBER: usize = 4;

/// Returns a number as people type it: letters and digits, capitals, without what stands between them.
pub(crate) fn as_typed(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Returns the paths of the papers that have a reference which holds what was typed, however blanks, signs and leading zeros were
/// written on paper or typed.
fn by_number(
    connection: &Connection,
    words: &str,
    person: &str,
    limit: u32,
) -> Result<Vec<String>> {
    let typed = as_typed(words);
    let number = typed.trim_start_matches('0');
    if number.len() < SHORTEST_NUMBER || !number.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    connection
        .prepare_cached(
            "select path from file indexed by file_by_numbers where numbers <> '' and numbers like ? and persons <> '' and persons like ? order by path limit ?",
        )?
        .query_map(params![format!("%{number}%"), person, limit], |row| row.get(0))?
        .collect()
}

/// Returns the files, and the ids of their pages, that answer the query, best first; a file can come several times.
fn by_text(connection: &Connection, query: &str, person: &str) -> Result<Vec<(String, i64)>> {
    connection
        .prepare_cached(
            "select path, id from (
               select file.path, page.id, page.number, bm25(page_text) as weight
               from page_text join page on page.id = page_text.rowid join file on file.sha256 = page.sha256
               where page_text match ? and file.persons <> '' and file.persons like ?
               order by page_text.rowid desc limit ?)
             order by weight, path, number",
        )?
        .query_map(params![query, person, WEIGHED], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Returns the words around the hit for each of these pages, by the page's id. One pass over the pages that answer the query: to ask for
/// each page by itself makes SQLite gather all of them again each time, as the last word may be unfinished.
fn snippets(connection: &Connection, query: &str, pages: &[i64]) -> Result<HashMap<i64, String>> {
    let Some(first) = pages.iter().min() else { return Ok(HashMap::new()) };
    let pages = serde_json::Value::from(pages).to_string();
    connection
        .prepare_cached(
            "select rowid, snippet(page_text, 0, char(2), char(3), '…', 12) from page_text
             where page_text match ? and rowid >= ? and +rowid in (select value from json_each(?))",
        )?
        .query_map(params![query, first, pages], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn pack(words: &[Word]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(words.len() * 24);
    for word in words {
        let bounds = word.bounds.map(|points| (points * 10.0).round() as i32);
        for number in [word.start as i32, word.end as i32].into_iter().chain(bounds) {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
    bytes
}

fn unpack(bytes: &[u8]) -> Vec<Word> {
    let number = |b: &[u8]| i32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    bytes
        .chunks_exact(24)
        .map(|chunk| {
            let n: Vec<i32> = chunk.chunks_exact(4).map(number).collect();
            let points = |at: usize| n[at] as f32 / 10.0;
            Word {
                start: n[0] as u32,
                end: n[1] as u32,
                bounds: [points(2), points(3), points(4), points(5)],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_packing() {
        let words = vec![Word { start: 3, end: 9, bounds: [72.1, 80.5, 120.0, 92.3] }];
        assert_eq!(unpack(&pack(&words)), words);
    }
}
