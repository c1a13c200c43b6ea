//! Protocol numbers of letters whose word for "protocol" stands apart, or is left out.

use super::protocols::is_years;
use super::{Found, add, is_told, own_date};
use crate::facts::ReferenceKind;
use crate::recognise::dates::{after, before};
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, forms, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The office whose register it is stands between: "Prot. uff. personale 233/2027", "Prot. Servizi Demografici n. 2331". Without a word
/// for "number" only one with its year is meant.
static OF_OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\bprot(?:ocollo\b|\.)\s(?:(?:di|del|della|dell')\s?)?
        (?:uff(?:icio|\.)|area|serv(?:izio|izi|\.)|sett(?:ore|\.)|sez(?:ione|\.)|dir(?:ezione|\.)|dip(?:artimento|\.)|segr(?:eteria|\.)|sportello|comando|polizia|anagrafe|stato\scivile
            |demografic[io]|personale|didattica|rettorato|ateneo|cpi|asl|ausl|ats|asp|usl|ulss|cciaa|mimit|consolare|consolato|visti|tecnico|edilizia|urbanistica|scuola|istituto|citt\.|imm\.|immigrazione)
        (?:\s[a-z'.]{2,14}){0,4}
        \s(?:(?:n|nr|num|numero)\b[.:o]{0,2}\s?([0-9]{3,9}(?:/(?:19|20)?[0-9]{2})?|[0-9]{1,2}/(?:19|20)[0-9]{2})|([0-9]{1,9}/(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}/[0-9]{3,9}|[0-9]{2,9}/[0-9]{2}|0[0-9]{6}))\b",
    )
});

/// The day between: "Prot. Uscita del 12/03/2026 n. 0045123", "al protocollo comunale in data 12.03.2026 al n. 45123".
static BEHIND_ITS_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\bprot(?:ocoll(?:o|at[oaie])\b|\.|\b)(?:\s(?:generale|gen\.|comunale|dell'ente|dell'ufficio|uscita|entrata|ingresso|arrivo|partenza|in|interno|di|questo|questa|ufficio|ente|comune|prefettura|questura|sportello|della|del|dello|regionale|universitario|aziendale|informatico)){0,4}
        \s(?:(?:in\sdata|il\sgiorno|il|del|dell')\s?)(?:del\s|odierna\s)?(?<day>[0-9]{1,2}[\x20./-](?:[0-9]{1,2}|[a-z]{3,9})\.?[\x20./-](?:19|20)[0-9]{2})
        [\s,;-]{1,3}(?:(?:al|con|con\sil|col|sub|sotto|sotto\sil|avente|e)\s)?(?:n|nr|num|numero)\b[.:o]{0,2}\s?:?\s?(?<number>[0-9]{3,9}(?:/(?:19|20)[0-9]{2})?|[a-z]{2,10}[/._-](?:19|20)[0-9]{2}[/._-][0-9]{3,9}|(?:19|20)[0-9]{2}[/._-](?:[a-z]{2,6}[/._-])?[0-9]{3,9})(?:$|[\s,;)-])",
    )
});

/// "Preavviso di rigetto 7714/2025": the number with its year right behind the letter's name.
static UNNUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:nota|preavviso|comunicazione)(?:\sdi\s(?:rigetto|diniego|revoca|archiviazione|avvio))?\s([0-9]{3,9}/20[0-9]{2})(?:$|[\s,;)-])",
    )
});

/// A number and, behind it, nothing that goes on with it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bn(?:r|ro|um|umero)?\b[.:o]{0,2}\s?([0-9]{3,9}(?:/(?:19|20)[0-9]{2})?|[0-9]{1,2}/(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}/[0-9]{3,9})(?:$|[\s,;)-])",
    )
});

/// What an office writes to somebody, and the words up to its number: "Vostra comunicazione di preavviso di diniego n.".
static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)(?:^|[\s('])(?:nota|lettera|comunicazione|preavviso|avviso\s(?:di\s)?(?:rigetto|diniego|avvio|ex\sart|orale|di\srevoca)|foglio|missiva)
        (?:\s(?:di|del|dei|della|dello|dell'|d'|con|la|il|cui|si|motivi|ostativi|avvio|procedimento|rigetto|diniego|revoca|archiviazione|accoglimento|preavviso|avviso|ufficio|prefettura
            |questura|comune|sportello|unico|immigrazione|questo|ministero|consolato|generale|vostra|nostra|vs\.|ns\.|pari|data|oggetto|nullita|irricevibilita|inammissibilita|integrazione|richiesta
            |documentale|interlocutoria|istruttoria|interna|trasmissione|convocazione|sospensione|annullamento|esito|ex|ai|sensi|art(?:icol[oi]|t)?\.?|l\.|legge|n\.|bis|ter
            |[0-9]{1,4}(?:-bis|\sbis)?,?|[0-9]{3}/(?:19)?90,?|agosto|7/8/1990,?)){0,18},?\s$",
    )
});

