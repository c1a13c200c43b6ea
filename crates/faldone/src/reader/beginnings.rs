//! What other files begin with: they may hold a whole PDF within the first bytes, where a PDF's own header may still come.

/// Headers that every mail has some of (RFC 5322, RFC 2045), lower case. A part of a mail saved by itself has only `Content-` ones.
const MAIL: [&str; 13] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "reply-to",
    "x-trasporto",
    "x-ricevuta",
    "dkim-signature",
];

/// Returns the extension of an archive or compressed file that is no ZIP.
pub(super) fn packed(head: &[u8]) -> Option<&'static str> {
    // The first file of a tape archive begins 512 bytes on, its mark stands before that.
    let is_tar = head.get(257..262).is_some_and(|mark| mark == b"ustar");
    if head.starts_with(b"Rar!\x1a\x07") {
        Some("rar")
    } else if head.starts_with(b"7z\xbc\xaf\x27\x1c") {
        Some("7z")
    } else if head.starts_with(&[0x1f, 0x8b, 0x08]) {
        Some("gz")
    } else if is_tar {
        Some("tar")
    } else {
        None
    }
}

/// How surely the bytes are a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mail {
    /// Whatever it is called.
    Surely,
    /// Because it is called one, too.
    ByName,
    No,
}

/// Endings of texts that may begin as a mail does: a copied one, and the form in which a browser saves pages.
pub(super) const MAIL_LIKE: [&str; 3] = ["txt", "mht", "mhtml"];

/// Returns whether the bytes begin like a mail. Without the usual ending only what a mail program wrote is one.
pub(super) fn mail(head: &[u8], ending: &str) -> Mail {
    let names = header_names(head);
    let has = |name: &str| names.iter().any(|own| own == name);
    let known = names.iter().filter(|name| MAIL.contains(&name.as_str())).count();
    let is_page = has("snapshot-content-location");
    if MAIL_LIKE.contains(&ending) {
        Mail::No
    } else if !is_page
        && known >= 3
        && ["message-id", "received", "mime-version"].into_iter().any(has)
    {
        Mail::Surely
    } else if ending == "eml" && known > 0 {
        Mail::ByName
    } else {
        Mail::No
    }
}

/// Returns the names of the headers that the bytes begin with, lower case, up to the first line that belongs to none.
fn header_names(head: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    for line in text.split(|byte| *byte == b'\n') {
        // What a header has no room for goes on in the next line, after a blank.
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        let name = &line[..colon];
        let is_name = !name.is_empty()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !is_name {
            break;
        }
        names.push(String::from_utf8_lossy(name).to_ascii_lowercase());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, content::detect};

    const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n";

    #[test]
    fn what_holds_a_pdf_is_no_pdf() {
        let told = |before: &[u8], name: &str| detect(&[before, PAPER].concat(), name);
        let zip = [b"PK\x03\x04\x0a\0\0\0\0\0".as_slice(), &[0; 20], b"paper.pdf"].concat();
        let mut tar = [b"paper.pdf".as_slice(), &[0; 503]].concat();
        tar[257..262].copy_from_slice(b"ustar");
        let packed = [0x1f, 0x8b, 0x08, 0, 1, 2, 3];
        for name in ["papers.zip", "papers.pdf", "papers"] {
            assert_eq!(told(&zip, name), (Kind::Other, Some("zip")), "{name}");
            assert_eq!(told(&tar, name), (Kind::Other, Some("tar")), "{name}");
            assert_eq!(told(&packed, name), (Kind::Other, Some("gz")), "{name}");
        }
        assert_eq!(told(&zip, "letter.docx"), (Kind::Office, Some("docx")));

        let mail =
            b"Return-Path: <a@example.org>\r\nReceived: from x\r\n by y\r\nFrom: a@example.org\r\n\
            MIME-Version: 1.0\r\nContent-Type: application/pdf\r\n\r\n";
        for name in ["mail.eml", "mail.pdf", "mail"] {
            assert_eq!(told(mail, name), (Kind::Mail, Some("eml")), "{name}");
        }
        assert_eq!(told(b"Subject: a paper\n\n", "short.eml"), (Kind::Mail, None));
    }

    #[test]
    fn junk_before_a_pdf_is_junk() {
        let told = |before: &[u8], name: &str| detect(&[before, PAPER].concat(), name);
        let pdf = (Kind::Pdf, Some("pdf"));
        let part = b"Content-Type: application/pdf\r\nContent-Disposition: inline\r\n\r\n";
        for junk in [
            b"\r\n\r\n".as_slice(),
            b"\xef\xbb\xbf",
            b"HTTP/1.1 200 OK\r\nDate: today\r\n\r\n",
            part,
        ] {
            assert_eq!(told(junk, "paper.pdf"), pdf, "{}", String::from_utf8_lossy(junk));
            assert_eq!(told(junk, "paper"), pdf, "{}", String::from_utf8_lossy(junk));
        }
        // A text that quotes a mail stays a text, and so does a page that a browser saved.
        let quoted = b"From: a\nTo: b\nDate: c\nMessage-ID: d\n\n";
        assert_eq!(detect(quoted, "note.txt").0, Kind::Other);
        assert_eq!(detect(quoted, "page.mht").0, Kind::Other);
    }
}
