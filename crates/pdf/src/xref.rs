//! The chain of cross-reference sections, newest first, read from the raw bytes.

use std::collections::{BTreeMap, HashSet};

use crate::lexer::{RawDict, is_space, number, object_header, reference, skip_space};

/// No file of a household has more revisions, nor more objects, than these; a chain beyond them is not followed.
const MOST_SECTIONS: usize = 1024;
const MOST_OBJECTS: u64 = 8_388_607;
/// An xref stream never inflates to more than this.
const MOST_INFLATED: usize = 64 << 20;
/// How far a section or an object may lie from where it is said to be, in bytes: line ends turned or counted wrongly.
pub(crate) const SLACK: usize = 32;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Free,
    /// Byte offset as written in the table.
    At(u64),
    /// Inside the object stream of this number.
    In(u64),
}

/// All sections of a file put together.
#[derive(Debug, Default)]
pub(crate) struct Chain<'a> {
    /// The newest word on each object.
    pub(crate) places: BTreeMap<u64, Place>,
    /// Where each section starts.
    pub(crate) sections: Vec<usize>,
    /// The newest trailer.
    pub(crate) trailer: RawDict<'a>,
    /// What is to be added to each offset: bytes before the header, where offsets count from the header.
    pub(crate) shift: usize,
}

/// Why the chain cannot be followed, as an English clause.
pub(crate) type Broken = &'static str;

impl<'a> Chain<'a> {
    /// Returns the chain that starts with the section at `start`; `header` is the position of `%PDF-`.
    pub(crate) fn follow(bytes: &'a [u8], header: usize, start: u64) -> Result<Self, Broken> {
        let (first, shift) = locate(bytes, header, start)?;
        let mut chain = Self { shift, ..Self::default() };
        let mut waiting = vec![first];
        let mut seen = HashSet::new();
        while let Some(at) = waiting.pop() {
            if !seen.insert(at) {
                continue;
            }
            if seen.len() > MOST_SECTIONS {
                return Err("the chain of cross-reference tables has no end");
            }
            let newest = chain.sections.is_empty();
            chain.sections.push(at);
            let trailer = if bytes[at..].starts_with(b"xref") {
                chain.table(bytes, at)?
            } else {
                chain.stream(bytes, at)?
            };
            // The table's own stream (hybrid files) speaks before what the earlier revision said.
            if let Some(previous) = trailer.int(b"Prev").and_then(|at| u64::try_from(at).ok())
                && previous != 0
            {
                let place = locate_at(bytes, previous, shift)
                    .ok_or("an earlier cross-reference table is missing")?;
                waiting.push(place);
            }
            if let Some(hybrid) = trailer.int(b"XRefStm").and_then(|at| u64::try_from(at).ok()) {
                let place = locate_at(bytes, hybrid, shift)
                    .ok_or("the cross-reference stream is missing")?;
                waiting.push(place);
            }
            if newest {
                chain.trailer = trailer;
            }
        }
        Ok(chain)
    }

    /// Returns where the object of this number starts, if its header is there.
    pub(crate) fn object(&self, bytes: &[u8], object: u64) -> Option<usize> {
        match self.places.get(&object)? {
            Place::At(offset) => {
                near_header(bytes, usize::try_from(*offset).ok()?.checked_add(self.shift)?)
            }
            _ => None,
        }
    }

    fn put(&mut self, object: u64, place: Place) {
        self.places.entry(object).or_insert(place);
    }

