//! Is a PDF all there? Judged by its structure alone, because a cut-off file can open and look fine.

use std::collections::HashMap;

use memchr::memmem;

use crate::Completeness;
use crate::holes::zero_filled;
use crate::lexer::{RawDict, is_space, number, object_header, skip_space};
use crate::repair;
use crate::xref::{Chain, Place, SLACK, encryption, last_section_before, near_header};

/// The header may come this late (ISO 32000-1, annex H.3.4.1).
const LATEST_HEADER: usize = 1024;
/// Zeros after the end are padding up to here; beyond, they are room for data that has not come.
const MOST_PADDING: usize = 64;
/// Bytes after the end that are neither blank nor a PDF object are junk up to here.
const MOST_JUNK: usize = 64 * 1024;
/// So many PDFs inside a file are looked at, from its end.
const MOST_HEADERS: usize = 16;

/// Returns whether the bytes are a whole PDF file, by structure only: header, end, the chain of cross-reference tables, every
/// object where they say, the length a linearized file gives for itself, and no zeros where data should be.
///
/// A file that was saved incrementally and is cut exactly at the end of an earlier revision is a whole file by every structural
/// test; who watches it grow must ask again. Small faults of writers (offsets off by a few bytes, junk around the file) are no
/// reason to call a file incomplete.
pub fn completeness(bytes: &[u8]) -> Completeness {
    match check(bytes) {
        Ok(()) => Completeness::Whole,
        Err(Fault::Missing(why)) => Completeness::Incomplete(why),
        Err(Fault::Broken(why)) => Completeness::Damaged(why.to_owned()),
    }
}

