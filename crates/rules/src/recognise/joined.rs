//! Two names that are joined into one side: "Intestatari: Haddad Leila - Fuentes Diego". What is said of one holds for both.

use super::behind::sentence_end;
use super::dates::after;
use super::fold::Folded;
use super::standing::{Labels, Party, Said, Standing};
use super::{captions, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// How far behind one name the other of two joined ones may stand, in folded bytes.
const REACH: usize = 260;

/// What joins two people who do a thing together: "…, nato a Lodi, e / - LIM SEO-YEON", or are written to: "Al sig. … e alla sig.ra …".
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:(?:^|[\s,])(?:e|ed|and|und|et|y|e/o|&)|^\s?[/+-])\s(?:-\s|\(?[0-9a-h][.)]\s)?(?:(?:il|la|the|lo|al|alla|to|an|al/alla)\s)?(?:(?:sig|mr|mrs|ms|dott|sr|sra|herrn?|frau|mme)[a-z.]{0,6}\s)?$",
    )
});

/// "MOKOENA THANDIWE (anche per / also for MOKOENA SIPHO)": what is done for one is done for both.
static ALSO_FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s,(-]{0,3}(?:[a-z]{1,9}\s){0,2}(?:/\s)?(?:anche\sper|also\sfor|tambien\spor|tambien\spara|aussi\spour|tambem\spor|auch\sfur)\s(?:(?:il|la|conto\sdi)\s)?(?:(?:sig|mr|mrs|ms|dott|sr|sra)[a-z.]{0,6}\s)?$",
    )
});

/// What parts the names of those whom one word for several announces.
static PARTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:[,;/+-]|[\n\t](?:[0-9][.)])?)\s?(?:(?:il|la|the|lo)\s)?(?:(?:sig|mr|mrs|ms|dott|sr|sra)[a-z.]{0,6}\s)?$",
    )
});

/// What stands between two names and nothing else: "Received from: HADDAD LEILA, FUENTES DIEGO".
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s?(?:[,&/;+-]|(?:e|ed|and|und|et|y|&)\b)\s?(?:(?:sig|mr|mrs|ms|dott|sr|sra)[a-z.]{0,6}\s)?$",
    )
});

/// What two people are together.
static ONE_PARTY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-:<-\x7f]{0,160}\b(?:coniugi|coniugati|sposi|entrambi|ambedue|conviventi|both|spouses|jointly|acquirenti|conduttori|venditori|ricorrenti)\b",
    )
});

/// "…, e la moglie Leila Haddad": whoever is named with the husband or wife.
static WITH_SPOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)[\s,](?:e|ed|and|und|et|y|con|with|mit|avec)\s(?:(?:la|il|lo|el|le|the|l'|sua|suo|su|sa|son|his|her|seine|seiner|ihr|ihre|ihrem|sua)\s?){0,3}(?:moglie|marito|coniuge|consorte|wife|husband|spouse|ehefrau|ehemann|ehegattin|ehegatte|espos[oa]|conyuge|marido|mujer|epouse|epoux|femme|mari|conjuge|mulher)\s(?:(?:sig|mr|mrs|ms|dott|sr|sra|herrn?|frau|mme|don|dona)[a-z.]{0,6}\s)?$",
    )
});

/// What more than one do, in the same sentence.
static THEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-:<-\x7f]{0,280}?\b(?:sono|risultano|risiedono|abitano|dimorano|convivono|hanno|compongono|are|were|have|reside|live|appear|sind|waren|haben|wohnen|son|estan|residen|viven|figuran|sont|ont|resident|habitent|sao|residem|vivem|constam)\b",
    )
});
const THEY_REACH: usize = 300;

