//! Shortens secrets (domain §7) to their last three characters, wherever in a text they stand.
//!
//! Two ways at once: the numbers read on the household's papers, however they are spaced; and the shapes of such numbers, for
//! those that no paper has told. Masking too much costs a look at the paper, masking too little can't be taken back.

use faldone_rules::facts::ReferenceKind;
use std::ops::Range;

const DOTS: &str = "•••••";

/// Knows what to shorten.
pub(super) struct Mask {
    full: bool,
    /// Letters and digits of every known secret, upper case, longest first.
    secrets: Vec<Vec<char>>,
}

/// A letter or digit of the text, upper case, with its place.
struct Letter {
    c: char,
    at: Range<usize>,
}

impl Mask {
    /// Returns a mask for these secrets; with `full` it shortens nothing.
    pub(super) fn new<'a>(secrets: impl Iterator<Item = &'a str>, full: bool) -> Mask {
        let mut secrets: Vec<Vec<char>> = secrets
            .map(|value| letters(value).iter().map(|letter| letter.c).collect())
            .filter(|value: &Vec<char>| value.len() >= 4)
            .collect();
        secrets.sort_by_key(|value| (std::cmp::Reverse(value.len()), value.clone()));
        secrets.dedup();
        Mask { full, secrets }
    }

    /// Returns a reference as a table may show it: whole if its kind is not personal and it is none of the known secrets.
    pub(super) fn reference(&self, value: &str, kind: Option<&str>) -> String {
        if self.full {
            return value.to_owned();
        }
        let Some(kind) = kind.and_then(named_kind) else { return self.text(value) };
        if kind.is_personal() {
            return shortened(value);
        }
        // A protocol may look like a postal code; its kind says it is none.
        let letters = letters(value);
        let mut spans = self.known(value, &letters);
        spans.extend(public_shapes(value, &letters));
        replaced(value, spans)
    }

    /// Returns a free text (words of a paper, a file name, what the user wrote) without secrets.
    pub(super) fn text(&self, text: &str) -> String {
        if self.full {
            return text.to_owned();
        }
        let letters = letters(text);
        let mut spans = self.known(text, &letters);
        spans.extend(public_shapes(text, &letters));
        spans.extend(number_shapes(text, &letters));
        spans.extend(announced(text));
        replaced(text, spans)
    }

    /// Returns a date or an hour as it is, and anything else that stands in its place like a text.
    pub(super) fn dated(&self, value: &str) -> String {
        let shape = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':');
        if value.len() <= 10 && value.contains(['-', ':']) && value.chars().all(shape) {
            return value.to_owned();
        }
        if value.len() == 4 { value.to_owned() } else { self.text(value) }
    }

    /// Finds the known secrets, with blanks and strokes between their characters or not.
    fn known(&self, text: &str, letters: &[Letter]) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        for secret in &self.secrets {
            let digits_only = secret.iter().all(char::is_ascii_digit);
            for window in letters.windows(secret.len()).enumerate() {
                let (at, window) = window;
                let same = window.iter().zip(secret).all(|(letter, c)| letter.c == *c);
                if !same || !held_together(text, window) {
                    continue;
                }
                // A long secret with letters is masked even when it is glued to its neighbours; digits are not torn out of a
                // longer number, nor short secrets out of words.
                let apart = if digits_only {
                    !touches(letters, at, secret.len(), |c| c.is_ascii_digit())
                } else {
                    secret.len() >= 6 || !touches(letters, at, secret.len(), |_| true)
                };
                if apart {
                    spans.extend(span(window));
                }
            }
        }
        spans
    }
}

fn named_kind(kind: &str) -> Option<ReferenceKind> {
    serde_json::from_value(serde_json::Value::String(kind.to_owned())).ok()
}

fn letters(text: &str) -> Vec<Letter> {
    text.char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .map(|(at, c)| Letter { c: c.to_ascii_uppercase(), at: at..at + c.len_utf8() })
        .collect()
}

fn span(window: &[Letter]) -> Option<Range<usize>> {
    Some(window.first()?.at.start..window.last()?.at.end)
}