/// What is wrong with a file.
enum Fault {
    /// Something is not there.
    Missing(String),
    /// All is there, and does not fit together.
    Broken(&'static str),
}

impl From<String> for Fault {
    fn from(why: String) -> Fault {
        Fault::Missing(why)
    }
}

impl From<&str> for Fault {
    fn from(why: &str) -> Fault {
        Fault::Missing(why.to_owned())
    }
}

fn check(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    let header = find_header(bytes).ok_or_else(|| {
        if bytes.iter().all(|b| *b == 0) {
            "the file holds only zeros".to_owned()
        } else {
            "the PDF header is missing".to_owned()
        }
    })?;
    let end = find_end(bytes)?;
    check_tail(&bytes[end.eof..])?;
    check_linearized(bytes, header)?;
    if is_glued(bytes, header) {
        return Err(Fault::Broken("two PDFs stand in it, one behind the other"));
    }

    let pointer = end.pointer.filter(|pointer| *pointer > 0);
    let mut chain = pointer
        .ok_or("the last cross-reference table is not where the file says")
        .and_then(|pointer| Chain::follow(bytes, header, pointer));
    // The end is clearly there, only its pointer is wrong: the table right before it is the one meant.
    let mut moved = None;
    if chain.is_err()
        && let Some(at) = last_section_before(bytes, end.startxref)
    {
        chain = Chain::follow(bytes, 0, at as u64);
        moved = pointer.filter(|pointer| *pointer > (at + header + SLACK) as u64);
    }
    let chain = match chain {
        Ok(chain) => chain,
        Err(_) if repair::all_there(bytes, header, end.startxref) => {
            return Err(Fault::Broken("it has no table of its objects that can be followed"));
        }
        Err(why) => return Err(why.into()),
    };
    if chain.trailer.raw(b"Root").is_none() {
        return Err("the trailer names no document".into());
    }
    let found = check_objects(bytes, &chain)?;
    let find = |object| chain.object(bytes, object);
    let pointed_beside = moved.is_some() && !found.starts.is_empty();
    if pointed_beside && !repair::lengths_hold(bytes, &found.starts, &find) {
        // The objects stand where the table says, but the table itself comes too early.
        return Err("bytes before the last cross-reference table are missing".into());
    }
    let encrypted = encryption(bytes, &chain).is_some();
    if let Some(at) = zero_filled(&bytes[..end.eof], header, encrypted) {
        return Err(format!("bytes from {at} on are zeros where data should be").into());
    }
    if pointed_beside {
        return Err(Fault::Broken("its end points beside its last cross-reference table"));
    }
    // One or another may lie beside its place by a writer's mistake. Where most do, the file was changed by something that did not
    // know what it is: line ends were turned, or bytes were put in or taken out.
    if found.beside * 2 > found.all {
        return Err(Fault::Broken("most of its objects are not where its table says"));
    }
    Ok(())
}

/// Returns whether a whole PDF, with places of its own, stands behind the end of another one. What was saved later or signed counts
/// its places from the beginning of the first, and a PDF that lies inside another one does not follow an end mark.
fn is_glued(bytes: &[u8], header: usize) -> bool {
    let headers = memmem::rfind_iter(bytes, b"%PDF-").take(MOST_HEADERS);
    headers.take_while(|at| *at > header).any(|at| {
        let before = bytes[header..at].trim_ascii_end();
        let second = &bytes[at..];
        let is_own = || {
            let pointer = find_end(second).ok().and_then(|end| end.pointer);
            pointer.is_some_and(|at| Chain::follow(second, 0, at).is_ok()) && check(second).is_ok()
        };
        before.ends_with(b"%%EOF") && is_own()
    })
}

/// Returns where `%PDF-` starts.
pub(crate) fn find_header(bytes: &[u8]) -> Option<usize> {
    memmem::find(&bytes[..bytes.len().min(LATEST_HEADER + 5)], b"%PDF-")
}

/// The last `startxref` and its `%%EOF`.
pub(crate) struct End {
    pub(crate) startxref: usize,
    pub(crate) pointer: Option<u64>,
    /// Position after the last `%%EOF`.
    pub(crate) eof: usize,
}

pub(crate) fn find_end(bytes: &[u8]) -> Result<End, String> {
    let startxref = memmem::rfind(bytes, b"startxref").ok_or("the last startxref is missing")?;
    let at = skip_space(bytes, startxref + 9);
    let eof = memmem::rfind(&bytes[startxref..], b"%%EOF")
        .map(|at| startxref + at + 5)
        .ok_or("the end-of-file mark after the last startxref is missing")?;
    Ok(End { startxref, pointer: number(bytes, at).map(|(pointer, _)| pointer), eof })
}

/// What follows the last `%%EOF` may be blank, a little padding or junk, but not the beginning of another revision.
fn check_tail(tail: &[u8]) -> Result<(), String> {
    let zeros = tail.iter().filter(|b| **b == 0).count();
    if zeros > MOST_PADDING && zeros * 2 > tail.len() {
        return Err("the file ends in zeros where more data should be".into());
    }
    let start = tail.iter().position(|b| !is_space(*b)).unwrap_or(tail.len());
    let rest = &tail[start..];
    if rest.starts_with(b"xref")
        || begins_update(rest)
        || memmem::find_iter(rest, b" obj").any(|at| header_before(rest, at + 1).is_some())
    {
        return Err("an update after the last end mark is cut off".into());
    }
    if rest.len() > MOST_JUNK {
        return Err("much data follows the last end mark, without an end of its own".into());
    }
    Ok(())
}

/// Returns whether `rest` could be the first bytes of an incremental update that was cut off.
fn begins_update(rest: &[u8]) -> bool {
    if rest.is_empty() || rest.len() > 32 {
        return false;
    }
    let trimmed = rest.trim_ascii_end();
    if b"xref".starts_with(trimmed) {
        return true;
    }
    // Digits, a space, digits, and as much of "obj" as has come.
    let letters = trimmed.iter().position(u8::is_ascii_alphabetic).unwrap_or(trimmed.len());
    let (numbers, word) = trimmed.split_at(letters);
    numbers.first().is_some_and(u8::is_ascii_digit)
        && numbers.iter().all(|b| b.is_ascii_digit() || is_space(*b))
        && b"obj".starts_with(word)
}

/// Returns where the object header starts whose `obj` is at `keyword`, and the object's number.
fn header_before(bytes: &[u8], keyword: usize) -> Option<(usize, u64)> {
    let back = |mut at: usize, wanted: fn(&u8) -> bool| {
        while at > 0 && wanted(&bytes[at - 1]) {
            at -= 1;
        }
        at
    };
    let blank = |byte: &u8| is_space(*byte);
    let generation_end = back(keyword, blank);
    let generation = back(generation_end, u8::is_ascii_digit);
    let object_end = back(generation, blank);
    let object = back(object_end, u8::is_ascii_digit);
    let (number, _, _) = object_header(bytes, object)?;
    (object < object_end && object_end < generation && generation < generation_end)
        .then_some((object, number))
}

/// A linearized file says how long it is (ISO 32000-1, annex F.3.3); updates may make it longer, nothing makes it shorter.
fn check_linearized(bytes: &[u8], header: usize) -> Result<(), String> {
    let head = &bytes[header..bytes.len().min(header + 2048)];
    let Some(mark) = memmem::find(head, b"/Linearized") else { return Ok(()) };
    let Some(open) = memmem::rfind(&head[..mark], b"<<") else { return Ok(()) };
    let Some(dict) = RawDict::parse(head, open) else {
        return Err("the linearized header is cut off".into());
    };
    let Some(length) = dict.int(b"L").and_then(|length| usize::try_from(length).ok()) else {
        return Ok(());
    };
    // A blank line end may have been trimmed from the end; nothing else may be gone.
    let blank_gone = length.saturating_sub(bytes.len()) <= 2;
    if bytes.len() < length && !blank_gone {
        return Err(format!(
            "the file is {} bytes long, but says of itself that it has {length}",
            bytes.len()
        ));
    }
    Ok(())
}

/// Where the objects were found.
struct Found {
    /// In order, each once.
    starts: Vec<usize>,
    /// How many are in use, and how many of these are not exactly where the table says.
    all: usize,
    beside: usize,
}

/// Every object in use must begin where the table says, or at least be somewhere, and must have an end. Returns where they are.
fn check_objects(bytes: &[u8], chain: &Chain<'_>) -> Result<Found, String> {
    let mut starts: Vec<usize> = chain.sections.clone();
    let mut astray: Vec<(u64, usize)> = Vec::new();
    let mut objects: Vec<usize> = Vec::new();
    let (mut all, mut beside) = (0, 0);
    for (object, place) in &chain.places {
        let Place::At(offset) = place else { continue };
        let at = usize::try_from(*offset).ok().and_then(|at| at.checked_add(chain.shift));
        let Some(at) = at.filter(|at| *at < bytes.len()) else {
            return Err(format!("object {object} lies beyond the end of the file"));
        };
        all += 1;
        beside += usize::from(object_header(bytes, skip_space(bytes, at)).is_none());
        match near_header(bytes, at) {
            Some(start) => objects.push(start),
            None => astray.push((*object, at)),
        }
    }
    check_astray(bytes, astray, &objects)?;
    for entry in chain.places.values() {
        if let Place::In(stream) = entry
            && !matches!(chain.places.get(stream), Some(Place::At(_)))
        {
            return Err(format!("the object stream {stream} is missing"));
        }
    }
    starts.extend(&objects);
    starts.sort_unstable();
    starts.dedup();
    objects.sort_unstable();
    objects.dedup();
    for start in &objects {
        let next = starts.partition_point(|other| other <= start);
        let end = starts.get(next).copied().unwrap_or(bytes.len());
        check_end(&bytes[*start..end])?;
    }
    Ok(Found { starts: objects, all, beside })
}

/// Objects that are not where the table says must be elsewhere, and not before their place while others are in theirs: then bytes
/// between the two are gone.
fn check_astray(bytes: &[u8], astray: Vec<(u64, usize)>, in_place: &[usize]) -> Result<(), String> {
    if astray.is_empty() {
        return Ok(());
    }
    let present = all_objects(bytes);
    let first = in_place.iter().min().copied();
    for (object, at) in astray {
        let zeros = bytes[at..].iter().take(16).all(|b| *b == 0);
        let nearest = present
            .get(&object)
            .and_then(|starts| starts.iter().min_by_key(|start| start.abs_diff(at)));
        match nearest {
            Some(_) if zeros => {}
            Some(start) if *start > at || first.is_none_or(|first| first > *start) => continue,
            Some(_) => return Err(format!("bytes before object {object} are missing")),
            None => {}
        }
        return Err(format!("object {object} is not where the file says, nor anywhere else"));
    }
    Ok(())
}

/// An object's bytes up to the next object must hold its end.
pub(crate) fn check_end(span: &[u8]) -> Result<(), String> {
    let Some((object, _, after)) = object_header(span, 0) else { return Ok(()) };
    let has = |word: &[u8]| memmem::rfind(span, word).is_some();
    if has(b"endobj") || has(b"endstream") {
        return Ok(());
    }
    let cut = RawDict::parse(span, after).map_or_else(
        || span[skip_space(span, after).min(span.len())..].starts_with(b"<<"),
        |dict| span[skip_space(span, dict.end).min(span.len())..].starts_with(b"stream"),
    );
    if cut { Err(format!("object {object} has no end")) } else { Ok(()) }
}

/// Returns where the headers of each object are; only looked for when a table is wrong.
pub(crate) fn all_objects(bytes: &[u8]) -> HashMap<u64, Vec<usize>> {
    let mut found: HashMap<u64, Vec<usize>> = HashMap::new();
    for at in memmem::find_iter(bytes, b"obj") {
        if let Some((start, number)) = header_before(bytes, at) {
            found.entry(number).or_default().push(start);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_of_an_update_are_recognised() {
        for cut in ["1", "12 ", "12 0", "12 0 o", "12 0 obj", "xr"] {
            assert!(begins_update(cut.as_bytes()), "{cut}");
        }
        for junk in ["", "<html>", "-- end --", "(c) 2026"] {
            assert!(!begins_update(junk.as_bytes()), "{junk}");
        }
    }

    #[test]
    fn padding_is_told_from_missing_data() {
        assert!(check_tail(&[0; 12]).is_ok());
        assert!(check_tail(&[0; 4096]).is_err());
        assert!(check_tail(b"\r\n\r\n   ").is_ok());
        assert!(check_tail(b"\n7 0 obj\n<< /Type /Annot >>\nendobj\n8 0 ob").is_err());
    }
}
