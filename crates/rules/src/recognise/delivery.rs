//! How offices say on which day they handed an act to whom it concerns, and how mails and minutes bear their own day.

use super::dates::{after, before};
use super::fold::Folded;
use super::forms::DATES;
use super::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// "RELATA DI NOTIFICA - L'anno 2026", "NOTIFICA: Il giorno": the heading above the day of delivery.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:relata|relazione|verbale|avviso)\sdi\s(?:avvenuta\s)?notifica(?:zione)?|notifica(?:zione)?|notification|relata(?:\sdi)?)\b\s?[-:.]?\s?(?:ai\ssensi\s[\x00-:<-\x7f]{0,60})?(?:(?:il|oggi|addi'?|in\sdata|il\sgiorno|on)\s)?$",
    )
});

/// What the official says behind the day: "il sottoscritto ufficiale di P.G. ha notificato".
static DELIVERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:ha|ho|hanno|abbiamo)\s(?:notificato|consegnat[oa]\scopia|consegnato\sil\spresente|dato\s(?:lettura|copia|integrale\slettura))\b|\b(?:notificato|consegnato)\s(?:il\spresente|copia\sdel\spresente|l'atto\sche\sprecede|il\ssuesteso)\b|\be'?\sstat[oa]\snotificat[oa]\b|\bnotific[oa]\s(?:il\spresente|copia|al|alla|all')\b",
    )
});

/// How far behind its day an official says what was done.
const SENTENCE: usize = 260;

/// Returns whether a date opens an official's record of having handed an act over.
pub(super) fn is_of_delivery(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let opening = page.flat[start..end].starts_with("l'anno")
        || ["il giorno ", "in data ", "oggi ", "addi ", "addi' ", "addi, ", " il ", "l'anno "]
            .iter()
            .any(|word| before(&page.flat, start, 10).ends_with(word));
    if !opening {
        return false;
    }
    if HEADING.is_match(before(&page.flat, start, 110)) {
        return true;
    }
    let rest = after(&page.flat, end, SENTENCE);
    if rest.starts_with('.') {
        return false;
    }
    let rest = rest.find(';').map_or(rest, |at| &rest[..at]);
    // What was done behind another day was done on that one.
    let rest = DATES.find(rest).map_or(rest, |next| &rest[..next.start()]);
    let sentence = rest.find(". ").filter(|at| *at > 60).map_or(rest, |at| &rest[..at]);
    DELIVERED.find(sentence).is_some()
}

/// "Consegnata in mani proprie dell'interessata il", "notificato brevi manu al destinatario in data".
static HANDED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:consegnat|notificat|recapitat|rimess|ritirat)[oa]\s(?:[a-z]{1,14}\s){0,3}(?:mani|mano|manu|personalmente|interessat[oa]|d[ae]ll'interessat[oa]|all'interessat[oa]|destinatari[oa]|richiedente|stranier[oa]|predett[oa]|stess[oa])\b[\x00-/:<-\x7f]{0,50}\b(?:il|in\sdata|oggi|addi'?)\s(?:giorno\s)?$",
    )
});

/// Returns whether an act was handed to whom it concerns on that day.
pub(super) fn is_of_handing(page: &Folded<'_>, start: usize, end: usize) -> bool {
    HANDED.is_match(before(&page.flat, start, 130))
        || GIVEN.is_match(before(&page.flat, start, 40))
            && TO_WHOM.is_match(after(&page.flat, end, 60))
        || is_field_of_delivery(page, start)
}

/// "NOTIFICA", "Relata di notifica": a heading of its own line.
static DELIVERY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x20-/:-@]{0,4}(?:(?:relata|relazione|verbale|attestazione|avviso|estremi|dati)\s(?:di\s|della\s)?(?:avvenuta\s)?)?(?:notifica|notificazione|notification|notificacion|notificacao|consegna\sall'interessat[oa]|zustellung)[\x20-/:-@]{0,4}$",
    )
});

/// What may stand before the day of delivery on its line: "Data:", "Il giorno", "Luogo e data Vicenza,".
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:data|date|fecha|il|in\sdata|il\sgiorno|addi'?|datum)\s?:?\s|luogo\se\sdata:?\s[a-z' ]{0,30},?\s)?$",
    )
});

/// Lines from the heading of a delivery to its day: a row of captions may stand between.
const BELOW_HEADING: usize = 2;

