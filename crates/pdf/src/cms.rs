//! Signed containers (CMS, RFC 5652): who signed, as their certificates say. The cryptographic check is made elsewhere.

use crate::Signature;

/// Lengths without an end nest this deep at most, and envelopes in envelopes.
const DEEPEST: u32 = 16;
const MOST_ENVELOPES: u32 = 4;
const MOST_SIGNERS: usize = 32;

/// Object identifiers, as DER: 1.2.840.113549.1.7.2 (signed data), 1.2.840.113549.1.9.5 (time of signing), 2.5.4.3 (common name).
const SIGNED_DATA: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const SIGNING_TIME: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x05];
const COMMON_NAME: [u8; 5] = [0x06, 0x03, 0x55, 0x04, 0x03];

/// Returns who signed an envelope (`.p7m`), as DER or as the text that mail programs make of it; each with the time that they say
/// themselves. Of one that was signed again as a whole, whoever signed last comes first.
pub fn envelope_signatures(bytes: &[u8]) -> Vec<Signature> {
    let decoded;
    let mut der = bytes;
    if bytes.first() != Some(&0x30) {
        decoded = base64(bytes);
        der = &decoded;
    }
    let mut signatures = Vec::new();
    for _ in 0..MOST_ENVELOPES {
        let Some(signed) = SignedData::read(der) else { break };
        signatures.extend(signed.signatures());
        match signed.content {
            Some(content) => der = content,
            None => break,
        }
    }
    signatures
}

/// Returns the common name of the signer's certificate out of a container, or `None` if it is not clear which that is.
///
/// The certificates lie in any order, so the signer's is the one whose subject issued none of the others.
pub(crate) fn signer(der: &[u8]) -> Option<String> {
    let signed = SignedData::read(der)?;
    let names: Vec<(&[u8], &[u8])> =
        signed.certificates.iter().map(|one| (one.issuer, one.subject)).collect();
    let mut leaves = names.iter().filter(|(_, subject)| {
        names.iter().filter(|(issuer, _)| issuer == subject).count()
            == usize::from(names.len() == 1 && names[0].0 == *subject)
    });
    let (_, subject) = leaves.next()?;
    common_name(subject)
}

struct SignedData<'a> {
    /// What was signed, where it is in one piece.
    content: Option<&'a [u8]>,
    certificates: Vec<Certificate<'a>>,
    /// Signer infos.
    signers: Vec<&'a [u8]>,
}

struct Certificate<'a> {
    serial: &'a [u8],
    issuer: &'a [u8],
    subject: &'a [u8],
}

impl<'a> SignedData<'a> {
    /// ContentInfo { oid, [0] { SignedData { version, digests, content, [0] certificates, [1] revoked, signers } } }
    fn read(der: &'a [u8]) -> Option<SignedData<'a>> {
        let (0x30, content_info, _) = element(der)? else { return None };
        if !content_info.starts_with(&SIGNED_DATA) {
            return None;
        }
        let (_, _, rest) = element(content_info)?;
        let (0xa0, explicit, _) = element(rest)? else { return None };
        let (0x30, signed_data, _) = element(explicit)? else { return None };
        let (_, _, rest) = element(signed_data)?; // The version,
        let (_, _, rest) = element(rest)?; // the digests' algorithms.
        let (0x30, content, mut rest) = element(rest)? else { return None };
        let mut read = SignedData {
            content: content_of(content),
            certificates: Vec::new(),
            signers: Vec::new(),
        };
        while let Some((tag, value, further)) = element(rest) {
            match tag {
                0xa0 => read.certificates = children(value).filter_map(certificate).collect(),
                0x31 => read.signers = children(value).collect(),
                _ => {}
            }
            rest = further;
        }
        Some(read)
    }

    fn signatures(&self) -> Vec<Signature> {
        let signature = |info: &&[u8]| {
            let (_, _, rest) = element(info)?;
            let (tag, id, rest) = element(rest)?;
            let named = (tag == 0x30).then(|| issuer_and_serial(id)).flatten();
            let its_own = |one: &&Certificate<'_>| named == Some((one.issuer, one.serial));
            let own = self.certificates.iter().find(its_own);
            // Without its number, the only certificate is the signer's.
            let only = match &self.certificates[..] {
                [only] if self.signers.len() == 1 => Some(only),
                _ => None,
            };
            let signer = own.or(only).and_then(|one| common_name(one.subject));
            Some(Signature { signer, time: signing_time(rest), intact: None })
        };
        self.signers.iter().filter_map(signature).collect()
    }
}

/// EncapsulatedContentInfo { oid, [0] { OCTET STRING } }
fn content_of(encapsulated: &[u8]) -> Option<&[u8]> {
    let (_, _, rest) = element(encapsulated)?;
    let (0xa0, explicit, _) = element(rest)? else { return None };
    let (0x04, content, _) = element(explicit)? else { return None };
    Some(content)
}

/// Certificate { { [0] version, serial, algorithm, issuer, validity, subject, … }, … } (RFC 5280, 4.1)
fn certificate(value: &[u8]) -> Option<Certificate<'_>> {
    let (0x30, mut rest, _) = element(value)? else { return None };
    if rest.first() == Some(&0xa0) {
        rest = element(rest)?.2;
    }
    let (0x02, serial, rest) = element(rest)? else { return None };
    let (_, _, rest) = element(rest)?;
    let (0x30, issuer, rest) = element(rest)? else { return None };
    let (_, _, rest) = element(rest)?;
    let (0x30, subject, _) = element(rest)? else { return None };
    Some(Certificate { serial, issuer, subject })
}

