//! The little of PDF syntax that judging a file's structure needs: numbers, dictionaries and object headers in raw bytes.
//!
//! Nothing here recurses, and every loop moves forward, so hostile bytes cost linear time at worst.

/// Returns whether `byte` is white space in PDF (ISO 32000-1, table 1).
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Returns whether `byte` ends a name or a number (ISO 32000-1, tables 1 and 2).
pub(crate) fn is_boundary(byte: u8) -> bool {
    is_space(byte)
        || matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Returns the first position at or after `at` that is neither white space nor inside a comment.
pub(crate) fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if is_space(byte) {
            at += 1;
        } else if byte == b'%' {
            while bytes.get(at).is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
                at += 1;
            }
        } else {
            break;
        }
    }
    at
}

/// Returns the unsigned number at `at` and the position after it.
pub(crate) fn number(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let digits = bytes.get(at..)?.iter().take(20).take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let end = at + digits;
    let text = std::str::from_utf8(&bytes[at..end]).ok()?;
    Some((text.parse().ok()?, end))
}

/// Returns the signed whole number that `raw` begins with.
pub(crate) fn signed(raw: &[u8]) -> Option<i64> {
    let at = skip_space(raw, 0);
    match raw.get(at)? {
        b'-' => Some(-i64::try_from(number(raw, at + 1)?.0).ok()?),
        b'+' => i64::try_from(number(raw, at + 1)?.0).ok(),
        _ => i64::try_from(number(raw, at)?.0).ok(),
    }
}

/// Returns object number, generation and the position after `obj` for an object header (`12 0 obj`) that starts exactly at `at`.
pub(crate) fn object_header(bytes: &[u8], at: usize) -> Option<(u64, u64, usize)> {
    let (object, after) = number(bytes, at)?;
    let second = skip_space(bytes, after);
    if second == after {
        return None;
    }
    let (generation, after) = number(bytes, second)?;
    let third = skip_space(bytes, after);
    bytes.get(third..)?.starts_with(b"obj").then_some((object, generation, third + 3))
}

/// Returns the number of the object that `raw` refers to (`12 0 R`).
pub(crate) fn reference(raw: &[u8]) -> Option<u64> {
    let (object, after) = number(raw, skip_space(raw, 0))?;
    let (_, after) = number(raw, skip_space(raw, after))?;
    (raw.get(skip_space(raw, after)) == Some(&b'R')).then_some(object)
}

/// A dictionary's own entries as raw bytes; what is nested stays unparsed.
#[derive(Debug, Default)]
pub(crate) struct RawDict<'a> {
    entries: Vec<(&'a [u8], &'a [u8])>,
    /// Position after the closing `>>`.
    pub(crate) end: usize,
}

/// More entries than any dictionary of a file's structure has.
const MOST_ENTRIES: usize = 4096;

impl<'a> RawDict<'a> {
    /// Returns the dictionary that starts (after white space) at `at`; `None` if it is not closed.
    pub(crate) fn parse(bytes: &'a [u8], at: usize) -> Option<Self> {
        let mut at = skip_space(bytes, at);
        if !bytes.get(at..)?.starts_with(b"<<") {
            return None;
        }
        at += 2;
        let mut entries = Vec::new();
        loop {
            at = skip_space(bytes, at);
            match bytes.get(at)? {
                b'>' if bytes.get(at + 1) == Some(&b'>') => {
                    return Some(Self { entries, end: at + 2 });
                }
                b'/' => {
                    let key_end = name_end(bytes, at + 1);
                    let key = &bytes[at + 1..key_end];
                    let value_end = value_end(bytes, key_end)?;
                    if entries.len() == MOST_ENTRIES {
                        return None;
                    }
                    entries.push((key, &bytes[key_end..value_end]));
                    at = value_end;
                }
                // Something that is no key, such as the second half of a value written wrongly: step over it.
                _ => at = token_end(bytes, at)?,
            }
        }
    }

