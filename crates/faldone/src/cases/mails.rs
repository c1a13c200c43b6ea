//! Certified mail (PEC) in the folder: which papers went out with it. A mail's page says so in the lines that `reader/mail.rs` writes.

use std::collections::BTreeSet;

/// Before the fingerprint of an attachment.
pub(crate) const FINGERPRINT: &str = "Impronta: ";
/// Before the number of a mail that is no receipt.
pub(crate) const OWN_NUMBER: &str = "Message-ID: ";
/// Before the number of the mail that a receipt is about.
pub(crate) const NUMBER_OF: &str = "X-Riferimento-Message-ID: ";

/// One mail, as far as it tells what was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mail {
    pub path: String,
    /// Its own number and that of the mail it is about.
    numbers: BTreeSet<String>,
    /// Fingerprints of what is attached, also to the mail inside a receipt of delivery.
    attached: BTreeSet<String>,
}

impl Mail {
    /// Reads the page of a mail.
    pub(crate) fn read(path: &str, text: &str) -> Mail {
        let after = |label: &str| -> BTreeSet<String> {
            let found = text.lines().filter_map(|line| line.strip_prefix(label));
            found.map(|rest| rest.trim().trim_matches(['<', '>']).to_owned()).collect()
        };
        let mut numbers = after(OWN_NUMBER);
        numbers.extend(after(NUMBER_OF));
        Mail { path: path.to_owned(), numbers, attached: after(FINGERPRINT) }
    }
}

/// Returns the paths of the mails that carry a content, or are about one that does.
pub(crate) fn carrying<'m>(mails: &'m [Mail], sha256: &str) -> BTreeSet<&'m str> {
    let mark = fingerprint(sha256);
    let carries = |mail: &&Mail| mail.attached.contains(&mark);
    let sent: BTreeSet<&str> =
        mails.iter().filter(carries).flat_map(|mail| &mail.numbers).map(String::as_str).collect();
    let is_about = |mail: &&Mail| {
        carries(mail) || mail.numbers.iter().any(|number| sent.contains(number.as_str()))
    };
    mails.iter().filter(is_about).map(|mail| mail.path.as_str()).collect()
}

/// Returns a SHA-256 without digits, a letter for each of its 64: in the text of a page nothing takes it for a number.
pub(crate) fn fingerprint(sha256: &str) -> String {
    let letter = |digit: char| match digit.to_digit(16) {
        Some(value) => char::from(b'a' + value as u8),
        None => '-',
    };
    sha256.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

    #[test]
    fn a_receipt_of_acceptance_is_about_what_the_sent_mail_carries() {
        let mark = fingerprint(PAPER);
        assert_eq!((mark.len(), &mark[60..]), (64, "aapp"));
        let sent = format!(
            "Message-ID: <a1@pec.example.it>\nOggetto: x\nAllegato: p.pdf\nImpronta: {mark}\n"
        );
        let mails = [
            Mail::read("sent.eml", &sent),
            Mail::read("accepted.eml", "X-Riferimento-Message-ID: <a1@pec.example.it>\n"),
            Mail::read("another.eml", "X-Riferimento-Message-ID: <b2@pec.example.it>\n"),
        ];
        assert_eq!(
            carrying(&mails, PAPER).into_iter().collect::<Vec<_>>(),
            ["accepted.eml", "sent.eml"]
        );
        assert!(carrying(&mails, &PAPER.replace('f', "e")).is_empty());
    }
}
