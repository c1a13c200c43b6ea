//! Could an office search this page? Judged from what stands on it, never from how the file calls itself.

use std::collections::{HashMap, HashSet};

use crate::words::{good_and_bad, is_bad};
use crate::{FileFacts, PageReading, Reason, Verdict};

/// Images that cover this much of a page make it a picture of a page; between the two it depends on how much is written.
const PICTURE: f32 = 0.8;
const HALF_PICTURE: f32 = 0.5;
/// Text of this many letters and digits is more than a caption.
const FEW: u32 = 20;
/// What a page's worth of visible text is, where a picture fills the page.
const PAGES_WORTH: u32 = 150;
const PAGES_LINES: usize = 4;
/// A header, footer or stamp has no more lines than this; more lines repeated are the same page twice.
const MOST_REPEATED: usize = 6;
/// Fewer painted shapes than this are a rule or a frame, not letters drawn as outlines.
const LEAST_OUTLINES: u32 = 5;
/// An image smaller than this share of the page is a spacer.
const SPACER: f32 = 0.002;

/// Returns the verdict on each page, in the order given. Pure.
pub fn verdicts(pages: &[PageReading]) -> Vec<Verdict> {
    let repeated = repeated_lines(pages);
    pages
        .iter()
        .map(|page| {
            let (chars, _) = good_and_bad(&page.text);
            Verdict {
                page: page.number,
                reason: judge(page, &repeated),
                chars,
                image_cover: page.image_cover,
            }
        })
        .collect()
}

/// Returns whether every page with content can be searched; `None` if no page has content.
pub fn searchable(verdicts: &[Verdict]) -> Option<bool> {
    verdicts
        .iter()
        .filter_map(|verdict| verdict.reason.searchable())
        .reduce(|all, page| all && page)
}

/// Returns whether the file as a whole can be searched. A dynamic XFA form and a portfolio show a page that is not their content
/// ("Please wait…", a cover), so nothing can be said of them from their pages; nor of a file that is locked.
pub fn file_searchable(facts: &FileFacts, verdicts: &[Verdict]) -> Option<bool> {
    // An XFA form whose pages carry the form's own text too (a static one) is judged by them.
    let placeholder = facts.xfa && verdicts.len() <= 1 && verdicts.iter().all(|v| v.chars < 600);
    if facts.encrypted || facts.portfolio || placeholder {
        return None;
    }
    searchable(verdicts)
}

fn judge(page: &PageReading, repeated: &HashMap<String, u32>) -> Reason {
    let (good, bad) = good_and_bad(&page.text);
    let elsewhere = page.glyphs > 0 && f64::from(page.off_page) >= 0.9 * f64::from(page.glyphs);
    if elsewhere || (good == 0 && bad == 0) {
        return if page.images > 0 && page.image_cover >= SPACER {
            Reason::Scan
        } else if page.paths >= LEAST_OUTLINES {
            Reason::Outlines
        } else {
            Reason::Blank
        };
    }
    if f64::from(bad) > 0.3 * f64::from(good + bad) || is_byte_swapped(&page.text) {
        return Reason::Unreadable;
    }
    if page.image_cover < HALF_PICTURE {
        return Reason::Text;
    }
    let lines = own_lines(page, repeated);
    let own = lines.iter().map(|line| good_and_bad(line).0).sum::<u32>();
    if page.image_cover < PICTURE && own >= FEW {
        return Reason::Text;
    }
    let on_page = page.glyphs.saturating_sub(page.off_page);
    if f64::from(page.invisible) >= 0.5 * f64::from(on_page) {
        if own >= FEW && reads_like_language(&lines) { Reason::Ocr } else { Reason::OcrPoor }
    } else if own >= PAGES_WORTH && lines.len() >= PAGES_LINES {
        Reason::TextOnImage
    } else {
        Reason::Stamped
    }
}

/// Returns the page's lines without what scanner apps and stamping machines print on every page.
fn own_lines<'p>(page: &'p PageReading, repeated: &HashMap<String, u32>) -> Vec<&'p str> {
    let lines: Vec<&str> = page
        .text
        .lines()
        .filter(|line| !line.trim().is_empty() && !is_scanner_line(line))
        .collect();
    let is_repeated = |line: &&str| repeated.get(&folded(line)).is_some_and(|pages| *pages >= 2);
    if lines.iter().filter(|line| is_repeated(line)).count() > MOST_REPEATED {
        return lines;
    }
    lines.into_iter().filter(|line| !is_repeated(line)).collect()
}

/// Returns on how many pages each line stands, digits apart ("page 1 of 3" is one line).
fn repeated_lines(pages: &[PageReading]) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    if pages.len() < 2 {
        return counts;
    }
    for page in pages {
        let lines: HashSet<String> =
            page.text.lines().filter(|line| !line.trim().is_empty()).map(folded).collect();
        for line in lines {
            *counts.entry(line).or_insert(0) += 1;
        }
    }
    counts
}

fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        for letter in word.chars() {
            if !letter.is_ascii_digit() {
                folded.extend(letter.to_lowercase());
            } else if !folded.ends_with('#') {
                folded.push('#');
            }
        }
        folded.push(' ');
    }
    folded
}