/// Returns what both are: whoever stands at a range, and whoever's name ended at `last` and was said to be `of`.
pub(super) fn both(
    page: &Folded<'_>,
    labels: &Labels,
    last: usize,
    of: Said,
    (start, end): (usize, usize),
    said: Said,
) -> Option<Standing> {
    if last > start || start - last > REACH {
        return None;
    }
    let bare = |s: Standing| matches!(s, Standing::Unlabelled | Standing::Field);
    let telling = |s: Standing| {
        matches!(s, Standing::Subject | Standing::Addressee | Standing::Other(Party::Declarer))
    };
    let (flat, text) = (&page.flat[last..start], &page.text[last..start]);
    if ALSO_FOR.is_match(flat) && telling(of.standing) {
        return Some(of.standing);
    }
    // One field holds both, or each has a column of its row.
    if said.standing == Standing::Unlabelled
        && (telling(of.standing) || of.standing == Standing::Field)
    {
        let (line, _) = page.line_at(start);
        let columns = matches!(text, " " | "\t") && captions::is_name_field(&page.text[line..last]);
        if BESIDE.is_match(flat) || columns {
            return Some(of.standing);
        }
    }
    // "X, nato a Gyumri, e la moglie Y, nata a Vanadzor, sono residenti": the sentence is of both.
    if said.standing == Standing::Other(Party::Spouse)
        && (telling(of.standing)
            || of.standing == Standing::Unlabelled
            || of.several && of.standing == Standing::Field)
        && WITH_SPOUSE.is_match(flat)
        // "Tenants: X, …, and her husband Y": the word for more than one says so at once.
        && (of.several || THEY.is_match(after(&page.flat, end, THEY_REACH)))
    {
        return Some(of.standing);
    }
    let joined = JOINED.is_match(flat) && !flat.contains(';') && sentence_end(flat).is_none();
    // "We, (1) Leila Haddad, holder of passport 1, and (2) Diego Fuentes": what the first is, both say they are.
    let own = bare(said.standing) || of.several && said.standing == Standing::Subject;
    if joined && own && (telling(of.standing) || of.several) {
        return Some(of.standing);
    }
    if joined && bare(of.standing) && telling(said.standing) {
        let behind = &page.flat[end..(end + 200).min(page.flat.len())];
        return (said.several || ONE_PARTY.is_match(behind)).then_some(said.standing);
    }
    // "I sottoscritti / PERERA Nuwan   PERERA Dilani": side by side, and nothing between.
    let beside = of.several && said.standing == Standing::Unlabelled && matches!(text, " " | "\t");
    let among = beside
        || of.several
            && bare(said.standing)
            && PARTED.is_match(text)
            && labels.within(flat).all(|(_, _, said, _)| said.standing == Standing::Field);
    among.then_some(of.standing)
}

#[cfg(test)]
mod tests {
    use crate::facts::{PageText, PersonRole};
    use crate::person::Person;
    use crate::recognise::Recogniser;

    fn person(name: &str) -> Person {
        Person {
            id: name.to_lowercase(),
            name: name.to_owned(),
            surname: "Perera".to_owned(),
            fiscal_code: None,
            born: None,
            dependants: Vec::new(),
        }
    }

    /// Who of Nuwan and Dilani Perera is told to be the subject.
    fn subjects(text: &str) -> Vec<String> {
        let people = [person("Nuwan"), person("Dilani")];
        let found = Recogniser::built_in().recognise(&[PageText { number: 1, text }], &people);
        let subject = |found: &crate::facts::PersonFound| found.role == PersonRole::Subject;
        found.persons.into_iter().filter(subject).map(|found| found.name).collect()
    }

    #[test]
    fn what_is_written_to_two_or_paid_for_two_is_of_both() {
        let notice = "SPORTELLO UNICO PER L'IMMIGRAZIONE\nAl sig. PERERA Nuwan e alla sig.ra PERERA Dilani\nPREAVVISO DI RIGETTO\n\
            ai sensi dell'art. 10 bis della legge 241/1990";
        assert_eq!(subjects(notice), ["Nuwan", "Dilani"]);
        let called = "QUESTURA DI PARMA\nAi Sigg.ri\nPERERA Nuwan e PERERA Dilani\nVia Po 4\nINVITO A COMPARIRE\n\
            Le SS.LL. sono invitate a comparire il 19.05.2026 alle ore 9.30.";
        assert_eq!(subjects(called), ["Nuwan", "Dilani"]);
        let receipt = "RICEVUTA DI PAGAMENTO\nRicevuto da PERERA NUWAN (anche per / also for PERERA DILANI)\nDiritti consolari 232,00";
        assert_eq!(subjects(receipt), ["Nuwan", "Dilani"]);
    }

