//! Where a page has its title: in a line of its own near the top, or in the subject of a letter.

use super::fold::{Folded, begins_word};
use super::forms;
use memchr::memchr2;

/// Lines of the first page in which a heading is looked for.
const HEADING_LINES: usize = 14;
/// Capitals still are a heading so far down: long letterheads stand above them.
const CAPITAL_LINES: usize = 26;
/// A heading is at most this many words.
const HEADING_WORDS: usize = 16;

/// Returns whether a phrase stands in a title: a short line at the top of the first page, capitals further down, or the subject.
pub(super) fn is_heading(folded: &Folded<'_>, page: usize, start: usize, end: usize) -> bool {
    if page > 0 {
        return false;
    }
    let (from, to) = folded.cell(start, end);
    let from = from + ticked(&folded.text[from..start]);
    // A title in two languages: each is one.
    let from = folded.text[from..start].rfind(" / ").map_or(from, |at| from + at + 3);
    let (from, to) = one_language(folded, (from, to), start, end);
    // A portal's path ends with the page's own title.
    let from = match folded.text[from..start].rfind(" > ") {
        Some(at) if !folded.text[end..to].contains(" > ") => from + at + 3,
        _ => from,
    };
    let lead = folded.text[from..start].trim();
    let words = folded.words(start, end);
    let small = words.starts_with(char::is_lowercase);
    if is_item(&folded.text[from..to], small) {
        return false;
    }
    if is_subject(folded, start, end) {
        return true;
    }
    if is_entry_of_a_log(folded, start) {
        return false;
    }
    // A sentence's line: it goes on from the one above, or lists things.
    let original = folded.words(from, to);
    let capital = original.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase);
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    // A short form in a sentence ("il DURC") is in capitals as well.
    let title = lead.is_empty() || words.trim().contains([' ', '\n']);
    let capitals = title && letters.clone().count() >= 4 && letters.all(char::is_uppercase);
    if !capitals && (!capital || original.matches(',').count() >= 2 && small) {
        return false;
    }
    let line = folded.line_of(start);
    let lines = if capitals { CAPITAL_LINES } else { HEADING_LINES };
    // Some forms write their whole head in one line of capitals.
    let opens = capitals && lead.is_empty();
    if line >= lines || !opens && folded.text[from..to].split([' ', '\n']).count() > HEADING_WORDS {
        return false;
    }
    if lead.is_empty() && small {
        return false;
    }
    let before = lead.trim_matches(|c: char| !c.is_ascii_alphabetic());
    if is_office(lead) {
        return false;
    }
    let length = folded.text[from..to].split([' ', '\n']).count();
    if small && !capitals && length > TITLE_WORDS {
        return false;
    }
    let mut words = before.split(' ');
    let bring = words.next().is_some_and(|first| BRING.contains(&first));
    before.is_empty() || capitals || words.count() < 3 && !bring
}

/// Returns where the part of a title stands that is in one language, where dashes part three or more: "Extrait de l'acte de mariage -
/// Auszug aus dem Heiratseintrag - Estratto dell'atto di matrimonio".
fn one_language(
    folded: &Folded<'_>,
    (from, to): (usize, usize),
    start: usize,
    end: usize,
) -> (usize, usize) {
    let cell = &folded.text[from..to];
    let short = |part: &str| part.split([' ', '\n']).count() <= TITLE_WORDS;
    if cell.matches(DASH).count() < 2 || !cell.split(DASH).all(short) {
        return (from, to);
    }
    let begins = folded.text[from..start].rfind(DASH).map_or(from, |at| from + at + DASH.len());
    let ends = folded.text[end..to].find(DASH).map_or(to, |at| end + at);
    (begins, ends)
}

/// What parts the languages of one line.
const DASH: &str = " - ";

/// A title that names the paper within is short; a longer line is a sentence.
const TITLE_WORDS: usize = 10;

/// What begins a line that asks for papers.
const BRING: &[&str] = &[
    "portare",
    "allegare",
    "presentare",
    "esibire",
    "consegnare",
    "serve",
    "servono",
    "bring",
    "attach",
    "munirsi",
    "allega",
    "allegati",
    "allegato",
    "con",
    "enclosed",
    "encl",
    "inviare",
];

/// Returns whether what stands before a title's words makes them an office's name: "Ufficio Cessione Fabbricati".
fn is_office(lead: &str) -> bool {
    let apart = [" - ", ": ", ". "].iter();
    let begins = apart.filter_map(|sign| lead.rfind(sign).map(|at| at + sign.len())).max();
    let first = lead[begins.unwrap_or(0)..].split(' ').next();
    first.is_some_and(|word| OFFICES.contains(&word))
}

