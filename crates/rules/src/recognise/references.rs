//! Protocol, practice and other identifying numbers, normalised.

mod assicurata;
mod coded;
mod dated;
mod desks;
mod head;
mod letters;
mod misread;
mod own_date;
mod parts;
mod patterns;
mod permit_cards;
mod practices;
mod protocols;
mod questura;
mod registers_own;
mod stamps;
mod unilav;

pub(super) use self::dated::dated;
pub(super) use self::own_date::own_date;
pub(super) use self::parts::is_year;
pub(super) use self::patterns::TELEMATIC;
use self::patterns::{
    CONTRACT, CONTRACT_BARE, LEASE, LEASE_ALONE, LEASE_PARTED, PAGOPA, PAGOPA_MISREAD,
    PAGOPA_PARTED, PEC, PEC_LABELLED, TELEMATIC_LABELLED, TELEMATIC_NEAR,
};
use super::fold::Folded;
use super::mrz::Mrz;
use super::offices::OfficeWords;
use super::paper::Paper;
use super::zones::Zone;
use super::{evidence, fiscal_codes, forms, number_columns, passports, registers, usual_numbers};
use crate::facts::{Evidence, Reference, ReferenceKind};
use chrono::NaiveDate;

/// A reference, and where on its page its own date stands (folded offsets).
pub(super) struct Found {
    pub(super) reference: Reference,
    pub(super) date_at: Option<(usize, usize)>,
}