/// Returns whether a day is a field below the heading of a delivery, or stands below its caption there.
fn is_field_of_delivery(page: &Folded<'_>, start: usize) -> bool {
    let line = page.line_of(start);
    let text = |line: usize| {
        let (from, to) = page.line(line);
        page.text[from..to].trim()
    };
    let (from, _) = page.line(line);
    let lead = &page.text[from..start];
    let heading =
        (line.saturating_sub(BELOW_HEADING)..line).rev().find(|at| DELIVERY.is_match(text(*at)));
    let captioned = |heading: usize| {
        !lead.is_empty()
            || heading + 1 == line
            || text(heading + 1)
                .split([' ', '\t', ':'])
                .any(|word| matches!(word, "data" | "date" | "fecha" | "giorno"))
    };
    FIELD.is_match(lead) && heading.is_some_and(captioned)
}

/// "Copia consegnata oggi", before the day.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:consegnat|notificat|recapitat|rimess)[oa]\s(?:oggi|il|in\sdata|addi'?)\s(?:giorno\s)?$",
    )
});

/// "All'interessata", "a mani del destinatario", behind it.
static TO_WHOM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:(?:alle\s)?ore\s[0-9:.]{3,5},?\s)?(?:a|al|alla|all'|in|nelle)\s?(?:[a-z']{1,12}\s){0,3}(?:mani|interessat[oa]|destinatari[oa]|richiedente|stranier[oa]|predett[oa]|stess[oa])\b",
    )
});

/// The line of a mail's head that says when it was sent.
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:date|sent|data|inviato|inviata|data\sinvio|fecha|enviado|enviado\sel|envoye|envoye\sle|data\sde\senvio|datum|gesendet)\s?:\s?(?:(?:lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun|mie|jue|vie|jeu|sam|dim|seg|ter|qua|qui|sex|die|don)[a-z']{0,9}\.?,?\s|(?:mo|di|mi|do|fr|sa|so)\.?,\s)?$",
    )
});

/// Another line of a mail's head.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:from|to|cc|ccn|bcc|subject|attachments|allegati|da|a|per|oggetto|de|para|asunto|assunto|von|an|betreff|objet|mittente|destinatario)\s?:\s",
    )
});

/// Returns whether a date is that on which a mail was sent, as its head says it.
pub(super) fn is_mail_head(page: &Folded<'_>, start: usize) -> bool {
    let line = page.line_of(start);
    let (from, _) = page.line(line);
    let text = |line: usize| {
        let (from, to) = page.line(line);
        &page.text[from..to]
    };
    let beside = [line.checked_sub(1), Some(line + 1).filter(|line| *line <= page.last_line())];
    let near = |line: &usize| HEAD.is_match(text(*line));
    let above = || line > 1 && near(&(line - 1)) && near(&(line - 2));
    start - from <= 40
        && (SENT.is_match(&page.text[from..start])
            && beside.into_iter().flatten().any(|line| near(&line))
            || WEEKDAY_ALONE.is_match(&page.text[from..start]) && above())
}

/// A day of the week at the beginning of a line: a mail's head may have no word before its day.
static WEEKDAY_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun|mie|jue|vie|jeu|sam|dim|seg|ter|qua|qui|sex|die|don)[a-z']{0,9}\.?,?\s)?$",
    )
});

/// What stands before and behind the day of a message in an exported chat: "[02/03/26, 18:07:11] Aldo:", "02/03/26, 18:07 - Aldo:".
static MESSAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\x20(?:alle\x20|ore\x20|at\x20)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\x20[ap]\.?m\.?)?(?:\]|\x20-)\x20[!-9;-~][\x20-9;-~]{0,40}:\x20",
    )
});

/// Returns whether a date is that of one message among others, in a chat that was saved.
pub(super) fn is_of_message(page: &Folded<'_>, start: usize, end: usize) -> bool {
    matches!(page.opening(start, 1), Some("" | "[")) && MESSAGE.is_match(after(&page.text, end, 70))
}

/// How minutes and other records open: "Il giorno 13 aprile 2026, alle ore 18.30".
static RECORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s?(?:alle\sore|alle|ore|in\sseconda|in\sprima|presso|in|nella|nell'|negli|nei|a|avanti|innanzi|davanti|si\se)\b",
    )
});

/// So many lines into a paper its record opens.
const OPENING_LINES: usize = 14;

