//! Mails between friends and minutes of meetings: they tell of people, and are nobody's papers.

use super::captions::is_whole_name;
use super::dates::{after, before};
use super::fold::{Folded, phrase};
use super::pattern;
use crate::facts::{PersonFound, PersonRole};
use regex::Regex;
use std::sync::LazyLock;

/// A mail's head stands within so many bytes.
const HEAD: usize = 700;

/// Who wrote it, with an address.
static FROM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?m-u)^(?:from|da|de|von|mittente):?\s[\x20-\x7e]{2,60}<[a-z0-9._+-]{1,60}@")
});

/// To whom.
static TO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m-u)^(?:to|a|para|an|destinatario|per):?\s[a-z]"));

/// Words of friends and families, which no office writes.
static FRIENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:un\sabbraccio|un\sbacio|baci|bacioni|ciao\s(?:car[oa]|a\stutti)|amore|tesoro|xoxo|kisses|hugs|(?:lots\sof|morning|with|my)\slove|love\syou|miss\syou|abrazos?|besos|beijos|bisous|habibti|habibi|querid[oa]|mum|mamma|mama|hey\sgirl|(?:ha){2,4}|liebe\sgrusse|kusse)\b",
    )
});

/// The line above "To: …" in a printed mail, or the sender with the address and below it the hour.
static MAIL_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\s)(?:from|da|de|von|mittente|sent|inviato|date|data):\s[\x20-\x7e]{2,90}\s?$|<[a-z0-9._+-]{1,60}@[a-z0-9.-]{3,60}>\s(?:[0-9a-z.,:/\x20]{4,40}\s)?$",
    )
});

/// It is at most so long, in folded bytes.
const MAIL_LINE: usize = 100;

/// So far behind its head a mail is closed.
const MAIL_REACH: usize = 4_000;

/// "Nov 4, 2026, 7:51 AM", on the lines below to whom a mail went.
static HOUR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)\b[0-9]{1,2}[:.][0-9]{2}\b"));

/// Returns whether a mail is printed as web mail does: who wrote it, below it "to Leila Haddad", and the hour on one of the next lines.
fn is_web_mail(page: &Folded<'_>, line_start: usize) -> bool {
    let line = page.line_of(line_start);
    let small = page.words(line_start, line_start + 1).starts_with(char::is_lowercase);
    if !small || line == 0 || line > WEB_MAIL_HEAD {
        return false;
    }
    let (from, to) = page.line(line - 1);
    let (next, _) = page.line((line + 1).min(page.last_line()));
    let (_, until) = page.line((line + 2).min(page.last_line()));
    is_whole_name(page, from, to) && HOUR.is_match(&page.text[next..until])
}

/// Whom a printed mail went to stands on one of its first lines.
const WEB_MAIL_HEAD: usize = 8;

/// Returns whether the line above a place is one of a mail's head: "From: …" above "To: …".
pub(super) fn is_mail(page: &Folded<'_>, line_start: usize) -> bool {
    MAIL_HEAD.is_match(before(&page.flat, line_start, MAIL_LINE)) || is_web_mail(page, line_start)
}

/// Returns whether friends and families write so behind a mail's head.
pub(super) fn is_between_friends(page: &Folded<'_>, start: usize) -> bool {
    FRIENDS.is_match(after(&page.flat, start, MAIL_REACH))
}

/// Returns whether two of the same household wrote to each other: one stands above "to Leila Haddad", the other behind "to".
fn is_within_the_household(page: &Folded<'_>, persons: &[PersonFound]) -> bool {
    (1..=WEB_MAIL_HEAD.min(page.last_line())).any(|line| {
        let (from, to) = page.line(line);
        let (above, _) = page.line(line - 1);
        let sent = WENT_TO.iter().any(|word| page.text[from..to].starts_with(word));
        sent && is_web_mail(page, from) && {
            let names = &page.text[above..to];
            let named = |found: &&PersonFound| {
                found.because.iter().any(|because| names.contains(&phrase(&because.words)))
            };
            persons.iter().filter(named).count() > 1
        }
    })
}

