//! Mails between friends and minutes of meetings: they tell of people, and are nobody's papers.

use super::dates::{after, before};
use super::fold::Folded;
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

/// Returns whether the line above a place is one of a mail's head: "From: …" above "To: …".
pub(super) fn is_mail(page: &Folded<'_>, line_start: usize) -> bool {
    MAIL_HEAD.is_match(before(&page.flat, line_start, MAIL_LINE))
}

/// Returns whether friends and families write so behind a mail's head.
pub(super) fn is_between_friends(page: &Folded<'_>, start: usize) -> bool {
    FRIENDS.is_match(after(&page.flat, start, MAIL_REACH))
}

/// The heading of a meeting's minutes.
static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:verbale\s(?:di|d'|della|del|dell')\s?(?:assemblea|riunione|seduta|consiglio|collegio|comitato|condominio|incontro)|protokoll\s(?:der|des)\s[a-z]{0,20}(?:sitzung|versammlung)|compte\srendu\sde\s(?:la\s|l')?(?:reunion|assemblee|seance)|minutes\sof\s(?:the\s)?[a-z\s]{0,30}meeting|acta\sde\s(?:la\s)?(?:junta|reunion|asamblea|sesion)|proces-verbal\sde\s(?:l'assemblee|la\sreunion)|ata\sda\s(?:assembleia|reuniao|sessao))\b",
    )
});

/// Takes a paper of no kind from whomever a mail or minutes only tell of; whose fiscal code it has, it may be about.
pub(super) fn is_nobodys(page: Option<&Folded<'_>>, persons: &mut [PersonFound]) {
    let Some(page) = page else { return };
    let end = page.line(page.line_of(HEAD.min(page.text.len()))).1;
    let head = &page.text[..end];
    let private = FROM.is_match(head) && TO.is_match(head) && FRIENDS.is_match(&page.text);
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
