//! Signature fields: who, when, and whether the signed bytes are all there. The cryptographic check is made elsewhere.

use hayro_syntax::object::{Array, Dict, Name, String as PdfString};

use crate::Signature;
use crate::cms;
use crate::lexer::is_space;

/// Returns the signature that a field's value dictionary holds, or `None` if the field is not signed.
pub(crate) fn signature(value: &Dict<'_>, bytes: &[u8]) -> Option<Signature> {
    let range: Option<Vec<i64>> =
        value.get::<Array<'_>>("ByteRange").map(|array| array.iter::<i64>().take(64).collect());
    if range.is_none() && !value.contains_key("Contents") {
        return None;
    }
    let typed = value
        .get::<Name<'_>>("Type")
        .is_none_or(|kind| matches!(kind.as_ref(), b"Sig" | b"DocTimeStamp"));
    if !typed {
        return None;
    }
    let gap = range.as_deref().and_then(|range| covered_gap(range, bytes));
    let name = value
        .get::<PdfString<'_>>("Name")
        .map(|name| text(name.as_bytes()))
        .filter(|name| !name.is_empty());
    let signer = name.or_else(|| gap.and_then(|(from, to)| cms::signer(&hex(&bytes[from..to]))));
    let time = value.get::<PdfString<'_>>("M").and_then(|time| iso_time(time.as_bytes()));
    Some(Signature { signer, time, intact: if gap.is_some() { None } else { Some(false) } })
}

/// Returns the part left out of the byte range (the signature itself), if the range covers all the rest of its revision.
fn covered_gap(range: &[i64], bytes: &[u8]) -> Option<(usize, usize)> {
    let [first, first_length, second, second_length] = range else { return None };
    let from = usize::try_from(*first_length).ok()?;
    let to = usize::try_from(*second).ok()?;
    let end = to.checked_add(usize::try_from(*second_length).ok()?)?;
    if *first != 0 || from >= to || end > bytes.len() {
        return None;
    }
    // The gap is the hexadecimal string and nothing else, or something could be slipped in.
    let gap = &bytes[from..to];
    if gap.first() != Some(&b'<') || gap.last() != Some(&b'>') {
        return None;
    }
    if !gap[1..gap.len() - 1].iter().all(|b| b.is_ascii_hexdigit() || is_space(*b)) {
        return None;
    }
    let blank = |part: &[u8]| part.iter().all(|b| is_space(*b));
    let ends_revision = bytes[..end].trim_ascii_end().ends_with(b"%%EOF");
    (blank(&bytes[end..]) || ends_revision).then_some((from, to))
}

fn hex(gap: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        gap.iter().filter_map(|b| char::from(*b).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Returns a PDF text string as text (ISO 32000-1, 7.9.2.2); Latin-1 stands for PDFDocEncoding, from which it hardly differs.
pub(crate) fn text(bytes: &[u8]) -> String {
    decoded(bytes).chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// As [`text`], with the line ends that a field's value may have.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// Returns a PDF date (`D:20261121103000+01'00'`, ISO 32000-1, 7.9.4) as ISO 8601, as far as it is written.
fn iso_time(bytes: &[u8]) -> Option<String> {
    let text = text(bytes);
    let rest = text.strip_prefix("D:").unwrap_or(&text);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, low: u32, high: u32| {
        let value: u32 = rest.get(from..from + 2)?.parse().ok()?;
        (from + 2 <= digits && (low..=high).contains(&value)).then_some(value)
    };
    let year: u32 = rest.get(..4).filter(|_| digits >= 4)?.parse().ok()?;
    let Some(month) = part(4, 1, 12) else { return Some(format!("{year:04}")) };
    let Some(day) = part(6, 1, 31) else { return Some(format!("{year:04}-{month:02}")) };
    let date = format!("{year:04}-{month:02}-{day:02}");
    let Some(hour) = part(8, 0, 23) else { return Some(date) };
    let (minute, second) = (part(10, 0, 59).unwrap_or(0), part(12, 0, 59).unwrap_or(0));
    let zone = rest.get(digits..).unwrap_or_default();
    let zone = match zone.bytes().next() {
        Some(b'Z') => "Z".to_owned(),
        Some(sign @ (b'+' | b'-')) => {
            let hours =
                zone.get(1..3).filter(|h| h.bytes().all(|b| b.is_ascii_digit())).unwrap_or("00");
            let rest = zone.get(3..).unwrap_or_default().trim_start_matches('\'');
            let minutes =
                rest.get(..2).filter(|m| m.bytes().all(|b| b.is_ascii_digit())).unwrap_or("00");
            format!("{}{hours}:{minutes}", char::from(sign))
        }
        _ => String::new(),
    };
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso_8601_as_far_as_written() {
        for (pdf, iso) in [
            ("D:20261121103005+01'00'", "2026-11-21T10:30:05+01:00"),
            ("D:20261121103005Z", "2026-11-21T10:30:05Z"),
            ("D:20261121103005-0530", "2026-11-21T10:30:05-05:30"),
            ("D:20261121", "2026-11-21"),
            ("D:2026", "2026"),
            ("202611211030", "2026-11-21T10:30:00"),
        ] {
            assert_eq!(iso_time(pdf.as_bytes()).as_deref(), Some(iso), "{pdf}");
        }
        for none in ["", "yesterday", "D:", "D:20"] {
            assert_eq!(iso_time(none.as_bytes()), None, "{none}");
        }
    }

    #[test]
    fn a_byte_range_covers_its_revision_or_not() {
        let bytes = b"%PDF-1.7 head <00ff> tail %%EOF\nmore";
        let (open, close) = (14, 20);
        let end = 32;
        assert_eq!(covered_gap(&[0, open, close, end - close], bytes), Some((14, 20)));
        assert_eq!(
            covered_gap(&[0, open, close, 5], bytes),
            None,
            "stops short of the revision's end"
        );
        assert_eq!(covered_gap(&[0, open, close, 500], bytes), None, "beyond the file");
        assert_eq!(
            covered_gap(&[0, open - 3, close, end - close], bytes),
            None,
            "leaves out more than the signature"
        );
        assert_eq!(covered_gap(&[0, open], bytes), None);
    }

    #[test]
    fn text_strings_come_in_three_encodings() {
        assert_eq!(text(b"Nicol\xf2"), "Nicolò");
        assert_eq!(text(b"\xfe\xff\x00N\x00\xf2"), "Nò");
        assert_eq!(text("\u{feff}Nicolò".as_bytes()), "Nicolò");
    }
}
