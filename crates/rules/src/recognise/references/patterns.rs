//! How protocol, practice and other numbers are written. All on folded text.

use crate::recognise::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Telematic protocol of the Revenue Agency: YYMMDD, eleven digits, then six.
pub(in crate::recognise) static TELEMATIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{11})\s?[-/\s]{1,2}\s?(?:telematico\s|progressivo\s|progr?\.\s)?(?:n\.\s)?([0-9]{6})\b",
    )
});

/// The same without the last six, or as payments have it with a letter and four figures first. It must be called so.
pub(super) static TELEMATIC_LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:prot(?:ocollo|okoll|\.)?|identificativo\stelematico|identificativo\s(?:dell')?\s?invio|ricevuta\stelematica)(?:\s?/\s?prot(?:ocollo|okoll))?
        (?:\s(?:telematico|telem\.?|telemat\.?|telematic|telematisches|invio|di\sinvio|(?:di\s)?ricezione|del(?:la)?\s(?:dichiarazione|ricevuta|registrazione|delega|richiesta|file|versamento)|al\sfile|dal\s(?:servizio|sistema)|registrazione|attribuito|assegnato|entratel)){0,4}
        (?:\s(?:n|nr|no|numero|number)\b[.:o]{0,2})?\s?[:.]?\s{1,2}(?:n\.\s)?
        (?:([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{11}|b[0-9]{19})|(b[0-9]{16})\s?[-/\s]\s?([0-9]{6}))\b",
    )
});

pub(super) static PAGOPA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b[03](?:[ ]?[0-9]){17}\b"));

pub(super) static ASSICURATA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(0[0-9]{3}[ ]?[0-9]{4}[ ]?[0-9]{3})\s?-?\s?([0-9])\b"));

/// The same behind its label, where OCR read letters for figures.
pub(super) static ASSICURATA_MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bassicurata\s?(?:(?:n|nr|no|numero)\b[.:o]{0,2})?\s?:?\s?([0o][0-9oil]{10}\s?-?\s?[0-9oil])\b",
    )
});

/// The same in other groups behind its name: with hyphens, or parted by a line's end.
pub(super) static PAGOPA_PARTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:avviso|notice|pagopa|iuv|nav)\b[\x20-/:-\x7e]{0,30}[\s:]([03][0-9]{1,3}(?:[\s-][0-9]{2,15}){1,6})\b",
    )
});

/// Seventeen figures of the Revenue Agency's build, some words behind "protocollo": "Data e protocollo: 21/07/2026 26072135472143961".
pub(super) static TELEMATIC_NEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bprotocollo\b[\x20-\x7e\t]{0,60}?[\s:]([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{11})\b",
    )
});

/// A notice's number behind its label, where OCR read letters for figures; its own check figures must agree.
pub(super) static PAGOPA_MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\bavviso(?:\s[a-z]{2,9})?\s?[.:]?\s{0,2}([03o](?:\x20?[0-9oil]){17})\b")
});

pub(super) static UNILAV: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:codice|cod\.|numero|n\.)\s(?:(?:univoco|regionale|identificativo|nazionale|ministeriale|sistema)\s){0,2}(?:(?:della|di)\s)?(?:comunicazione|c\.?o\.?)
        (?:\s(?:obbligatoria|precedente|originaria|originale|di|riferimento|rettificata|annullata|collegata|iniziale|regionale|sistema|unilav|assunzione|proroga|trasformazione|cessazione|rettifica)){0,4}
        (?:\s\([a-z\s]{3,24}\))?[:\s]{1,3}(?:n\.?\s)?([0-9a-z]{13,20})\b
        |\b(?:rif\.?|riferimento)\scomunicazione\s(?:di\s[a-z]{6,14}\s)?(?:n\.?\s)?([0-9]{13,20})\b
        |\bunilav\b[\x20-/:-\x7e]{1,30}([0-9]{16})\b
        |\b(?:c\.o\.|comunicazione\sobbligatoria|id\scomunicazione|protocollo\s(?:sistema|comunicazione|co|c\.o\.))\s?(?:n\.|nr\.|numero|codice|cod\.|id)?[:\s]{1,3}([0-9]{16})\b",
    )
});

/// The same on a notice of employment, whose code has several names: "Codice identificativo 0800024200557123".
pub(super) static UNILAV_OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:codice|cod\.|id|numero|n\.|nr\.|protocollo)(?:\s(?:identificativo|univoco|regionale|sistema|di\ssistema|invio|assegnato|trasmissione|ricevuta|rilasciato)){0,3}(?:\sn\.)?\s?[:.]?\s{1,2}([0-9]{16})\b",
    )
});