/// What begins the name of an office, which says what papers it deals with.
const OFFICES: &[&str] = &[
    "ufficio",
    "uffici",
    "sezione",
    "servizio",
    "settore",
    "area",
    "direzione",
    "sportello",
    "reparto",
    "nucleo",
    "ripartizione",
    "division",
    "department",
    "office",
    "bureau",
    "service",
    "oficina",
    "seccion",
    "servicio",
    "departamento",
    "setor",
    "abteilung",
    "amt",
];

/// Returns how many bytes of a line's beginning are a box with a cross in it: what stands behind was chosen.
fn ticked(lead: &str) -> usize {
    ["[x]", "(x)", "[v]"]
        .iter()
        .find_map(|mark| lead.strip_prefix(mark))
        .map_or(0, |rest| lead.len() - rest.trim_start().len())
}

/// Returns whether the last box before a place on its line is empty: a form offers it, and it was not chosen.
pub(super) fn is_unticked(folded: &Folded<'_>, start: usize) -> bool {
    let (from, _) = folded.cell(start, start);
    let lead = &folded.text[from..start];
    // Hardly any cell has a box; looking for each kind of it costs much on a page of many phrases.
    if memchr2(b'[', b'(', lead.as_bytes()).is_none() {
        return false;
    }
    let last = |marks: &[&str]| marks.iter().filter_map(|mark| lead.rfind(mark)).max();
    last(&["[ ]", "[]", "( )"]) > last(&["[x]", "(x)", "[v]"])
}

/// Returns whether a line is one of a list: what it names is asked for, enclosed or offered.
fn is_item(cell: &str, small: bool) -> bool {
    let cell = cell.trim_start();
    let Some((marker, _)) = cell.split_once(' ') else { return false };
    let bullet = matches!(marker, "-" | "*" | "o" | "[]" | ">" | "--");
    let tick = cell.starts_with("[ ]");
    // "1." and "a)" also number a form's fields and a contract's clauses, whose words begin large.
    let numbered = marker.len() <= 3 && (marker.ends_with(')') || marker.ends_with('.') && small);
    bullet || tick || numbered
}

/// Returns whether a place is on a line of a list: of what is asked for, enclosed or offered.
pub(super) fn is_listed(folded: &Folded<'_>, start: usize) -> bool {
    let (from, to) = folded.cell(start, start);
    is_item(&folded.text[from..to], true)
}

/// Returns whether a phrase stands in the subject of a letter, which may run over three lines.
pub(super) fn is_subject(folded: &Folded<'_>, start: usize, end: usize) -> bool {
    let line = folded.line_of(start);
    (line.saturating_sub(2)..=line).rev().any(|number| {
        let (from, _) = folded.line(number);
        let text = folded.text[from..end].trim_start();
        end - from <= LONGEST_SUBJECT
            && SUBJECTS.iter().any(|word| {
                text.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', ' ', '.', '-']))
            })
            // Only a line that was full goes on in the next one.
            && (number..line).all(|number| {
                let (from, to) = folded.line(number);
                to - from >= FULL_LINE
            })
    })
}

/// Returns whether a subject speaks, before this place, of doing something about the paper it then names: an appeal against a
/// refusal, an answer to a request, a reminder.
pub(super) fn answers(folded: &Folded<'_>, start: usize) -> bool {
    let from = folded.line(folded.line_of(start).saturating_sub(2)).0;
    let before = &folded.flat[from..start];
    let subject = SUBJECTS.iter().filter_map(|word| before.rfind(&format!("{word}:"))).max();
    let before = &before[subject.unwrap_or(0)..];
    ANSWERS.iter().any(|word| before.match_indices(word).any(|(at, _)| begins_word(before, at)))
}

/// What is done about a paper that a subject names.
const ANSWERS: &[&str] = &[
    "ricorso",
    "avverso",
    "impugna",
    "diffida",
    "sollecito",
    "riscontro",
    "risposta",
    "replica",
    "aggiornamenti",
    "aggiornamento su",
    "aggiornamento pratica",
    "aggiornamento della pratica",
    "aggiornamento stato",
    "aggiornamento dello stato",
    "aggiornamento in merito",
    "informazion",
    "preventivo",
    "parcella",
    "trasmissione",
    "invio",
    "inoltro",
    "promemoria",
    "ritiro",
    "appuntamento",
    "mancat",
    "about",
    "regarding",
    "appeal",
    "reminder",
    "question",
    "documenti per",
    "documenti necessari",
    "accesso agli atti",
];

