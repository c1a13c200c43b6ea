//! What the words around a name say of its bearer: the paper's subject, or another party.

use super::fold::{Folded, is_whole};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What the words around a name say of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// The zone of a travel paper, or a fiscal code: the holder's.
    Holder,
    /// A label that names the paper's subject, by its index in [`SUBJECT`].
    Subject,
    /// A label of fields that every form has: "cognome", "il sottoscritto".
    Field,
    Unlabelled,
    /// Employer, host, landlord, parent.
    Other(Party),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Party {
    Parent,
    Declarer,
    Else,
}

/// Labels of the paper's subject.
const SUBJECT: &[&str] = &[
    "lavoratore",
    "lavoratrice",
    "dipendente",
    "employee",
    "worker",
    "intestatario",
    "intestataria",
    "intestato a",
    "contraente",
    "assicurato",
    "assicurata",
    "insured",
    "insured person",
    "policyholder",
    "policy holder",
    "straniero",
    "straniera",
    "ospitato",
    "ospitata",
    "cittadino straniero",
    "cittadina straniera",
    "persona ospitata",
    "guest",
    "titolare",
    "holder",
    "beneficiario",
    "beneficiaria",
    "richiedente",
    "applicant",
    "conduttore",
    "conduttrice",
    "conduttori",
    "tenant",
    "percipiente",
    "percettore",
    "si certifica che",
    "certifica che",
    "attesta che",
    "si attesta che",
    "certify that",
    "certifies that",
    "to certify that",
    "candidate",
    "candidato",
    "candidata",
    "studente",
    "studentessa",
    "student",
    "paziente",
    "patient",
    "nascita di",
    "e nato",
    "e nata",
    "neonato",
    "neonata",
    "child",
    "bambino",
    "bambina",
    "minore",
    "figlio minore",
    "figlia minore",
    "acquirente",
    "parte acquirente",
    "buyer",
    "cessionario",
    "cessionaria",
    "destinatario",
    "gentile",
    "gent.mo",
    "gent.ma",
    "egregio",
    "dear",
    "alla c.a. di",
    "spett.le",
    "di aver visitato",
    "ho visitato",
    "visitato",
    "visitata",
    "have examined",
    "examined",
    "al nome di",
    "contractor",
    "conduttori",
    "delegante",
    "rappresentato",
    "contribuente",
    "taxpayer",
    "dichiarante contribuente",
    "in favore di",
    "a favore di",
    "rilasciato a",
    "rilasciata a",
    "issued to",
    "awarded to",
    "conferred upon",
    "consegnato a",
    "conferisce a",
    "conferita a",
    "pagatore",
    "versante",
    "eseguito da",
    "payer",
    "paid by",
    "nominativo",
    "assistito",
    "assistita",
    "iscritto",
    "iscritta",
    "per conto di",
    "assunto",
    "assunta",
    "nei confronti di",
    "convocato",
    "convocata",
    "cliente",
    "customer",
    "debitore",
    "intestatario fornitura",
    "intestatario del conto",
    "account holder",
    "prestatore",
    "freelancer",
    "fornitore del servizio",
    "consultant",
    "emesso da",
    "cedente prestatore",
    "cedente/prestatore",
    "sposo",
    "sposa",
    "coniugi",
    "componenti",
    "famiglia anagrafica",
    "nome e cognome del lavoratore",
    "dati del lavoratore",
    "dati dello straniero",
    "dati del dipendente",
    "dati personali",
];

/// Labels of fields that say only that here is a name.
const FIELD: &[&str] = &[
    "cognome",
    "cognome e nome",
    "nome",
    "nome e cognome",
    "surname",
    "given names",
    "given name",
    "first name",
    "last name",
    "full name",
    "name",
    "nominativo",
    "nom",
    "prenom",
    "prenoms",
    "apellidos",
    "nombres",
    "nombre",
    "mittente",
    "sig",
    "sig.",
    "sig.ra",
    "signor",
    "signora",
    "mr",
    "mrs",
    "ms",
];

/// Those who speak in a declaration: its subject, unless the paper is about somebody else.
const DECLARER: &[&str] = &[
    "sottoscritto",
    "sottoscritta",
    "il/la sottoscritto/a",
    "sottoscritto/a",
    "undersigned",
    "io",
    "dichiarante",
    "il dichiarante",
    "declarant",
];

const PARENT: &[&str] = &[
    "padre",
    "madre",
    "father",
    "mother",
    "genitore",
    "genitori",
    "parent",
    "parents",
    "figlio di",
    "figlia di",
    "son of",
    "daughter of",
    "paternita",
    "maternita",
    "pere",
    "mere",
    "pai",
    "mae",
    "hijo de",
    "hija de",
    "filho de",
    "filha de",
    "tutore",
];

