//! How protocol, practice and other numbers are written. All on folded text.

use crate::recognise::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Practices of the Sportello Unico, in all spellings seen in judgments: slashes, dashes, spaces, signs left out.
pub(super) static PRACTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bp[\s/-]{0,3}([a-z]{2})[\s/-]{0,3}([a-z])[\s/-]{0,3}([a-z])[\s/-]{0,3}((?:19|20)[0-9]{2})[\s/-]{0,3}([0-9]{6})\b",
    )
});

/// Papers of the prefectures carry a second number, province and ten digits.
pub(super) static SUI_ID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:id\.?|identificativo|codice|numero|n\.)(?:\s(?:della\s)?(?:domanda|istanza|pratica))?|domanda|istanza)
        (?:\s?/\s?[a-z]{3,14}){0,2}\s*[:.\[]{0,2}\s*([a-z]{2}[0-9]{10})\b",
    )
});

/// Protocol stamp of an office (annex 6 of the rules on electronic documents).
pub(super) static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b([a-z]{1,3}_[a-z0-9]{1,12})\.([a-z0-9_-]{1,16})\.\s?(?:registro[a-z\s]{1,30})(?:\([euir]\)|\.\s?[euir])\.\s?([0-9]{7,12})\.\s?([0-9]{2}-[0-9]{2}-[0-9]{4})\b",
    )
});

pub(super) static PROTOCOL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:prot(?:ocollo|ocol|okoll|ocole|ocolo)?|(?:registro\sufficiale|p\.?\s?g|reg\.\s?uff|protocol\sref|ns\.?\s?prot))\b\.?\s*
        (?:(?:documento|domanda|istanza|richiesta|generale|del\sdocumento|comunale|sistema|\(puc\))[\x20:]{1,2})?
        (?:univoco\s(?:del\scertificato\s)?(?:\(puc\)\s?)?:?\s?)?
        (?:assegnato\s(?:e'?\s)?(?:il\s)?)?
        (?:(?:in\s|di\s)?(?:gen(?:erale|\.le)?|ingresso|entrata|uscita|arrivo|partenza|interno|informatico|usc|ing)\b\.?\s*)?
        (?:con\s(?:il\s)?)?
        (?:\(?(?:n(?:r|ro|um|umero|umber|ummer|o)?)\b[.:o]{0,2}\)?\s{0,2}[.:/]?\s?|:\s?|n\.?o|n\.ro\s){0,2}
        (?:[uei]\.?\x20?[/-]?\x20?)?
        ([a-z]{2,4}[/-]20[0-9]{2}[/-][0-9]{3,9}|[a-z]{2}/[0-9]{4,9}|[0-9]{1,3}\.[0-9]{3}|[a-z]\.[0-9]{1,2}/(?:19|20)[0-9]{2}|[a-z]{2,4}/[0-9]{3,9}/(?:19|20)[0-9]{2}(?:/[a-z0-9]{3,9})?|[0-9]{1,9}/[a-z]{1,5}/[0-9]{2}(?:[0-9]{2})?|[0-9]{1,7}/[0-9]{2}(?:/[a-z]{1,5})?|[0-9]{1,4}/[0-9]{3,9}|[0-9]{1,11}(?:/(?:(?:19|20)[0-9]{2}|[a-z]{1,5}(?:/[a-z]{1,3})?))?)\b",
    )
});

/// "Certificato n. 0018823/2026 di protocollo".
pub(super) static PROTOCOL_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:n|no|nr|numero)\b[.:o]{0,2}\s?([0-9]{4,9}(?:/(?:19|20)[0-9]{2})?)[\x20](?:di[\x20]|del[\x20])?prot(?:ocollo\b|\.)",
    )
});

/// Telematic protocol of the Revenue Agency: YYMMDD, eleven digits, then six.
pub(in crate::recognise) static TELEMATIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{11})\s?[-/\s]\s?(?:telematico\s)?([0-9]{6})\b",
    )
});

pub(super) static PAGOPA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b[03](?:[ ]?[0-9]){17}\b"));

pub(super) static ASSICURATA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(0[0-9]{3}[ ]?[0-9]{4}[ ]?[0-9]{3})\s?-?\s?([0-9])\b"));

pub(super) static QUESTURA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:[0-9]{2}[a-z]{2}[0-9]{6}|[a-z]{2}[0-9]{8})\b"));