/// The names and phrases that scanner apps and trial versions print on pages, in lower case without spaces.
const SCANNER_MARKS: &[&str] = &[
    "camscanner",
    "adobescan",
    "geniusscan",
    "tinyscanner",
    "microsoftlens",
    "officelens",
    "scanbot",
    "turboscan",
    "swiftscan",
    "clearscanner",
    "scannedby",
    "scannedwith",
    "scansionatocon",
    "scansionatoda",
    "scanneravec",
    "evaluationcopy",
    "evaluationversion",
    "trialversion",
    "versionediprova",
    "madewith",
    "createdwith",
];

fn is_scanner_line(line: &str) -> bool {
    // A scanner's mark is short; a sentence that names an app is not one.
    if line.len() > 80 {
        return false;
    }
    let plain: String =
        line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    SCANNER_MARKS.iter().any(|mark| plain.contains(mark))
}

/// Returns whether the text is UTF-16 read with its bytes the wrong way round: every letter then ends in a zero byte.
fn is_byte_swapped(text: &str) -> bool {
    let (mut letters, mut swapped) = (0u32, 0u32);
    for letter in text.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()) {
        letters += 1;
        swapped += u32::from(u32::from(letter) & 0xff == 0);
    }
    letters >= 10 && swapped * 2 > letters
}

/// Short words that every page of prose or form in these languages holds: Italian, English, French, Spanish, Portuguese, German,
/// Romanian, Albanian.
const COMMON: &[&str] = &[
    "di", "il", "la", "che", "in", "per", "del", "della", "dei", "delle", "con", "non", "un",
    "una", "al", "da", "dal", "alla", "si", "le", "lo", "gli", "nel", "nella", "ai", "ed", "sono",
    "data", "nome", "cognome", "the", "of", "and", "to", "is", "for", "on", "with", "by", "or",
    "this", "that", "name", "date", "de", "et", "les", "des", "en", "du", "est", "pour", "que",
    "el", "los", "las", "por", "para", "do", "os", "em", "um", "uma", "der", "die", "das", "und",
    "ist", "von", "zu", "den", "si", "din", "cu", "pe", "este", "sau", "te", "ne", "dhe", "nga",
    "me",
];

/// Returns whether half of the words look like words, and the words of Latin script like those of a language: a page in another script
/// recognised as Latin gives letters in Latin nonsense.
fn reads_like_language(lines: &[&str]) -> bool {
    let (mut words, mut fine, mut latin, mut common) = (0u32, 0u32, 0u32, 0u32);
    for word in lines.iter().flat_map(|line| line.split_whitespace()) {
        words += 1;
        fine += u32::from(is_word_like(word));
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        if plain.len() > 1 && plain.bytes().all(|b| b.is_ascii_alphabetic()) {
            latin += 1;
            common += u32::from(COMMON.contains(&plain.to_ascii_lowercase().as_str()));
        }
    }
    if words == 0 || fine * 2 < words {
        return false;
    }
    // Lists and tables hold few common words, but then their words are well formed.
    latin < 30 || common * 50 >= latin || fine * 20 >= words * 17
}

/// Returns whether a token looks like a word, a number or a reference in some script.
fn is_word_like(token: &str) -> bool {
    let plain = token.trim_matches(|c: char| !c.is_alphanumeric());
    if plain.is_empty() || plain.chars().any(is_bad) {
        return false;
    }
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    if digits > 0 {
        // Numbers, dates, amounts, references: ASCII only, and not letters and digits by turns.
        let turns = plain
            .as_bytes()
            .windows(2)
            .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_digit())
            .count();
        return plain.is_ascii() && turns <= 1;
    }
    plain.split(['\'', '’', '-', '.', '/', '&', '@', '_']).all(is_well_formed)
}

fn is_well_formed(part: &str) -> bool {
    let letters: Vec<char> = part.chars().collect();
    if !letters.iter().all(|c| c.is_alphabetic()) {
        return false;
    }
    let latin = letters.iter().filter(|c| is_latin(**c)).count();
    if latin == 0 {
        return true;
    }
    if latin < letters.len() {
        return false;
    }
    // "Rossi", "ROSSI", "rossi", "McDonald", but not "rOsSI".
    let capitals = letters.iter().skip(1).filter(|c| c.is_uppercase()).count();
    let all_capitals = letters.iter().all(|c| c.is_uppercase());
    if !all_capitals && capitals > 1 || (capitals == 1 && letters[0].is_lowercase()) {
        return false;
    }
    if letters.len() == 1 {
        return true;
    }
    let (mut run, mut longest, mut vowels) = (0, 0, 0);
    for letter in &letters {
        if is_vowel(*letter) {
            (run, vowels) = (0, vowels + 1);
        } else {
            run += 1;
            longest = longest.max(run);
        }
    }
    // Abbreviations ("sig", "tel", "CPR") have few letters; words have vowels between their consonants.
    (vowels > 0 && longest <= 5) || letters.len() <= 3 || (all_capitals && letters.len() <= 5)
}

fn is_latin(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_vowel(letter: char) -> bool {
    !letter.is_ascii() || matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}
