//! Numbers of several parts behind a word for what they number: "Fascicolo CB/PG/2026/00812", "Application reference: ITNBO/D/2612/00417",
//! "Our ref: KE/HC/CT/2027/0046", and those of registers whose build alone tells them.

use super::parts::{Parts, is_figures, is_year};
use super::{Found, add, is_told, own_date};
use crate::facts::ReferenceKind;
use crate::packs::Nature;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::offices::OfficeWords;
use crate::recognise::paper::Paper;
use crate::recognise::{evidence, pattern, provinces};
use regex::Regex;
use std::sync::LazyLock;

/// A code: letters and figures in parts.
const CODE: &str =
    r"([a-z0-9]{1,10}(?:[./_-]{1,2}[a-z0-9]{1,10}){1,6})(?:/[a-z]\b)?(?:$|[\s,;:)\]]|\.(?:\s|$))";

/// Words for an application or its file, in the languages of consulates and offices.
static APPLICATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?x-u)(?:^|[\s(>/])(?:pratica|prat\.|practice|fascicolo|fasc\.|posizione|pos\.|istanza|domanda|accordo|richiesta\sdi\svisto|domanda\sdi\svisto
            |(?:visa\s)?application|application\s(?:reference|ref|form|id|code)|case|file|dossier|expediente|solicitud|processo|pedido|aktenzeichen|az\.|akte|geschaeftszeichen|geschaftszeichen
            |nulla\sosta|nullaosta|n\.o\.|demande|antrag|vorgang)
        (?:\s/\s[a-z]{{3,14}}){{0,2}}
        (?:\s(?:della\s|di\s|del\s)?(?:pratica|istanza|domanda|visto|sui|visti|reference|ref\.?|file|de\svisa))?
        [\s:.]{{0,3}}(?:(?:n|nr|no|num|numero|number|nro|id|ref|code|codice)\b[.:o]{{0,2}})?[\s:(]{{0,4}}{CODE}"
    ))
});

/// A file with its number and its year alone: "Fascicolo 4417/2026".
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:fascicolo|dossier|expediente|akte)(?:\s(?:personale|elettronico|visti|d'ufficio))?[\s:]{1,3}(?:(?:n|nr|no|num|numero)\b[.:o]{0,2}\s?)?([0-9]{3,6}/20[0-9]{2})(?:$|[\s,;)]|\.(?:\s|$))",
    )
});

/// An application's number of one part, as visa centres and chambers of commerce give it: "Application number PRYIT260400519",
/// "la pratica C26043119".
static APPLICATION_WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:visa\s)?application\s(?:number|no|ref(?:erence)?(?:\s(?:number|no))?|id|code)\b[.:]?\s{1,4}([a-z]{3,6}[0-9]{8,12})
            |pratica\s(?:(?:n|nr)\b\.?\s?)?([cmn][0-9]{8}))(?:$|[\s,;)]|\.(?:\s|$))",
    )
});

/// A reference with no more said, at the beginning of a line: it is the letter's, where an office writes.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?mx-u)^(?:ref|rif|reference|riferimento|referencia|referenz|zeichen)\b\.?(?:\s?(?:n|nr|no)\b\.?)?[\s:]{{1,3}}{CODE}"
    ))
});

