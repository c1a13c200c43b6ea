//! Numbers that institutes and ministries give: INPS, INAIL, the postal receipt's second code.

use super::dates::before;
use super::fold::Folded;
use super::references::{Found, add, own_date};
use super::{evidence, forms, pattern, provinces};
use crate::facts::{OLOGRAMMA_RULE, ReferenceKind};
use regex::Regex;
use std::sync::LazyLock;

/// Numbers that INPS and INAIL give: of a compliance certificate, of an application.
static INSTITUTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:inps|inail|cnce)_[0-9]{6,10}|(?:inps|inail|cnce)\x20[0-9]{8}|((?:inps|inail)\.(?:[0-9]{4,5}|hermes))\.([0-9]{2}/[0-9]{2}/(?:19|20)[0-9]{2})\.([0-9]{5,9})|inps-isee-20[0-9]{2}-[0-9a-z]{8,10}-[0-9]{2})\b",
    )
});

/// Protocol of a ministry: seven figures, the day, the offices, and whether it left or arrived ("0031277-18/06/2026-DGPROF-MDS-P").
static MINISTRY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?<number>[0-9]{7})-(?<day>[0-9]{2}/[0-9]{2}/(?:19|20)[0-9]{2})-(?<office>(?:[a-z0-9]{2,10}-){1,3})[ap]\b",
    )
});

/// Earlier, and still at the Ministry of Health: "DGPROF 0041883-P-17/03/2026"; the office may stand in another cell.
static MINISTRY_EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:\b(?<office>[a-z]{3,10})[\x20.]|(?:^|[\s.]))(?<number>[0-9]{7})-[pa]-(?<day>[0-9]{2}/[0-9]{2}/(?:19|20)[0-9]{2})\b",
    )
});

/// Protocols of municipalities that write the year before the number: "PG/2026/0411872", "P.G. n. 2026.411872";
/// or no year: "PG/88120". The year is a part of the number.
static GENERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bp\.?\s?g\.?(?:(?:\s?n\.)?[\s/.]{1,2}(20[0-9]{2}[/.][0-9]{4,8})|/([0-9]{5,9}))\b",
    )
});

/// A letter's number of seven figures filled with zeros, with its day, is the protocol of whoever wrote it (art. 53 D.P.R. 445/2000):
/// "Vs. richiesta n. 0498117 del 3 giugno 2026".
static SEVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:richiesta|nota|comunicazione|istanza|lettera|foglio|provvedimento|reg\.|registro)\s(?:n|nr)\.?o?\s(0[0-9]{6}(?:/(?:19|20)[0-9]{2})?)\b|\b(?:numero|n\.o?|nr\.?)\s(?:di\s)?registrazione\s?:?\s(0[0-9]{6}(?:/(?:19|20)[0-9]{2})?)\b",
    )
});

/// "Numero protocollo INPS_49918827 Data richiesta 17/03/2026".
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^[\s,;|-]{1,3}(?:data\s(?:della\s|di\s)?richiesta|richiesta\sdel|del)\s?:?\s$")
});

/// Returns the day on which a certificate of compliance was asked for, behind its number.
fn day_asked(page: &Folded<'_>, end: usize) -> Option<(chrono::NaiveDate, usize, usize)> {
    let window = &page.text[end..(end + 44).min(page.text.len())];
    let found = forms::DATES.captures(window)?;
    let whole = found.get(0)?;
    let day = forms::read(&found).filter(|_| ASKED.is_match(&window[..whole.start()]))?;
    // The day's own words keep the role that their label gives them.
    Some((day, end, end))
}

/// The number of a report to the Carabinieri: their station, the year, the kind of paper ("BSCS362026VD901184").
static REPORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b([a-z]{2})cs[0-9a-z]{2}20[0-9]{2}v[a-z][0-9]{6}\b"));

/// The number of a form sent to the Ministry of Labour, of a resignation above all.
static LABOUR_FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\bcodice\sidentificativo\s(?:del\s)?modulo\s?:?\s([0-9]{14,24})\b")
});

static DOMUS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:numero|nr?|no)[.\s]{0,2}domus\s?[:.]?\s?([0-9a-z-]{6,20})\b")
});

/// The second code of the postal receipt; with the first one it opens the portal of the permit's state.
static OLOGRAMMA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bassicurata\s(?:codice|cod\.?)\sologramma\n[0-9-]{12,14}\s([0-9]{8,24})\b|\b(?:codice|cod\.?)\sologramma\s?[:.]{0,2}\s?([0-9]{8,24})\b",
    )
});

