//! What stands behind a name: a bracket, a verb, or the bearer's part in a deed, behind birth, code and home.

use super::dates::{after, before as dates_before};
use super::fold::Folded;
use super::pattern;
use super::standing::{APPOSITIONS, Labels, PARTIES, Party, SPOUSES, Said, Standing};
use crate::packs::Reach;
use regex::Regex;
use std::sync::LazyLock;

impl Labels {
    /// Returns what the words around a name say of it.
    pub(super) fn of(&self, page: &Folded<'_>, floor: usize, start: usize, end: usize) -> Said {
        let behind = self.after(page, end);
        let before = self.before(page, floor, start);
        // Captions that say only "name" hold against those of the columns beside, not against what announces the whole list.
        let before = match self.header(page, start) {
            Some(Said { standing: Standing::Field, .. })
                if !matches!(before.standing, Standing::Other(_)) =>
            {
                before
            }
            Some(said) => said,
            None => before,
        };
        let announced = |words: &[&str]| {
            let lead = dates_before(&page.flat, start, 40);
            words.iter().any(|word| lead.contains(word))
        };
        if let Some(said) = behind {
            let own = match said.standing {
                // "Il sottoscritto …, datore di lavoro, chiede" speaks for himself, and "i familiari … (coniuge)" are called.
                Standing::Other(Party::Employer) => {
                    before.standing == Standing::Other(Party::Declarer)
                        || before.standing == Standing::Subject
                            && announced(&["richiedente", "istante", "applicant"])
                }
                Standing::Other(Party::Spouse) => {
                    before.standing == Standing::Subject
                        && announced(&["famil", "congiunt", "assicurat", "insured", "compon"])
                }
                // "La convivente …, risulta priva di redditi": of whom more is said, and whose paper it still is not.
                Standing::Subject if !said.several => {
                    matches!(before.standing, Standing::Other(Party::Relative | Party::Spouse))
                }
                _ => false,
            };
            return if own { before } else { said };
        }
        let said = match before.standing {
            Standing::Field | Standing::Unlabelled => {
                self.section(page, floor, start).unwrap_or(before)
            }
            // "DATORE DI LAVORO / Il sottoscritto …": one of two who declare.
            Standing::Other(Party::Declarer) => self
                .section(page, floor, start)
                .filter(|head| matches!(head.standing, Standing::Other(Party::Employer)))
                .unwrap_or(before),
            _ => before,
        };
        // A family's list says who is whose wife or child; that they are in the list counts more.
        let bare = matches!(said.standing, Standing::Field | Standing::Unlabelled);
        let role = self.role_behind(page, start, end).filter(|role| {
            use Party::{Child, Parent, Relative, Spouse};
            bare || !matches!(role.standing, Standing::Other(Child | Parent | Relative | Spouse))
        });
        role.unwrap_or(said)
    }

    /// Returns what stands behind a name: a bracket (`Leila Haddad (the "Employee")`), a verb whose subject it is ("lavora presso"),
    /// or its part in the deed ("…, nata a Lodi, e …, nato a Prato, di seguito acquirenti").
    pub(super) fn after(&self, page: &Folded<'_>, end: usize) -> Option<Said> {
        let rest = after(&page.flat, end, VERB);
        let alone = |standing| Some(Said { standing, several: false });
        let bracket = rest.trim_start_matches([' ', ',']).strip_prefix('(');
        if let Some(inside) = bracket
            && let Some(close) = inside.find(')').filter(|close| *close < 60)
            && let Some(said) = self
                .within(&inside[..close])
                // Words that touch the name of whom a paper is about stand before it.
                .filter(|(_, _, said, reach)| {
                    *reach != Reach::Touching || said.standing != Standing::Subject
                })
                .map(|(_, _, said, _)| said)
                .find(|said| said.standing != Standing::Field)
        {
            let spouse = SPOUSES.iter().any(|word| inside[..close].contains(word));
            if spouse && said.standing == Standing::Other(Party::Else) {
                return alone(Standing::Other(Party::Spouse));
            }
            // In the list of the insured.
            if said.standing == Standing::Other(Party::Policyholder) {
                return alone(Standing::Subject);
            }
            return Some(said);
        }
        // "Io sottoscritta …, in qualità di madre …, chiedo": the paper is the child's.
        let acts = FOR_A_CHILD.find(after(&page.flat, end, FOR_A_CHILD_REACH));
        let also = |words: &str| {
            ["in proprio", "nombre propio", "own behalf"].iter().any(|own| words.contains(own))
        };
        if acts.is_some_and(|acts| !also(acts.as_str())) {
            return alone(Standing::Other(Party::Parent));
        }
        if IN_OFFICE.is_match(rest) {
            return alone(Standing::Other(Party::Else));
        }
        if WHOSE_SPOUSE.is_match(rest) {
            return alone(Standing::Other(Party::Spouse));
        }
        // "Il signor …, nato a Tanta, ha inoltrato richiesta di nulla osta": who asks.
        if FILES.find(rest).is_some_and(|files| another_begins(page, end, files.as_str()).is_none())
        {
            return alone(Standing::Other(Party::Applicant));
        }
        if SPEAKS_OF.is_match(rest) {
            return alone(Standing::Subject);
        }
        // "…, nato a Padova, che vende; e …, che acquista".
        let does = DOES.captures(rest).and_then(|does| does.get(1));
        if does.is_some_and(|does| SELLS.contains(&does.as_str())) {
            return alone(Standing::Other(Party::Owner));
        }
        self.part(page, end)
    }