/// Returns the references on the pages, each value once.
pub(super) fn find(
    pages: &[Folded<'_>],
    zones: &[Zone],
    paper: Paper<'_>,
    offices: &OfficeWords,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for zone in zones {
        let kind = match zone.mrz.code.as_bytes() {
            [b'P', ..] => ReferenceKind::Passport,
            [b'I' | b'R' | b'A' | b'C', ..]
                if paper.is_type("PERMIT") || is_italian_permit(&zone.mrz) =>
            {
                ReferenceKind::PermitCard
            }
            _ => ReferenceKind::Other,
        };
        add(&mut found, kind, zone.mrz.number.clone(), zone.evidence.clone(), None, None);
    }
    for page in pages {
        on_page(page, paper, offices, &mut found);
        fiscal_codes::find(page, &mut found);
        registers::institutes(page, &mut found);
        number_columns::find(page, &mut found);
        passports::find(page, &mut found);
    }
    if let Some(first) = pages.first() {
        head::find(first, paper, offices, &mut found);
    }
    // The zone of a visa may repeat the passport's number.
    let passports: Vec<String> = found
        .iter()
        .filter(|f| f.reference.kind == ReferenceKind::Passport)
        .map(|f| f.reference.value.clone())
        .collect();
    found.retain(|f| {
        f.reference.kind != ReferenceKind::Other
            || !f.reference.evidence.rule.starts_with("mrz-")
            || !passports.contains(&f.reference.value)
    });
    usual_numbers::second_opinion(pages, paper, &mut found);
    found
}

/// Returns whether a zone is that of an Italian residence permit: an I and eight figures.
fn is_italian_permit(zone: &Mrz) -> bool {
    zone.issuer == "ITA"
        && zone.number.len() == 9
        && zone.number.starts_with('I')
        && zone.number[1..].bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether a number, or one that is a part of it, is told already, whatever stands between its figures.
pub(super) fn is_told(found: &[Found], number: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let number = bare(number);
    found.iter().any(|f| {
        let told = bare(&f.reference.value);
        // Three or four figures stand in many a longer number by chance.
        let long = told.len().min(number.len()) > 4;
        told == number || long && (number.contains(&told) || told.contains(&number))
    })
}

/// No paper has more references; a hostile one is read no further.
const MOST: usize = 500;

pub(super) fn add(
    found: &mut Vec<Found>,
    kind: ReferenceKind,
    value: String,
    evidence: Evidence,
    office: Option<String>,
    date: Option<(NaiveDate, usize, usize)>,
) {
    let same = |f: &&mut Found| {
        f.reference.kind == kind && f.reference.value == value && f.reference.office == office
    };
    if found.len() >= MOST || is_example(&value) {
        return;
    }
    if let Some(known) = found.iter_mut().find(same) {
        if known.reference.date.is_none()
            && let Some((day, start, end)) = date
            && known.reference.evidence.page == evidence.page
        {
            known.reference.date = Some(day);
            known.date_at = Some((start, end));
        }
        return;
    }
    let (date, date_at) = date.map_or((None, None), |(d, s, e)| (Some(d), Some((s, e))));
    found.push(Found { reference: Reference { kind, value, date, office, evidence }, date_at });
}

/// Returns whether the words before a number say that it only shows what one looks like, as guides do.
pub(super) fn is_shown(lead: &str) -> bool {
    let shown = [
        " es",
        " es.",
        " esempio",
        " e.g.",
        " such as",
        " like",
        " example",
        " ejemplo",
        " exemple",
        " exemplo",
        " beispiel",
    ];
    let lead = lead.trim_end_matches([' ', ':', ',', '(', '"', '\'']);
    shown.iter().any(|word| lead.ends_with(word))
}

/// Returns whether a number has noughts where its figures would stand: "26XX000000", as guides print it.
fn is_example(value: &str) -> bool {
    let noughts = value.bytes().rev().take_while(|b| *b == b'0').count();
    let figures = value.bytes().filter(u8::is_ascii_digit).count();
    noughts >= 6 && (noughts == figures || value.contains("XX"))
}

/// Returns the values that one of the finders tells of a page with this text.
#[cfg(test)]
pub(super) fn told_by(find: impl Fn(&Folded<'_>, &mut Vec<Found>), text: &str) -> Vec<String> {
    let mut found = Vec::new();
    find(&Folded::new(1, text), &mut found);
    found.into_iter().map(|f| f.reference.value).collect()
}

fn on_page(page: &Folded<'_>, paper: Paper<'_>, offices: &OfficeWords, found: &mut Vec<Found>) {
    let id = paper.id();
    let text = &page.text;
    let upper = |start: usize, end: usize| page.words(start, end).to_uppercase();
    let joined = |start: usize, end: usize| -> String {
        text[start..end]
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|b| char::from(b.to_ascii_uppercase()))
            .collect()
    };
    let near = |at: usize, length: usize| &page.flat[at.saturating_sub(length)..at];
    let practices = practices::find(page, found);
    stamps::find(page, found);
    protocols::find(page, found);
    registers_own::find(page, found);
    letters::find(page, found);
    desks::find(page, found);
    coded::find(page, paper, offices, found);
    permit_cards::find(page, id, found);
    assicurata::find(page, found);
    unilav::find(page, id, found);
    let mut take = |kind, value: String, start: usize, end: usize, rule: &str, dated: bool| {
        let date = if dated {
            own_date(page, end).or_else(|| own_date::day_received(page, start))
        } else {
            None
        };
        add(found, kind, value, evidence(page, start, end, rule), None, date);
    };
    for c in TELEMATIC.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        take(
            ReferenceKind::Telematic,
            format!("{}-{}", &c[1], &c[2]),
            all.start(),
            all.end(),
            "telematic",
            true,
        );
    }
    for c in TELEMATIC_LABELLED.captures_iter(text) {
        let (value, number) = match (c.get(1), c.get(2), c.get(3)) {
            // With the last six it was taken above.
            (Some(number), ..)
                if TELEMATIC
                    .find_at(text, number.start())
                    .is_none_or(|m| m.start() != number.start()) =>
            {
                (upper(number.start(), number.end()), number)
            }
            (None, Some(number), Some(last)) => {
                (format!("{}-{}", upper(number.start(), number.end()), last.as_str()), number)
            }
            _ => continue,
        };
        let rule = "telematic-labelled";
        take(ReferenceKind::Telematic, value, number.start(), number.end(), rule, true);
    }
    for number in TELEMATIC_NEAR.captures_iter(text).filter_map(|c| c.get(1)) {
        let whole = TELEMATIC.find_at(text, number.start());
        if whole.is_none_or(|m| m.start() != number.start()) {
            let value = number.as_str().to_owned();
            let rule = "telematic-labelled";
            take(ReferenceKind::Telematic, value, number.start(), number.end(), rule, true);
        }
    }
    for number in PAGOPA_PARTED.captures_iter(text).filter_map(|c| c.get(1)) {
        let value = joined(number.start(), number.end());
        if value.len() == 18 && is_notice(&value) {
            let (start, end) = (number.start(), number.end());
            take(ReferenceKind::Pagopa, value, start, end, "pagopa-mod-93", false);
        }
    }
    let mut at = 0;
    while let Some(m) = PAGOPA.find_at(text, at) {
        let value = joined(m.start(), m.end());
        // One number in ninety-three is right by chance: a payment form's own number is called so.
        let operation = near(m.start(), 28).trim_end().ends_with("identificativo operazione");
        if is_notice(&value) && !operation && !is_glued(text, m.start(), m.end()) {
            at = m.end();
            take(ReferenceKind::Pagopa, value, m.start(), m.end(), "pagopa-mod-93", false);
        } else {
            // The cents of an amount before it may look like its beginning: "177,00 3021 9004 …".
            at = m.start() + m.as_str().find(' ').map_or(m.len(), |blank| blank + 1);
        }
    }
    for number in PAGOPA_MISREAD.captures_iter(text).filter_map(|c| c.get(1)) {
        let read = misread::figures(&joined(number.start(), number.end()));
        if let Some(value) = read.filter(|value| is_notice(value)) {
            take(
                ReferenceKind::Pagopa,
                value,
                number.start(),
                number.end(),
                "pagopa-mod-93",
                false,
            );
        }
    }
    let messages = PEC.find_iter(text).map(|m| (m, "pec-message"));
    let labelled = PEC_LABELLED.captures_iter(text).filter_map(|c| c.get(1));
    for (m, rule) in messages.chain(labelled.map(|m| (m, "pec-labelled"))) {
        let end = m.start() + m.as_str().trim_end_matches(['.', '-']).len();
        let end = wrapped(page, m.start(), end);
        let value: String = page.words(m.start(), end).split_whitespace().collect();
        if is_message(&value) {
            take(ReferenceKind::PecMessage, value, m.start(), end, rule, false);
        }
    }
    let bare = CONTRACT_BARE.captures_iter(text).filter(|c| is_numbered(&c[1]));
    // Other numbers of the Revenue Agency may be built like a lease's.
    let leased =
        ["locazion", "contratt", "affitt", "lease"].iter().any(|word| page.flat.contains(word));
    let leases = LEASE_ALONE.captures_iter(text).filter(|_| leased);
    let contracts = CONTRACT.captures_iter(text).chain(bare).chain(leases);
    for c in contracts {
        let Some(number) = c.get(1) else { continue };
        let value = number.as_str().trim_end_matches(['.', '-', '/']);
        let end = number.start() + value.len();
        let of_practice = practices.iter().any(|(s, e)| *s <= number.start() && end <= *e);
        // "policy no. GN-EU-55120-" at a line's end: a part of the number is no number.
        let cut = number.as_str().ends_with(['-', '/']) && text[number.end()..].starts_with('\n');
        let is_date = forms::DATES.find(value).is_some_and(|m| m.as_str() == value);
        if LEASE_PARTED.is_match(value) {
            if let Some((value, end)) = lease_below(page, value, end) {
                take(ReferenceKind::Contract, value, number.start(), end, "contract", true);
            }
            continue;
        }
        if value.bytes().filter(u8::is_ascii_digit).count() >= 3
            && !of_practice
            && !is_date
            && !cut
            && !value.starts_with("p-")
        {
            take(
                ReferenceKind::Contract,
                upper(number.start(), end),
                number.start(),
                end,
                "contract",
                true,
            );
        }
    }
}

/// Returns whether a word of several parts has a number that is no year: "Contract 2025/2026" tells its years.
fn is_numbered(word: &str) -> bool {
    word.split(['/', '-'])
        .any(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 3 && !is_year(part))
}

/// Returns a lease's code, and its end, that a narrow cell parted after `head`: the rest begins the next line.
fn lease_below(page: &Folded<'_>, head: &str, end: usize) -> Option<(String, usize)> {
    let line = page.line_of(end.saturating_sub(1));
    if line == page.last_line() || page.text[end..page.line(line).1].trim() != "" {
        return None;
    }
    let (from, to) = page.line(line + 1);
    let rest = page.text[from..to].split([' ', '\t', '`']).next()?;
    let code = format!("{head}{rest}");
    LEASE.is_match(&code).then(|| (code.to_uppercase(), from + rest.len()))
}

/// Returns whether an address is a message's number: it has figures, and not only noughts beside the second, as guides print it, and its
/// host is whole.
fn is_message(address: &str) -> bool {
    const STAMP: usize = 14;
    let (local, host) = address.split_once('@').unwrap_or((address, ""));
    let figures = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let counted = local.split('.').filter(|part| part.len() != STAMP);
    host.contains('.')
        && figures(local) >= 6
        && counted.flat_map(str::bytes).any(|b| (b'1'..=b'9').contains(&b))
}

/// Returns where an address ends that a line parted: at a hyphen, or because it was full and what is left of it stands alone on the next.
fn wrapped(page: &Folded<'_>, start: usize, end: usize) -> usize {
    const FULL: usize = 60;
    let line = page.line_of(end.saturating_sub(1).max(start));
    let (from, to) = page.line(line);
    let hyphen = page.text[end..].starts_with("-\n");
    if line == page.last_line() || !hyphen && (to != end || to - from < FULL) {
        return end;
    }
    let (next, last) = page.line(line + 1);
    let rest = &page.text[next..last];
    // Behind a hyphen the sentence may go on; behind a full line it would be taken for the address.
    let rest = if hyphen { rest.split([' ', '\t']).next().unwrap_or_default() } else { rest };
    let rest = rest.trim_end_matches([',', ';', '>', ')', '"']);
    let address = rest.len() <= 40
        && rest.contains('.')
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b));
    if address { next + rest.trim_end_matches('.').len() } else { end }
}