/// Returns whether only a blank or a stroke or two stand between the letters.
fn held_together(text: &str, window: &[Letter]) -> bool {
    window.iter().zip(window.iter().skip(1)).all(|(one, next)| {
        let between = text.get(one.at.end..next.at.start).unwrap_or_default();
        between.chars().count() <= 3
            && between
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '.' | '/' | '_'))
    })
}

/// Returns whether a letter that `counts` stands right before or after the window.
fn touches(letters: &[Letter], at: usize, length: usize, counts: impl Fn(char) -> bool) -> bool {
    let before =
        at.checked_sub(1).and_then(|before| Some((letters.get(before)?, letters.get(at)?)));
    let after = (at + length)
        .checked_sub(1)
        .and_then(|last| Some((letters.get(last)?, letters.get(last + 1)?)));
    let glued = |one: &Letter, next: &Letter| one.at.end == next.at.start;
    before.is_some_and(|(one, next)| glued(one, next) && counts(one.c))
        || after.is_some_and(|(one, next)| glued(one, next) && counts(next.c))
}

/// Finds fiscal codes, IBANs and lines of a machine-readable zone.
fn public_shapes(text: &str, letters: &[Letter]) -> Vec<Range<usize>> {
    let mut spans = machine_readable(text);
    for at in 0..letters.len() {
        let window = |length: usize| {
            let window = letters.get(at..at + length)?;
            let alone = !touches(letters, at, length, |_| true);
            (alone && spaced_only(text, window)).then_some(window)
        };
        if let Some(code) = window(16).filter(|code| is_fiscal_code(code)) {
            spans.extend(span(code));
        }
        // The longest fit first: a shorter one may pass the check by chance and leave the rest in the open.
        let iban =
            |length: usize| window(length).filter(|found| is_iban(found) && in_fours(text, found));
        if let Some(iban) = (15..=34).rev().find_map(iban) {
            spans.extend(span(iban));
        }
    }
    spans
}

fn spaced_only(text: &str, window: &[Letter]) -> bool {
    held_together(text, window)
        && span(window)
            .and_then(|span| text.get(span))
            .is_some_and(|text| !text.contains(['/', '.', '_']))
}

/// Returns whether the text is written in one go or in groups of four, as accounts are; a sentence is not.
fn in_fours(text: &str, window: &[Letter]) -> bool {
    let Some(written) = span(window).and_then(|span| text.get(span)) else { return false };
    let groups: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).collect();
    let Some((last, before)) = groups.split_last() else { return false };
    before.iter().all(|group| group.len() == 4) && (before.is_empty() || last.len() <= 4)
}

/// The shape of a codice fiscale, with the letters that stand for digits where two people would share one.
fn is_fiscal_code(code: &[Letter]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "LMNPQRSTUV".contains(c);
    code.iter().enumerate().all(|(at, letter)| match at {
        0..=5 | 11 | 15 => letter.c.is_ascii_uppercase(),
        8 => "ABCDEHLMPRST".contains(letter.c),
        _ => digit(letter.c),
    })
}

/// An Italian IBAN by its shape, even with a slip in it; any other by its check digits (ISO 13616).
fn is_iban(window: &[Letter]) -> bool {
    let shape = window.iter().enumerate().all(|(at, letter)| match at {
        0 | 1 => letter.c.is_ascii_uppercase(),
        2 | 3 => letter.c.is_ascii_digit(),
        _ => letter.c.is_ascii_alphanumeric(),
    });
    if !shape {
        return false;
    }
    let country: String = window.iter().take(2).map(|letter| letter.c).collect();
    if country == "IT" || country == "SM" {
        return window.len() == 27
            && window.iter().enumerate().all(|(at, letter)| match at {
                4 => letter.c.is_ascii_uppercase(),
                5..=14 => letter.c.is_ascii_digit(),
                _ => true,
            });
    }
    let digits = window.iter().filter(|letter| letter.c.is_ascii_digit()).count();
    let rest = window.iter().cycle().skip(4).take(window.len());
    let remainder = rest.fold(0u32, |sum, letter| {
        let value = letter.c.to_digit(36).unwrap_or(0);
        if value < 10 { (sum * 10 + value) % 97 } else { (sum * 100 + value) % 97 }
    });
    digits >= 8 && remainder == 1
}

