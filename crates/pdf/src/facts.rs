//! What a file says of itself, apart from its pages.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use memchr::memmem;

use crate::completeness::{find_end, find_header};
use crate::read::open;
use crate::signature::{signature, text};
use crate::xref::{Chain, Place, encryption, last_section_before};
use crate::{FileFacts, ReadError};

/// Form fields nest this deep at most, and there are at most this many; more is an attack.
const DEEPEST: usize = 32;
const MOST_FIELDS: usize = 50_000;
/// Names that can only matter if they are written somewhere: in the file itself or in an object stream.
const TELLING: [&[u8]; 5] = [b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/EF"];
/// Permission bits 3 to 6 and 9 to 12 (ISO 32000-1, table 22): print, change, copy, annotate, fill, extract, assemble, print well.
const PERMISSIONS: i64 = 0b1111_0011_1100;

/// Returns what the file says of itself. A file that cannot be read gives no facts but its encryption.
pub fn file_facts(bytes: &[u8]) -> FileFacts {
    let chain = chain(bytes);
    let encryption = chain.as_ref().and_then(|chain| encryption(bytes, chain));
    let pdf = match open(bytes.to_vec().into()) {
        Ok(pdf) => pdf,
        Err(why) => {
            let encrypted = why == ReadError::Locked || encryption.is_some();
            return FileFacts { encrypted, ..FileFacts::default() };
        }
    };
    let mut facts = FileFacts {
        pages: pdf.pages().len() as u32,
        restricted: encryption.is_some_and(|dict| {
            dict.and_then(|dict| dict.int(b"P"))
                .is_none_or(|granted| granted & PERMISSIONS != PERMISSIONS)
        }),
        producer: pdf
            .metadata()
            .producer
            .as_deref()
            .map(text)
            .filter(|producer| !producer.is_empty()),
        ..FileFacts::default()
    };
    if let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        facts.portfolio = catalog.contains_key("Collection");
        if let Some(form) = catalog.get::<Dict<'_>>("AcroForm") {
            facts.xfa = form.contains_key("XFA");
            form_signatures(&form, bytes, &mut facts);
        }
    }
    if tells(bytes) || in_object_streams(&pdf, chain.as_ref()) {
        scan_objects(&pdf, &mut facts);
    }
    facts
}

fn chain(bytes: &[u8]) -> Option<Chain<'_>> {
    let header = find_header(bytes).unwrap_or(0);
    let end = find_end(bytes).ok()?;
    end.pointer
        .and_then(|pointer| Chain::follow(bytes, header, pointer).ok())
        .or_else(|| Chain::follow(bytes, 0, last_section_before(bytes, end.startxref)? as u64).ok())
}

fn tells(bytes: &[u8]) -> bool {
    // "/JS" and "/EF" are so short that they stand in compressed data by chance; a dictionary puts a space, "(", "<" or digit after them.
    TELLING.iter().any(|name| {
        memmem::find_iter(bytes, name).any(|at| {
            name.len() > 3
                || bytes
                    .get(at + name.len())
                    .is_some_and(|b| matches!(b, b' ' | b'(' | b'<' | b'\r' | b'\n'))
        })
    }) || memchr::memchr_iter(b'#', bytes).any(|at| is_disguised(bytes, at))
}

/// Returns whether the `#` at `at` is part of a telling name of which some letters are written as numbers: `/J#61vaScript`.
fn is_disguised(bytes: &[u8], at: usize) -> bool {
    // The longest of them, all in numbers.
    let before = &bytes[at.saturating_sub(40)..at];
    let Some(slash) = before.iter().rposition(|byte| *byte == b'/') else { return false };
    let written = &bytes[at - before.len() + slash..];
    let digit = |at: usize| written.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut name, mut next) = (Vec::new(), 0);
    while let Some(byte) = written.get(next).filter(|_| name.len() < 13) {
        match (byte, digit(next + 1), digit(next + 2)) {
            (b'#', Some(high), Some(low)) => {
                name.push((high * 16 + low) as u8);
                next += 3;
            }
            _ => {
                name.push(*byte);
                next += 1;
            }
        }
    }
    TELLING.iter().any(|telling| name.starts_with(telling))
}