    /// Returns the part in a deed that the sentence gives to whoever is named at its beginning.
    fn part(&self, page: &Folded<'_>, end: usize) -> Option<Said> {
        let rest = after(&page.flat, end, REST);
        // The sign that closes the sentence belongs to it: a part stands right before it.
        let sentence = &rest[..sentence_end(rest).map_or(rest.len(), |at| at + 1)];
        let another = another_begins(page, end, sentence);
        self.within(sentence)
            .find(|(from, to, said, reach)| {
                let lead = &sentence[..*from];
                let called = is_called(lead);
                let bare = lead.trim_end_matches(['"', '\'', ' ', '(']);
                let named = called
                    || bare.ends_with(',')
                    || bare.ends_with("quale")
                    || bare.ends_with("quali")
                    || bare.ends_with("in qualita di")
                    || IN_BRACKETS.is_match(lead);
                let closed = called
                    || to == &rest.len()
                    || rest[*to..].starts_with([',', ';', '.', ')', '"', '\'', '>'])
                    // "… in qualità di locatore" ends a line of a form.
                    || bare.ends_with("in qualita di")
                        && page.text.as_bytes().get(end + to) == Some(&b'\n');
                // One tenant is the last who was named; the tenants are all of them.
                let theirs = said.several || another.is_none_or(|at| *from <= at);
                let near = called || said.several || *to <= VERB;
                let telling = matches!(
                    said.standing,
                    Standing::Subject
                        | Standing::Other(Party::Else | Party::Employer | Party::Owner)
                );
                // "…, moglie, nata a Lodi" right behind a name; further on it is another's.
                let spouse = SPOUSES.contains(&&sentence[*from..*to]);
                let apart = spouse && !lead.trim_matches([' ', ',', '-']).is_empty();
                named && closed && theirs && near && telling && !apart && *reach == Reach::Far
            })
            .map(|(from, to, said, _)| {
                let spouse = SPOUSES.contains(&&sentence[from..to]);
                let standing = if spouse { Standing::Other(Party::Spouse) } else { said.standing };
                Said { standing, ..said }
            })
    }
}

/// Returns whether the words before a label say that it is what somebody is called from here on.
pub(super) fn is_called(lead: &str) -> bool {
    CALLED_FROM_HERE.is_match(dates_before(lead, lead.len(), 80))
}

/// Returns where the sentence ends, or what a party does begins. "C.F." and "n." end none.
pub(super) fn sentence_end(rest: &str) -> Option<usize> {
    let ends = STOPS.find_iter(rest).find(|stop| {
        let lead = dates_before(rest, stop.start(), 12);
        !stop.as_str().starts_with('.') || !SHORTENED.is_match(lead)
    });
    ends.map(|stop| stop.start())
}

/// Returns where in the words behind a name another person is named, or another's birth is told.
fn another_begins(page: &Folded<'_>, end: usize, sentence: &str) -> Option<usize> {
    let party = PARTIES.iter().chain(APPOSITIONS).filter_map(|words| sentence.find(words)).min();
    let born = BORN.find_iter(sentence).nth(1).map(|birth| birth.start());
    let and = AND.find_iter(sentence).find(|and| {
        let mut words = sentence[and.end()..].split(' ').scan(end + and.end(), |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        });
        let mut capital = || {
            words.next().is_some_and(|(start, word)| {
                !word.is_empty() && page.words(start, start + 1).starts_with(char::is_uppercase)
            })
        };
        capital() && capital()
    });
    [party, born, and.map(|and| and.start())].into_iter().flatten().min()
}

/// How far behind a name its verb, its bracket or a bare word for its part may stand, in folded bytes.
const VERB: usize = 240;

/// How far behind a name "di seguito …" may stand: what is said of two people or three lies between.
const REST: usize = 700;

/// The end of a sentence, or of what is said of the parties: what they do begins.
static STOPS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)[.;](?:\s|$)|\s(?:conced(?:e|ono)|da\sin\s|danno\sin\s|ced(?:e|ono)\sin|vend(?:e|ono)|acquista(?:no)?|dichiara(?:no)?|convengono|stipulano|pattuiscono|si\sobbliga(?:no)?|lets?|leases?|sells?|rents?|agrees?|declares?|arrienda|vende|declara)\s",
    )
});

