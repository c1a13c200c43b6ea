//! From a file name back to its fields, with every reason why it cannot be.

use super::{
    IdLanguage, MAX_BYTES, NameFields, NameProblem, Naming, Slot, ascii, date, is_invisible,
    propose::person_fields, suffix, windows_device,
};
use crate::{
    packs::{DocumentType, Packs, Per},
    person::Person,
};
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A name that follows the folder's rules, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    pub fields: NameFields,
    /// Lower case, without the dot: `pdf`, `pdf.p7m`.
    pub ext: String,
    /// The language its type id is written in.
    pub language: IdLanguage,
}

/// Takes a file name apart, or returns everything that keeps it from being one of this folder's names.
pub fn parse(file_name: &str, packs: &Packs, naming: &Naming) -> Result<Parsed, Vec<NameProblem>> {
    let reading = read(file_name, packs, naming);
    match reading.parsed {
        Some(parsed) if reading.problems.is_empty() => Ok(parsed),
        _ => Err(reading.problems),
    }
}

/// Returns everything that is wrong with a name, also that it names nobody of this household.
pub fn problems(
    file_name: &str,
    people: &[Person],
    packs: &Packs,
    naming: &Naming,
) -> Vec<NameProblem> {
    let Reading { parsed, mut problems } = read(file_name, packs, naming);
    if let Some(Parsed { fields, .. }) = parsed {
        let found = format!("{}_{}", fields.name, fields.surname);
        let known: Vec<String> = super::propose::everyone(people)
            .map(|(_, name, surname)| person_fields(name, surname))
            .map(|(name, surname)| format!("{name}_{surname}"))
            .collect();
        if !known.contains(&found) {
            let did_you_mean = nearest(&found, known.iter().map(String::as_str));
            problems.push(NameProblem::WrongPerson { found, did_you_mean });
        }
    }
    problems
}

/// A name read as far as it goes.
pub(crate) struct Reading {
    /// The fields, if the parts of the name could be told apart, whatever else is wrong with it.
    pub(crate) parsed: Option<Parsed>,
    pub(crate) problems: Vec<NameProblem>,
}

const EXTENSIONS: [&str; 29] = [
    "pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "heif", "gif", "bmp", "webp", "doc",
    "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "txt", "html", "htm", "eml", "msg", "xml",
    "zip", "p7m", "p7s", "tsd",
];

/// Returns whether files with this extension wrap another file, so that `contract.pdf.p7m` is right.
pub(crate) fn is_envelope(ext: &str) -> bool {
    matches!(ext, "p7m" | "p7s" | "tsd" | "m7m")
}

/// What systems and people add to the name of a copy: ` (1)`, ` - Copy`, ` copia 2`, `Copy of `.
#[expect(
    clippy::expect_used,
    reason = "A constant pattern, compiled by every test of this module."
)]
static COPY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:copy[ _-]of|copia[ _-]di|kopie[ _-]von|copie[ _-]de)[ _-]+",
        r"|(?:[ _-]*\(\d{1,3}\)|[ _]-[ _](?:copy|copia|kopie|copie)|[ _](?:copy|copia)(?:[ _-]\d{1,2})?)+$"
    ))
    .expect("a constant pattern")
});

pub(crate) fn read(file_name: &str, packs: &Packs, naming: &Naming) -> Reading {
    let mut problems = Vec::new();
    let length = file_name.len();
    if length > naming.longest() {
        // The file system counts bytes, a portal counts characters.
        let characters = file_name.chars().count();
        match naming.name_max {
            Some(max) if length <= MAX_BYTES && characters <= max as usize => {}
            Some(max) if characters > max as usize => {
                problems.push(NameProblem::TooLong { length: characters, max: max as usize });
            }
            _ => problems.push(NameProblem::TooLong { length, max: MAX_BYTES }),
        }
    }
    if !is_nfc(file_name) {
        problems.push(NameProblem::Decomposed);
    }
    let mut invisible: Vec<String> = file_name
        .chars()
        .filter(|c| is_invisible(*c))
        .map(|c| format!("U+{:04X}", c as u32))
        .collect();
    invisible.dedup();
    if !invisible.is_empty() {
        problems.push(NameProblem::Invisible { found: invisible });
    }
    let visible: String = file_name.nfc().filter(|c| !is_invisible(*c)).collect();
    if let Some(found) = windows_device(&visible) {
        problems.push(NameProblem::Reserved { found });
    }
    let trimmed = visible.trim_end_matches(['.', ' ']);
    if trimmed.len() != visible.len() {
        problems.push(NameProblem::TrailingDot);
    }

    let (stem, ext) = extension(trimmed, &mut problems);
    let stem = without_copy_marker(stem, &mut problems);
    characters(&stem, &mut problems);
    let fields = split(&stem, &mut problems);
    let parsed = fields_of(&fields, packs, naming, &mut problems)
        .map(|(fields, language)| Parsed { fields, ext, language });
    Reading { parsed, problems }
}

