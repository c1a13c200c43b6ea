//! The two receipts that certified mail (PEC) gives its sender.
//!
//! Their structure is that of real ones (RFC 6109): multipart/signed around a text, `daticert.xml` and, for a delivery, the message
//! itself. The signature is a placeholder: nobody can sign for a provider that does not exist.

use super::DemoError;
use super::story::Story;

/// Which of the two receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receipt {
    Acceptance,
    Delivery,
}

const SENDER: &str = "valcrisa@pec.example.it";
const OFFICE: &str = "immigrazione.prefmi@pec.example.it";
const PROVIDER: &str = "pec.example.it";
const SUBJECT: &str = "Integrazione documenti pratica P-MI/L/N/{ali_filed:year}/101255";
const MESSAGE_ID: &str = "VLC0420$A1F0C3@pec.example.it";
const IDENTIFIER: &str = "opec2108.{answered:compact}110412.08417.552.1.64@pec.example.it";

/// Returns the receipt as a mail file.
pub(super) fn receipt(story: &Story, kind: Receipt) -> Result<Vec<u8>, DemoError> {
    let delivery = kind == Receipt::Delivery;
    let (kind_id, title, own, time) = if delivery {
        ("avvenuta-consegna", "CONSEGNA", "663", "11:04:19")
    } else {
        ("accettazione", "ACCETTAZIONE", "358", "11:04:12")
    };
    let told = if delivery {
        format!(
            "Ricevuta di avvenuta consegna\r\n\r\nIl giorno {{answered}} alle ore {time} ({{zone}}) il messaggio\r\n\"{SUBJECT}\"\r\n\
             proveniente da \"{SENDER}\"\r\ned indirizzato a \"{OFFICE}\"\r\ne' stato consegnato nella casella di destinazione.\r\n"
        )
    } else {
        format!(
            "Ricevuta di accettazione\r\n\r\nIl giorno {{answered}} alle ore {time} ({{zone}}) il messaggio\r\n\"{SUBJECT}\"\r\n\
             proveniente da \"{SENDER}\"\r\ned indirizzato a:\r\n{OFFICE} (\"posta certificata\")\r\n\
             e' stato accettato dal sistema ed inoltrato.\r\n"
        )
    };
    let consigned = if delivery {
        format!(
            "        <ricevuta tipo=\"completa\" />\r\n        <consegna>{OFFICE}</consegna>\r\n"
        )
    } else {
        String::new()
    };
    let certificate = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n\
         <postacert tipo=\"{kind_id}\" errore=\"nessuno\">\r\n    <intestazione>\r\n        <mittente>{SENDER}</mittente>\r\n\
         \x20       <destinatari tipo=\"certificato\">{OFFICE}</destinatari>\r\n        <risposte>{SENDER}</risposte>\r\n\
         \x20       <oggetto>{SUBJECT}</oggetto>\r\n    </intestazione>\r\n    <dati>\r\n\
         \x20       <gestore-emittente>ESEMPIO PEC S.p.A.</gestore-emittente>\r\n        <data zona=\"{{zone}}\">\r\n\
         \x20           <giorno>{{answered}}</giorno>\r\n            <ora>{time}</ora>\r\n        </data>\r\n\
         \x20       <identificativo>{IDENTIFIER}</identificativo>\r\n        <msgid>&lt;{MESSAGE_ID}&gt;</msgid>\r\n{consigned}\
         \x20   </dati>\r\n</postacert>\r\n"
    );
    let certificate = base64(story.fill(&certificate, &[])?.as_bytes());
    let message = if delivery {
        format!(
            "--mixed\r\nContent-Type: message/rfc822; name=\"postacert.eml\"\r\nContent-Disposition: inline; filename=\"postacert.eml\"\r\n\r\n\
             From: {SENDER}\r\nTo: {OFFICE}\r\nSubject: {SUBJECT}\r\nMessage-ID: <{MESSAGE_ID}>\r\nDate: {{answered:mail}} 11:04:02 {{zone}}\r\n\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"us-ascii\"\r\n\r\n\
             Si trasmettono i documenti richiesti per la lavoratrice Leila Haddad.\r\n\r\n"
        )
    } else {
        String::new()
    };
    let receipt_kind = if delivery { "X-TipoRicevuta: completa\r\n" } else { "" };
    let mail = format!(
        "Return-Path: <posta-certificata@{PROVIDER}>\r\nSubject: {title}: {SUBJECT}\r\nX-Riferimento-Message-ID: <{MESSAGE_ID}>\r\n\
         Date: {{answered:mail}} {time} {{zone}}\r\nTo: {SENDER}\r\nX-Ricevuta: {kind_id}\r\n{receipt_kind}\
         From: posta-certificata@{PROVIDER}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/signed; protocol=\"application/x-pkcs7-signature\"; micalg=\"sha-256\"; boundary=\"signed\"\r\n\
         Message-ID: <opec2108.{{answered:compact}}110412.08417.552.1.{own}.64@{PROVIDER}>\r\n\r\n\
         This is an S/MIME signed message\r\n\r\n--signed\r\nContent-Type: multipart/mixed; boundary=\"mixed\"\r\n\r\n\
         --mixed\r\nContent-Type: multipart/alternative; boundary=\"told\"\r\n\r\n\
         --told\r\nContent-Type: text/plain; charset=\"us-ascii\"\r\nContent-Disposition: inline\r\n\r\n{told}\
         Identificativo messaggio: {IDENTIFIER}\r\n\r\n--told--\r\n\r\n\
         --mixed\r\nContent-Type: application/xml; name=\"daticert.xml\"\r\n\
         Content-Disposition: inline; filename=\"daticert.xml\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{certificate}\r\n\
         {message}--mixed--\r\n\r\n--signed\r\nContent-Type: application/x-pkcs7-signature; name=\"smime.p7s\"\r\n\
         Content-Disposition: attachment; filename=\"smime.p7s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--signed--\r\n",
        base64(b"Firma di esempio, non valida")
    );
    Ok(story.fill(&mail, &[])?.into_bytes())
}

/// Returns the bytes in base64 (RFC 4648), in lines of 76 characters as mail has them.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |sixes: u32| char::from(LETTERS.get(sixes as usize & 63).copied().unwrap_or(b'='));
    let mut out = String::new();
    for (index, three) in bytes.chunks(3).enumerate() {
        if index > 0 && index % 19 == 0 {
            out.push_str("\r\n");
        }
        let byte = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.push(letter(bits >> 18));
        out.push(letter(bits >> 12));
        out.push(if three.len() > 1 { letter(bits >> 6) } else { '=' });
        out.push(if three.len() > 2 { letter(bits) } else { '=' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_matches_the_vectors_of_the_standard() {
        for (plain, coded) in
            [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