/// Words that are written short: their full stop ends no sentence.
static SHORTENED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:[a-z]|c\.f|cod|fisc|cf|p\.iva|iva|sig|sigg|ri|ra|dott|ssa|prov|loc|fraz|civ|int|tel|cell|num|nr|nat|res|resid|doc|art|pass|mr|mrs|ms|no|st|n|v|p\.zza|zza)$",
    )
});

/// "Di seguito denominati".
static CALLED_FROM_HERE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?-u)\b(?:(?:qui\s)?di\sseguito|in\s(?:seguito|appresso)|d'ora\s(?:in\s(?:avanti|poi)|innanzi)|hereinafter|hereafter|en\sadelante|ci-apres|nachfolgend)(?:,?\s(?:per\sbrevita|anche|solo|soltanto|semplicemente|brevemente|denominat[oaie]|chiamat[oaie]|indicat[oaie]|definit[oaie]|congiuntamente|collettivamente|quale|quali|come|referred\sto|called|as|jointly|collectively|together|il|lo|la|i|gli|le|l'|the|el|los)){0,5},?\s?(?:l')?["'(<]{0,3}(?:(?:il|lo|la|the|el|l')\s?)?$"#,
    )
});

static BORN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:nat[oa]|born|nacid[oa]|nee?)\s(?:a|in|il|on|en|le)\b"));

static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)[\s,](?:e|ed|and|y|et|und)\s"));

/// What somebody says who acts for a child, in the same sentence.
static FOR_A_CHILD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-:<-\x7f]{0,280}\b(?:in\s(?:qualita|veste)\sdi|quale|as(?:\sthe)?|en\scalidad\sde)\s(?:madre|padre|genitor[ei]|tutor[ei]|esercente|mother|father|parent|guardian)\b",
    )
});

/// How far behind the declarer's name that may stand.
const FOR_A_CHILD_REACH: usize = 320;

/// What the first party of a deed does that is told of with the name.
static DOES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,[\x00-:<-\x7f]{0,200}?\s(?:che|il\squale|la\squale)\s(vende|cede|dona|aliena|acquista|compra|accetta)\b",
    )
});

/// Of these, what whoever gives away does.
const SELLS: &[&str] = &["vende", "cede", "dona", "aliena"];

/// "(the "Consultant")", "("l'Apprendista")".
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?-u)\((?:(?:the|il|la|lo|el|le|der|die)\s|l')?["'<]{1,2}(?:(?:the|il|la|lo|el|le|der|die)\s|l')?$"#,
    )
});

/// What somebody is who signs a paper for an office, behind the name.
static IN_OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:(?:il|la|the|el|in\squalita\sdi|en\scalidad\sde|quale|as)\s)?(?:secretari[oa]|segretari[oa]\s(?:comunale|generale)|rettore|rettrice|rector|registrar|sindac[oa]|mayor(?:\sof\b|[,.])|notai[oa]|notari[oa]|notary|consul\b|console\b|headmaster|headmistress|head\steacher|dean|decan[oa]|ufficiale\s(?:di|dello|d')|prefetto|viceprefetto|questore|dirigente\s(?:scolastic|dell)|direttor[ei]\s(?:generale|dell'ufficio|sanitari)|director\sgeneral|jef[ea]\s|president[ea]?\s(?:del|de\sla|of\sthe))",
    )
});

/// "Ms Leila Haddad, your spouse, may be included": of whose family somebody is.
static WHOSE_SPOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:(?:la|il)\s)?(?:your|his|her|my|their|sua|suo|tua|tuo|mia|mio|su|mi|tu|votre|mon|ma|sa|son|ihre?|seine?|meine?|minha|meu)\s(?:spouse|wife|husband|partner|moglie|marito|coniuge|consorte|compagn[oa]|espos[oa]|conyuge|marido|mujer|epoux|epouse|conjointe?|femme|mari|ehefrau|ehemann|frau|mann|conjuge)\b",
    )
});

/// What whoever asks an office for something does, behind birth and code.
static FILES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[,\s][\x00-:<-\x7f]{0,140}?\b(?:ha\s(?:inoltrato|presentato|trasmesso|inviato|depositato)|has\s(?:filed|submitted|lodged)|ha\spresentado|a\s(?:depose|presente))\s(?:(?:la|una|un|l'|an?|the|le|une)\s?)?(?:richiesta|domanda|istanza|application|request|solicitud|demande)\b",
    )
});

/// Verbs whose subject a paper is about.
static SPEAKS_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:lavora|presta|risulta|abita|e'?\s(?:nostr|tuttora|attualmente|occupat|dipendent|stat[oa]\s(?:assunt|alle)|assunt|iscritt|resident|titolare|in\s(?:forza|servizio|buona)|idone|alle\sdipendenze|regolarmente)|ha\s(?:superato|conseguito|sostenuto|acquistato|ottenuto|lavorato|assistito|frequentato|contratto|prestato|svolto)|trabalha|trabaja|travaille|arbeitet|is\s(?:employed|an?|our|currently|fit|registered|resident|working)|has\s(?:been|worked|completed|passed|no|not|successfully)|works|was\s(?:born|employed))\b",
    )
});
