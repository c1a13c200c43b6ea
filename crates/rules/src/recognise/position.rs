//! What a date's place on the page says: beside a place's name, in the head, in the paper's own title.

use super::dates::{after, before};
use super::fold::Folded;
use super::paper::Paper;
use super::{forms, pattern};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// "Milano, lì 24/12/2020": what stands before the date on its line.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:luogo\se\sdata|place\sand\sdate|luogo|place|lugar\sy\sfecha|local\se\sdata|ort,?\s(?:und\s)?datum|lieu\set\sdate|data\se\stimbro(?:\sdell'autorita)?|date\sand\sstamp|data\se\sluogo|luogo,\sdata(?:\se\sfirma)?)\s?(?:/\s?[a-z\x20]{4,20})?:?\s*)?(?:en\s[a-z' ]{2,30},?\sa\b|[a-z][a-z' -]{2,30},\s[a-z][a-z' .-]{2,30},\s(?:a\slos|a|aos|el|em|le|on|this|li|il)\s|[a-z][a-z'./ -]{1,40}(?:,?\sdalla\s(?:residenza|casa|sede)\s(?:municipale|comunale|legale))?(?:,\s*(?:li'?,?|l',?|il|addi'?,?|on|on\sthis|on\sthe|this|le|el|em|a|a\slos|aos|den|am)?|\sli'?,?)|li'?,?|addi'?,?)\s*(?:(?:as\s|a\sles\s)?[0-9]{1,2}[:.h][0-9]{2}(?:\s?(?:h|hs|hrs|horas|uhr))?,?\s(?:de|del|of|on|do\sdia|del\sdia|du|am)\s)?(?:(?:lune|marte|mercole|giove|vener)di'?,?\s|sabato,?\s|domenica,?\s)?$",
    )
});

/// A letter's line may go on with the hour it was printed at.
pub(super) static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:-\s)?(?:(?:ore|alle|h|at|as|um)\s)?[0-9]{1,2}[:.h][0-9]{2}(?:[:.m][0-9]{2}s?)?(?:\s?(?:h|hs|hrs|[ap]\.?m\.?|uhr|[a-z]{3,4}))?(?:\s\([a-z+0-9: ]{2,40}\))?$",
    )
});

/// Words before the number of another paper, to which this one refers.
pub(super) static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rif|ref|riferimento|riscontro|vs|vostr[aoe]|vist[ao]|nota|istanza|domanda|preavviso|comunicazione|your)\b",
    )
});

/// What a paper calls itself before its own number and day: "FATTURA n. 7/2026 del", "Bolletta 88 del".
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[a-z0-9&.'-]{1,20}\s){0,3}(fattura|bolletta|avviso|visura|certificato|attestazione|attestato|provvedimento|decreto|polizza|ricevuta|quietanza|documento|parcella|nota|notula|invoice|bill|estratto|verbale|contratto|cron|nr|n)\b[\x00-9<-\x7f]{0,70}\b(?:del|dell'|dated|of|in\sdata|emess[oa]\sil)\s?$",
    )
});

/// What another number is called: that of a register, a contract, a law.
static OTHER_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:reg|rep|contratto|locazione|titolo|legge|art|iscrizione|matricola|domanda|istanza|richiesta)\b",
    )
});

/// "Attestazione di idoneità – rich. 118/2026 del": what was asked for, and when.
static OF_REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:rich|richiesta|dom|domanda|ist|istanza)\b[\x00-:<-\x7f]{0,40}$")
});

/// What papers of no known kind call themselves: "Preventivo n. 26/0718 del".
static OTHER_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:preventivo|ricevuta|verbale|tessera|ordine|quietanza|scontrino|quote|estimate)\s(?:n\.?o?|nr\.?|no\.?|numero)\s?[0-9a-z][0-9a-z/._-]{0,20},?\s(?:del|dell'|in\sdata|of|dated)\s?$",
    )
});

/// The number of a bill at the end of a line.
static NUMBERED_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:fattura|bolletta|parcella|notula|nota|avviso|invoice)\s(?:n\.?o?|nr\.?|no\.?|num\.?|numero)\s?[0-9a-z][0-9a-z/._-]{0,24}$",
    )
});

/// Lines at the top in which an office writes its own number and day.
pub(super) const HEAD_LINES: usize = 12;
/// Lines at the end in which a paper is dated and signed.
const SIGNATURE_LINES: usize = 10;

