//! A page's text made comparable: ASCII, lower case, blanks tamed, with the way back to the page.

use memchr::{memchr2, memrchr2};

/// A folded copy of one page's text.
///
/// Blanks are reduced to one byte each: a space, a tab where a column gap stood, a line feed where lines ended (empty lines vanish).
pub(crate) struct Folded<'a> {
    pub(crate) page: u32,
    pub(crate) original: &'a str,
    /// ASCII, lower case.
    pub(crate) text: String,
    /// As `text`, with every blank a space: phrases may run over line ends.
    pub(crate) flat: String,
    /// For each folded byte, the byte offset of its character on the page; one more entry for the end.
    map: Vec<u32>,
    /// Folded offsets at which lines begin.
    lines: Vec<usize>,
}

/// How many `s` between capitals make it the text layer of a payroll program that draws spaces as `s`.
const DRAWN_SPACES: usize = 3;
/// So many dots or dashes are there to write on.
const LEADER: usize = 3;
/// How many single letters in a row make a word with its letters set apart.
const SPLIT_LETTERS: usize = 4;

impl<'a> Folded<'a> {
    /// Returns a page folded to be read: dots and dashes that were there to write on are a space.
    pub(crate) fn new(page: u32, original: &'a str) -> Folded<'a> {
        Folded::fold(page, original, leaders(original))
    }

    /// Returns a page folded with the dots and dashes that a form has to write on.
    pub(crate) fn with_leaders(page: u32, original: &'a str) -> Folded<'a> {
        Folded::fold(page, original, Vec::new())
    }

    /// Returns whether the page has dots or dashes to write on.
    pub(crate) fn has_leaders(&self) -> bool {
        !leaders(self.original).is_empty()
    }

    fn fold(page: u32, original: &'a str, leaders: Vec<(usize, usize)>) -> Folded<'a> {
        let drawn = drawn_spaces(original);
        let mut split = split_letters(original);
        split.extend(parted_cells(original));
        split.sort_unstable();
        split.dedup();
        let mut folded = Folded {
            page,
            original,
            text: String::with_capacity(original.len()),
            flat: String::new(),
            map: Vec::with_capacity(original.len() + 1),
            lines: vec![0],
        };
        let (mut drawn, mut split) = (drawn.into_iter().peekable(), split.into_iter().peekable());
        // The blank waiting to be written: where it began, and its byte.
        let mut blank: Option<(usize, u8)> = None;
        let mut leaders = leaders.into_iter().peekable();
        // The space that dots left is no column's gap, whatever blanks stand around them.
        let mut after_leader = false;
        for (at, c) in original.char_indices() {
            while leaders.next_if(|(_, end)| *end <= at).is_some() {}
            if leaders.peek().is_some_and(|(start, _)| *start <= at) {
                let line_end = blank.is_some_and(|(_, byte)| byte == b'\n');
                let start = blank.map_or(at, |(start, _)| start);
                blank = Some((start, if line_end { b'\n' } else { b' ' }));
                after_leader = true;
                continue;
            }
            if drawn.next_if_eq(&at).is_some() {
                blank = blank.or(Some((at, b' ')));
                continue;
            }
            if split.next_if_eq(&at).is_some() {
                continue;
            }
            // "E' revocato": a typewriter's accent.
            if matches!(c, '\'' | '’' | '`')
                && folded.ends_in_e(blank.is_some(), &original[at + c.len_utf8()..])
            {
                continue;
            }
            if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
                let byte = match (c, blank) {
                    ('\n' | '\r' | '\u{c}' | '\u{2028}', _) | (_, Some((_, b'\n'))) => b'\n',
                    _ if after_leader => b' ',
                    ('\t', _) | (_, Some(_)) => b'\t',
                    _ => b' ',
                };
                blank = Some((blank.map_or(at, |(start, _)| start), byte));
                continue;
            }
            after_leader = false;
            if let Some((start, byte)) = blank.take()
                && !folded.text.is_empty()
            {
                folded.push(start, byte);
            }
            if c == '$' && folded.is_within_word(&original[at + 1..]) {
                // OCR reads "ś" and "ş" so: "Wi$niewska".
                folded.push(at, b's');
            } else if c.is_ascii() {
                folded.push(at, c.to_ascii_lowercase() as u8);
            } else {
                match c {
                    // OCR reads a paper's grain for a degree sign behind a long number.
                    '°' | 'º' | '®' if folded.ends_in_number() => {}
                    // Ordinal and degree signs stand for the `o` of "n°" and "1°".
                    '°' | 'º' => {
                        folded.push(at, b'o');
                        // "n°26MI004417": the number begins a word of its own.
                        let glued = original[at + c.len_utf8()..]
                            .starts_with(|next: char| next.is_ascii_alphanumeric());
                        if glued && folded.ends_in_number_sign() {
                            folded.push(at, b' ');
                        }
                    }
                    '…' => "...".bytes().for_each(|b| folded.push(at, b)),
                    '☐' | '□' => "[]".bytes().for_each(|b| folded.push(at, b)),
                    '☒' | '☑' | '■' => "[x]".bytes().for_each(|b| folded.push(at, b)),
                    '€' => "eur".bytes().for_each(|b| folded.push(at, b)),
                    _ => {
                        for b in any_ascii::any_ascii_char(c).bytes().filter(u8::is_ascii_graphic) {
                            folded.push(at, b.to_ascii_lowercase());
                        }
                    }
                }
            }
        }
        folded.map.push(original.len() as u32);
        folded.flat = folded.text.replace(['\n', '\t'], " ");
        folded
    }

    /// Returns whether letters stand right before and behind; "US$ten" is money.
    fn is_within_word(&self, rest: &str) -> bool {
        let before = self.text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        before > 0 && !self.text.ends_with("us") && rest.starts_with(char::is_lowercase)
    }

    /// Returns whether the last word is a lone "e", and a blank follows.
    fn ends_in_e(&self, blank: bool, rest: &str) -> bool {
        let before = self.text.strip_suffix('e');
        let lone = before.is_some_and(|text| !text.ends_with(|c: char| c.is_ascii_alphanumeric()));
        !blank && lone && rest.starts_with(char::is_whitespace)
    }

    /// Returns whether the last word is the sign for "number": "no", "n.o".
    fn ends_in_number_sign(&self) -> bool {
        let sign = self.text.strip_suffix("n.o").or_else(|| self.text.strip_suffix("no"));
        sign.is_some_and(|text| !text.ends_with(|c: char| c.is_ascii_alphanumeric()))
    }

    /// Returns whether the last word is a number of four figures or more.
    fn ends_in_number(&self) -> bool {
        let word = self.text.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-');
        let last = self.text.as_bytes().last();
        last.is_some_and(u8::is_ascii_digit) && word.filter(u8::is_ascii_digit).count() >= 4
    }

    fn push(&mut self, at: usize, byte: u8) {
        self.text.push(char::from(byte));
        self.map.push(at as u32);
        if byte == b'\n' {
            self.lines.push(self.text.len());
        }
    }

    /// Returns the byte range on the page of a folded range.
    pub(crate) fn range(&self, start: usize, end: usize) -> (usize, usize) {
        if end <= start {
            let at = self.map[start] as usize;
            return (at, at);
        }
        let from = self.map[start] as usize;
        let last = self.map[end - 1] as usize;
        let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
        // Combining marks belong to the letter before them.
        let marks: usize = self.original[last + width..]
            .chars()
            .take_while(|c| unicode_normalization::char::is_combining_mark(*c))
            .map(char::len_utf8)
            .sum();
        (from, last + width + marks)
    }

    /// Returns the folded offset of what stands at a byte of the page.
    pub(crate) fn folded(&self, at: usize) -> usize {
        self.map.partition_point(|&from| (from as usize) < at).min(self.text.len())
    }

    /// Returns the words on the page of a folded range.
    pub(crate) fn words(&self, start: usize, end: usize) -> &'a str {
        let (from, to) = self.range(start, end);
        &self.original[from..to]
    }

    /// Returns the number of the line, from 0, that holds a folded offset.
    pub(crate) fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Returns the number of the last line.
    pub(crate) fn last_line(&self) -> usize {
        self.lines.len() - 1
    }

    /// Returns the folded range of a line, without its line feed.
    pub(crate) fn line(&self, number: usize) -> (usize, usize) {
        let start = self.lines[number];
        let end = self.lines.get(number + 1).map_or(self.text.len(), |next| next - 1);
        (start, end)
    }

    /// Returns the folded range of the line that holds an offset, without its line feed.
    pub(crate) fn line_at(&self, at: usize) -> (usize, usize) {
        self.line(self.line_of(at))
    }

    /// Returns what stands before an offset on its line, at most so many bytes of it.
    pub(crate) fn lead(&self, at: usize, most: usize) -> &str {
        let (from, _) = self.line_at(at);
        &self.text[from.max(at.saturating_sub(most))..at]
    }

    /// Returns what stands before an offset from the beginning of its line on; nothing where that is more than so many bytes.
    pub(crate) fn opening(&self, at: usize, most: usize) -> Option<&str> {
        let (from, _) = self.line_at(at);
        (at - from <= most).then(|| &self.text[from..at])
    }

    /// Returns the folded range of the cell (between column gaps and line ends) that holds an offset, at most 400 bytes each way.
    pub(crate) fn cell(&self, start: usize, end: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let low = start.saturating_sub(400);
        let from = memrchr2(b'\n', b'\t', &bytes[low..start]).map_or(low, |at| low + at + 1);
        let high = (end + 400).min(bytes.len());
        let to = memchr2(b'\n', b'\t', &bytes[end..high]).map_or(high, |at| end + at);
        (from, to)
    }

    /// Returns where on its line a folded offset stands, in characters of the page.
    pub(crate) fn column(&self, at: usize) -> usize {
        let from = self.map[at] as usize;
        let low = from.saturating_sub(1000);
        let bytes = &self.original.as_bytes()[low..from];
        let start = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1);
        // Continuation bytes are no characters of their own.
        bytes[start..].iter().filter(|b| (**b & 0xC0) != 0x80).count()
    }
}