    #[test]
    fn where_husband_and_wife_live_is_certified_for_both() {
        let lives = "COMUNE DI MERANO\nUfficio Anagrafe\nCERTIFICATO DI RESIDENZA\nSi certifica che PERERA NUWAN, nato a Kandy il 3 maggio 1990, \
            e la moglie PERERA DILANI, nata a Galle il 4 aprile 1985, sono residenti in questo Comune dal 6 novembre 2023.";
        assert_eq!(subjects(lives), ["Nuwan", "Dilani"]);
        let married = "COMUNE DI MERANO\nUfficio Anagrafe\nCERTIFICATO DI RESIDENZA\nSi certifica che PERERA NUWAN, nato a Kandy il 3 maggio 1990, \
            coniugato con PERERA DILANI, è residente in questo Comune dal 6 novembre 2023.";
        assert_eq!(subjects(married), ["Nuwan"]);
    }

    #[test]
    fn a_deed_is_of_who_buys_and_a_lease_of_husband_and_wife_who_rent() {
        let deed = "ATTO DI VENDITA\ninnanzi a me Notaio SONO PRESENTI\n- il sig. BIANCHI LUCA, nato a Prato, pensionato;\n- la sig.ra PERERA DILANI, nata in \
            Sri Lanka il 4.4.1985, coniugata in regime di separazione dei beni con PERERA NUWAN, che interviene al solo fine di confermare il regime.\n\
            VENDITA. Bianchi Luca vende a Perera Dilani, che acquista quale bene personale, il locale.";
        assert_eq!(subjects(deed), ["Dilani"]);
        let lease = "Contratto di locazione / Lease agreement\nLandlord: Mr Luca Bianchi, born in Prato.\nTenants - Conduttori: Mrs Dilani Perera, born on 4 April \
            1985, and her husband Mr Nuwan Perera, jointly and severally liable.\nRent: € 1,150 a month";
        assert_eq!(subjects(lease), ["Nuwan", "Dilani"]);
        let lease = "CONTRATTO DI LOCAZIONE AD USO ABITATIVO\nTra il sig. BIANCHI LUCA, locatore, e i sigg. PERERA DILANI, nata a Galle il 4.4.1985, e il marito \
            PERERA NUWAN, nato a Kandy il 3.5.1990, conduttori in solido, si conviene:\nIl locatore concede in locazione l'appartamento.";
        assert_eq!(subjects(lease), ["Nuwan", "Dilani"]);
    }

    #[test]
    fn who_is_sent_a_copy_or_writes_for_a_relative_has_no_part_in_it() {
        let copy = "AGENZIA NAVIGLI\nGent.ma\nDilani Perera\ne p.c. Nuwan Perera\nOggetto: trasmissione degli estremi di registrazione\nGentile Signora,\n\
            il Suo contratto di locazione è in ordine.\nRICEVUTA DI REGISTRAZIONE MODELLO RLI\nConduttrice PERERA DILANI";
        assert_eq!(subjects(copy), ["Dilani"]);
        let sister = "Oggetto: osservazioni a preavviso di rigetto ai sensi dell'art. 10-bis\nscrivo a nome di mia sorella Perera Dilani, lavoratrice.\n\
            Chiediamo di non rigettare la domanda.\nDistinti saluti\nNuwan Perera";
        assert_eq!(subjects(sister), ["Dilani"]);
    }

    #[test]
    fn husband_and_wife_have_each_a_column_of_one_form() {
        let form = "DEMANDE DE VISA NATIONAL\nDemandeur 1   Demandeur 2\nNom   PERERA   PERERA\nNom de naissance   SILVA   PERERA\nPrénom   DILANI   NUWAN\n\
            Nationalité   sri-lankaise   sri-lankaise\nSignature 1 : Dilani Perera   Signature 2 : Nuwan Perera";
        assert_eq!(subjects(form), ["Nuwan", "Dilani"]);
    }