/// Splits the extension off, and says what is wrong with it.
fn extension<'a>(name: &'a str, problems: &mut Vec<NameProblem>) -> (&'a str, String) {
    let plain =
        |ext: &str| (1..=10).contains(&ext.len()) && ext.bytes().all(|b| b.is_ascii_alphanumeric());
    let Some((stem, written)) = name.rsplit_once('.').filter(|(_, ext)| plain(ext)) else {
        problems.push(NameProblem::NoExtension);
        return (name, String::new());
    };
    let ext = written.to_lowercase();
    if ext != written {
        problems.push(NameProblem::ExtensionCase { found: written.to_owned() });
    }
    let Some((before, inner)) = stem.rsplit_once('.') else { return (stem, ext) };
    let lower = inner.to_lowercase();
    if !EXTENSIONS.contains(&lower.as_str()) {
        return (stem, ext);
    }
    if is_envelope(&ext) && !is_envelope(&lower) {
        if lower != inner {
            problems.push(NameProblem::ExtensionCase { found: inner.to_owned() });
        }
        return (before, format!("{lower}.{ext}"));
    }
    problems.push(NameProblem::DoubleExtension { inner: inner.to_owned(), outer: ext.clone() });
    (before, ext)
}

fn without_copy_marker(stem: &str, problems: &mut Vec<NameProblem>) -> String {
    let Some(marker) = COPY.find(stem) else { return stem.to_owned() };
    let found = marker.as_str().trim_matches([' ', '_']).to_owned();
    problems.push(NameProblem::CopyMarker { found });
    COPY.replace_all(stem, "").into_owned()
}

/// Says which characters of the stem do not belong in a name.
fn characters(stem: &str, problems: &mut Vec<NameProblem>) {
    let (mut forbidden, mut foreign) = (Vec::new(), Vec::new());
    let mut spaces = false;
    for c in stem.chars() {
        if c.is_whitespace() {
            spaces = true;
        } else if c.is_ascii() && c != '_' && !super::ascii::is_field_char(c) {
            forbidden.push(c);
        } else if !c.is_ascii() {
            foreign.push(c);
        }
    }
    for list in [&mut forbidden, &mut foreign] {
        list.sort_unstable();
        list.dedup();
    }
    if spaces {
        problems.push(NameProblem::Spaces);
    }
    if !forbidden.is_empty() {
        problems.push(NameProblem::ForbiddenCharacters { found: forbidden });
    }
    if !foreign.is_empty() {
        problems.push(NameProblem::NotAscii { found: foreign });
    }
}

/// Splits the stem into its fields; a name without any `_` is split at its spaces, so that its parts can still be told.
fn split(stem: &str, problems: &mut Vec<NameProblem>) -> Vec<String> {
    let parts: Vec<&str> = if stem.contains('_') {
        stem.split('_').map(str::trim).collect()
    } else {
        stem.split_whitespace().collect()
    };
    let mut fields = Vec::new();
    let mut empty = false;
    for part in parts {
        let field = ascii(part);
        if part.chars().all(super::ascii::is_field_char) && !part.is_empty() && field != part {
            problems.push(NameProblem::Untidy { found: part.to_owned(), right: field.clone() });
        }
        if field.is_empty() {
            empty = true;
        } else {
            fields.push(field);
        }
    }
    if empty {
        problems.push(NameProblem::EmptyField);
    }
    fields
}

/// Gives each field its place in the template.
fn fields_of(
    fields: &[String],
    packs: &Packs,
    naming: &Naming,
    problems: &mut Vec<NameProblem>,
) -> Option<(NameFields, IdLanguage)> {
    let Some(placed) = place(fields, packs, naming) else {
        diagnose(fields, packs, naming, problems);
        return None;
    };
    let Placed { doc_type, language, slots } = placed;
    let at =
        |slot: Slot| slots.iter().position(|s| *s == slot).and_then(|i| fields.get(i)).cloned();
    let written = at(Slot::Type).unwrap_or_default();
    let right = id_in(doc_type, language);
    if written != right {
        problems.push(NameProblem::TypeCase { found: written, right: right.to_owned() });
    }
    let mut date = None;
    if let Some(found) = at(Slot::Date) {
        match date::read(&found) {
            Some(Ok(read)) if date::grain_fits(doc_type, read) => date = Some(read),
            Some(Err(problem)) => problems.push(problem),
            _ => problems.push(NameProblem::DateGrain {
                found,
                type_id: doc_type.id.clone(),
                form: date::form(doc_type).to_owned(),
            }),
        }
    }
    let suffix = suffix::read(&fields[slots.len()..]).unwrap_or_else(|found| {
        problems.push(NameProblem::ExtraFields { found });
        suffix::Suffix::default()
    });
    let fields = NameFields {
        type_id: doc_type.id.clone(),
        name: at(Slot::Name).unwrap_or_default(),
        surname: at(Slot::Surname).unwrap_or_default(),
        date,
        reference: at(Slot::Reference),
        detail: suffix.detail,
        version: suffix.version,
        letter: suffix.letter,
    };
    Some((fields, language))
}

