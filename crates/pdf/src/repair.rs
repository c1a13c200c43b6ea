//! Whether a file whose table is wrong has all its objects, so that it is damaged and not only partly here.

use std::collections::HashMap;

use memchr::memmem;

use crate::completeness::{all_objects, check_end};
use crate::holes::zero_filled;
use crate::lexer::{RawDict, number, object_header, reference, skip_space};

/// Returns whether every object that another one or the trailer names is somewhere in the file, and all have their ends. `startxref`
/// is where the file's end begins. A file that keeps its objects in streams has no trailer of its own: the answer is no.
pub(crate) fn all_there(bytes: &[u8], header: usize, startxref: usize) -> bool {
    let Some(trailer) = memmem::rfind(&bytes[..startxref], b"trailer") else { return false };
    let Some(dict) = RawDict::parse(bytes, trailer + 7) else { return false };
    if dict.raw(b"Root").is_none() {
        return false;
    }
    let present: HashMap<u64, Vec<usize>> = all_objects(bytes);
    let is_here = |named: u64| present.contains_key(&named);
    let dicts = present.values().flatten().filter_map(|start| {
        let (_, _, after) = object_header(bytes, *start)?;
        Some(&bytes[after..RawDict::parse(bytes, after)?.end])
    });
    if !dicts.chain([&bytes[trailer..dict.end]]).all(|dict| named_in(dict).all(is_here)) {
        return false;
    }
    let mut starts: Vec<usize> = present.values().flatten().copied().collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([trailer.max(header)]);
    let have_ends = starts
        .iter()
        .zip(ends)
        .all(|(start, end)| bytes.get(*start..end).is_some_and(|span| check_end(span).is_ok()));
    let find = |object| present.get(&object).and_then(|starts| starts.last().copied());
    have_ends
        && lengths_hold(bytes, &starts, &find)
        && zero_filled(&bytes[..startxref], header, dict.raw(b"Encrypt").is_some()).is_none()
}

/// Returns the numbers of the objects that a dictionary names: `12 0 R`.
fn named_in(dict: &[u8]) -> impl Iterator<Item = u64> {
    let words: Vec<&[u8]> = dict
        .split(|byte| byte.is_ascii_whitespace() || b"[]<>()/".contains(byte))
        .filter(|word| !word.is_empty())
        .collect();
    let named = words.windows(3).filter_map(|words| {
        let object = std::str::from_utf8(words[0]).ok()?.parse().ok()?;
        (words[2] == b"R" && words[1].iter().all(u8::is_ascii_digit)).then_some(object)
    });
    named.collect::<Vec<u64>>().into_iter()
}

/// Returns whether every stream among the objects at `starts` is as long as it says; `find` tells where an object is that holds a
/// length. Where bytes are missing, one is not.
pub(crate) fn lengths_hold(
    bytes: &[u8],
    starts: &[usize],
    find: &dyn Fn(u64) -> Option<usize>,
) -> bool {
    starts.iter().all(|start| {
        let Some((_, _, after)) = object_header(bytes, *start) else { return false };
        // Numbers, arrays and texts are objects, too.
        let Some(dict) = RawDict::parse(bytes, after) else { return true };
        let keyword = skip_space(bytes, dict.end);
        if !bytes.get(keyword..).is_some_and(|rest| rest.starts_with(b"stream")) {
            return true;
        }
        let told = dict.raw(b"Length").and_then(|raw| match reference(raw) {
            Some(object) => {
                let (_, _, after) = object_header(bytes, find(object)?)?;
                Some(number(bytes, skip_space(bytes, after))?.0)
            }
            None => dict.int(b"Length").and_then(|length| u64::try_from(length).ok()),
        });
        let line_end = match bytes.get(keyword + 6..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => 0,
        };
        told.and_then(|length| usize::try_from(length).ok())
            .and_then(|length| (keyword + 6 + line_end).checked_add(length))
            .filter(|end| *end <= bytes.len())
            .is_some_and(|end| bytes[skip_space(bytes, end)..].starts_with(b"endstream"))
    })
}