    fn table(&mut self, bytes: &'a [u8], at: usize) -> Result<RawDict<'a>, Broken> {
        const CUT: Broken = "the cross-reference table is cut off";
        let mut at = skip_space(bytes, at + 4);
        loop {
            if bytes.get(at..).ok_or(CUT)?.starts_with(b"trailer") {
                return RawDict::parse(bytes, at + 7).ok_or("the trailer is cut off");
            }
            let (first, after) = number(bytes, at).ok_or(CUT)?;
            let (count, after) = number(bytes, skip_space(bytes, after)).ok_or(CUT)?;
            if first.saturating_add(count) > MOST_OBJECTS {
                return Err("the cross-reference table counts more objects than a file can hold");
            }
            at = skip_space(bytes, after);
            for object in first..first + count {
                // Lines of 19 or 21 bytes are read too: what counts are the three words.
                let Some((offset, after)) = number(bytes, at) else {
                    if bytes.get(at..).ok_or(CUT)?.starts_with(b"trailer") {
                        // Fewer lines than announced; writers get this wrong.
                        break;
                    }
                    return Err(CUT);
                };
                let (_, after) = number(bytes, skip_space(bytes, after)).ok_or(CUT)?;
                let kind = skip_space(bytes, after);
                match bytes.get(kind).ok_or(CUT)? {
                    b'n' if offset > 0 => self.put(object, Place::At(offset)),
                    b'n' | b'f' => self.put(object, Place::Free),
                    _ => return Err(CUT),
                }
                at = skip_space(bytes, kind + 1);
            }
        }
    }

    fn stream(&mut self, bytes: &'a [u8], at: usize) -> Result<RawDict<'a>, Broken> {
        const CUT: Broken = "the cross-reference stream is cut off";
        let (_, _, after) = object_header(bytes, at).ok_or(CUT)?;
        let dict = RawDict::parse(bytes, after).ok_or(CUT)?;
        let rows = xref_rows(bytes, &dict).ok_or(CUT)?;
        let widths = dict.ints(b"W").filter(|w| w.len() >= 3).ok_or(CUT)?;
        let mut width = [0usize; 3];
        for (to, from) in width.iter_mut().zip(&widths) {
            *to = usize::try_from(*from).ok().filter(|w| *w <= 8).ok_or(CUT)?;
        }
        let row = width.iter().sum::<usize>();
        if row == 0 {
            return Err(CUT);
        }
        let size = dict.int(b"Size").unwrap_or(0);
        let index = dict.ints(b"Index").unwrap_or_else(|| vec![0, size]);
        let mut lines = rows.chunks_exact(row);
        for pair in index.chunks_exact(2) {
            let (Ok(first), Ok(count)) = (u64::try_from(pair[0]), u64::try_from(pair[1])) else {
                return Err(CUT);
            };
            if first.saturating_add(count) > MOST_OBJECTS {
                return Err("the cross-reference stream counts more objects than a file can hold");
            }
            for object in first..first + count {
                let line = lines.next().ok_or(CUT)?;
                let (kind, rest) = line.split_at(width[0]);
                let second = &rest[..width[1]];
                let kind = if width[0] == 0 { 1 } else { big_endian(kind) };
                let place = match kind {
                    1 if big_endian(second) > 0 => Place::At(big_endian(second)),
                    2 => Place::In(big_endian(second)),
                    _ => Place::Free,
                };
                self.put(object, place);
            }
        }
        Ok(dict)
    }
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// Returns the rows of an xref stream, inflated and with the predictor undone.
fn xref_rows(bytes: &[u8], dict: &RawDict<'_>) -> Option<Vec<u8>> {
    let (start, end) = stream_span(bytes, dict)?;
    let mut plain = lopdf::Dictionary::new();
    if let Some(filter) = dict.name(b"Filter") {
        plain.set("Filter", lopdf::Object::Name(filter.to_vec()));
    }
    if let Some(raw) = dict.raw(b"DecodeParms")
        && let Some(open) = memchr::memmem::find(raw, b"<<")
        && let Some(parms) = RawDict::parse(raw, open)
    {
        let mut values = lopdf::Dictionary::new();
        for key in ["Predictor", "Columns", "Colors", "BitsPerComponent"] {
            if let Some(value) = parms.int(key.as_bytes()) {
                values.set(key, value);
            }
        }
        plain.set("DecodeParms", values);
    }
    let content = bytes[start..end].to_vec();
    if !plain.has(b"Filter") {
        return Some(content);
    }
    lopdf::Stream::new(plain, content).decompressed_content_with_limit(MOST_INFLATED).ok()
}

/// Returns where the data of the stream begins and ends whose dictionary is `dict`; `None` if no `endstream` follows.
pub(crate) fn stream_span(bytes: &[u8], dict: &RawDict<'_>) -> Option<(usize, usize)> {
    let keyword = skip_space(bytes, dict.end);
    if !bytes.get(keyword..)?.starts_with(b"stream") {
        return None;
    }
    let mut start = keyword + 6;
    if bytes.get(start) == Some(&b'\r') {
        start += 1;
    }
    if bytes.get(start) == Some(&b'\n') {
        start += 1;
    }
    if let Some(length) = dict.int(b"Length").and_then(|length| usize::try_from(length).ok())
        && let Some(end) = start.checked_add(length).filter(|end| *end <= bytes.len())
        && bytes[skip_space(bytes, end)..].starts_with(b"endstream")
    {
        return Some((start, end));
    }
    let end = start + memchr::memmem::find(bytes.get(start..)?, b"endstream")?;
    Some((start, end))
}

/// Returns where the first section is and by how much offsets are shifted: some writers count from the header, not from byte 0.
fn locate(bytes: &[u8], header: usize, start: u64) -> Result<(usize, usize), Broken> {
    let shifts = if header == 0 { vec![0] } else { vec![header, 0] };
    // First where it is said to be, only then near it, so that junk before the header does not mislead.
    for shift in &shifts {
        if let Some(at) = usize::try_from(start).ok().and_then(|at| at.checked_add(*shift))
            && is_section(bytes, skip_blank(bytes, at))
        {
            let at = skip_blank(bytes, at);
            return Ok((at, shift_by_objects(bytes, header, at).unwrap_or(*shift)));
        }
    }
    for shift in &shifts {
        if let Some(at) = locate_at(bytes, start, *shift) {
            return Ok((at, shift_by_objects(bytes, header, at).unwrap_or(*shift)));
        }
    }
    Err("the last cross-reference table is not where the file says")
}

/// Returns the shift that makes a classic table's first used line point at its object.
fn shift_by_objects(bytes: &[u8], header: usize, at: usize) -> Option<usize> {
    if header == 0 {
        return Some(0);
    }
    let mut chain = Chain::default();
    chain.table(bytes, at).ok()?;
    let offsets: Vec<usize> = chain
        .places
        .values()
        .filter_map(|place| match place {
            Place::At(offset) => usize::try_from(*offset).ok(),
            _ => None,
        })
        .take(16)
        .collect();
    let hits = |shift: usize| {
        offsets
            .iter()
            .filter(|at| at.checked_add(shift).is_some_and(|at| object_header(bytes, at).is_some()))
            .count()
    };
    Some(if hits(0) > hits(header) { 0 } else { header })
}

/// Returns the section at `offset` or within a few bytes of it.
fn locate_at(bytes: &[u8], offset: u64, shift: usize) -> Option<usize> {
    let at = usize::try_from(offset).ok()?.checked_add(shift)?;
    if at >= bytes.len() {
        return None;
    }
    let blank = skip_blank(bytes, at);
    if is_section(bytes, blank) {
        return Some(blank);
    }
    (1..=SLACK)
        .flat_map(|step| [at.checked_sub(step), at.checked_add(step)])
        .flatten()
        .find(|at| begins_word(bytes, *at) && is_section(bytes, *at))
}

/// Returns the last section that starts before `end`, whatever the pointer says: for files whose last pointer is wrong but whose end is there.
pub(crate) fn last_section_before(bytes: &[u8], end: usize) -> Option<usize> {
    let region = &bytes[..end];
    let trailer = memchr::memmem::rfind(region, b"trailer");
    if let Some(trailer) = trailer {
        let at = memchr::memmem::rfind_iter(&region[..trailer], b"xref")
            .find(|at| begins_word(bytes, *at) && is_section(bytes, *at))?;
        return Some(at);
    }
    let kind = memchr::memmem::rfind(region, b"/XRef")?;
    memchr::memmem::rfind_iter(&region[..kind], b"obj").take(4).find_map(|obj| {
        (obj.saturating_sub(SLACK)..obj)
            .find(|at| begins_word(bytes, *at) && is_section(bytes, *at))
    })
}

fn is_section(bytes: &[u8], at: usize) -> bool {
    let Some(rest) = bytes.get(at..) else { return false };
    if rest.starts_with(b"xref") {
        return true;
    }
    object_header(bytes, at).is_some_and(|(_, _, after)| {
        RawDict::parse(bytes, after).is_some_and(|dict| dict.name(b"Type") == Some(b"XRef"))
    })
}

fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    let limit = at.saturating_add(SLACK);
    while at < limit && bytes.get(at).is_some_and(|b| is_space(*b) && *b != 0) {
        at += 1;
    }
    at
}

fn begins_word(bytes: &[u8], at: usize) -> bool {
    at == 0 || bytes.get(at - 1).is_some_and(|b| is_space(*b) || matches!(b, b'>' | b'j'))
}

/// Returns the object header at `at` or within a few bytes of it.
pub(crate) fn near_header(bytes: &[u8], at: usize) -> Option<usize> {
    let blank = skip_blank(bytes, at);
    if object_header(bytes, blank).is_some() {
        return Some(blank);
    }
    (1..=SLACK)
        .flat_map(|step| [at.checked_sub(step), at.checked_add(step)])
        .flatten()
        .find(|at| begins_word(bytes, *at) && object_header(bytes, *at).is_some())
}

/// Returns the trailer's `/Encrypt` dictionary, and whether there is an `/Encrypt` at all.
pub(crate) fn encryption<'a>(bytes: &'a [u8], chain: &Chain<'a>) -> Option<Option<RawDict<'a>>> {
    let raw = chain.trailer.raw(b"Encrypt")?;
    if raw.get(skip_space(raw, 0)..).is_some_and(|raw| raw.starts_with(b"null")) {
        return None;
    }
    let Some(object) = reference(raw) else { return Some(RawDict::parse(raw, 0)) };
    Some(chain.object(bytes, object).and_then(|at| {
        let (_, _, after) = object_header(bytes, at)?;
        RawDict::parse(bytes, after)
    }))
}
