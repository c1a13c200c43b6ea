//! The stamps that offices put on letters: office, number and day.

use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, forms, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Protocol stamp of an office (annex 6 of the rules on electronic documents).
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b([a-z]{1,3}_[a-z0-9]{1,12})\.([a-z0-9_-]{1,16})\.\s?(?:registro[a-z\s]{1,30})(?:\([euir]\)|\.\s?[euir])\.\s?([0-9]{7,12})\.\s?([0-9]{2}-[0-9]{2}-[0-9]{4})\b",
    )
});

/// The same stamp where the office stands elsewhere, or the direction comes last: "U.0012345.12-03-2026".
static STAMP_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:\b|_)(?:[uei]\.\s?|(?:partenza|arrivo|uscita|entrata|ingresso|interno)\.|registro[\s_]?(?:ufficiale|decreti|interno|di\sprotocollo)(?:\.[uei]|\([uei]\))?[.\s]\s?)(?<number>[0-9]{5,12})[.-]\s?(?<day>[0-9]{2}[/-][0-9]{2}[/-](?:19|20)[0-9]{2})\b",
    )
});

/// The stamp of the courts and of the Ministry of Justice: "m_dg.DAG.12/03/2026.0012345.U"; INPS's has its own letters before.
static STAMP_JUSTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b((?:[a-z]{1,3}_[a-z0-9]{1,12}|inps|inail)\.[a-z0-9_-]{1,16})\.([0-9]{2}[/-][0-9]{2}[/-](?:19|20)[0-9]{2})\.([0-9]{5,12})\b",
    )
});

/// Municipalities and regions: "c_a944.Comune di Bologna - Prot. 12/03/2026.0012345.U".
static STAMP_MUNICIPAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bprot\.\s?(?<day>[0-9]{2}[/-][0-9]{2}[/-](?:19|20)[0-9]{2})\.(?<number>[0-9]{5,9})\b",
    )
});

/// Parted by dashes: "Prefettura di Roma - E - 0012345 - 12/03/2026", "c_h501 - 0012345 - Ingresso - 12/03/2026 - 10:32".
static STAMP_DASHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:[eui]|entrata|ingresso|uscita|arrivo|partenza|interno)\s?[-|]\s?|[a-z]{1,2}_[a-z0-9]{2,12}\s?[-|]\s?(?:[a-z][a-z.']{2,16}(?:\s[a-z.']{2,16}){0,4}\s?[-|]\s?)?)
        (?:prot(?:ocollo|\.)\s?)?(?:n\.\s?)?(?<number>[0-9]{7})(?:/(?:19|20)[0-9]{2})?
        \s?[-|]\s?(?:(?:[eui]|entrata|ingresso|uscita|arrivo|partenza|interno)\s?[-|]\s?)?
        (?<day>[0-9]{2}[/.-][0-9]{2}[/.-](?:19|20)[0-9]{2})\b",
    )
});

/// The day before the number: "c_l219 - REG_UFFICIALE - 1 - 2026-03-12 - 0012345", "p_bz 12.03.2026 0045123",
/// "PAT/RFS110-12/03/2026-0123456".
static STAMP_DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:[a-z]{1,2}_[a-z0-9]{2,12}(?:\s?[-|]\s?|\s)(?:(?:[a-z_]{3,20}|[0-9])\s?[-|]\s?(?:[0-9]\s?[-|]\s?)?)?|pat[/|]rf[a-z]{1,2}[0-9]{2,4}[-|])
        (?<day>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{2}[/.-][0-9]{2}[/.-](?:19|20)[0-9]{2})(?:\s?[-|]\s?|\s)(?<number>[0-9]{7})\b",
    )
});

/// The year before the number: "INL_FOGGIA_REGISTRO_UFFICIALE.2025.0041187.U"; it is a part of the number.
static STAMP_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)registro[\s_.]?(?:ufficiale|decreti|interno|protocollo)[._](?<number>20[0-9]{2}[./][0-9]{5,9})\b",
    )
});