/// Finds runs like `YA12345674ITA8001014F3001012<<<<`: in no other text do capitals, digits and `<` stand so close.
fn machine_readable(text: &str) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '<' | '«');
    let mut spans = Vec::new();
    let mut at = 0;
    for run in text.split(|c| !inside(c)) {
        let filled = run.contains(['<', '«']) && run.chars().count() >= 9;
        let long = run.len() >= 28 && run.contains(|c: char| c.is_ascii_digit());
        let mixed = run.contains(|c: char| c.is_ascii_uppercase());
        if filled || (long && mixed) {
            spans.push(at..at + run.len());
        }
        let end = at + run.len();
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    spans
}

/// Finds permit cards (`I` and eight digits) and postal codes (twelve digits from 0, a stroke before the last).
fn number_shapes(text: &str, letters: &[Letter]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    for at in 0..letters.len() {
        for length in [9, 12] {
            let Some(window) = letters.get(at..at + length) else { continue };
            let first = window.first().map(|letter| letter.c);
            let digits = window.iter().skip(1).all(|letter| letter.c.is_ascii_digit());
            let starts = first == Some(if length == 9 { 'I' } else { '0' });
            if starts
                && digits
                && spaced_only(text, window)
                && !touches(letters, at, length, |_| true)
            {
                spans.extend(span(window));
            }
        }
    }
    spans
}

/// Words that announce a secret, in Italian, English, French and Spanish.
const ANNOUNCERS: [&str; 9] = [
    "passport",
    "passaporto",
    "passeport",
    "pasaporte",
    "assicurata",
    "ologramma",
    "password",
    "iban",
    "fiscale",
];

/// Returns whether a word announces a secret. A short one must stand alone: the name Ibáñez holds "iban" as well.
fn announces(token: &str) -> bool {
    token.split(|c: char| !c.is_alphanumeric()).any(|word| {
        ANNOUNCERS.iter().any(|known| match known.len() {
            0..=4 => word == *known,
            _ => word.contains(known),
        })
    })
}