/// What stands before the name of whom a mail went to.
const WENT_TO: &[&str] = &["to ", "a ", "para ", "an ", "pour "];

/// The heading of a meeting's minutes.
static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:verbale\s(?:n[.ro]{0,2}\s?[0-9]{1,4}(?:/[0-9]{2,4})?\s)?(?:di|d'|della|del|dell')\s?(?:assemblea|riunione|seduta|consiglio|collegio|comitato|condominio|incontro)|protokoll\s(?:der|des)\s[a-z]{0,20}(?:sitzung|versammlung)|compte\srendu\sde\s(?:la\s|l')?(?:reunion|assemblee|seance)|minutes\sof\s(?:the\s)?[a-z\s]{0,30}meeting|acta\sde\s(?:la\s)?(?:junta|reunion|asamblea|sesion)|proces-verbal\sde\s(?:l'assemblee|la\sreunion)|ata\sda\s(?:assembleia|reuniao|sessao))\b",
    )
});

/// Takes a paper of no kind from whomever a mail or minutes only tell of; whose fiscal code it has, it may be about.
pub(super) fn is_nobodys(page: Option<&Folded<'_>>, persons: &mut [PersonFound]) {
    let Some(page) = page else { return };
    let end = page.line_at(HEAD.min(page.text.len())).1;
    let head = &page.text[..end];
    let private = FROM.is_match(head) && TO.is_match(head) && FRIENDS.is_match(&page.text);
    let private = private || is_within_the_household(page, persons);
    if !private && !MINUTES.is_match(head) {
        return;
    }
    let named = |found: &&mut PersonFound| found.because.iter().all(|e| e.rule != "fiscal-code");
    for found in persons.iter_mut().filter(named) {
        found.role = PersonRole::Other;
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, PersonFound, PersonRole, is_nobodys};

    fn stays(text: &str) -> bool {
        let mut persons = [PersonFound {
            id: "leila".into(),
            name: "Leila".into(),
            surname: "Haddad".into(),
            role: PersonRole::Subject,
            because: Vec::new(),
        }];
        is_nobodys(Some(&Folded::new(1, text)), &mut persons);
        persons[0].role == PersonRole::Subject
    }

    #[test]
    fn a_mail_between_two_of_the_household_is_nobodys_paper() {
        use crate::facts::PageText;
        use crate::person::Person;
        let person = |name: &str| Person {
            id: name.to_lowercase(),
            name: name.to_owned(),
            surname: "Haddad".to_owned(),
            fiscal_code: None,
            born: None,
            dependants: Vec::new(),
        };
        let text = "Leila Haddad\nto Omar Haddad\nNov 4, 2026, 7:51 AM\nSubject: this month\n18/11 Lucca, questura, both of us";
        let people = [person("Leila"), person("Omar")];
        let found = crate::recognise::Recogniser::built_in()
            .recognise(&[PageText { number: 1, text }], &people);
        assert!(found.persons.iter().all(|found| found.role == PersonRole::Other));
        assert_eq!(found.persons.len(), 2);
    }

    #[test]
    fn what_friends_write_and_what_neighbours_decide_is_nobodys_paper() {
        assert!(!stays(
            "From: Leila Haddad <leila@mail.example>\nTo: Rosa Ponce\nHey girl, the kit is sent!"
        ));
        assert!(!stays(
            "CONDOMINIO VIA PO 4\nVERBALE DELL'ASSEMBLEA ORDINARIA\nLa sig.ra Leila Haddad chiede"
        ));
        // An adviser's mail is a letter, however friendly.
        assert!(stays(
            "From: Studio Tosi <tosi@studio.example>\nTo: Leila Haddad\nCiao Leila, ecco il conguaglio."
        ));
    }
}