/// Where a law is quoted between, only a number with its own day is the letter's: "ex art. 10-bis L. 241/1990".
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:l\.|legge)\s[\x20-\x7e]{0,24}$"));

/// "Registrato al n. 2026/31874": a number with its year, of a paper that an office keeps.
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:registrat|annotat|iscritt)[oae]\s(?:(?:in|al)\s(?:arrivo|partenza|entrata|uscita)\s)?(?:(?:il|in\sdata)\s[0-9]{1,2}[\x20./-][0-9a-z]{1,9}[\x20./-](?:19|20)[0-9]{2},?\s)?
        (?:al|con|con\sil|col|sotto|sotto\sil|sub)\s(?:n|nr|num|numero)\b[.:o]{0,2}\s?([0-9]{3,9}/(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}/[0-9]{3,9}|0[0-9]{6})\b",
    )
});

/// What else is entered in registers: a lease, a case at court, a firm, a trade mark.
static ANOTHER_REGISTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:contratt[oi]|locazione|affitto|atto|scrittura|causa|ricorso|giudizio|r\.?g\.?|ruolo|serie|mod\.|albo|registro\sdelle\simprese|rea|marchio|veicolo|repertorio|testata|tribunale|elenco|ordine|runts|diplom[aie])\b",
    )
});

/// "RU 0318877", "R.U. U 0318877": the official register, in letters only.
static OFFICIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)(?:^|\s)r\.?u\.?\s(?:[uei]\b\.?\s?(?:-\s)?)?(?:n\.?\s?)?(0[0-9]{6})\b")
});

/// A number that the way of the letter follows: "n. 2907-26 (entrata del 06.05.26)", "n. 2988 di arrivo".
static OF_WAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bn(?:r|um|umero)?\b[.:o]{0,2}\s?([0-9]{3,9}(?:[/-](?:20)?[0-9]{2})?)\x20(?:\(|\(?(?:in\x20|di\x20|d'))(?:entrata|arrivo|ingresso|uscita|partenza)\b",
    )
});

/// The day between the letter and its number of seven figures: "istanza del 25.2.2026, n. 0093318".
static BEHIND_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:istanza|richiesta|domanda|nota|lettera|comunicazione|pec)\s(?:(?:del|in\sdata|di\sdata)\s|dell')[0-9]{1,2}[\x20./-](?:[0-9]{1,2}|[a-z]{3,9})\.?[\x20./-](?:19|20)[0-9]{2}
        [\s,;-]{1,3}(?:n|nr|num|numero)\b[.:o]{0,2}\s?(0[0-9]{6}(?:/(?:19|20)[0-9]{2})?)\b",
    )
});

/// Finds such numbers on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let text = &page.text;
    for number in OF_OFFICE.captures_iter(text).filter_map(|c| c.get(1).or_else(|| c.get(2))) {
        take(page, number.start(), number.end(), found);
    }
    for c in BEHIND_ITS_DAY.captures_iter(text) {
        let (Some(day), Some(number)) = (c.name("day"), c.name("number")) else { continue };
        let read = forms::DATES.captures(day.as_str()).and_then(|d| forms::read(&d));
        let evidence = evidence(page, number.start(), number.end(), "protocol-letter");
        let value = page.words(number.start(), number.end()).to_owned();
        let date = read.map(|read| (read, day.start(), day.end()));
        add(found, ReferenceKind::Protocol, value, evidence, None, date);
    }
    for number in UNNUMBERED.captures_iter(text).filter_map(|c| c.get(1)) {
        take(page, number.start(), number.end(), found);
    }
    for number in NUMBER.captures_iter(text).filter_map(|c| Some((c.get(0)?, c.get(1)?))) {
        let (all, number) = number;
        let lead = before(&page.flat, all.start(), 150);
        let Some(letter) = LETTER.find(lead) else { continue };
        let day = own_date(page, number.end()).is_some() || dated(page, number.end());
        let years = number.as_str().contains('/');
        let quoted = QUOTED.is_match(&lead[letter.start()..]);
        if day || years && !quoted {
            take(page, number.start(), number.end(), found);
        }
    }
    for c in REGISTERED.captures_iter(text) {
        let (Some(all), Some(number)) = (c.get(0), c.get(1)) else { continue };
        let another = ANOTHER_REGISTER.is_match(before(&page.flat, all.start(), 70))
            || ANOTHER_REGISTER.is_match(after(&page.flat, number.end(), 30));
        if !another {
            take(page, number.start(), number.end(), found);
        }
    }
    let behind = OF_WAY.captures_iter(text).chain(BEHIND_DAY.captures_iter(text));
    for number in behind.filter_map(|c| c.get(1)) {
        take(page, number.start(), number.end(), found);
    }
    for number in OFFICIAL.captures_iter(text).filter_map(|c| c.get(1)) {
        take(page, number.start(), number.end(), found);
    }
}

