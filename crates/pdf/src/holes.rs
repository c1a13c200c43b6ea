//! Runs of zeros in a file that is otherwise all there: pieces a download or a copy reserved and never wrote.

use std::io::Read;

use memchr::memmem;

use crate::lexer::RawDict;
use crate::xref::stream_span;

/// A shorter run is no hole: disks and networks write in blocks, and formats pad by a few bytes.
const SHORTEST: usize = 64;
/// Codes that could hold short runs of zeros by chance or padding are called damaged from here on.
const SURELY_DAMAGE: usize = 256;
/// Disks and networks write in multiples of this many bytes.
const BLOCK: usize = 512;
/// A checked stream never inflates to more than this.
const MOST_INFLATED: u64 = 512 << 20;

/// Returns where zeros begin that cannot be the file's own data.
pub(crate) fn zero_filled(bytes: &[u8], header: usize, encrypted: bool) -> Option<usize> {
    let mut at = header;
    while let Some(&byte) = bytes.get(at) {
        if byte != 0 {
            at += SHORTEST / 2;
            continue;
        }
        let start = bytes[header..at]
            .iter()
            .rposition(|b| *b != 0)
            .map_or(header, |last| header + last + 1);
        let end = bytes[at..].iter().position(|b| *b != 0).map_or(bytes.len(), |next| at + next);
        if end - start >= SHORTEST {
            match data_until(bytes, start, end, encrypted) {
                Some(sure) => at = at.max(sure),
                None => return Some(start),
            }
        }
        at = at.max(end) + SHORTEST / 2;
    }
    None
}

/// Returns up to where the bytes are known to be data of the stream that the zeros from `start` to `end` lie in, or `None` if the
/// zeros cannot be data.
fn data_until(bytes: &[u8], start: usize, end: usize, encrypted: bool) -> Option<usize> {
    let (dict, data) = enclosing_stream(bytes, start)?;
    if end > data.1 || (encrypted && dict.name(b"Type") != Some(b"XRef")) {
        return None;
    }
    let length = end - start;
    // Some scanners pad their images at the end.
    let chance = (end == data.1 && length < 4096) || length < SURELY_DAMAGE;
    match dict.name(b"Filter") {
        None if dict.name(b"Type") == Some(b"Metadata") => None,
        None => (!is_text(&bytes[data.0..start])).then_some(data.1),
        Some(b"FlateDecode" | b"Fl") => inflates(&bytes[data.0..data.1]).then_some(data.1),
        Some(b"DCTDecode" | b"DCT") => {
            // A blank area begins and ends anywhere, a hole where a block of the disk or the network does.
            let block =
                length >= BLOCK && (start.is_multiple_of(BLOCK) || end.is_multiple_of(BLOCK));
            let blank = !block && zeros_are_blank_jpeg(&bytes[data.0..start]);
            (chance || blank).then_some(end)
        }
        Some(_) => chance.then_some(end),
    }
}

/// Returns the dictionary and the data's place of the stream that the byte at `at` is in.
fn enclosing_stream(bytes: &[u8], at: usize) -> Option<(RawDict<'_>, (usize, usize))> {
    let before = &bytes[..at];
    for keyword in memmem::rfind_iter(before, b"stream").take(64) {
        if before[..keyword].ends_with(b"end") {
            return None;
        }
        let Some(object) = memmem::rfind(&before[..keyword], b"obj") else { continue };
        let Some(dict) = RawDict::parse(bytes, object + 3) else { continue };
        if let Some(data) = stream_span(bytes, &dict)
            && data.0 >= keyword + 6
            && data.0 <= keyword + 8
        {
            return (at < data.1).then_some((dict, data));
        }
    }
    None
}

/// Returns whether what comes before the zeros is written text, such as a page's operators or XML.
fn is_text(before: &[u8]) -> bool {
    let sample = &before[before.len().saturating_sub(512)..];
    let printable =
        sample.iter().filter(|b| b.is_ascii_graphic() || b.is_ascii_whitespace()).count();
    sample.len() >= 16 && printable * 100 >= sample.len() * 97
}

/// Returns whether the whole stream inflates, its checksum included.
fn inflates(data: &[u8]) -> bool {
    let mut plain = flate2::read::ZlibDecoder::new(data).take(MOST_INFLATED);
    std::io::copy(&mut plain, &mut std::io::sink()).is_ok()
}

/// Returns whether a run of zero bits says "nothing changes" in this JPEG's own Huffman tables: then a blank area is written in
/// zeros. With the standard tables it never is, because there the first AC code is a coefficient.
fn zeros_are_blank_jpeg(before: &[u8]) -> bool {
    let (mut at, mut tables, mut blank) = (2, 0, true);
    while let (Some(&0xff), Some(&marker)) = (before.get(at), before.get(at + 1)) {
        let Some(length) = before.get(at + 2..at + 4) else { break };
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = before.get(at + 4..at + 2 + length).unwrap_or_default();
        match marker {
            0xc4 => {
                let mut table = segment;
                while table.len() > 17 {
                    let symbols = table[1..17].iter().map(|n| usize::from(*n)).sum::<usize>();
                    tables += 1;
                    blank &= table[17] == 0;
                    table = table.get(17 + symbols..).unwrap_or_default();
                }
            }
            0xda => break,
            _ => {}
        }
        at += 2 + length.max(2);
    }
    tables > 0 && blank
}