/// Returns whether nothing alphanumeric touches the range: it stands as words of its own.
pub(crate) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let free = |b: Option<&u8>| b.is_none_or(|b| !b.is_ascii_alphanumeric());
    // A phrase may begin or end with a sign, beside which a letter is no continuation.
    let opens = !bytes[start].is_ascii_alphanumeric();
    let closes = !bytes[end - 1].is_ascii_alphanumeric();
    (opens || start == 0 || free(bytes.get(start - 1))) && (closes || free(bytes.get(end)))
}

/// Returns whether a range begins a word, however it ends.
pub(crate) fn begins_word(text: &str, start: usize) -> bool {
    let bytes = text.as_bytes();
    start == 0 || !bytes[start].is_ascii_alphanumeric() || !bytes[start - 1].is_ascii_alphanumeric()
}

/// Returns the text folded as a phrase: one space between words.
pub(crate) fn phrase(text: &str) -> String {
    Folded::new(0, text).flat.trim().to_owned()
}

/// Returns the ranges of three dots or dashes and more, as forms have them to write on: "nato il ......... 15/01/1990 ........".
fn leaders(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut rest = text;
    while let Some(first) = rest.find(['.', '_', '…']) {
        let start = at + first;
        let run: usize = text[start..]
            .chars()
            .take_while(|c| matches!(c, '.' | '_' | '…'))
            .map(char::len_utf8)
            .sum();
        // One sign for three dots ends a sentence that breaks off.
        if run > '…'.len_utf8() || run == LEADER && !text[start..].starts_with('…') {
            found.push((start, start + run));
        }
        at = start + run;
        rest = &text[at..];
    }
    found
}