/// Returns whether figures touch a notice's number: it is then a part of something longer. In groups of four, as notices print it, it is
/// whole.
fn is_glued(text: &str, start: usize, end: usize) -> bool {
    let groups: Vec<usize> = text[start..end].split(' ').map(str::len).collect();
    if matches!(groups[..], [18] | [4, 4, 4, 4, 2]) {
        return false;
    }
    let behind = text[end..].strip_prefix(' ');
    behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        || text[..start].strip_suffix(' ').is_some_and(|lead| {
            // A day or an amount in the column before it is none of the number.
            let word = lead.rsplit([' ', '\n', '\t']).next().unwrap_or_default();
            word.ends_with(|c: char| c.is_ascii_digit()) && !word.contains(['/', ',', '.', '-'])
        })
}

/// Returns whether 18 digits are a pagoPA notice number: the last two are the rest of the first sixteen by 93.
/// Kinds 1 and 2 have no such check, so they are not told from any other number.
fn is_notice(digits: &str) -> bool {
    let (Some(body), Some(check)) = (digits.get(..16), digits.get(16..18)) else { return false };
    let (Ok(body), Ok(check)) = (body.parse::<u64>(), check.parse::<u64>()) else { return false };
    (digits.starts_with('3') || digits.starts_with('0')) && body % 93 == check && body != 0
}