    /// Returns the raw value of `key`.
    pub(crate) fn raw(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.entries.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// Returns the whole number that `key` holds directly.
    pub(crate) fn int(&self, key: &[u8]) -> Option<i64> {
        let raw = self.raw(key)?;
        if reference(raw).is_some() { None } else { signed(raw) }
    }

    /// Returns the name that `key` holds, or the only or first name of its array.
    pub(crate) fn name(&self, key: &[u8]) -> Option<&'a [u8]> {
        let raw = self.raw(key)?;
        let mut at = skip_space(raw, 0);
        if raw.get(at) == Some(&b'[') {
            at = skip_space(raw, at + 1);
        }
        (raw.get(at) == Some(&b'/')).then(|| &raw[at + 1..name_end(raw, at + 1)])
    }

    /// Returns the whole numbers of the array that `key` holds directly.
    pub(crate) fn ints(&self, key: &[u8]) -> Option<Vec<i64>> {
        let raw = self.raw(key)?;
        let mut at = skip_space(raw, 0);
        if raw.get(at) != Some(&b'[') {
            return None;
        }
        at += 1;
        let mut found = Vec::new();
        loop {
            at = skip_space(raw, at);
            if raw.get(at)? == &b']' {
                return Some(found);
            }
            found.push(signed(&raw[at..])?);
            at = token_end(raw, at)?;
        }
    }
}

fn name_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|b| !is_boundary(*b)) {
        at += 1;
    }
    at
}

/// Returns the position after the value at `at`: up to the next key or the dictionary's end on the same level.
fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = skip_space(bytes, at);
    if bytes.get(at)? == &b'/' {
        return Some(name_end(bytes, at + 1));
    }
    let mut depth = 0usize;
    loop {
        at = skip_space(bytes, at);
        let rest = bytes.get(at..)?;
        match rest.first()? {
            b'<' if rest.starts_with(b"<<") => (depth, at) = (depth + 1, at + 2),
            b'>' if rest.starts_with(b">>") => {
                if depth == 0 {
                    return Some(at);
                }
                (depth, at) = (depth - 1, at + 2);
            }
            b'[' => (depth, at) = (depth + 1, at + 1),
            b']' => (depth, at) = (depth.checked_sub(1)?, at + 1),
            b'/' if depth == 0 => return Some(at),
            _ => at = token_end(bytes, at)?,
        }
    }
}

/// Returns the position after the token at `at`; brackets count as tokens of one byte.
fn token_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'(' => {
            let (mut at, mut depth) = (at + 1, 1usize);
            loop {
                match bytes.get(at)? {
                    b'\\' => at += 1,
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        b'<' if bytes.get(at + 1) != Some(&b'<') => {
            memchr::memchr(b'>', &bytes[at..]).map(|length| at + length + 1)
        }
        b'/' => Some(name_end(bytes, at + 1)),
        byte if is_boundary(*byte) => Some(at + 1),
        _ => Some(name_end(bytes, at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_gives_its_own_entries_only() {
        let bytes = b"<< /Size 12 /Root 1 0 R /Nested << /Size 99 /Prev 7 >> /Prev 345 /Text (a\\)>>/Prev 1) /W [1 2 1]/Filter[/FlateDecode]>>rest";
        let dict = RawDict::parse(bytes, 0).expect("a closed dictionary");
        assert_eq!(dict.int(b"Size"), Some(12));
        assert_eq!(dict.int(b"Prev"), Some(345));
        assert_eq!(dict.int(b"Root"), None);
        assert_eq!(dict.raw(b"Root").and_then(reference), Some(1));
        assert_eq!(dict.ints(b"W"), Some(vec![1, 2, 1]));
        assert_eq!(dict.name(b"Filter"), Some(&b"FlateDecode"[..]));
        assert_eq!(&bytes[dict.end..], b"rest");
    }

    #[test]
    fn an_open_dictionary_is_none() {
        for cut in ["<<", "<< /A", "<< /A 1", "<< /A (text", "<< /A << /B 1 >>", "<< /A <41"] {
            assert!(RawDict::parse(cut.as_bytes(), 0).is_none(), "{cut}");
        }
    }

    #[test]
    fn object_headers_are_exact() {
        assert_eq!(object_header(b"12 0 obj<<", 0), Some((12, 0, 8)));
        assert_eq!(object_header(b"12\r\n0 obj", 0), Some((12, 0, 9)));
        assert_eq!(object_header(b"12 0 R", 0), None);
        assert_eq!(object_header(b"120obj", 0), None);
    }
}