/// Finds the numbers of the institutes and ministries, and the postal receipt's second code.
pub(super) fn institutes(page: &Folded<'_>, found: &mut Vec<Found>) {
    for c in INSTITUTE.captures_iter(&page.text) {
        let Some(all) = c.get(0) else { continue };
        // OCR loses the line below the figures' place: "Numero Protocollo INAIL 52008417".
        let bare = all.as_str().contains(' ');
        // The captions may stand in a block before their values.
        if bare && !before(&page.flat, all.start(), 64).contains("protocollo ") {
            continue;
        }
        // "INPS.4900.12/05/2026.0231187": office, day and number, as in the stamps of other offices.
        let (value, office) = match (c.get(1), c.get(3)) {
            (Some(office), Some(number)) => {
                (number.as_str().to_owned(), Some(office.as_str().to_uppercase()))
            }
            _ => (page.words(all.start(), all.end()).to_uppercase().replace(' ', "_"), None),
        };
        // Guides show what a number looks like.
        if before(&page.flat, all.start(), 14).contains("esempio") {
            continue;
        }
        let day = c.get(2).and_then(|date| {
            let day = forms::DATES.captures(date.as_str()).and_then(|d| forms::read(&d))?;
            Some((day, date.start(), date.end()))
        });
        let day = day.or_else(|| day_asked(page, all.end()));
        let evidence = evidence(page, all.start(), all.end(), "protocol-institute");
        add(found, ReferenceKind::Protocol, value, evidence, office, day);
    }
    for c in MINISTRY.captures_iter(&page.text).chain(MINISTRY_EARLIER.captures_iter(&page.text)) {
        let (Some(all), Some(number), Some(date)) = (c.get(0), c.name("number"), c.name("day"))
        else {
            continue;
        };
        let day = forms::DATES.captures(date.as_str()).and_then(|d| forms::read(&d));
        let evidence = evidence(page, all.start(), all.end(), "protocol-ministry");
        // Where the office stands elsewhere on the page, the number comes without it.
        let office = c.name("office").map(|office| {
            page.words(office.start(), office.end()).trim_end_matches('-').to_owned()
        });
        let value = number.as_str().to_owned();
        let day = day.map(|day| (day, date.start(), date.end()));
        add(found, ReferenceKind::Protocol, value, evidence, office, day);
    }
    for number in GENERAL.captures_iter(&page.text).filter_map(|c| c.get(1).or_else(|| c.get(2))) {
        // "25/PG/017744" is the number of Perugia's Questura; in "CB/PG/2026/00812" it is a part of the code.
        let lead = before(&page.text, number.start(), 8);
        let parted = lead.trim_end_matches(['/', '.', ' ', 'p', 'g']);
        let of_questura =
            parted.len() + 4 == lead.len() && parted.ends_with(|c: char| c.is_ascii_digit());
        let code = lead.strip_suffix("/pg/").or_else(|| lead.strip_suffix("/pg"));
        if of_questura
            || code.is_some_and(|code| code.ends_with(|c: char| c.is_ascii_alphanumeric()))
        {
            continue;
        }
        let evidence = evidence(page, number.start(), number.end(), "protocol");
        let date = own_date(page, number.end());
        let value = number.as_str().replace('.', "/");
        add(found, ReferenceKind::Protocol, value, evidence, None, date);
    }
    for number in SEVEN.captures_iter(&page.text).filter_map(|c| c.get(1).or_else(|| c.get(2))) {
        let date = own_date(page, number.end());
        if date.is_some() || number.as_str().contains('/') {
            let evidence = evidence(page, number.start(), number.end(), "protocol");
            add(found, ReferenceKind::Protocol, number.as_str().to_owned(), evidence, None, date);
        }
    }
    for c in REPORT.captures_iter(&page.text).filter(|c| provinces::is_province(&c[1])) {
        let Some(all) = c.get(0) else { continue };
        let value = page.words(all.start(), all.end()).to_uppercase();
        let evidence = evidence(page, all.start(), all.end(), "protocol-report");
        add(found, ReferenceKind::Protocol, value, evidence, None, own_date(page, all.end()));
    }
    for number in LABOUR_FORM.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let evidence = evidence(page, number.start(), number.end(), "labour-form");
        add(found, ReferenceKind::Other, number.as_str().to_owned(), evidence, None, None);
    }
    for c in OLOGRAMMA.captures_iter(&page.text) {
        let Some(number) = c.get(1).or_else(|| c.get(2)) else { continue };
        // Below two captions stand two numbers, the first of them the letter's.
        let posted = |f: &Found| f.reference.kind == ReferenceKind::Assicurata;
        let letter = |f: &&Found| posted(f) && f.reference.value == number.as_str();
        if found.iter().find(letter).is_some() {
            continue;
        }
        let evidence = evidence(page, number.start(), number.end(), OLOGRAMMA_RULE);
        add(found, ReferenceKind::Other, number.as_str().to_owned(), evidence, None, None);
    }
    for c in DOMUS.captures_iter(&page.text) {
        let Some(number) = c.get(1).filter(|n| n.as_str().bytes().any(|b| b.is_ascii_digit()))
        else {
            continue;
        };
        let value = page.words(number.start(), number.end()).to_uppercase();
        let evidence = evidence(page, number.start(), number.end(), "domus");
        add(found, ReferenceKind::Other, value, evidence, None, None);
    }
}