/// Returns whether a number's day follows, said so: "n. 7714/2025, datato 27 novembre 2025", "n. 20418 di data 31.08.2026".
fn dated(page: &Folded<'_>, end: usize) -> bool {
    let behind = after(&page.flat, end, 20);
    ["datat", "di data", "d.d."]
        .iter()
        .any(|word| behind.trim_start_matches([' ', ',']).starts_with(word))
}

/// Takes a number, unless it is known already.
fn take(page: &Folded<'_>, start: usize, end: usize, found: &mut Vec<Found>) {
    let value = page.words(start, end).to_owned();
    // "Nota 2026/2027" tells its years.
    if !is_told(found, &value) && !is_years(&value) {
        let date = own_date(page, end).or_else(|| super::own_date::day_received(page, start));
        let evidence = evidence(page, start, end, "protocol-letter");
        add(found, ReferenceKind::Protocol, value, evidence, None, date);
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn a_letter_s_number_is_its_protocol_where_the_word_is_left_out() {
        for (line, number) in [
            ("Prot. uff. personale 233/2027", "233/2027"),
            ("risponde al n. 2907-26 (entrata del 06.05.26)", "2907-26"),
            ("ha depositato l'istanza (n. 2988 di arrivo)", "2988"),
            ("rilasciato a richiesta (istanza del 25.2.2026, n. 0093318).", "0093318"),
            (
                "assunta al nostro protocollo il 21/10/2026 con il n. ASPAL/2026/0055308 e",
                "ASPAL/2026/0055308",
            ),
            ("Prot. Servizi Demografici n. 2331 del 3/4/2026", "2331"),
            ("preavviso di diniego n. 20418 del 31/08/2026", "20418"),
            ("la Vostra comunicazione di preavviso di diniego n.\n20418 del 31/08/2026", "20418"),
            ("con lettera n. 20418 del 31 agosto 2026", "20418"),
            ("Re: Preavviso di rigetto n. 7714/2025", "7714/2025"),
            (
                "VISTA la comunicazione di motivi ostativi ex art. 10-bis L. 7 agosto 1990, n. 241, n. 30114/2026 del 31.03.2026",
                "30114/2026",
            ),
            ("Re: Preavviso di rigetto 7714/2025", "7714/2025"),
            ("Prot. Uscita del 12/03/2026 n. 0045123", "0045123"),
            ("assunta al protocollo comunale in data 12.03.2026 al n. 45123", "45123"),
            ("prot. CPI 774/26", "774/26"),
            ("Registrato al n. 2026/31874", "2026/31874"),
            ("R.U. U 0318877 del 12/11/2025", "0318877"),
        ] {
            assert_eq!(told_by(find, line), [number], "{line}");
        }
    }

    #[test]
    fn other_registers_and_laws_are_no_protocol() {
        for line in [
            "contratto registrato al n. 1184/2026 serie 3T",
            "nella causa iscritta al n. 3127/2026 R.G.",
            "Visto n. 27714409 ingresso in Italia il 10/07/2026",
            "nota congiunta n. 8047 del 16 ottobre 2025",
            "lettera di incarico n. 118/2026 del 3/3/2026",
            "nota di credito n. 118/2026 del 3/3/2026",
            "comunicazione di cui alla legge n. 241 del 7 agosto 1990",
            "Prot. sanitario 2026",
            "nota 2026/2027 del calendario",
        ] {
            assert!(told_by(find, line).is_empty(), "{line}");
        }
    }
}