/// Words for the register or the letter that a number is of.
static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?x-u)(?:^|[\s(>/])(?:
            (?:our|ns\.?|nostro|your|vs\.?|vostro|n/|v/|notre|votre|unser|ihr|nuestra|vuestra|n\.|v\.)\s?(?:ref(?:erence)?|rif(?:erimento)?|zeichen|referencia|protocollo|prot|nota)
            |n/rif|v/rif|n/ref|v/ref
            |(?:reg(?:istro|\.)|rif\.\sreg\.|registre)(?:\s(?:di|dell[ae]|degli|dei|des|asseverazioni|idoneita|atti|actes|denunce|interno|certificati|certificazioni|rilasci|comunicazioni|cessioni|ospitalita|pratiche|visti|legalizzazioni|attestazioni)){{1,3}}
            |rif\.\sreg\.|timbro\s(?:d'|di\s)(?:arrivo|ingresso|entrata|protocollo)
            |(?:acquisit|registrat|annotat)[oa]\sal\sregistro(?:\s[a-z']{{3,14}}){{0,2}}|(?:acquisit|registrat|annotat|protocollat|ricevut|rubricat)[oa]\s(?:[a-z']{{2,14}}\s){{0,2}}con\s(?:il\s)?(?:codice|identificativo|riferimento)(?:\s(?:univoco|alfanumerico))?
            |(?:numero|n\.|nr\.|codice)\s(?:di\s)?registro|entrat[oa]|uscit[oa]|in\suscita|in\sentrata|pervenut[oa])
        \.?(?:\s?/\s?[a-z.\s]{{3,14}})?[.:\s]{{0,3}}(?:(?:n|nr|no|num|numero|number)\b[.:o]{{0,2}})?[\s:]{{0,4}}{CODE}"
    ))
});

/// A letterhead's number beside its class or its file: "Class. 10.3 N. GEN-2026-8832-P", "(rif. GEN-2026-5510-A)". The last letter is the
/// way that the paper went.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)(?:\b(?:class|cl|tit|fasc)\.\s?[a-z0-9./-]{1,14}[\s,;-]{1,4}(?:n|nr|num)\.?o?\s?:?\s|\(rif\.?\s)([a-z]{2,8}[-/._](?:19|20)[0-9]{2}[-/._][0-9]{3,8})(?:[-/.][a-z])?(?:$|[\s,;)])",
    )
});

/// An application that a Sportello Unico keeps beside its practice: the letters of what is asked for, the province, the year, six figures
/// ("AI-VB-2026-000318", "RF-PC-2026-000207").
static BY_PROVINCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b([a-z]{2}[-/]([a-z]{2})[-/]20[0-9]{2}[-/][0-9]{6})(?:$|[\s,;:)]|\.\s)")
});

/// A register that an office names: "Reg. idoneita 44/IA/26", "Eigenes Register / Registro interno: 14/2026", "N. Cron. 1193/26".
static REGISTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:reg(?:istro|\.)\s(?:delle\s|dei\s|degli\s|di\s)?(?:interno|idoneita|idon\.|ass?ev(?:erazioni|\.)|attest(?:azioni|ati|\.)|cert(?:ificati|ificazioni|\.)|rilasci|osp(?:italita|it\.|\.)|ces(?:sioni|s\.)(?:\sfabb(?:ricati|r\.|\.))?|den(?:unce|\.)|dich(?:iarazioni|\.)(?:\s(?:di\s)?(?:presenza|ospitalita))?|pres(?:enze|enza|\.)|com(?:unicazioni|\.)|dep(?:ositi|\.)|legal(?:izzazioni|izz\.|\.)|trad(?:uzioni|uz\.|\.))|(?:n\.|nr\.|num\.)\scron(?:ologico|\.)?|cron(?:ologico|\.)\s(?:asseverazioni|traduzioni|perizie|giuramenti)|cron\.)
        (?:\s(?:n|nr)\b\.?)?[\s:]{1,3}([0-9]{1,6}/(?:[a-z.]{1,6}/)?(?:20)?[0-9]{2})(?:$|[\s,;)])",
    )
});

/// The register behind the number: "N. 2027/0419 del registro certificati".
static OF_REGISTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:n|nr|num|numero)\b[.:o]{0,2}\s?([0-9]{2,6}/20[0-9]{2}|20[0-9]{2}/[0-9]{2,6})\s(?:del|nel|sul)\sregistro\s(?:dei\s|degli\s|delle\s|di\s)?(?:certificat|certificazion|attestat|attestazion|rilasci|asseverazion|idoneita|ospitalita|cession|denunc|legalizzazion|traduzion|ufficial|interno)",
    )
});