/// What a letter's subject begins with.
const SUBJECTS: &[&str] = &["oggetto", "subject", "re", "objet", "asunto", "assunto", "ogg."];
const LONGEST_SUBJECT: usize = 260;
const FULL_LINE: usize = 60;

/// Returns whether a title begins here: at the beginning of a line or cell, behind a ticked box or a telephone's clock, where a second
/// language begins, or at the end of a portal's path.
pub(super) fn begins_title(folded: &Folded<'_>, start: usize) -> bool {
    let (from, to) = folded.cell(start, start);
    let lead = folded.text[from..start].trim_end();
    let last_step = lead.ends_with('>') && !folded.text[start..to].contains(" > ");
    last_step
        || is_clock(lead)
        || !lead.bytes().any(|b| b.is_ascii_alphanumeric())
        || lead.ends_with(['/', ']'])
        || lead.ends_with(" -")
}

/// Returns whether nothing but an hour is written, with or without its day: "8:02", "21/10/2026 22:14".
fn is_clock(lead: &str) -> bool {
    let lead = match lead.trim().rsplit_once(' ') {
        Some((day, hour)) if begins_with_a_day(day) && !day.contains(' ') => hour,
        _ => lead,
    };
    let figures = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    lead.trim()
        .split_once([':', '.'])
        .is_some_and(|(hour, minute)| figures(hour, 2) && minute.len() == 2 && figures(minute, 2))
}

/// Returns whether a line begins with a day in figures: "18/02/2026 09:00:12", "2026-02-18", "18.2.26".
fn begins_with_a_day(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(|c: char| c.is_ascii_digit())
        && forms::DATES.find(line).is_some_and(|day| {
            day.start() == 0 && !day.as_str().contains(|c: char| c.is_ascii_alphabetic())
        })
}

/// Returns whether a phrase stands behind a day, where the line above or below begins with a day too: what once happened to a case, as
/// a portal lists it.
fn is_entry_of_a_log(folded: &Folded<'_>, start: usize) -> bool {
    let line = folded.line_of(start);
    let dated = |number: usize| {
        let (from, to) = folded.line(number);
        begins_with_a_day(&folded.text[from..to])
    };
    dated(line) && (line > 0 && dated(line - 1) || line < folded.last_line() && dated(line + 1))
}

/// Returns whether the lines above and below have columns.
fn is_among_rows(folded: &Folded<'_>, start: usize) -> bool {
    let line = folded.line_of(start);
    let columns = |number: usize| {
        let (from, to) = folded.line(number);
        folded.text[from..to].contains('\t')
    };
    line > 0 && columns(line - 1) && line < folded.last_line() && columns(line + 1)
}

/// Returns whether a value stands behind a title's words, as behind a form's label: "Degree: Bachelor of Science".
pub(super) fn is_field(folded: &Folded<'_>, start: usize, end: usize) -> bool {
    let (_, to) = folded.cell(start, end);
    let rest = &folded.text[end..to];
    // "Passaporto N9023317": letters and figures, as numbers of papers are.
    let number = |word: &str| {
        let figures = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
        (1..=2).contains(&(word.len() - figures.len()))
            && figures.len() >= 6
            && figures.bytes().all(|b| b.is_ascii_digit())
    };
    // "Passeport n°   Y118402": so is what the word for a number stands before.
    let (_, line_end) = folded.line(folded.line_of(end));
    let mut words = folded.text[end..line_end].split_whitespace();
    let counted = words
        .next()
        .is_some_and(|word| ["no", "n.", "nr.", "no.", "nro", "number"].contains(&word))
        && words.next().is_some_and(|word| number(word.trim_end_matches([',', ';', '.'])));
    let value = rest.strip_prefix(' ').is_some_and(number) || counted;
    // "Nulla osta .......: P-LT/L/N/2026/104902": a form made with a typewriter's signs.
    let led = rest.trim_start_matches([' ', '.', '_']);
    // "Istanza inviata   16/10/2025 12:07", among other rows of a table.
    let dated = folded.text[to..].strip_prefix('\t').is_some_and(begins_with_a_day)
        && is_among_rows(folded, start);
    // "Istanza inviata 16/10/2025 12:07:41": to the second, as a portal keeps what happened, below the head of the page.
    let timed = folded.line_of(start) > 1
        && rest.strip_prefix(' ').is_some_and(|rest| {
            begins_with_a_day(rest) && rest.split(' ').nth(1).is_some_and(|hour| hour.contains(':'))
        });
    value || dated || timed || led.strip_prefix(':').is_some_and(|rest| !rest.trim().is_empty())
}

