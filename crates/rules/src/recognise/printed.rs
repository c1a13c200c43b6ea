//! When somebody looked at a page, printed it or saved it: none of the paper's own days.

use super::dates::before;
use super::fold::Folded;
use super::{pattern, position};
use regex::Regex;
use std::sync::LazyLock;

/// "Stampato dalla pagina il", at the head of a line: when somebody looked at it.
static SHOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[a-z]{2,12}\s){0,2}(?:(?:ri)?stampat|scaricat|esportat|visualizzat|consultat|salvat|generat|printed|downloaded|exported|viewed|retrieved|saved|generated|impres|descargad|imprim|telecharg|gedruckt|heruntergeladen|abgerufen|fotocopi|photocop|scansionat|scanned)[a-z]{0,3}\b",
    )
});

/// Returns whether a line says of its day that somebody looked at the page then, printed it or saved it.
pub(super) fn is_said(page: &Folded<'_>, start: usize) -> bool {
    page.opening(start, 90).is_some_and(|lead| SHOWN.is_match(lead))
}

/// "Stampa richiesta da delegato in data": of a paper that was there already.
static PRINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:stampa|ristampa|visualizzazione|consultazione|esportazione|scaricamento)\srichiesta\b[\x00-/:<-\x7f]{0,90}$",
    )
});

/// Returns whether a date is that on which somebody asked for a print of a paper that was there already.
pub(super) fn is_asked_for(page: &Folded<'_>, start: usize) -> bool {
    PRINT.is_match(before(&page.flat, start, 110))
}

/// Returns whether a date begins the line that a browser prints above a paper: "18/9/26, 21:03   Conto e carte".
pub(super) fn is_header(page: &Folded<'_>, start: usize, end: usize) -> bool {
    start == 0 && page.page == 1 && CLOCK.is_match(&page.text[end..])
}

static CLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)^,\s[0-9]{1,2}:[0-9]{2}\b"));

/// Returns whether a date stands in the line that a browser prints above or below a page.
pub(super) fn is_in_margin(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let (from, to) = page.line_at(start);
    let Some(rest) = page.text.get(end..to) else { return false };
    let below = from == start && CLOCK.is_match(rest) && FOOTER.is_match(rest);
    // "Servizi online > Consultazione regolarità 01/09/2026 10:14"
    let titled = from == 0
        && page.page == 1
        && position::TIME.is_match(rest.trim_matches([' ', ',']))
        && page.text[from..start].contains(" > ");
    is_header(page, start, end) || below || titled
}

/// A page's address or number closes the line below it.
static FOOTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\s(?:https?://|www\.)[\x21-\x7f]+(?:\s[0-9]{1,2}/[0-9]{1,2})?\s*$")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_say_that_its_page_was_printed() {
        let said = |text: &str| {
            let page = Folded::new(1, text);
            is_said(&page, page.text.find("03.12").unwrap())
        };
        assert!(said("stampato dalla pagina il 03.12.2026 alle ore 19:06"));
        assert!(said("Downloaded on 03.12.2026 at 19:06"));
        assert!(said("fotocopia fatta allo sportello il 03.12.2026"));
        assert!(!said("La aspettiamo il 03.12.2026 alle ore 19:06"));
    }

    #[test]
    fn what_a_browser_puts_beside_a_page_is_told_from_its_own_day() {
        let margin = |text: &str, day: &str| {
            let page = Folded::new(1, text);
            let at = page.text.find(day).unwrap();
            is_in_margin(&page, at, at + day.len())
        };
        assert!(margin("18/9/26, 21:03   Conto e carte | Movimenti\nSaldo", "18/9/26"));
        assert!(margin("Esito\n22/09/25, 19:40 https://portale.example/a?id=1 1/2", "22/09/25"));
        assert!(margin("INPS > Consultazione 01/09/2026 10:14\nEsito", "01/09/2026"));
        assert!(!margin("Milano, 01/09/2026\nOggetto: invito", "01/09/2026"));
    }
}