/// The register of a university's or an office's contracts: "Rep. Contratti 318/2026".
static CONTRACTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:rep(?:ertorio|\.)|reg(?:istro|\.))\s(?:dei\s)?contratti(?:\s(?:n|nr)\b\.?)?[\s:]{1,3}([0-9]{1,6}/(?:20)?[0-9]{2})(?:$|[\s,;)])",
    )
});

/// The registers of the provinces of Trento and Bolzano, whose build no other number has: "S181/2026/22.4-118/RB",
/// "A039/2026/18.6-4410", "D336/2026/0094417".
static PROVINCIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b([a-z][0-9]{3}/20[0-9]{2}/(?:[0-9]{1,2}(?:\.[0-9]{1,3}){1,3}[-/](?:20[0-9]{2}-)?[0-9]{1,9}(?:/[a-z]{2,4})?|[0-9]{5,9}))(?:$|[\s,;)]|\.\s)",
    )
});

/// What is also referred to by a number, and is no letter of an office.
static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:invoice|fattura|rechnung|booking|prenotazione|order|ordine|polizza|policy|cliente|customer|contratto|contract|preventivo|offerta|causa|ruolo|r\.g|rgnr|sentenza|legge|regolamento|direttiva|mod(?:ello|\.)|form|nome\sdel\sfile|nome\sfile|filename|laborator[a-z]{1,3}|patient|norma|uni|iso)\b",
    )
});

/// How firms begin the numbers of what they agree with each other: "MSA-2025-118", "SOW/2026/007".
const OF_FIRMS: &[&str] = &["msa", "sow", "nda", "inv", "ord", "fatt"];

/// Words of the papers of firms.
const PRIVATE: &[&str] = &[
    "invoice",
    "fattura",
    "rechnung",
    "polizza",
    "policy",
    "insurance",
    "versicherung",
    "assurance",
    "master services",
    "statement of work",
];

/// The head of a letter: an office's letters refer to its own register whatever else they speak of.
const HEAD: usize = 90;

/// Finds such numbers on a page.
pub(super) fn find(
    page: &Folded<'_>,
    paper: Paper<'_>,
    offices: &OfficeWords,
    found: &mut Vec<Found>,
) {
    for number in APPLICATION.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        take(page, ReferenceKind::Practice, number, found);
    }
    let head = &page.flat[..page.flat.len().min(HEAD)];
    // What firms refer to on their papers is a contract, a policy or an order.
    let of_firm = paper.is_any(&[Nature::Contract, Nature::Bill]) || speaks_of_firms(page);
    let private = of_firm && !offices.are_named(head);
    for number in LETTER.captures_iter(&page.text).filter(|_| !private).filter_map(|c| c.get(1)) {
        take(page, ReferenceKind::Protocol, number, found);
    }
    for number in NUMBER.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        take(page, ReferenceKind::Protocol, number, found);
    }
    // A certificate's own number is called so, too.
    let letter = paper.is_any(&[Nature::Act, Nature::Call]);
    if letter && !of_firm && offices.are_named(head) {
        for number in REFERENCE.captures_iter(&page.text).filter_map(|c| c.get(1)) {
            take(page, ReferenceKind::Protocol, number, found);
        }
    }
    let files = FILE.captures_iter(&page.text).filter_map(|c| c.get(1));
    let whole = APPLICATION_WHOLE.captures_iter(&page.text);
    for number in files.chain(whole.filter_map(|c| c.get(1).or_else(|| c.get(2)))) {
        let another = ANOTHER.is_match(before(&page.flat, number.start(), 40));
        if !another && !is_told(found, number.as_str()) {
            tell(page, ReferenceKind::Practice, number, found);
        }
    }
    let registers = REGISTER.captures_iter(&page.text).chain(OF_REGISTER.captures_iter(&page.text));
    for number in registers.filter_map(|c| c.get(1)) {
        if !is_told(found, number.as_str()) {
            tell(page, ReferenceKind::Protocol, number, found);
        }
    }
    for number in CONTRACTS.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        if !is_told(found, number.as_str()) {
            tell(page, ReferenceKind::Contract, number, found);
        }
    }
    for c in BY_PROVINCE.captures_iter(&page.text).filter(|c| provinces::is_province(&c[2])) {
        let Some(number) = c.get(1).filter(|number| !is_told(found, number.as_str())) else {
            continue;
        };
        let glued = page.text[..number.start()].ends_with(['/', '-', '.', '@', '_']);
        if !glued && !ANOTHER.is_match(before(&page.flat, number.start(), 40)) {
            tell(page, ReferenceKind::Practice, number, found);
        }
    }
    for number in PROVINCIAL.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let glued = page.text[..number.start()].ends_with(['/', '-', '.', '@', '_']);
        if !glued && !is_told(found, number.as_str()) {
            tell(page, ReferenceKind::Protocol, number, found);
        }
    }
}