/// The number that a provider of certified mail gives a message: its machine, the second, counters, its domain.
pub(super) static PEC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:opec|jpec|xpec|pec)[0-9]{1,9}\x20?\.\s?[0-9]{14}(?:\x20?\.\s?[0-9]{1,9}){3,6}\s?@\s?[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,6}(?:\.\x20(?:it|eu|com|net|org|example)\b)?|\b[0-9a-f]{8}(?:\.[0-9a-f]{8}){3}\.posta-certificata@[a-z0-9.-]{4,60}",
    )
});

/// Any other provider's, behind its label or between the marks of the receipt's data.
pub(super) static PEC_LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)(?:\b(?:(?:codice\s)?(?:identificativo|identificatore|id\.?)(?:\sunivoco)?(?:\s(?:del|di))?\s(?:messaggio|msg)(?:\s(?:pec|originale|certificato|univoco))?
            |identificat[oa]\sdal\s(?:codice|numero|n\.)(?:\sidentificativo)?|identificat[oa]\s(?:in\smodo\s)?univoc(?:o|amente)\s(?:da|con|come)|identificativo\s(?:univoco\s)?di\squesto\smessaggio\se'?|codice\sidentificativo(?:\spec)?|identificativo|message-?\s?id|id\spec|identifiant\sdu\smessage|identificador\sdel\smensaje
            |codice\sunivoco\s(?:della\strasmissione|del\smessaggio|di\strasmissione|dell'invio)(?:\s\(message-?\s?id\))?
            |pec\s(?:message\s)?id|identifier\sof\sthe\smessage|message\sidentifier)(?:\s/\s[a-z\x20-]{4,24})?\s*[:=]?\s*|<identificativo>\s*)<?
        ([a-z0-9{][a-z0-9._$+{}-]{5,100}(?:-\n[a-z0-9._$+{}-]{1,90}|\n[a-z0-9._$+{}-]{0,60}[.0-9][a-z0-9._$+{}-]{0,60})?@[a-z0-9][a-z0-9.-]{2,80})",
    )
});

/// Contracts and policies, their number called so in the languages of their papers, before or behind the word.
pub(super) static CONTRACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:
            (?:contratto|contract|polizza|policy|agreement|statement\sof\swork|sow|work\sorder|vertrag|rahmenvertrag|contrat|contrato|poliza|apolice|police\sd'assurance)
                \s*(?:di\s[a-z]{4,14}\s)?(?:n|no|nr|nro|num|numero|number|id|ref|reference)\b[.:o]{0,2}\s{0,2}[.:]?\s?
            |(?:numero|codice|number|nummer|code|n|no|nr|nro|num)\b\.?o?\s(?:(?:di|de|du|del|of|do|da|d')\s)?(?:la\s|the\s)?
                (?:contratto|contract|polizza|policy|contrat|contrato|poliza|police|apolice)\b(?:\s/\s[a-z.\x20]{3,24})?\s?[.:]?\s{1,2}
            |(?:rahmen|arbeits|miet|dienst)?vertrags(?:nummer|-?nr\.?)\s?[.:]?\s?
            |versicherungsschein(?:nummer|-?nr\.?)\s?[.:]?\s?
            |(?:codice\s|cod\.\s)?identificativo\s(?:del\s)?contratto\s*:?\s?)
        ([a-z0-9][a-z0-9/.-]{2,24})",
    )
});

/// A freelance portal's line "Contract 48810-C-7": the word alone, at a line's beginning, and a number of several parts.
pub(super) static CONTRACT_BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:contract|contratto|vertrag|contrat|contrato|agreement)\s([a-z0-9]{2,10}(?:[/-][a-z0-9]{1,10}){1,3})(?:$|\s)",
    )
});

/// The code of a lease, which its build tells: "TNJ26T004417000XB".
pub(super) static LEASE_ALONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(t[a-z0-9]{2}[0-9]{2}[a-z][0-9]{9}[a-z]{2})\b"));

/// The code that the Revenue Agency gives a lease: office, year, series, number and its own check letters.
pub(super) static LEASE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^t[a-z0-9]{2}[0-9]{2}[a-z][0-9]{9}[a-z]{2}$"));

/// Its beginning.
pub(super) static LEASE_PARTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^t[a-z0-9]{2}[0-9]{2}[a-z][0-9]{2,8}$"));

/// Between a number and its own date.
pub(super) static OWN_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\s(?:di|del)\sprot(?:ocollo\b|\.)|\s?[/,(-]?\s?(?:[puaei]|(?:in\s)?(?:uscita|entrata|ingresso|arrivo|partenza)|(?:tit|cl|class|cat|fasc)\b\.?[a-z0-9./\s-]{1,24})\b)?[\s,;|)\]-]{0,4}(?:(?:vom\s/\s)?(?:del|di|in\sdata|datat[oaie]|dated|of|data:?|vom|du|de|em)\s(?:il\s)?(?:(?:lune|marte|mercole|giove|vener)di'?,?\s|sabato,?\s|domenica,?\s)?|dell'\s?)?$",
    )
});
