//! Dates of laws, gazettes and judgments, which are never a paper's own.

use super::fold::Folded;
use super::{
    dates::{after, before},
    pattern,
};
use regex::Regex;
use std::sync::LazyLock;

/// What stands before a date that belongs to a law, a gazette or a judgment.
static LAW_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:l\.|legge(?:\s(?:regionale|costituzionale|provinciale|finanziaria|delega|di\sconversione|di\sbilancio|di\sstabilita))?|l\.\s?r\.?|d\.?\s?lgs|d\.?\s?l\.?\s?vo|d\.?\s?l\.|d\.?\s?p\.?\s?r|d\.?\s?m|d\.\s?i\.|d\.?\s?p\.?\s?c\.?\s?m|r\.?\s?d|t\.\s?u|testo\sunico|decreto(?:\s(?:legge|legislativo|ministeriale|interministeriale|direttoriale|del\spresidente\sdella\srepubblica|del\spresidente\sdel\sconsiglio\sdei\sministri))?|decreto-legge|gazzetta\sufficiale|g\.?\s?u(?:\.?\s?u\.?\s?e)?|regolamento|regulation|directive|direttiva|convenzione|convention|ordinanza|sentenza|circolare|delibera(?:zione)?(?:\sdi\s(?:g\.?c\.?|c\.?c\.?|giunta\s(?:comunale|regionale)|consiglio\scomunale))?|d\.?\s?[gc]\.?\s?[rc]|determinazione|act|law|decree|protocollo\sd'intesa|nota\scongiunta|(?:landes|bundes|staats|provinz|regional)?gesetz(?:es)?|(?:durchfuhrungs)?verordnung|dekret|beschluss|ley(?:\sorganica)?|real\sdecreto|loi|lei|portaria|arrete|resolucion|ministerial\sdecree)\.?(?:\s(?:europea|regionale|serie\sgenerale|di\sgiunta|di\sconsiglio|dell'aja|\(?(?:ue|ce|eu|ec|cee)\)?))?,?\s*(?:(?:n(?:o|r|um|umero)?[.\so]{0,3})?\s?[0-9]+(?:/[0-9a-z]+)*)?,?\s*(?:del|dell'|in\sdata|of|siglato\sil|vom|de|du|de\sfecha|,)?\s*$",
    )
});

/// "28 dicembre 2000, n. 445": a number after the date, as laws have.
static LAW_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^,?\s*n(?:o|r|um)?[.\so]{0,3}\s?[0-9]{1,5}\b"));

/// "Convenzione firmata a Vienna l'8 settembre 1976", "vom".
static TREATY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:conven[zt]ion[ei]?|treaty|trattato|accordo|gesetz(?:es)?|dekret)\s(?:(?:firmata|signee|signed|di|de|of|conclusa|fatta|europea)\s){0,3}(?:(?:a|at)\s)?(?:[a-z]{3,12})?,?\s?(?:del|dell'|l'|le|of|vom|de|on|il)?\s?$",
    )
});

/// "Decreto n. 7714/2026   in data": an act's own number and day, in a line of its head that says nothing else.
static OWN_DECREE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s*(?:decreto|provvedimento|ordinanza|determinazione)\s(?:n|nr|num|numero)[.\so]{0,3}\s?[0-9]{1,7}(?:/[0-9a-z]{1,8}){0,3},?\s{1,4}(?:del|in\sdata|di\sdata)\s{1,4}$",
    )
});

/// An act has its own number and day within so many lines from the top.
const HEAD_LINES: usize = 8;

fn is_own_decree(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let (from, to) = page.line_at(start);
    page.page == 1
        && page.line_of(start) < HEAD_LINES
        && page.text.get(end..to).is_some_and(|rest| rest.trim().is_empty())
        && OWN_DECREE.is_match(&page.text[from..start])
}

pub(super) fn is_law(page: &Folded<'_>, start: usize, end: usize) -> bool {
    if is_own_decree(page, start, end) {
        return false;
    }
    let lead = before(&page.flat, start, 90);
    // The last letter of "S.r.l." is no law.
    let law = LAW_BEFORE.find(lead).is_some_and(|found| {
        !(found.as_str().starts_with("l.") && lead[..found.start()].ends_with('.'))
    });
    law || TREATY.is_match(lead)
        || LAW_AFTER.is_match(after(&page.flat, end, 24))
            && [
                "d.p.r",
                "dpr",
                "d.lgs",
                "d. lgs",
                "legge",
                "l.",
                "decreto",
                "d.l.",
                "d.m.",
                "regolamento",
            ]
            .iter()
            .any(|law| lead.trim_end().ends_with(law) || lead.ends_with(&format!("{law} ")))
}