    #[test]
    fn who_stand_below_each_other_on_a_numbered_list_are_all_named() {
        let lease = "CONTRATTO DI LOCAZIONE\nCONDUTTORI\n1. PERERA NUWAN\n2. PERERA DILANI\nLOCATORE\nBIANCHI LUCA";
        assert_eq!(subjects(lease), ["Nuwan", "Dilani"]);
    }

    #[test]
    fn who_have_each_the_same_block_of_a_letter_are_called_both_whoever_signs_for_it() {
        let called = "QUESTURA DI BRESCIA\nUfficio Immigrazione\nLETTERA DI CONVOCAZIONE\nI cittadini sotto indicati sono convocati per i rilievi:\n\
            Cognome e nome PERERA NUWAN\nnato il 12/03/1988\nGIORNO E ORA 09/06/2026 ORE 10:52\n\
            Cognome e nome PERERA DILANI\nnata il 30/11/1992\nGIORNO E ORA 09/06/2026 ORE 10:52\n\
            L'ADDETTO Bonetti S.     IL RICHIEDENTE Nuwan Perera";
        assert_eq!(subjects(called), ["Nuwan", "Dilani"]);
    }

    #[test]
    fn a_tax_is_of_whom_the_form_names_and_not_of_a_note_on_it() {
        let tax = "AGENZIA DELLE ENTRATE\nMODELLO DI PAGAMENTO F24\nCONTRIBUENTE\nCognome e nome PERERA NUWAN\nSEZIONE ERARIO\n\
            codice tributo 1500 saldo delega 67,00\nNote: registrazione del contratto, inquilini Nuwan Perera e Dilani Perera";
        assert_eq!(subjects(tax), ["Nuwan"]);
    }

    #[test]
    fn a_parent_is_named_on_the_line_on_which_the_label_stands() {
        let married = "REGISTRO CIVIL DAS PESSOAS NATURAIS\nCERTIDÃO DE CASAMENTO\nNOMES\nNUWAN PERERA\nDILANI PERERA\nMATRÍCULA 104521\nNomes completos e filiação\n\
            NUWAN PERERA, nascido aos 19/06/1987 em Niterói, brasileiro, filho de Osvaldo Pinto e de Neide Moreira Pinto\n\
            DILANI PERERA, nascida aos 31/01/1989 em Niterói, brasileira, filha de Hélio Nogueira e de Sônia Duarte";
        assert_eq!(subjects(married), ["Nuwan", "Dilani"]);
    }

    #[test]
    fn whoever_pays_for_another_has_not_their_receipt() {
        let receipt = "Ricevuta di pagamento pagoPA\nDebitore: PERERA DILANI\nVersante: PERERA NUWAN\nContributo permesso di soggiorno 40,00";
        assert_eq!(subjects(receipt), ["Dilani"]);
        let own = "Ricevuta di pagamento pagoPA\nVersante: PERERA NUWAN\nContributo permesso di soggiorno 40,00";
        assert_eq!(subjects(own), ["Nuwan"]);
    }

    #[test]
    fn whoever_sells_has_not_the_deed_of_the_buyer() {
        let deed = "COMPRAVENDITA\nRepertorio n. 2210\nDavanti a me dott. Aldo Serra, Notaio, sono presenti: PERERA NUWAN, nato a Kandy il 3 maggio 1950, \
            che vende; e PERERA DILANI, nata a Galle il 4 aprile 1985, che acquista l'appartamento.";
        assert_eq!(subjects(deed), ["Dilani"]);
    }

    #[test]
    fn who_asked_for_leave_to_employ_somebody_is_the_employer() {
        let leave = "SPORTELLO UNICO PER L'IMMIGRAZIONE\nVista la domanda presentata da PERERA NUWAN\nsi rilascia\n\
            il nulla osta all'assunzione del lavoratore PERERA DILANI, per lavoro stagionale";
        assert_eq!(subjects(leave), ["Dilani"]);
    }
}