/// "Luogo e data ROCCAFRANCA 03/09/2026": a form's own words for where and when.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:luogo\se\sdata|luogo,\sdata|place\sand\sdate|lugar\sy\sfecha|lieu\set\sdate|data\se\s(?:luogo|timbro|firma)|date\sand\s(?:place|stamp|signature)|fecha\sy\s(?:lugar|sello|firma)|date\set\s(?:lieu|cachet|signature))[\s:/a-z',.-]{0,60}$",
    )
});

/// Returns whether the words before a date on its line are a place, as a signature has it.
pub(super) fn is_place(lead: &str) -> bool {
    PLACE.is_match(lead) || FIELD.is_match(lead)
}

/// Returns whether the words before a date on its line are a place as a signature has it, and no part of a sentence.
pub(super) fn is_signature(page: &Folded<'_>, from: usize, start: usize) -> bool {
    let from = from + behind_number(page, start, &page.text[from..start]);
    let lead = &page.text[from..start];
    let opens =
        ["li", "l'", "addi", "luogo", "place", "data e"].iter().any(|w| lead.starts_with(w));
    is_place(lead)
        && (opens || page.words(from, start).starts_with(|c: char| c.is_uppercase() || c == '\''))
}

/// Who signs, behind the day of a signature on its line.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s|(_-]{0,4}(?:firma|firmato|signature|signed|timbro|stamp|sello|sceau|f\.to|in\sfede|officer|unterschrift|assinatura|l'(?:addett|ufficial|incaricat|interessat|operat|agent|assicurat|amministrat|istruttor)|(?:il|la|lo|el)\s(?:dichiarant|richiedent|titolar|responsabil|direttor|direttric|dirigent|legale\srappr|datore|datrice|lavorat|client|soci|president|sindac|segretari|notai|medic|funzionari|questor|prefett|consol|delegant|locat|condutt|committent|professionist|rettor|registrar|jefe|director|secretari))",
    )
});

/// A town behind its postal code closes an address; the day to its right is the letter's: "41123 Modena 12 May 2026".
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b[0-9]{5}\s[a-z][a-z' ]{2,30}(?:\s\([a-z]{2}\))?\s$"));

/// Returns whether a date stands alone behind the word "data" on its line: a field of the paper, whatever stands above it.
pub(super) fn is_field_of_day(page: &Folded<'_>, start: usize) -> bool {
    matches!(page.opening(start, 8), Some("data: " | "data " | "date: " | "date " | "data : "))
}

/// Returns whether an unlabelled date stands where papers write their own: in the head or beside the signature, not in a sentence.
pub(super) fn stands_apart(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let line = page.line_of(start);
    let (from, to) = page.cell(start, end);
    let around = page.text[from..start].split_whitespace().count()
        + page.text[end..to].split_whitespace().count();
    around <= 3 && (line < HEAD_LINES || line + SIGNATURE_LINES >= page.last_line())
}

/// "21.05.2026 - rif. reg. 2026.U.000877": the number that a letter has behind its day.
static REGISTERED_AS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[-/|,]\s(?:(?:rif|reg|prot|protocollo|n|nr|ref|our\sref)\.?:?\s){1,3}[a-z0-9][a-z0-9./_-]{2,30}$",
    )
});