/// The number behind its year, and before both the class in the archive or nothing: "p_bz 19.02.02/2026/0471882".
static STAMP_CLASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b[a-z]{1,2}_[a-z0-9]{2,12}[\s./|-]{1,3}(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}/)?(?<number>20[0-9]{2}/[0-9]{5,9}|0[0-9]{6})\b",
    )
});

/// A stamp in the cells of a table: "N. registro | 0026604/2026 AOO PR_PZUTG | uscita", "prot. ingresso sportello | 18822/2025",
/// "Partenza | 0022187".
static STAMP_CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?mx-u)^(?:n\.?\s|nr\.?\s|numero\s(?:di\s)?)?(?:registro(?:\sufficiale|\sgenerale|\sprotocollo)?|registrazione|partenza|arrivo|ingresso|uscita|entrata|entrada|salida|saida|registro\sde\s(?:entrada|salida|saida)|arrivee|depart|enregistrement|eingang|segnatura|prot\.?(?:ocollo)?\s(?:ingresso|arrivo|uscita|partenza|entrata)(?:\s[a-z]{4,14}){1,2})
        (?:\sn\.?o?\.?|\snr\.?)?\s?:?\s{1,4}(?:[uei]\s)?(?<number>0[0-9]{6}(?:/(?:19|20)[0-9]{2})?|[0-9]{4,9}/(?:19|20)[0-9]{2})(?:$|[\s,;])",
    )
});

/// A rubber stamp, its day in words: "ARRIVO - 28 OTT 2025 - N. SUD 3391", "PERVENUTO 16 SET. 2025 prot. ingr. 4471".
static STAMP_RUBBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:timbro\s(?:di|in)\s(?:arrivo|ingresso|entrata|ricezione|protocollo)\b[\n\x20-/:-\x7e\t]{0,90}?|ufficio\sprotocollo|arrivo|arrivato|arrivata|entrata|ingresso|uscita|partenza|pervenuto|pervenuta|ricevuto|ricevuta|protocollato)\s?[-|:]?\s(?:il\s)?
        (?<day>[0-9]{1,2}[\x20./-](?:[0-9]{1,2}|[a-z]{3,9})\.?[\x20./-](?:19|20)[0-9]{2})\s?[-|,]?\s(?:(?:n|nr|prot)\b\.?\s){1,2}(?:(?:ingr|usc|arr|gen)\b\.?\s)?(?:[a-z]{1,5}\s)?(?<number>[0-9]{3,9}(?:/(?:19|20)[0-9]{2})?)(?:$|[\s;)\]-])",
    )
});

