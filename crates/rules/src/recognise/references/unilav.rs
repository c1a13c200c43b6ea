//! The code that the regions' systems give a notice of employment.

use super::patterns::{UNILAV, UNILAV_OWN};
use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, fiscal_code, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Sixteen figures as the systems count them: region, province or system, two figures of the year, a running number. A payment card's
/// begin with a higher one.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)\b[0-2](?:\x20?[0-9]){15}\b"));

/// The years of such notices: they are sent since 2008.
const YEARS: std::ops::Range<&str> = "08".."50";

/// What speaks of such a notice before its code.
static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:comunicaz(?:ion[ei]\b|\.{0,3})|comunicat[ao]\s(?:al|all')|comunic\.|com\.ne|cod(?:\.|ice)\scom\.|com\.\sobb|unilav|unidom|ricevuta\sco|co\s(?:n|nr|num|numero|no|cod|codice|prot|protocollo|unilav|del)|c\.o\.
        |mandatory\scommunication|compulsory\s(?:notification|communication|notice)|employment\snotice|hiring\snotice)(?:[\x00-/:-\x60\x7b-\x7f]|$)",
    )
});

/// So far before the code its name may stand.
const NAMED: usize = 110;

/// Finds the codes of notices of employment on a page.
pub(super) fn find(page: &Folded<'_>, id: Option<&str>, found: &mut Vec<Found>) {
    let text = &page.text;
    let notice = id == Some("UNILAV");
    let mut take = |value: String, start: usize, end: usize| {
        let figures = value.bytes().filter(u8::is_ascii_digit).count();
        if figures >= 9 && !fiscal_code::is_valid(&value) {
            let evidence = evidence(page, start, end, "unilav");
            add(found, ReferenceKind::Unilav, value, evidence, None, None);
        }
    };
    let own = UNILAV_OWN.captures_iter(text).filter(|_| notice);
    for c in UNILAV.captures_iter(text).chain(own) {
        let Some(number) = c.iter().skip(1).flatten().next() else { continue };
        take(page.words(number.start(), number.end()).to_uppercase(), number.start(), number.end());
    }
    for code in CODE.find_iter(text) {
        let value = code.as_str().replace(' ', "");
        let dated = value.get(5..7).is_some_and(|year| YEARS.contains(&year));
        if dated && NOTICE.is_match(before(&page.flat, code.start(), NAMED)) {
            take(value, code.start(), code.end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    fn told(line: &str) -> Vec<String> {
        told_by(|page, found| find(page, None, found), line)
    }

    #[test]
    fn a_notice_s_code_is_known_by_its_build_behind_any_name_of_the_notice() {
        for line in [
            "COMUNICAZIONE AL C.P.I.: COD. 2200027100463318",
            "UniLav - PROROGA\nComunicazione: 2200027100463318",
            "COD. COMUNICAZ...: 2200027100463318",
            "comunicazione di assunzione n. 2200027100463318 del 12/03/2026",
            "assunzione comunicata al CPI (cod. com. 2200027100463318)",
            "CO n. 2200027100463318 inviata",
            "Codice com. obbl. 22 0002 7100 463318",
            "La comunicazione obbligatoria di instaurazione del rapporto è stata inviata in data odierna, codice 2200027100463318",
        ] {
            assert_eq!(told(line), ["2200027100463318"], "{line}");
        }
    }

    #[test]
    fn a_payment_card_s_number_is_no_notice_s_code() {
        for line in [
            "Comunicazione alla banca: carta 4023600512345678",
            "comunicazione: versare sulla carta 5333171012345678",
            "Como (CO) 2212326901234567",
        ] {
            assert!(told(line).is_empty(), "{line}");
        }
    }
}