/// The same in a Questura's letter, where OCR read a figure for a letter of the province ("Pratica n. 2670033904").
pub(super) static QUESTURA_MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bprat(?:ica\b|\.)\s?(?:(?:n|nr|no|numero)\b[.:o]{0,2}\s?)?(2[0-9])([0-9a-z]{2})([0-9]{6})\b",
    )
});

pub(super) static PERMIT_CARD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\bi[ ]?[0-9]{8}\b"));

/// Older paper permits, and those of other States, next to their label only.
pub(super) static PERMIT_LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:permesso|titolo|carta)\sdi\ssoggiorno|residence\spermit|permesso\s(?:precedente|posseduto|attuale|in\spossesso|scaduto|in\sscadenza)|p\.?d\.?s\.?)
        (?:\s[a-z'/-]{2,16}){0,8}[\s,:/]{1,3}(?:n|no|nr|num|numero|number)\b[.:o\s]{0,4}([a-z]{1,2}[0-9]{6,9}|1[0-9]{8})\b
        |\b(?:numero|n\.?)\s(?:del\s)?(?:titolo|permesso)(?:/carta|/titolo)?\s(?:di\s)?soggiorno(?:\sin\s(?:scadenza|corso|possesso))?\s?:?\s([a-z]{1,2}[0-9]{6,9}|1[0-9]{8})\b
        |\bpermesso(?:/carta|/titolo)?(?:\s(?:di\ssoggiorno|in\spossesso|in\sscadenza|[a-z]{4,14}\s[a-z]{4,14}))?(?:,?\s(?:n|nr|no|numero)\b\.?o?)?\s?:?\s(1[0-9]{8})\b
        |\b(?:permesso\sdi\ssoggiorno|titolo\sdi\ssoggiorno|titolo\sn\.?|permesso\sn\.?|residence\spermit)\s(1[0-9]{8})\b",
    )
});

pub(super) static UNILAV: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:codice|numero|n\.)\s(?:univoco\s)?(?:della\s)?comunicazione(?:\s(?:obbligatoria|precedente|originaria|originale|di|riferimento|rettificata|annullata|collegata|iniziale|unilav|assunzione|proroga|trasformazione|cessazione|rettifica)){0,4}(?:\s\([a-z\s]{3,24}\))?[:\s]{1,3}([0-9a-z]{13,20})\b|\b(?:rif\.?|riferimento)\scomunicazione\s(?:di\s[a-z]{6,14}\s)?(?:n\.?\s)?([0-9]{13,20})\b",
    )
});

pub(super) static PEC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bopec[0-9]{1,9}\x20?\.[0-9]{14}(?:\x20?\.[0-9]{1,9}){3,6}\x20?@[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,6}(?:\.\x20(?:it|eu|com|net|org|example)\b)?",
    )
});

pub(super) static PEC_LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bidentificativo(?:\sdel)?\smessaggio\s*:?\s*<?([a-z0-9][a-z0-9._$+-]{5,100}@[a-z0-9][a-z0-9.-]{2,80})",
    )
});

pub(super) static CONTRACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:contratto|contract|polizza|policy|agreement)\s*(?:di\s[a-z]{4,14}\s)?(?:n|no|nr|num|numero|number)\b[.:o]{0,2}\s{0,2}[.:]?\s?
        |codice\sidentificativo\s(?:del\s)?contratto\s*:?\s?)
        ([a-z0-9][a-z0-9/.-]{2,24})",
    )
});

/// The same stamp where the office stands elsewhere, or the direction comes last: "U.0012345.12-03-2026".
pub(super) static STAMP_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:[uei]\.\s?|registro\sufficiale\.\s?)([0-9]{5,12})\.\s?([0-9]{2}[/-][0-9]{2}[/-](?:19|20)[0-9]{2})\b",
    )
});

/// The stamp of the courts and of the Ministry of Justice: "m_dg.DAG.12/03/2026.0012345.U".
pub(super) static STAMP_JUSTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b([a-z]{1,3}_[a-z0-9]{1,12}\.[a-z0-9_-]{1,16})\.([0-9]{2}[/-][0-9]{2}[/-](?:19|20)[0-9]{2})\.([0-9]{5,12})\b",
    )
});

/// Between a number and its own date.
pub(super) static OWN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\s(?:di|del)\sprot(?:ocollo\b|\.)|\s?[/-]?\s?[puaei]\b)?[\s,;)\]-]{0,4}(?:(?:vom\s/\s)?(?:del|in\sdata|dated|of|data:?|vom|du|de|em)\s(?:il\s)?|dell'\s?)?$",
    )
});