/// Finds the stamps on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let text = &page.text;
    let read = |date: regex::Match<'_>| {
        let day = forms::DATES.captures(date.as_str()).and_then(|d| forms::read(&d))?;
        Some((day, date.start(), date.end()))
    };
    for c in STAMP.captures_iter(text) {
        let (Some(all), Some(office), Some(unit), Some(number), Some(date)) =
            (c.get(0), c.get(1), c.get(2), c.get(3), c.get(4))
        else {
            continue;
        };
        let office = format!(
            "{}.{}",
            page.words(office.start(), office.end()),
            page.words(unit.start(), unit.end())
        );
        let value = number.as_str().to_owned();
        let evidence = evidence(page, all.start(), all.end(), "protocol-stamp");
        add(found, ReferenceKind::Protocol, value, evidence, Some(office), read(date));
    }
    for c in STAMP_JUSTICE.captures_iter(text) {
        let (Some(all), Some(office), Some(date), Some(number)) =
            (c.get(0), c.get(1), c.get(2), c.get(3))
        else {
            continue;
        };
        let office = page.words(office.start(), office.end()).to_owned();
        let value = number.as_str().to_owned();
        let evidence = evidence(page, all.start(), all.end(), "protocol-stamp");
        add(found, ReferenceKind::Protocol, value, evidence, Some(office), read(date));
    }
    for number in STAMP_YEAR.captures_iter(text).filter_map(|c| c.name("number")) {
        let value = number.as_str().to_owned();
        let evidence = evidence(page, number.start(), number.end(), "protocol-stamp");
        let way = text[number.end()..]
            .strip_prefix('.')
            .map_or(0, |rest| usize::from(rest.starts_with(['u', 'e', 'i'])) * 2);
        let date = super::own_date(page, number.end() + way);
        add(found, ReferenceKind::Protocol, value, evidence, None, date);
    }
    for number in STAMP_CLASSED
        .captures_iter(text)
        .chain(STAMP_CELL.captures_iter(text))
        .filter_map(|c| c.name("number"))
    {
        let known = found.iter().any(|f| {
            f.reference.kind == ReferenceKind::Protocol && f.reference.value == number.as_str()
        });
        if !known {
            let value = number.as_str().to_owned();
            let evidence = evidence(page, number.start(), number.end(), "protocol-stamp");
            let date = super::own_date(page, number.end());
            add(found, ReferenceKind::Protocol, value, evidence, None, date);
        }
    }
    let without_office = STAMP_ALONE.captures_iter(text);
    let without_office = without_office.chain(STAMP_MUNICIPAL.captures_iter(text));
    let without_office = without_office.chain(STAMP_DASHED.captures_iter(text));
    let without_office = without_office.chain(STAMP_RUBBER.captures_iter(text));
    for c in without_office.chain(STAMP_DAY_FIRST.captures_iter(text)) {
        let (Some(all), Some(number), Some(date)) = (c.get(0), c.name("number"), c.name("day"))
        else {
            continue;
        };
        let known = found.iter().any(|f| {
            f.reference.kind == ReferenceKind::Protocol && f.reference.value == number.as_str()
        });
        if !known {
            let value = number.as_str().to_owned();
            let evidence = evidence(page, all.start(), all.end(), "protocol-stamp");
            add(found, ReferenceKind::Protocol, value, evidence, None, read(date));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn a_stamp_s_number_is_told_however_the_office_parts_it() {
        for (line, number) in [
            ("INL_FOGGIA_REGISTRO_UFFICIALE.2025.0041187.U - data 16/09/2025", "2025.0041187"),
            ("m_it.AOOPREFCR.REGISTROUFFICIALE(U).0091244.05-11-2026", "0091244"),
            ("Timbro di arrivo   Agenzia Lavoro - CPI Alba - 4 NOV. 2025 - n. 4471", "4471"),
            ("ARRIVO - 28 OTT 2025 - N. SUD 3391", "3391"),
            (
                "Timbro di arrivo\nComune di Chiavari\t09 GIU 2026 - n. 11842/2026 - cat. 15",
                "11842/2026",
            ),
            ("c_e648 - 0 - 1 - 2026-03-12 - 0045123", "0045123"),
            ("p_bz 12.03.2026 0045123", "0045123"),
            ("PAT/RFS110-12/03/2026-0123456", "0123456"),
            ("m_lps.38.REGISTRO UFFICIALE.MINISTERO.PARTENZA.0045123.12-03-2026", "0045123"),
            ("PR_LOUTG - Prefettura - 0045123 - Ingresso - 12/03/2026", "0045123"),
            ("p_bz 19.02.02/2026/0471882   Bozen, 05.06.2026", "2026/0471882"),
            ("INPS.4600.11/02/2026.0060714", "0060714"),
            ("N. registro   0026604/2026 AOO PR_PZUTG   uscita", "0026604/2026"),
            ("prot. ingresso sportello   18822/2025", "18822/2025"),
            ("Ufficio Protocollo\t09 GIU 2026 - n. 11842/2026", "11842/2026"),
        ] {
            assert_eq!(told_by(find, line), [number], "{line}");
        }
    }
}