/// Returns whether one word is only the beginning of a title: "Procura della Repubblica", not "Procura n. 12" or "Delega per il ritiro".
pub(super) fn goes_on(folded: &Folded<'_>, start: usize, end: usize) -> bool {
    let (_, to) = folded.cell(start, end);
    let Some(rest) = folded.text[end..to].strip_prefix(' ') else { return false };
    let next = rest.split([' ', '.', ',', ':']).next().unwrap_or_default();
    !folded.text[start..end].contains([' ', '\n'])
        && ["di", "della", "dello", "dei", "delle", "of", "b", "rilasciata", "rilasciato"]
            .contains(&next)
}

#[cfg(test)]
mod tests {
    use super::{Folded, answers, begins_title, is_heading};

    fn at(text: &str, words: &str, judge: fn(&Folded<'_>, usize) -> bool) -> bool {
        let folded = Folded::new(1, text);
        judge(&folded, folded.flat.find(words).unwrap())
    }

    #[test]
    fn what_a_telephone_shows_behind_its_clock_begins_the_line() {
        assert!(at("8:02 [segnale] 64%", "[segnale", begins_title));
        assert!(!at("n. 8 [segnale] 64%", "[segnale", begins_title));
        assert!(!at("art. 8:02 permesso", "permesso", begins_title));
        assert!(at("21/10/2026 22:14 Wi-Fi 61%", "wi-fi", begins_title));
    }

    #[test]
    fn what_happened_to_a_case_is_no_title() {
        let title = |text: &str| {
            let folded = Folded::new(1, text);
            let start = folded.flat.find("domanda inviata").unwrap();
            is_heading(&folded, 0, start, start + "domanda inviata".len())
        };
        assert!(!title("18/02/2026 09:00:12   Domanda inviata\n02/07/2026   Presa in carico"));
        assert!(!title("Storico\n2026-03-01   Presa in carico\n2026-02-18   Domanda inviata"));
        // What a browser prints above its page.
        assert!(title("18/02/2026, 09:12   Domanda inviata\nPortale servizi"));
    }

    #[test]
    fn a_number_behind_its_caption_is_a_field_however_they_are_parted() {
        let field = |text: &str, words: &str| {
            let folded = Folded::new(1, text);
            let start = folded.flat.find(words).unwrap();
            super::is_field(&folded, start, start + words.len())
        };
        assert!(field("Passeport n°   Y118402, valable jusqu'au 24/11/2028", "passeport"));
        assert!(field("Nulla osta .....: P-LT/L/N/2026/104902", "nulla osta"));
        assert!(!field("Procura n. 12", "procura"));
        assert!(!field("Passeport", "passeport"));
    }

    #[test]
    fn a_tables_row_with_its_day_is_a_field() {
        let field = |text: &str| {
            let folded = Folded::new(1, text);
            let start = folded.flat.find("istanza inviata").unwrap();
            super::is_field(&folded, start, start + "istanza inviata".len())
        };
        assert!(field(
            "Familiare     Deniz\nIstanza inviata     16/10/2025 12:07:41\nStato     in attesa"
        ));
        assert!(!field("Istanza inviata     16/10/2025\nPortale servizi"));
    }

    #[test]
    fn each_language_of_a_title_is_a_title() {
        let title = |text: &str, words: &str| {
            let folded = Folded::new(1, text);
            let start = folded.flat.find(words).unwrap();
            is_heading(&folded, 0, start, start + words.len())
        };
        let extract = "Extrait de l'acte de mariage – Evlenme kayıt örneği – Auszug aus dem Heiratseintrag – \
            Extract of the marriage record – Estratto dell'atto di matrimonio – Extracto del acta de matrimonio";
        assert!(title(extract, "estratto dell'atto di matrimonio"));
        assert!(title(extract, "extrait de l'acte de mariage"));
        let sentence = "La domanda si presenta allo sportello – oppure per posta – con una copia dell'estratto dell'atto di matrimonio";
        assert!(!title(sentence, "estratto dell'atto di matrimonio"));
    }

    #[test]
    fn bringing_a_permit_up_to_date_is_asked_for_and_news_are_told() {
        let subject = |what: &str| format!("Oggetto: {what} - richiesta di integrazione");
        let permit = subject("istanza di aggiornamento del permesso di soggiorno");
        assert!(!at(&permit, "richiesta di", answers));
        assert!(at(&subject("aggiornamento sulla pratica"), "richiesta di", answers));
    }
}