struct Placed<'a> {
    doc_type: &'a DocumentType,
    language: IdLanguage,
    /// The template's fields that this name has, in order.
    slots: Vec<Slot>,
}

/// Finds the fullest reading: with date and reference, without the one, without the other, without both.
fn place<'a>(fields: &[String], packs: &'a Packs, naming: &Naming) -> Option<Placed<'a>> {
    for (with_date, with_reference) in [(true, true), (true, false), (false, true), (false, false)]
    {
        if with_reference && !naming.slots.contains(&Slot::Reference) {
            continue;
        }
        let wanted = |slot: &Slot| match slot {
            Slot::Date => with_date,
            Slot::Reference => with_reference,
            _ => true,
        };
        let slots: Vec<Slot> = naming.slots.iter().copied().filter(wanted).collect();
        if fields.len() < slots.len() {
            continue;
        }
        let type_at = slots.iter().position(|slot| *slot == Slot::Type)?;
        let Some((doc_type, language)) = lookup(&fields[type_at], packs, naming) else { continue };
        if !with_date && doc_type.per != Per::One {
            continue;
        }
        let fits = slots.iter().zip(fields).all(|(slot, field)| match slot {
            Slot::Type => true,
            Slot::Name | Slot::Surname => is_word(field),
            Slot::Date => date::read(field).is_some(),
            Slot::Reference => doc_type.reference_in_name && suffix::is_reference(field),
        });
        if fits {
            return Some(Placed { doc_type, language, slots });
        }
    }
    None
}

/// Says why the fields have no place.
fn diagnose(fields: &[String], packs: &Packs, naming: &Naming, problems: &mut Vec<NameProblem>) {
    let known = fields
        .iter()
        .enumerate()
        .find_map(|(at, field)| lookup(field, packs, naming).map(|(doc_type, _)| (at, doc_type)));
    let Some((at, doc_type)) = known else {
        let type_at = naming.slots.iter().position(|slot| *slot == Slot::Type).unwrap_or(0);
        let found = fields.get(type_at).or(fields.first()).cloned().unwrap_or_default();
        let ids = packs.types.iter().flat_map(|t| [t.id.as_str(), t.id_it.as_str()]);
        let did_you_mean = nearest(&found, ids);
        problems.push(NameProblem::UnknownType { found, did_you_mean });
        return;
    };
    let before = problems.len();
    let others = || fields.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, field)| field);
    let words = others()
        .filter(|field| is_word(field) && suffix::letter(field).is_none())
        .filter(|field| suffix::version(field).is_none())
        .count();
    if words < 2 {
        problems.push(NameProblem::MissingPerson);
    }
    let mut dates = others().filter_map(|field| date::read(field));
    match dates.next() {
        Some(Err(problem)) => problems.push(problem),
        None if doc_type.per != Per::One => problems.push(NameProblem::MissingDate {
            type_id: doc_type.id.clone(),
            form: date::form(doc_type).to_owned(),
        }),
        _ => {}
    }
    if problems.len() == before {
        problems.push(NameProblem::FieldOrder { template: naming.template() });
    }
}

/// Returns whether a field can be a person's name: it holds a letter and no digit.
fn is_word(field: &str) -> bool {
    field.bytes().any(|b| b.is_ascii_alphabetic()) && !field.bytes().any(|b| b.is_ascii_digit())
}

/// Returns the type with this id in either language, the folder's own first, whatever its case.
fn lookup<'a>(
    field: &str,
    packs: &'a Packs,
    naming: &Naming,
) -> Option<(&'a DocumentType, IdLanguage)> {
    let other = match naming.language {
        IdLanguage::En => IdLanguage::It,
        IdLanguage::It => IdLanguage::En,
    };
    [naming.language, other].into_iter().find_map(|language| {
        let found = packs.types.iter().find(|t| id_in(t, language).eq_ignore_ascii_case(field))?;
        Some((found, language))
    })
}

fn id_in(doc_type: &DocumentType, language: IdLanguage) -> &str {
    match language {
        IdLanguage::En => &doc_type.id,
        IdLanguage::It => &doc_type.id_it,
    }
}

/// Returns the nearest of `known`, if it is near enough to be a slip of the keyboard.
fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    known
        .filter_map(|id| {
            let most = (id.len() / 3).clamp(1, 3);
            // Most names are nothing like an id; their lengths already say so.
            let near = found.len().abs_diff(id.len()) <= most;
            let distance = near.then(|| distance(found.as_bytes(), id.as_bytes()))?;
            (distance <= most).then_some((distance, id))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, id)| id.to_owned())
}

/// Returns the number of letters to insert, remove, replace or swap with their neighbour (optimal string alignment), whatever
/// their case.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let same = |i: usize, j: usize| a[i].eq_ignore_ascii_case(&b[j]);
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(!same(i - 1, j - 1));
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1) {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