/// Finds the number that follows a word like "passport" within three words, if it is not a date or a practice number.
fn announced(text: &str) -> Vec<Range<usize>> {
    let part = |c: char| c.is_whitespace() || matches!(c, '_' | ':' | ',' | ';' | '(' | ')' | '=');
    let mut spans = Vec::new();
    let mut near: u32 = 0;
    let mut at = 0;
    for token in text.split(part) {
        let lower = token.to_lowercase();
        if announces(&lower) {
            near = 4;
        } else if near > 0 && is_number_like(token) {
            spans.push(at..at + without_extension(token).len());
            near = 0;
        } else if !token.is_empty() {
            near = near.saturating_sub(1);
        }
        let end = at + token.len();
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    spans
}

/// Returns `AB1234567` of `AB1234567.pdf`, and of `AB1234567.`.
fn without_extension(token: &str) -> &str {
    match token.rsplit_once('.') {
        Some((name, end)) if end.bytes().all(|b| b.is_ascii_alphabetic()) => name,
        _ => token,
    }
}

fn is_number_like(token: &str) -> bool {
    let groups: Vec<&str> =
        token.split(|c: char| !c.is_alphanumeric()).filter(|group| !group.is_empty()).collect();
    let length: usize = groups.iter().map(|group| group.chars().count()).sum();
    let digits = token.chars().filter(char::is_ascii_digit).count();
    // `16/02/2026`, `2026-02-16.pdf` and `P-MI-L-N-2026-101255` have three groups or more; a secret has one or two.
    groups.len() <= 2 && (6..=34).contains(&length) && digits >= 4
}

/// Returns the whole value shortened.
fn shortened(value: &str) -> String {
    let letters = letters(value);
    // Of a short value three characters would be most of it.
    let kept = if letters.len() >= 6 { 3 } else { 0 };
    let tail = letters.iter().skip(letters.len().saturating_sub(kept));
    let tail: String = tail.filter_map(|letter| value.get(letter.at.clone())).collect();
    format!("{DOTS}{tail}")
}

/// Returns the text with the spans shortened; a machine-readable zone leaves nothing.
fn replaced(text: &str, mut spans: Vec<Range<usize>>) -> String {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for span in merged {
        let secret = text.get(span.clone()).unwrap_or_default();
        result.push_str(text.get(at..span.start).unwrap_or_default());
        if machine_readable(secret).is_empty() {
            result.push_str(&shortened(secret));
        } else {
            result.push_str(DOTS);
        }
        at = span.end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_holds_the_letters_of_a_cue_is_no_cue() {
        for name in ["CU_Diego_Fuentes-Ibanez_2026.pdf", "TAX-RETURN_Diego_Fuentes-Ibanez_2026.pdf"]
        {
            assert_eq!(masked(name), name);
        }
    }

    fn masked(text: &str) -> String {
        Mask::new(["YB7654321", "060700000000"].into_iter(), false).text(text)
    }

    #[test]
    fn known_secrets_are_shortened_however_they_are_spaced() {
        assert_eq!(masked("n. YB7654321 seen"), "n. •••••321 seen");
        assert_eq!(masked("yb 765 4321"), "•••••321");
        assert_eq!(masked("nYB7654321x"), "n•••••321x");
        assert_eq!(masked("0607 0000000-0"), "•••••000");
    }

    #[test]
    fn shapes_are_shortened_without_being_known() {
        // The first two are published examples, not people: the Revenue's sample code and the ISO sample IBAN.
        assert_eq!(masked("CF RSSMRA80A01H501U."), "CF •••••01U.");
        assert_eq!(masked("DE89 3704 0044 0532 0130 00 thanks"), "•••••000 thanks");
        assert_eq!(masked("IT60 X054 2811 1010 0000 0123 456"), "•••••456");
        // One digit wrong: still an account.
        assert_eq!(masked("IT61X0542811101000000123456"), "•••••456");
        assert_eq!(masked("YA12345674ITA8001014F3001012<<<<<<06"), "•••••");
        assert_eq!(masked("P<ITAROSSI<<AMINA<<<<<"), "•••••");
        assert_eq!(masked("card I12345678"), "card •••••678");
        assert_eq!(masked("ricevuta 05123456789-1"), "ricevuta •••••891");
        assert_eq!(masked("Passport no. X1234567, valid"), "Passport no. •••••567, valid");
        assert_eq!(masked("PASSPORT_AB1234567.pdf"), "PASSPORT_•••••567.pdf");
    }

    #[test]
    fn what_an_office_needs_stays_readable() {
        for text in [
            "P-MI/L/N/2026/101255",
            "passport issued 16/02/2026 by Milano",
            "PASSPORT_Amina_Rossi.pdf",
            "ALI-RECEIPT_Amina_Rossi_2026-02-16_P-MI-L-N-2026-101255.pdf",
            "Prot. n. 0052294 del 28/12/2015",
            "26072135472143961 000001",
            "302000600008408304",
            "opec288.20181113163926.01838.310.1.63@pec.aruba.it",
            "Ufficio Immigrazione, via Montebello 26, 20121 Milano",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn a_reference_is_judged_by_its_kind() {
        let mask = Mask::new(std::iter::empty(), false);
        assert_eq!(mask.reference("AB123456", Some("passport")), "•••••456");
        assert_eq!(mask.reference("060700000000", Some("assicurata")), "•••••000");
        assert_eq!(mask.reference("060700000000", Some("protocol")), "060700000000");
        assert_eq!(mask.reference("I12345678", None), "•••••678");
        assert_eq!(mask.reference("A12", Some("passport")), "•••••");
    }

    #[test]
    fn full_shows_everything() {
        let mask = Mask::new(["YB7654321"].into_iter(), true);
        assert_eq!(mask.text("YB7654321 RSSMRA80A01H501U"), "YB7654321 RSSMRA80A01H501U");
        assert_eq!(mask.reference("YB7654321", Some("passport")), "YB7654321");
    }
}