/// Returns whether a page speaks of what firms ask for or agree on.
pub(super) fn speaks_of_firms(page: &Folded<'_>) -> bool {
    PRIVATE.iter().any(|word| page.flat.contains(word))
}

/// Takes a number, if it is built as a register's and no other rule has told it or a part of it.
fn take(page: &Folded<'_>, kind: ReferenceKind, number: regex::Match<'_>, found: &mut Vec<Found>) {
    let line = before(&page.flat, number.start(), 40);
    if is_code(number.as_str()) && !is_told(found, number.as_str()) && !ANOTHER.is_match(line) {
        tell(page, kind, number, found);
    }
}

fn tell(page: &Folded<'_>, kind: ReferenceKind, number: regex::Match<'_>, found: &mut Vec<Found>) {
    let value = page.words(number.start(), number.end()).to_uppercase();
    // The day on the next line is the letter's; behind it on the line it may be the paper's own, too.
    let date = own_date(page, number.end())
        .filter(|(_, start, _)| !page.text[number.end()..*start].contains('\n'))
        .map(|(day, ..)| (day, number.end(), number.end()));
    let evidence = evidence(page, number.start(), number.end(), "coded");
    add(found, kind, value, evidence, None, date);
}

/// Returns whether a word of several parts is a register's number: letters, a number of three figures or more that is no year, and a
/// year or a third part. Addresses, laws, versions of forms and days have no such look, and an application of the Sportello Unico is told
/// by its own build.
fn is_code(word: &str) -> bool {
    let parts = Parts::of(word);
    let all = &parts.all;
    let short = all.iter().any(|part| is_figures(part) && part.len() == 2);
    let letters = all.iter().any(|part| part.bytes().filter(u8::is_ascii_alphabetic).count() >= 2);
    // "MUM2026-004471": the office's letters and the year.
    let of_year = all.len() == 2
        && all[0].len() > 4
        && is_year(&all[0][all[0].len() - 4..])
        && all[0].bytes().take(all[0].len() - 4).all(|b| b.is_ascii_alphabetic());
    let host = word.contains(".it") || word.contains("www") || word.contains("pdf");
    letters
        && !host
        && !all.first().is_some_and(|first| OF_FIRMS.contains(first))
        && !parts.ends_in_a_name()
        && (all.len() >= 3 || of_year)
        && (parts.longest() >= 3 || short && parts.has_year())
        && !parts.has_day()
        && !parts.is_application()
}

#[cfg(test)]
mod tests {
    use super::{Found, OfficeWords, Paper};
    use crate::facts::ReferenceKind;
    use crate::packs::Packs;
    use crate::recognise::fold::Folded;
    use crate::recognise::references::told_by;

    fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
        let offices: &OfficeWords = &Packs::built_in().offices;
        super::find(page, Paper::of(None), offices, found);
    }

    #[test]
    fn an_application_s_code_is_told_behind_the_word_for_it() {
        for (line, number) in [
            ("ha spedito il nove febbraio 2026, fascicolo CB/PG/2026/00812;", "CB/PG/2026/00812"),
            ("File / Pratica: BAK2026-D-00419", "BAK2026-D-00419"),
            ("Application reference: ITNBO/D/2612/00417", "ITNBO/D/2612/00417"),
            ("Application\tBSK-2026-V-00317, lodged on 26.03.2026", "BSK-2026-V-00317"),
            ("pratica SUI-GO-RF-26-00733 (ricongiungimento)", "SUI-GO-RF-26-00733"),
            ("Posizione: ISS-IND-7715", "ISS-IND-7715"),
            ("Application reference: MUM2026-004471", "MUM2026-004471"),
            ("Nulla osta\tPV-BC/2026/0061 of 30 Oct 2026", "PV-BC/2026/0061"),
            ("Dossier n° TUN/ETU/2026/00418", "TUN/ETU/2026/00418"),
            ("revoca del visto nazionale. Fascicolo 4417/2026", "4417/2026"),
            ("Application number PRYIT260400519", "PRYIT260400519"),
            ("la pratica C26043119, inviata il 16 febbraio", "C26043119"),
            ("Aktenzeichen: WIE-V-2026-0417", "WIE-V-2026-0417"),
        ] {
            let mut found = Vec::new();
            find(&Folded::new(1, line), &mut found);
            let told: Vec<_> =
                found.iter().map(|f| (f.reference.kind, f.reference.value.as_str())).collect();
            assert_eq!(told, [(ReferenceKind::Practice, number)], "{line}");
        }
    }

    #[test]
    fn a_letter_s_code_is_told_behind_the_word_for_it_or_by_its_build() {
        for (line, number) in [
            ("Our ref: KE/HC/CT/2027/0046", "KE/HC/CT/2027/0046"),
            ("Our ref. / Rif.: CU/RES/0094-27", "CU/RES/0094-27"),
            ("Registro asseverazioni\tFG/ASV/2026/00391", "FG/ASV/2026/00391"),
            ("registre des actes LFW/V/26/00417", "LFW/V/26/00417"),
            ("Reg. idoneità 44/IA/26", "44/IA/26"),
            ("Eigenes Register / Registro interno: 14/2026", "14/2026"),
            ("N. Cron. 1193/26", "1193/26"),
            ("Reg. ospit. 4471/2026", "4471/2026"),
            ("Reg. dichiarazioni n. 1177/2026", "1177/2026"),
            ("Registro delle cessioni 212/2026", "212/2026"),
            ("Cron. asseverazioni\t308/2026", "308/2026"),
            ("N. 2027/0419 del registro certificati", "2027/0419"),
            ("acquisita con codice DP-27-000418.", "DP-27-000418"),
            ("Rep. Contratti 318/2026", "318/2026"),
            ("AI-VB-2026-000318   Gurung Bikash", "AI-VB-2026-000318"),
            ("Class. 10.3   N. GEN-2026-8832-P", "GEN-2026-8832"),
            ("S181/2026/22.4-118/RB", "S181/2026/22.4-118/RB"),
            ("Rif. Vs. nota D336/2026/0091268 del 12.03.2026", "D336/2026/0091268"),
            ("entrato A039/2026/18.6-4410", "A039/2026/18.6-4410"),
        ] {
            assert_eq!(told_by(find, line), [number], "{line}");
        }
    }

    #[test]
    fn other_codes_are_left() {
        for line in [
            "pratica commerciale ex D.Lgs. 206/2005",
            "Your ref: e-mail of 29/1/27",
            "Our ref: invoice no. 2026/INV/0012",
            "domanda P-MI/L/N/2026/101255",
            "file: www.comune-di.it/2026/avviso-118",
            "pratica n. 25/BO/018834",
            "Rif. mod. SM-2026-018 rev. 2",
            "Your reference MSA-2025-118 / WO 7",
            "posizione 3/4",
            "foto del 19 febbraio 2027 - file DSC_04418.JPG",
            "AI-ZZ-2026-000318",
            "N. NV-2026-33108   Padova, 25/06/2026",
        ] {
            assert!(told_by(find, line).is_empty(), "{line}");
        }
    }
}