/// Returns the offsets of every `s` that stands for a space, if the page has that habit: `PERIODOsDI` shows it, `Giugnosss2026` follows.
fn drawn_spaces(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let shown = (1..bytes.len().saturating_sub(1))
        .filter(|&at| bytes[at] == b's' && capital(bytes[at - 1]) && capital(bytes[at + 1]));
    if shown.take(DRAWN_SPACES).count() < DRAWN_SPACES {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|b| **b == b's').count();
        let (before, after) = (at.checked_sub(1).map(|at| bytes[at]), bytes.get(at + run).copied());
        // A word may end in an s of its own; none goes on in a capital or a figure, and no capital goes on in an s.
        let opens = before.is_none_or(|b| b.is_ascii_graphic() || b == b'\n');
        let closes = after.is_some_and(capital);
        let ends = before.is_some_and(capital) && after.is_none_or(|b| !b.is_ascii_lowercase());
        if run > 0 && (opens && closes || ends) {
            found.extend(at..at + run);
        }
        at += run.max(1);
    }
    found
}

/// A column too narrow for its value parts it wherever the line is full: "K5812044" and "7", "01/10/202" and "6".
///
/// Returns the offsets of the blanks between such parts: each stands alone on its line, and the second is a figure or two.
fn parted_cells(text: &str) -> Vec<usize> {
    let mut blanks = Vec::new();
    let mut last: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if word.is_empty() {
            continue;
        }
        if let Some((head, end)) = last
            && is_cut(head, word)
        {
            blanks.extend(text[end..start].char_indices().map(|(blank, _)| end + blank));
        }
        last = Some((word, start + word.len()));
    }
    blanks
}