/// Returns whether a date is that of a letter or of a signature: "Milano, 3 marzo 2026", or alone near the top.
pub(super) fn is_place_and_date(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let (cell, to) = page.cell(start, end);
    // "Pinerolo, li" and, behind blanks, its day.
    let behind = cell == start && PARTED.iter().any(|end| page.text[..start].ends_with(end));
    let from = if behind { page.cell(cell - 1, cell - 1).0 } else { cell };
    let lead = &page.text[from..start];
    // A signature may follow the last sentence on its line.
    let last = |lead: &'_ str, sign: &str| lead.rfind(sign).map_or(0, |at| at + sign.len());
    let whole = lead;
    let lead = &lead[last(lead, ". ")
        .max(last(lead, " - "))
        .max(last(lead, "sottoscritto in "))
        .max(last(lead, "deciso in "))
        .max(last(lead, "in fede, "))
        .max(last(lead, "in fede "))
        .max(if SIGNED_AT.is_match(lead) { last(lead, ": ") } else { 0 })
        .max(behind_number(page, start, lead))..];
    let rest = page.text[end..to].trim_matches([' ', '.', ',', ';']);
    // "Pavia, lunedì 19 aprile 2027 (inviata in giornata dal portale)".
    let rest = if rest.starts_with('(') && rest.ends_with(')') { "" } else { rest };
    let signed =
        SIGNED.is_match(rest) || are_names(page, end, end + page.text[end..to].trim_end().len());
    // "Bologna, 24 febbraio 2026 - valido 30 giorni".
    let parted = rest.starts_with("- ") && is_signature(page, from, start);
    let clocked = TIME.is_match(rest);
    if !rest.is_empty() && rest.split(' ').count() > 4 && !signed && !parted && !clocked {
        return false;
    }
    // "Luogo e data:" in a cell of its own, and the place beside it.
    let (line_start, _) = page.line_at(start);
    let field = &page.text[line_start..start];
    if (rest.is_empty() || signed) && from > line_start && FIELD.is_match(field) {
        return !OF_EVENT.is_match(field);
    }
    if rest.is_empty()
        && page.page == 1
        && page.line_of(start) < HEAD_LINES
        && ADDRESS.is_match(whole)
        && page.words(from, start).trim_end().rsplit(' ').next().is_some_and(is_capital)
    {
        return true;
    }
    if rest.is_empty() && is_beside_letterhead(page, from, start) {
        return true;
    }
    if lead.is_empty() && !whole.is_empty() || OF_EVENT.is_match(lead) {
        return false;
    }
    if lead.is_empty() {
        // A line of its own near the top: a letter's date.
        let line = page.line_of(start);
        let alone = rest.is_empty() || clocked || REGISTERED_AS.is_match(rest);
        // "… valido al / 28/09/2026": the end of what the line above begins.
        let goes_on = line > 0 && CONTINUES.is_match(before(&page.text, from, 14));
        // "Montebelluna," and the day below it.
        if line > 0 && alone && page.line(line) == (from, to) {
            let (above, end) = page.line(line - 1);
            let place = page.text[above..end].trim_end();
            if place.ends_with(',')
                && place.len() <= LONGEST_PLACE
                && is_signature(page, above, from)
            {
                return true;
            }
        }
        return page.page == 1 && line < 14 && alone && !goes_on && page.line(line) == (from, to);
    }
    let bare = (rest.is_empty() || signed)
        && page.line_at(start).0 == from
        && is_bare_place(
            page,
            if whole.starts_with("in fede") { start - lead.len() } else { from },
            start,
        );
    // A place has a capital; "prima assunz. 01.04.2019" has none.
    let named = page.words(start - lead.len(), start).chars().any(char::is_uppercase)
        || lead.starts_with("li")
        || lead.starts_with("l'")
        || lead.starts_with("addi");
    let words = lead.rsplit(':').next().unwrap_or(lead).split(' ').count();
    let written_out = page.text[start..].starts_with(|c: char| c.is_ascii_alphabetic());
    words <= if written_out { 10 } else { 6 }
        && named
        && (is_place(lead) || bare)
        && !is_weekday_with_hour(lead, rest)
}

/// What a place ends in whose day stands behind blanks.
const PARTED: [&str; 10] = [
    ",\t",
    ", li\t",
    ", li'\t",
    ", il\t",
    ", addi\t",
    ", addi'\t",
    " li\t",
    " li'\t",
    " addi\t",
    " addi'\t",
];

/// "Date and place of marriage of parents": where and when something else was.
static OF_EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:marriage|parents|birth|death|nascita|matrimonio|morte|nacimiento|naissance|mariage)\b",
    )
});

/// A town at the end of a line, before its day: "COOP. Rovereto (TN), ".
static TOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\s[a-z][a-z']{2,30}(?:\s\([a-z]{2}\))?,\s(?:li'?,?\s|le\s|on\s)?$")
});

/// Returns whether a town stands before a date, and before it on the line nothing but the names and numbers of a letter's head.
fn is_beside_letterhead(page: &Folded<'_>, from: usize, start: usize) -> bool {
    let words = page.words(from, start).trim_end();
    let head = |word: &str| {
        word.starts_with(|c: char| !c.is_lowercase()) || word.ends_with('.') || word.len() <= 2
    };
    page.page == 1
        && page.line_of(start) < HEAD_LINES
        && TOWN.is_match(&page.text[from..start])
        && !words.contains(':')
        && words.split(' ').count() >= 3
        && words.split(' ').all(head)
}

/// "Firmato digitalmente dalle parti: Milano,".
static SIGNED_AT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:firmat[oa]|sottoscritt[oa]|letto|compilazione|compilat[oa]|signed|executed|redatt[oa])\b[\x00-9;-\x7f]{0,60}:\s[\x00-9;-\x7f]{2,40}$",
    )
});