const OTHER: &[&str] = &[
    "datore di lavoro",
    "datore",
    "employer",
    "legale rappresentante",
    "rappresentante legale",
    "legal representative",
    "per l'azienda",
    "per la societa",
    "amministratore",
    "amministratrice",
    "amministratore unico",
    "director",
    "ospitante",
    "host",
    "dichiarante ospitante",
    "cedente",
    "locatore",
    "locatrice",
    "locatori",
    "landlord",
    "lessor",
    "proprietario",
    "proprietaria",
    "owner",
    "venditore",
    "parte venditrice",
    "seller",
    "procuratore",
    "delegato",
    "delegata",
    "delega",
    "delega a",
    "attorney",
    "testimone",
    "testimoni",
    "witness",
    "notaio",
    "notary",
    "medico",
    "doctor",
    "dott",
    "dott.",
    "dott.ssa",
    "dr",
    "avv",
    "avv.",
    "avvocato",
    "interprete",
    "traduttore",
    "traduttrice",
    "translator",
    "consulente",
    "responsabile",
    "responsabile del procedimento",
    "responsible",
    "il funzionario",
    "funzionario",
    "hr manager",
    "firma del datore",
    "committente",
    "client",
    "coniuge",
    "spouse",
    "marito",
    "moglie",
    "husband",
    "wife",
    "a carico",
    "familiari a carico",
    "familiare a carico",
    "contatto di emergenza",
    "emergency contact",
    "garante",
    "guarantor",
    "presso",
    "c/o",
    "ospite di",
    "sender",
    "signed by",
    "firmato da",
    "firmato digitalmente da",
    "referente",
    "contact person",
];

struct Labels {
    automaton: AhoCorasick,
    standing: Vec<Standing>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut standing = Vec::new();
    for (texts, meaning) in [
        (FIELD, Standing::Field),
        (SUBJECT, Standing::Subject),
        (DECLARER, Standing::Other(Party::Declarer)),
        (PARENT, Standing::Other(Party::Parent)),
        (OTHER, Standing::Other(Party::Else)),
    ] {
        for text in texts {
            phrases.push(*text);
            standing.push(meaning);
        }
    }
    Labels { automaton: super::automaton(&phrases, MatchKind::Standard), standing }
});

/// What begins another party in a contract's opening words.
const PARTIES: &[&str] = &[
    " e la sig",
    " e il sig",
    " e sig",
    " e la dott",
    " e il dott",
    " and mr",
    " and ms",
    " and mrs",
    " y el se",
    " y la se",
];

/// Returns what the words before a name say: on its line, or at the end of the line above.
pub(super) fn before(page: &Folded<'_>, floor: usize, start: usize) -> Standing {
    let line = page.line_of(start);
    let (above, _) = page.line(line.saturating_sub(1));
    let low = floor.max(above).max(start.saturating_sub(160));
    let lead = &page.flat[low..start];
    // "… e la sig.ra": another party begins here.
    let party = PARTIES.iter().filter_map(|words| lead.rfind(words)).max();
    let lead = &lead[party.unwrap_or(0)..];
    let mut best: Option<(usize, usize, Standing)> = None;
    for found in LABELS.automaton.find_overlapping_iter(lead) {
        if !is_whole(lead, found.start(), found.end()) {
            continue;
        }
        let standing = LABELS.standing[found.pattern().as_usize()];
        // Short words count only right before a name.
        let words = &lead[found.start()..found.end()];
        if (words == "io" || words == "presso") && lead.len() - found.end() > 2 {
            continue;
        }
        // "…, datore di lavoro, e la sig.ra …": what follows the conjunction is the other party.
        let rest = lead[found.end()..].trim_start_matches([' ', ',']);
        if ["e ", "ed ", "and "].iter().any(|word| rest.starts_with(word)) {
            continue;
        }
        // "(the Client) and …" closes before the name: it speaks of the party before.
        if lead[found.end()..].trim_start_matches(['"', '\'']).starts_with(')') {
            continue;
        }
        // The nearest label wins; of two that end together the longer; a field's label yields to a telling one nearby.
        let field = standing == Standing::Field;
        let better = match best {
            None => true,
            Some((_, _, Standing::Field)) => true,
            Some((s, e, _)) => !field && (found.end() > e || found.end() == e && found.start() < s),
        };
        if better {
            best = Some((found.start(), found.end(), standing));
        }
    }
    best.map_or(Standing::Unlabelled, |(_, _, standing)| standing)
}

/// Returns what a bracket after a name says: `Leila Haddad (the "Employee")`.
pub(super) fn after(page: &Folded<'_>, end: usize) -> Option<Standing> {
    let rest = &page.flat[end..(end + 60).min(page.flat.len())];
    let inside = rest.trim_start_matches([' ', ',']).strip_prefix('(')?;
    let inside = &inside[..inside.find(')')?];
    LABELS
        .automaton
        .find_overlapping_iter(inside)
        .filter(|found| is_whole(inside, found.start(), found.end()))
        .map(|found| LABELS.standing[found.pattern().as_usize()])
        .find(|standing| *standing != Standing::Field)
}

/// 0: not the subject. 1: named, nothing said. 2: in a field of a form. 3: labelled the subject. 4: the holder.
pub(super) fn weight(standing: Standing, id: Option<&str>) -> u32 {
    match standing {
        Standing::Holder => 4,
        Standing::Subject => 3,
        Standing::Field => 2,
        Standing::Unlabelled => 1,
        // Who speaks is the subject, but for papers in which one speaks about another.
        Standing::Other(Party::Declarer) => match id {
            Some(
                "HOSPITALITY" | "BUILDING-NOTICE" | "EMPLOYER-LETTER" | "REFERENCE-LETTER"
                | "MEDICAL-CERT" | "TRANSLATION" | "ASSEVERATION",
            ) => 0,
            _ => 3,
        },
        Standing::Other(_) => 0,
    }
}