/// Returns whether the second line is what the first lacks: the end of a year, or of a number of letters and figures.
fn is_cut(head: &str, rest: &str) -> bool {
    if rest.len() > 2 || !rest.bytes().all(|b| b.is_ascii_digit()) || !head.is_ascii() {
        return false;
    }
    let year = head.rsplit(['/', '.', '-']).next().unwrap_or_default();
    let of_date = head.len() >= 7
        && head.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-'))
        && head.bytes().filter(|b| !b.is_ascii_digit()).count() == 2
        && matches!(year.len() + rest.len(), 4)
        && year.len() != 4;
    let digits = head.bytes().filter(u8::is_ascii_digit).count();
    let of_number = (6..=12).contains(&head.len())
        && head.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && head.starts_with(|c: char| c.is_ascii_uppercase())
        && digits >= 4
        && digits < head.len();
    of_date || of_number
}

/// Returns the offsets of the single spaces inside words set with their letters apart: `P A S S A P O R T O`.
fn split_letters(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut spaces = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let flush = |run: &mut Vec<usize>, spaces: &mut Vec<usize>| {
        if run.len() + 1 >= SPLIT_LETTERS {
            spaces.append(run);
        }
        run.clear();
    };
    let single = |at: usize| {
        bytes[at].is_ascii_alphabetic()
            && (at == 0 || bytes[at - 1].is_ascii_whitespace())
            && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace)
    };
    for at in 0..bytes.len() {
        if bytes[at] != b' ' {
            continue;
        }
        if at > 0 && single(at - 1) && at + 1 < bytes.len() && single(at + 1) {
            if run.last().is_some_and(|last| last + 2 != at) {
                flush(&mut run, &mut spaces);
            }
            run.push(at);
        } else {
            flush(&mut run, &mut spaces);
        }
    }
    flush(&mut run, &mut spaces);
    spaces
}

#[cfg(test)]
mod tests {
    use super::{Folded, phrase};

    #[test]
    fn accents_case_and_blanks_fold_and_point_back() {
        let page = "Idoneità   alloggiativa\n\n  N° 5 – Perché";
        let folded = Folded::new(1, page);
        assert_eq!(folded.text, "idoneita\talloggiativa\nno 5 - perche");
        let at = folded.text.find("perche").unwrap();
        assert_eq!(folded.words(at, at + 6), "Perché");
        assert_eq!(folded.words(0, 8), "Idoneità");
    }

    #[test]
    fn decomposed_accents_fold_like_composed_ones() {
        assert_eq!(phrase("Iba\u{301}n\u{303}ez"), "ibanez");
        let folded = Folded::new(1, "x cite\u{301} y");
        assert_eq!(folded.words(2, 6), "cite\u{301}");
    }

    #[test]
    fn a_value_parted_by_a_narrow_column_is_one_word() {
        assert_eq!(phrase("Passaporto\nK5812044\n7"), "passaporto k58120447");
        assert_eq!(phrase("valido dal\n01/10/202\n6"), "valido dal 01/10/2026");
        assert_eq!(phrase("01/10/2026\n6"), "01/10/2026 6");
        assert_eq!(phrase("Art. 5\n7"), "art. 5 7");
    }

    #[test]
    fn a_dollar_within_a_word_is_a_misread_letter() {
        assert_eq!(phrase("Wi$niewska"), "wisniewska");
        assert_eq!(phrase("US$ten, $20, 20$ e A$"), "us$ten, $20, 20$ e a$");
    }

    #[test]
    fn dots_to_write_on_are_a_space() {
        assert_eq!(phrase("nato il ......... 15/01/1990 ____ a"), "nato il 15/01/1990 a");
        assert_eq!(
            Folded::new(1, "uso ....... ABITATIVO ......\nfine").text,
            "uso abitativo\nfine"
        );
        assert_eq!(phrase("ecc… n. 5, a_b, C.F."), "ecc... n. 5, a_b, c.f.");
        assert_eq!(Folded::with_leaders(1, "il ....").text, "il ....");
    }

    #[test]
    fn letters_set_apart_join_and_initials_stay() {
        assert_eq!(phrase("P A S S A P O R T O   n. 5"), "passaporto n. 5");
        assert_eq!(phrase("a b c"), "a b c");
    }

    #[test]
    fn drawn_spaces_of_a_payroll_program_become_spaces() {
        assert_eq!(
            phrase("PERIODOsDIsRETRIBUZIONE COGNOMEsEsNOME"),
            "periodo di retribuzione cognome e nome"
        );
        assert_eq!(
            phrase("PERIODOsDIsRETRIBUZIONE Lugliosss2026\nCOGNOMEsEsNOMEss\nN.s12 netto presso"),
            "periodo di retribuzione luglio 2026 cognome e nome n. 12 netto presso"
        );
        assert_eq!(phrase("PCs and CDs"), "pcs and cds");
        assert_eq!(phrase("USB2s e Giugnos2026"), "usb2s e giugnos2026");
    }
}