/// Returns whether all words of a range are names, with their titles: who signs beside a day.
fn are_names(page: &Folded<'_>, from: usize, to: usize) -> bool {
    let words = page.words(from, to).trim();
    !words.is_empty()
        && words.split(' ').count() <= LONGEST_SIGNATURES
        && words.split(' ').all(|word| {
            let letters = word.trim_end_matches(['.', ',']);
            word.starts_with(char::is_uppercase)
                && letters.chars().all(|c| c.is_alphabetic() || c == '\'')
                || word.ends_with('.') && letters.len() <= 4
        })
}

/// So many words the names of those have who sign beside a day.
const LONGEST_SIGNATURES: usize = 8;
/// A line of a sentence that goes on in the next is at least so long.
const FULL_LINE: usize = 50;
/// A place alone on its line is at most so long.
const LONGEST_PLACE: usize = 32;

/// A line that ends in a word which the next one completes.
static CONTINUES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:al|il|del|dal|on|in|of|at|n\.|scad\.?|the|to|until|since|a|el|le|am|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lune|marte|mercole|giove|vener)di|sabato|domenica),?\n$",
    )
});

/// "Wednesday, July 22, 2026 - 9:20 AM": when somebody comes, and no place.
static IS_WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?-u)^{},?\s$", forms::WEEKDAY)));
static HOUR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^(?:-\s|at\s|alle\s|ore\s|h\s)*[0-9]{1,2}[:.][0-9]{2}\b"));

fn is_weekday_with_hour(lead: &str, rest: &str) -> bool {
    IS_WEEKDAY.is_match(lead) && HOUR.is_match(rest)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c == '(')
}

/// "Prot. n. 0017733 Alessandria, 27 marzo 2026": the office's number stands before the place.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[a-z]{2,4}[0-9]{2,4}\s-\s)?(?:n|nr|pg|p\.g|prot|protocollo|rif|ref|pos|fasc|cat|our\sref|(?:circolare|comunicazione|avviso|determina|determinazione|ordinanza|pratica|nota)\s(?:n|nr|prot))\b[a-z0-9 ./:_-]{0,40}[0-9][a-z0-9./_-]{0,16}[\s,-]{1,3}",
    )
});

/// A register's number at the head of a line, whatever it is called: "1377/VIS Baku, 06.05.2026".
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[a-z_]{2,12}\.?\s(?:n\.?\s)?)?(?:[a-z0-9]{1,10}[./_-]){1,5}[a-z0-9]{1,10}[\s,]{1,2}",
    )
});

/// Returns where the words behind an office's own number begin, at the head of a line.
fn behind_number(page: &Folded<'_>, start: usize, lead: &str) -> usize {
    let head = page.page == 1 && page.line_of(start) < HEAD_LINES;
    let registered = REGISTERED
        .find(lead)
        .filter(|found| head && found.as_str().bytes().filter(u8::is_ascii_digit).count() >= 3);
    NUMBERED.find(lead).or(registered).map_or(0, |found| found.end())
}

/// What somebody signs to whom an act was handed.
static ACKNOWLEDGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:acknowledge\sreceipt|acknowledgement\sof\sreceipt|per\sricevuta|ricevo\scopia|riceve\scopia|relata\sdi\snotifica|per\snotifica|per\spresa\svisione|pris\sconnaissance|recu\s(?:copie|l'original|un\sexemplaire)|remise?\sen\smains?\spropres?|recibi(?:do)?\s(?:copia|conforme|el\soriginal)|handed\sover\sto\sthe\sapplicant|received\s(?:a\scopy|the\soriginal))\b[\x00-\x7f]{0,120}$",
    )
});

/// "Per notifica e ricevuta copia, Parma".
static ACKNOWLEDGED_HERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:per\snotifica|per\sricevuta|ricevuta\scopia|ricevo\scopia|per\spresa\svisione|acknowledge\sreceipt)\b[\x00-/:<-\x7f]{0,40}$",
    )
});

/// Returns whether a day stands on the line on which somebody signs that an act was handed to them.
pub(super) fn is_acknowledged_here(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    ACKNOWLEDGED_HERE.is_match(&page.flat[from.max(start.saturating_sub(110))..start])
}

/// Returns whether a signature's day is that on which the paper was handed to whom it concerns.
pub(super) fn is_acknowledged(page: &Folded<'_>, start: usize) -> bool {
    ACKNOWLEDGED.is_match(before(&page.flat, start, 150))
}