/// Returns whether a date opens the record that a paper is.
pub(super) fn opens_record(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let line = page.line_of(start);
    let (from, _) = page.line(line);
    let lead = &page.text[from..start];
    let day = matches!(lead, "il giorno " | "addi " | "addi' " | "oggi " | "in data " | "l'anno ")
        || lead.is_empty() && page.text[start..].starts_with("l'anno");
    page.page == 1 && line < OPENING_LINES && day && RECORD.is_match(after(&page.flat, end, 40))
}

#[cfg(test)]
mod tests {
    use super::{Folded, is_mail_head, is_of_delivery, is_of_message, opens_record};

    #[test]
    fn the_day_of_delivery_is_told_by_its_record() {
        let is = |text: &str, day: &str| {
            let page = Folded::new(1, text);
            let at = page.flat.find(day).unwrap();
            is_of_delivery(&page, at, at + day.len())
        };
        for text in [
            "VERBALE DI NOTIFICA\nIl giorno 20/10/2026 alle ore 10:15, negli uffici",
            "Il giorno 20/10/2026 in Brescia, via Botticelli 2, io sottoscritto Agente di P.G. ho consegnato copia del decreto",
            "NOTIFICA - Il giorno 20/10/2026 in Brescia",
            "In data 20/10/2026 l'atto che precede è stato notificato mediante consegna",
        ] {
            assert!(is(text, "20/10/2026"), "{text}");
        }
        for text in [
            "in data 20/10/2026 il richiedente ha consegnato la documentazione",
            "entro 60 giorni dalla notifica. Il permesso scaduto il 20/10/2026",
            "presentata il 20/10/2026. Il provvedimento è stato notificato oggi",
        ] {
            assert!(!is(text, "20/10/2026"), "{text}");
        }
        assert!(is(
            "il sottoscritto: l'anno 2026, addì 3 del mese di settembre, alle ore 10, negli uffici, ho notificato il presente",
            "l'anno 2026, addi 3 del mese di settembre"
        ));
    }

    #[test]
    fn below_the_heading_of_a_delivery_stands_its_day() {
        let is = |text: &str| {
            let page = Folded::new(1, text);
            let at = page.text.find("26/01/2027").unwrap();
            super::is_of_handing(&page, at, at + 10)
        };
        assert!(is("NOTIFICA\nData Luogo Consegnato a Firma\n26/01/2027 Questura proprie mani"));
        assert!(is("RELATA DI NOTIFICA\nData: 26/01/2027\nL'ufficiale"));
        assert!(is("Notifica\nAgente: Ass. C. Rea\nData: 26/01/2027"));
        assert!(!is(
            "Il ricorso va proposto entro sessanta giorni dalla notifica\nData: 26/01/2027"
        ));
        assert!(!is("NOTIFICA\nnata a Izmir il 26/01/2027"));
    }

    #[test]
    fn a_mail_and_minutes_have_their_own_day() {
        let mail = Folded::new(1, "From: a@b.example\nDate: Mon, 31 Aug 2026 14:06\nSubject: x");
        assert!(is_mail_head(&mail, mail.text.find("31 aug").unwrap()));
        let form = Folded::new(1, "Comune di Roma\nData: 31/08/2026\nFirma");
        assert!(!is_mail_head(&form, form.text.find("31/08").unwrap()));
        let minutes =
            Folded::new(1, "VERBALE\nIl giorno 13 aprile 2026, alle ore 18.30, si è riunita");
        let at = minutes.text.find("13 apr").unwrap();
        assert!(opens_record(&minutes, at, at + "13 aprile 2026".len()));
    }

    #[test]
    fn what_a_chat_puts_before_a_message_is_told_from_a_page_s_own_day() {
        let page = |text: &str, day: &str, is: fn(&Folded<'_>, usize, usize) -> bool| {
            let page = Folded::new(1, text);
            let at = page.text.find(day).unwrap();
            is(&page, at, at + day.len())
        };
        let message = is_of_message;
        assert!(page("[02/03/26, 18:07:11] Aldo Pero: Buonasera", "02/03/26", message));
        assert!(page("02/03/26, 18:07 - Aldo Pero: Buonasera", "02/03/26", message));
        assert!(!page("02/03/2026 18:07:11\nNOTIFICA: documenti", "02/03/2026", message));
        let mail = Folded::new(1, "Da: a@b.example\nA: Amal\nmartedì 19 maggio 2026 22:41\nCiao");
        assert!(is_mail_head(&mail, mail.text.find("19 mag").unwrap()));
    }
}
