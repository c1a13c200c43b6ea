//! A mail's text as one page: what a person reads first, then what a certified mail's receipt says of itself.

use super::worker::hex;
use crate::cases::mails::{FINGERPRINT, OWN_NUMBER, fingerprint};
use faldone_pdf::PageReading;
use mail_parser::{Message, MessageParser, MimeHeaders};
use sha2::{Digest, Sha256};

/// A mail in a mail in a mail is read; deeper ones nobody sends.
const MOST_WITHIN: u32 = 3;

/// Returns the mail as one page of text, and how many papers may lie in it; `None` if the bytes are no mail.
pub(super) fn read(bytes: &[u8]) -> Option<(PageReading, u32)> {
    let mail = MessageParser::default().parse(bytes)?;
    if mail.from().is_none() && mail.subject().is_none() {
        return None;
    }
    let mut text = String::new();
    head(&mail, &mut text);
    for position in 0..mail.text_body_count() {
        if let Some(body) = mail.body_text(position) {
            text.push_str(body.trim());
            text.push('\n');
        }
    }
    let files = mail.attachments().filter(|part| is_paper(part)).count() as u32;
    attached(&mail, MOST_WITHIN, &mut text);
    let page = PageReading {
        number: 1,
        width: 0.0,
        height: 0.0,
        glyphs: text.chars().count() as u32,
        text,
        annotations: String::new(),
        filled: None,
        words: Vec::new(),
        invisible: 0,
        off_page: 0,
        images: 0,
        image_cover: 0.0,
        paths: 0,
        cut_short: false,
    };
    Some((page, files))
}

/// Returns whether an attachment may be a paper of its own: what only serves the mail (its signature, a receipt's data, a picture in
/// its text) is none.
fn is_paper(part: &mail_parser::MessagePart<'_>) -> bool {
    let name = part.attachment_name().unwrap_or_default().to_ascii_lowercase();
    let serves = name.ends_with(".p7s") || name == "daticert.xml" || name.ends_with(".asc");
    let in_text = part.content_id().is_some()
        && part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"));
    // A scanner's mail may be nothing but the scan, without a name.
    let is_file = part.content_type().is_some_and(|kind| {
        let signs = |what: &str| what.to_ascii_lowercase().ends_with("-signature");
        kind.ctype().eq_ignore_ascii_case("application") && !kind.subtype().is_some_and(signs)
    });
    !serves && !in_text && (!name.is_empty() || part.is_message() || is_file)
}

/// Tells what is attached: names, fingerprints, and what certified mail's receipt says of itself. The receipt of delivery holds the
/// mail that was sent, with all its attachments.
fn attached(mail: &Message<'_>, within: u32, text: &mut String) {
    for part in mail.attachments() {
        if let Some(inner) = part.message() {
            if within > 0 {
                attached(inner, within - 1, text);
            }
            continue;
        }
        let Some(name) = part.attachment_name() else { continue };
        text.push_str(&format!("Allegato: {name}\n"));
        if name.eq_ignore_ascii_case("daticert.xml") {
            text.push_str(&without_tags(&String::from_utf8_lossy(part.contents())));
        } else if !name.eq_ignore_ascii_case("smime.p7s") {
            let sha256 = hex(&Sha256::digest(part.contents()));
            text.push_str(&format!("{FINGERPRINT}{}\n", fingerprint(&sha256)));
        }
    }
}

/// Headers by which a mail is recognised, in the order a reader sees them.
fn head(mail: &Message<'_>, text: &mut String) {
    for name in ["X-Trasporto", "X-Ricevuta", "X-TipoRicevuta", "X-Riferimento-Message-ID"] {
        if let Some(value) = mail.header_raw(name) {
            text.push_str(&format!("{name}: {}\n", value.trim()));
        }
    }
    // A receipt's own number leads nowhere: it is known by that of the mail it is about.
    if mail.header_raw("X-Ricevuta").is_none()
        && let Some(number) = mail.message_id()
    {
        text.push_str(&format!("{OWN_NUMBER}<{number}>\n"));
    }
    let addresses = |list: Option<&mail_parser::Address<'_>>| {
        list.map(|list| {
            list.iter()
                .filter_map(|a| a.address().or(a.name()).map(str::to_owned))
                .collect::<Vec<_>>()
                .join(", ")
        })
        .unwrap_or_default()
    };
    text.push_str(&format!("Da: {}\n", addresses(mail.from())));
    text.push_str(&format!("A: {}\n", addresses(mail.to())));
    if let Some(date) = mail.date() {
        text.push_str(&format!(
            "Data: {:02}/{:02}/{:04} {:02}:{:02}:{:02}\n",
            date.day, date.month, date.year, date.hour, date.minute, date.second
        ));
    }
    text.push_str(&format!("Oggetto: {}\n\n", mail.subject().unwrap_or_default()));
}

/// Returns the text of a small XML with `name: value` lines; the receipt's data is flat enough for that.
fn without_tags(xml: &str) -> String {
    let mut text = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        let words = rest[..open].trim();
        if !words.is_empty() {
            text.push_str(&words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
            text.push('\n');
        }
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        if !tag.starts_with(['/', '?', '!']) {
            text.push_str(tag.trim_end_matches('/'));
            text.push_str(": ");
        }
        rest = &rest[open + close + 1..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_may_be_a_paper_in_a_mail_is_counted() {
        let files =
            |mail: &str| read(mail.replace('\n', "\r\n").as_bytes()).map(|(_, files)| files);
        let head = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\n";
        let part = |kind: &str| format!("--b\nContent-Type: {kind}\n\n%PDF-1.7\n");
        let of = |parts: &[&str]| {
            let parts: String = parts.iter().map(|kind| part(kind)).collect();
            files(&format!("{head}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n"))
        };
        // The whole mail is a scan, which has no name.
        assert_eq!(files(&format!("{head}Content-Type: application/pdf\n\n%PDF-1.7\n")), Some(1));
        assert_eq!(files(&format!("{head}Content-Type: text/plain\n\nhello\n")), Some(0));
        let (named, unnamed) = ("application/pdf; name=a.pdf", "application/pdf");
        assert_eq!(of(&["text/plain", named, unnamed]), Some(2));
        assert_eq!(of(&["text/plain", "application/pkcs7-signature"]), Some(0));
    }
}