/// Returns whether an object stream holds a telling name; without a readable table the answer is yes.
fn in_object_streams(pdf: &Pdf, chain: Option<&Chain<'_>>) -> bool {
    let Some(chain) = chain else { return true };
    let streams: HashSet<u64> = chain
        .places
        .values()
        .filter_map(|place| match place {
            Place::In(stream) => Some(*stream),
            _ => None,
        })
        .collect();
    streams.into_iter().any(|number| {
        let Ok(number) = u32::try_from(number) else { return false };
        pdf.xref()
            .get::<Stream<'_>>(ObjectIdentifier::new(number, 0))
            .and_then(|stream| stream.decoded_data().ok().map(|data| tells(&data)))
            .unwrap_or(false)
    })
}

/// Looks at every object, because actions hang on pages, fields, annotations, bookmarks and name trees alike.
fn scan_objects(pdf: &Pdf, facts: &mut FileFacts) {
    let (mut specifications, mut files) = (0u32, 0u32);
    for object in pdf.objects() {
        match object {
            Object::Dict(dict) => look_at(&dict, 0, facts, &mut specifications),
            Object::Stream(stream) => {
                let dict = stream.dict();
                if is_name(dict, "Type", b"EmbeddedFile") {
                    files += 1;
                }
                look_at(dict, 0, facts, &mut specifications);
            }
            Object::Array(array) => {
                for item in array.raw_iter().take(MOST_FIELDS) {
                    if let MaybeRef::NotRef(Object::Dict(dict)) = item {
                        look_at(&dict, 1, facts, &mut specifications);
                    }
                }
            }
            _ => {}
        }
    }
    facts.embedded_files = specifications.max(files);
}

/// Notes what a dictionary and those written inside it are; references are not followed, since every object is seen anyway.
fn look_at(dict: &Dict<'_>, depth: usize, facts: &mut FileFacts, specifications: &mut u32) {
    if depth > 4 {
        return;
    }
    facts.javascript |= is_name(dict, "S", b"JavaScript") || dict.contains_key("JS");
    facts.launch |= is_name(dict, "S", b"Launch");
    if dict.contains_key("EF") {
        *specifications = specifications.saturating_add(1);
    }
    for (_, value) in dict.entries() {
        match value {
            MaybeRef::NotRef(Object::Dict(inner)) => {
                look_at(&inner, depth + 1, facts, specifications);
            }
            MaybeRef::NotRef(Object::Array(items)) => {
                for item in items.raw_iter().take(256) {
                    if let MaybeRef::NotRef(Object::Dict(inner)) = item {
                        look_at(&inner, depth + 1, facts, specifications);
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_name(dict: &Dict<'_>, key: &str, name: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|value| value.as_ref() == name)
}

/// Collects the signed signature fields, in the order of the form.
fn form_signatures(form: &Dict<'_>, bytes: &[u8], facts: &mut FileFacts) {
    let mut waiting: Vec<(Dict<'_>, bool, usize)> = Vec::new();
    if let Some(fields) = form.get::<Array<'_>>("Fields") {
        waiting.extend(fields.iter::<Dict<'_>>().take(MOST_FIELDS).map(|field| (field, false, 0)));
        waiting.reverse();
    }
    let mut seen = 0;
    while let Some((field, inherited, depth)) = waiting.pop() {
        seen += 1;
        if seen > MOST_FIELDS {
            break;
        }
        let is_signature =
            field.get::<Name<'_>>("FT").map_or(inherited, |kind| kind.as_ref() == b"Sig");
        if is_signature
            && let Some(value) = field.get::<Dict<'_>>("V")
            && let Some(found) = signature(&value, bytes)
        {
            facts.signatures.push(found);
        }
        if depth < DEEPEST
            && let Some(kids) = field.get::<Array<'_>>("Kids")
        {
            let at = waiting.len();
            waiting.extend(
                kids.iter::<Dict<'_>>().take(MOST_FIELDS).map(|kid| (kid, is_signature, depth + 1)),
            );
            waiting[at..].reverse();
        }
    }
}