fn issuer_and_serial(id: &[u8]) -> Option<(&[u8], &[u8])> {
    let (0x30, issuer, rest) = element(id)? else { return None };
    let (0x02, serial, _) = element(rest)? else { return None };
    Some((issuer, serial))
}

/// Returns the common name in a subject.
fn common_name(subject: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(subject, &COMMON_NAME)?;
    let (tag, value, _) = element(subject.get(at + COMMON_NAME.len()..)?)?;
    let name = match tag {
        0x1e => {
            let units: Vec<u16> =
                value.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        _ => match std::str::from_utf8(value) {
            Ok(name) => name.to_owned(),
            Err(_) => value.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// Returns the time among a signer's attributes as ISO 8601. It is what the signer's own clock said.
fn signing_time(attributes: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(attributes, &SIGNING_TIME)?;
    let (0x31, values, _) = element(attributes.get(at + SIGNING_TIME.len()..)?)? else {
        return None;
    };
    let (tag, time, _) = element(values)?;
    let text = std::str::from_utf8(time).ok()?.strip_suffix('Z')?;
    let text = match tag {
        // Two digits of the year: up to 49 is 20…, RFC 5280, 4.1.2.5.1.
        0x17 if text.get(..2)? < "50" => format!("20{text}"),
        0x17 => format!("19{text}"),
        0x18 => text.to_owned(),
        _ => return None,
    };
    let digits = text.len() >= 14 && text.as_bytes()[..14].iter().all(u8::is_ascii_digit);
    digits.then(|| {
        let part = |from: usize, to: usize| &text[from..to];
        let (date, time) = ((part(0, 4), part(4, 6), part(6, 8)), (part(8, 10), part(10, 12)));
        format!("{}-{}-{}T{}:{}:{}Z", date.0, date.1, date.2, time.0, time.1, part(12, 14))
    })
}

fn children(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = value;
    let next = move || {
        let (tag, child, further) = element(rest)?;
        rest = further;
        Some((tag, child))
    };
    std::iter::from_fn(next).take(MOST_SIGNERS).filter(|(tag, _)| *tag == 0x30).map(|(_, it)| it)
}

/// Returns tag, content and what follows of the element at the start of `bytes`.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    nested(bytes, 0)
}

fn nested(bytes: &[u8], depth: u32) -> Option<(u8, &[u8], &[u8])> {
    let (tag, first) = (*bytes.first()?, *bytes.get(1)?);
    if first == 0x80 {
        // No length: the parts go on until an empty one. Java programs write envelopes so.
        if tag & 0x20 == 0 || depth == DEEPEST {
            return None;
        }
        let mut rest = bytes.get(2..)?;
        while !rest.starts_with(&[0, 0]) {
            rest = nested(rest, depth + 1)?.2;
        }
        return Some((tag, bytes.get(2..bytes.len() - rest.len())?, rest.get(2..)?));
    }
    let (length, start) = if first < 0x80 {
        (usize::from(first), 2)
    } else {
        let count = usize::from(first & 0x7f);
        if !(1..=4).contains(&count) {
            return None;
        }
        let length =
            bytes.get(2..2 + count)?.iter().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
        (length, 2 + count)
    };
    let end = start.checked_add(length)?;
    Some((tag, bytes.get(start..end)?, bytes.get(end..)?))
}

/// Returns the bytes that text stands for: four letters for three bytes. Lines of dashes and blanks are left out.
fn base64(text: &[u8]) -> Vec<u8> {
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r'));
    let letters = lines.filter(|line| !line.starts_with(b"--")).flatten();
    let sixths = letters.filter_map(|letter| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for sixth in sixths {
        (held, bits) = (held << 6 | u32::from(sixth), bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{SIGNED_DATA, SIGNING_TIME, envelope_signatures};

    fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let length = content.len();
        let mut out = vec![tag];
        if length < 0x80 {
            out.push(length as u8);
        } else {
            out.extend([0x82, (length >> 8) as u8, length as u8]);
        }
        out.extend(content);
        out
    }

    /// The same element without a length.
    fn endless(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        [&[tag, 0x80], parts.concat().as_slice(), &[0, 0]].concat()
    }

    fn name(common: &str) -> Vec<u8> {
        let pair = tlv(0x30, &[&[0x06, 0x03, 0x55, 0x04, 0x03], &tlv(0x0c, &[common.as_bytes()])]);
        tlv(0x30, &[&tlv(0x31, &[&pair])])
    }

    fn certificate(serial: u8, subject: &str) -> Vec<u8> {
        let nothing = tlv(0x30, &[]);
        let inner = tlv(
            0x30,
            &[
                &tlv(0xa0, &[&[2, 1, 2]]),
                &[2, 1, serial],
                &nothing,
                &name("CA Prova"),
                &nothing,
                &name(subject),
            ],
        );
        tlv(0x30, &[&inner, &nothing])
    }

    fn signer(serial: u8, time: &str) -> Vec<u8> {
        let time = tlv(0x30, &[&SIGNING_TIME, &tlv(0x31, &[&tlv(0x17, &[time.as_bytes()])])]);
        let id = tlv(0x30, &[&name("CA Prova"), &[2, 1, serial]]);
        tlv(0x30, &[&[2, 1, 1], &id, &tlv(0x30, &[]), &tlv(0xa0, &[&time])])
    }

    type Build = fn(u8, &[&[u8]]) -> Vec<u8>;

    fn envelope(
        build: Build,
        content: &[u8],
        certificates: &[Vec<u8>],
        signers: &[Vec<u8>],
    ) -> Vec<u8> {
        let inner = build(0x30, &[&[0x06, 0x01, 0x2a], &build(0xa0, &[&tlv(0x04, &[content])])]);
        let signed = build(
            0x30,
            &[
                &[2, 1, 1],
                &tlv(0x31, &[]),
                &inner,
                &build(0xa0, &[&certificates.concat()]),
                &tlv(0x31, &[&signers.concat()]),
            ],
        );
        build(0x30, &[&SIGNED_DATA, &build(0xa0, &[&signed])])
    }

    fn told(bytes: &[u8]) -> Vec<(Option<String>, Option<String>)> {
        envelope_signatures(bytes).into_iter().map(|one| (one.signer, one.time)).collect()
    }

    fn of(name: &str, time: &str) -> (Option<String>, Option<String>) {
        (Some(name.to_owned()), Some(time.to_owned()))
    }

    #[test]
    fn the_signers_of_an_envelope_are_told_in_whatever_form_it_came() {
        let certificates = [certificate(1, "AC intermedia"), certificate(7, "ROSSI AMINA")];
        let signers = [signer(7, "261120093005Z")];
        let wanted = vec![of("ROSSI AMINA", "2026-11-20T09:30:05Z")];
        for build in [tlv as Build, endless as Build] {
            let bytes = envelope(build, b"%PDF-1.7", &certificates, &signers);
            assert_eq!(told(&bytes), wanted);
            // Cut short: nothing is made up.
            assert!(told(&bytes[..bytes.len() / 2]).is_empty());
        }
    }

    #[test]
    fn two_may_sign_beside_each_other_or_one_over_the_other() {
        let certificates = [certificate(7, "ROSSI AMINA"), certificate(9, "FERRI ALDO")];
        let both = [signer(9, "261120100000Z"), signer(7, "261120093005Z")];
        let (amina, aldo) =
            (of("ROSSI AMINA", "2026-11-20T09:30:05Z"), of("FERRI ALDO", "2026-11-20T10:00:00Z"));
        let beside = envelope(tlv, b"%PDF-1.7", &certificates, &both);
        assert_eq!(told(&beside), [aldo.clone(), amina.clone()]);
        let inner = envelope(tlv, b"%PDF-1.7", &certificates[..1], &both[1..]);
        let over = envelope(tlv, &inner, &certificates[1..], &both[..1]);
        assert_eq!(told(&over), [aldo, amina]);
    }

    #[test]
    fn what_is_no_envelope_has_no_signers() {
        for bytes in [&b""[..], b"%PDF-1.7", b"0", b"0\x80", b"\x30\x03\x06\x01\x2a", b"hello"] {
            assert!(envelope_signatures(bytes).is_empty(), "{bytes:?}");
        }
        // Lengths without an end in one another, as an attack would have them.
        assert!(envelope_signatures(&[0x30, 0x80].repeat(100_000)).is_empty());
    }
}