#[cfg(test)]
mod tests {
    use super::{Paper, on_page};
    use crate::packs::Packs;
    use crate::recognise::references::told_by;

    fn told(line: &str) -> Vec<String> {
        let offices = &Packs::built_in().offices;
        told_by(|page, found| on_page(page, Paper::of(None), offices, found), line)
    }

    #[test]
    fn a_contract_or_policy_is_numbered_in_the_languages_of_its_paper() {
        for line in [
            "Vertragsnummer: RV-2024-093",
            "N. contratto: RV-2024-093",
            "Contrat no RV-2024-093",
            "Número de contrato: RV-2024-093",
            "Contract ID: RV-2024-093",
            "Contract RV-2024-093 - ACTIVE",
        ] {
            assert_eq!(told(line), ["RV-2024-093"], "{line}");
        }
        assert_eq!(told("Numero di polizza: 410087100339"), ["410087100339"]);
        let lease = "contratto di locazione registrato, codice TNJ26T004417000XB";
        assert_eq!(told(lease), ["TNJ26T004417000XB"]);
    }

    #[test]
    fn the_years_of_a_contract_are_no_number() {
        for line in [
            "Contract 2025/2026",
            "Contratto 2026-2029",
            "Contratto CCNL-2024-2027 commercio",
            "Contratto 01-03-2026",
            "No police record 12345 was found",
        ] {
            assert!(told(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_payment_notice_s_number_is_told_in_any_groups() {
        for line in [
            "N. avviso 302-000600008408304",
            "Notice code 3020-0060-0008-4083-04",
            "Codice avviso\n3020 0060 0008\n4083 04",
        ] {
            assert_eq!(told(line), ["302000600008408304"], "{line}");
        }
        assert!(told("avviso: chiamare 06 1234 5678 9012 345").is_empty());
    }

    #[test]
    fn the_seventeen_figures_of_a_telematic_protocol_are_told_behind_its_words() {
        for line in [
            "Protocollo di ricezione 26072135472143961",
            "Identificativo dell'invio: 26072135472143961",
            "Data e protocollo: 21/07/2026 26072135472143961",
        ] {
            assert_eq!(told(line), ["26072135472143961"], "{line}");
        }
    }
}