/// Returns whether a line begins with a place and nothing between it and the date: "Brescia 3 agosto 2026", in the head or at the end.
fn is_bare_place(page: &Folded<'_>, from: usize, start: usize) -> bool {
    let line = page.line_of(start);
    let words = page.words(from, start).trim();
    let town = |word: &str| {
        (word.chars().count() >= 4 || matches!(word, "San" | "São"))
            && word.starts_with(char::is_uppercase)
            && word.chars().all(char::is_alphabetic)
            && !is_action(&word.to_lowercase())
    };
    // "Casalecchio di Reno 9 marzo 2026"
    let several = words.split(' ').count() > 2;
    let joined = words.split(' ').any(|word| JOINTS_OF_TOWNS.contains(&word));
    let named = (!several || joined && words.split(' ').count() <= 4)
        && words.split(' ').all(|word| several && JOINTS_OF_TOWNS.contains(&word) || town(word));
    named && (line < HEAD_LINES || line + SIGNATURE_LINES >= page.last_line())
}

/// What joins the words of a town's name.
const JOINTS_OF_TOWNS: [&str; 13] =
    ["di", "del", "della", "dei", "delle", "d'", "in", "sul", "al", "de", "do", "la", "am"];

/// Returns whether a word is the name of something that is done, and of no town: "Lettura", "Cessazione", "Versamento".
fn is_action(word: &str) -> bool {
    ["zione", "sione", "amento", "imento", "tura", "sura", "correnza", "scadenza"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// "0012211-08/04/2026-DGPROF-MDS-P": a ministry's number with its day inside, at the head of a line.
static IN_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^(?:prot(?:ocollo|\.)?\s?(?:n\.?\s?)?:?\s?)?[0-9]{5,8}-$"));

/// Returns whether a date stands inside the number that an office gave the paper.
pub(super) fn is_in_number(page: &Folded<'_>, start: usize, end: usize, paper: Paper<'_>) -> bool {
    let line = page.line_of(start);
    let (from, _) = page.cell(start, start);
    page.page == 1
        && line < HEAD_LINES
        && paper.is_any(&[Nature::Act, Nature::Answer, Nature::Registered])
        && after(&page.text, end, 1) == "-"
        && IN_NUMBER.is_match(&page.text[from..start])
}

/// Returns the role of a date that stands in the paper's own title, behind its name and number.
pub(super) fn of_title(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> Option<DateRole> {
    let line = page.line_of(start);
    if page.page != 1 || line >= HEAD_LINES {
        return None;
    }
    let (from, _) = page.cell(start, start);
    if !paper.has_type() {
        return OTHER_TITLE.is_match(&page.text[from..start]).then_some(DateRole::Issued);
    }
    // "FATTURA n. 17/2026" and "del 31/07/2026" below it.
    let here = &page.text[from..start];
    let below = line > 0
        && (matches!(here, "del " | "of " | "dated ")
            // Beside the name in the left column: "STOJANOVIĆ JELENA del 08/07/2026" below "BOLLETTA N. 338417".
            || here.ends_with(" del ") && {
                let (above, end) = page.line(line - 1);
                NUMBERED_TITLE.is_match(&page.text[above..end])
            });
    if below && here.len() > 8 {
        return paper.is(Nature::Bill).then_some(DateRole::Issued);
    }
    let from = if below { page.line(line - 1).0 } else { from };
    let lead = &page.flat[from..start];
    // "… per l'annullamento del / provvedimento n. 3318/2026 del": a sentence goes on.
    let goes_on = line > 0 && page.words(from, start).starts_with(char::is_lowercase) && {
        let (above, end) = page.line(line - 1);
        end - above >= FULL_LINE && !page.text[..end].trim_end().ends_with(['.', ':'])
    };
    let found = TITLE.captures(lead).filter(|_| !goes_on)?;
    let of_another =
        QUOTED.is_match(lead) || &found[1] == "contratto" && !paper.is(Nature::Contract);
    // "Titolo locazione reg. n. 3309 del": a number of something else.
    let of_another = of_another
        || OF_REQUEST.is_match(lead)
        || matches!(&found[1], "n" | "nr") && OTHER_NUMBER.is_match(&lead[..found.get(1)?.start()]);
    // An appointment's own day is the one that it calls for.
    if of_another || paper.is_type("APPOINTMENT") {
        return None;
    }
    Some(if paper.is(Nature::Payment) {
        DateRole::Paid
    } else if paper.is(Nature::Filed) {
        DateRole::Filed
    } else {
        DateRole::Issued
    })
}
