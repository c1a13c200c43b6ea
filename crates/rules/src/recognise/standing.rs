//! What the words around a name say of its bearer: the paper's subject, or another party.

use super::fold::{Folded, is_whole, phrase};
use super::private_mail::{is_between_friends, is_mail};
use super::{alone, asked, behind, captions, pattern};
use crate::packs::{Bearer, Packs, Reach};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use std::sync::LazyLock;

/// What the words around a name say of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// The zone of a travel paper, or a fiscal code: the holder's.
    Holder,
    /// A label that names the paper's subject.
    Subject,
    /// Whom a letter goes to: "Alla sig.ra …".
    Addressee,
    /// Whom a private mail was sent to.
    Reader,
    /// A label of fields that every form has: "cognome", "il sottoscritto".
    Field,
    Unlabelled,
    /// Unlabelled, and alone on its line: a heading, a signature.
    Alone,
    /// Alone on its line at the top of a page, above street and town.
    Addressed,
    /// Employer, host, landlord, parent.
    Other(Party),
}

impl From<Bearer> for Standing {
    fn from(bearer: Bearer) -> Standing {
        match bearer {
            Bearer::Holder => Standing::Holder,
            Bearer::Subject => Standing::Subject,
            Bearer::Addressee => Standing::Addressee,
            Bearer::Reader => Standing::Reader,
            Bearer::Field => Standing::Field,
            Bearer::Unlabelled => Standing::Unlabelled,
            Bearer::Alone => Standing::Alone,
            Bearer::Addressed => Standing::Addressed,
            Bearer::Declarer => Standing::Other(Party::Declarer),
            Bearer::Parent => Standing::Other(Party::Parent),
            Bearer::Employer => Standing::Other(Party::Employer),
            Bearer::Owner => Standing::Other(Party::Owner),
            Bearer::Policyholder => Standing::Other(Party::Policyholder),
            Bearer::Applicant => Standing::Other(Party::Applicant),
            Bearer::Payee => Standing::Other(Party::Payee),
            Bearer::Child => Standing::Other(Party::Child),
            Bearer::Spouse => Standing::Other(Party::Spouse),
            Bearer::Relative => Standing::Other(Party::Relative),
            Bearer::Titled => Standing::Other(Party::Titled),
            Bearer::Other => Standing::Other(Party::Else),
        }
    }
}

/// What words say of whoever stands beside them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Said {
    pub(super) standing: Standing,
    /// The words are of more than one: "conduttori".
    pub(super) several: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Party {
    Parent,
    Declarer,
    Employer,
    Owner,
    Policyholder,
    /// Who asked for what the paper grants or refuses.
    Applicant,
    /// To whom money is sent.
    Payee,
    /// A child, whom a parent's paper tells of.
    Child,
    /// Husband or wife of somebody.
    Spouse,
    /// Brother, partner, cousin of somebody.
    Relative,
    /// Called doctor, engineer, and nothing more said.
    Titled,
    Else,
}

/// All labels of a set of packs, prepared once.
#[derive(Debug)]
pub(super) struct Labels {
    automaton: AhoCorasick,
    entries: Vec<(Said, Reach)>,
}

/// How far a title may stand before its bearer, in folded bytes.
const TITLE_REACH: usize = 40;

/// How far the name of who declares may stand behind "il sottoscritto".
const DECLARER_REACH: usize = 60;

/// So much stands at most behind a name in a list, in folded bytes; what is longer is a sentence that goes on.
const SAID_OF_A_ROW: usize = 60;

/// What begins another party in a contract's opening words.
pub(super) const PARTIES: &[&str] = &[
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

/// What begins another party after a comma; "il locatore, sig. …" is still the locatore.
pub(super) const APPOSITIONS: &[&str] =
    &[", il sig", ", la sig", ", i sig", ", i coniugi", ", mr", ", ms", ", mrs"];

impl Labels {
    pub(super) fn new(packs: &Packs) -> Labels {
        let mut phrases: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        for words in &packs.name_words {
            let standing = Standing::from(words.standing);
            for text in words.any.iter().map(|text| phrase(text)).filter(|text| !text.is_empty()) {
                phrases.push(text);
                entries.push((Said { standing, several: words.several }, words.reach));
            }
        }
        Labels { automaton: super::automaton(&phrases, MatchKind::Standard), entries }
    }

    /// Returns the labels in a text as start, end, meaning and reach.
    pub(super) fn within<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, usize, Said, Reach)> + 't {
        self.automaton
            .find_overlapping_iter(text)
            .filter(|found| is_whole(text, found.start(), found.end()))
            .map(|found| {
                let (said, reach) = self.entries[found.pattern().as_usize()];
                (found.start(), found.end(), said, reach)
            })
    }

    /// Returns what the words before a name say: on its line, or at the end of the line above.
    pub(super) fn before(&self, page: &Folded<'_>, floor: usize, start: usize) -> Said {
        let line = page.line_of(start);
        let (above, _) = page.line(line.saturating_sub(1));
        // Above a list's first row its header may take lines of its own.
        let row = &page.text[page.line(line).0..start];
        let numbered =
            !row.is_empty() && row.bytes().all(|b| b.is_ascii_digit() || b" .)".contains(&b));
        let above = if numbered { page.line(line.saturating_sub(3)).0 } else { above };
        // What stands behind a name on the line above belongs to that name, unless it ends in a label.
        let (line_start, _) = page.line(line);
        let of_row = row.bytes().all(|b| !b.is_ascii_alphabetic())
            && floor > above
            && floor < line_start
            && line_start - floor <= SAID_OF_A_ROW
            && !page.text[floor..line_start].trim_end().ends_with(':')
            || alone::is_honorific(row.trim()) && floor > above && floor < line_start;
        let above = if of_row { line_start } else { above };
        // "Causale: …" has a label of its own; what stands above is another field's.
        let other_field = row.contains(':') && !captions::is_name_field(row);
        let above = if other_field { line_start } else { above };
        let low = floor.max(above).max(start.saturating_sub(160));
        let lead = &page.flat[low..start];
        // Whom a letter goes to says nothing of whom it is about.
        let subject = SUBJECTS.iter().filter_map(|words| lead.rfind(words)).max();
        let lead = &lead[subject.unwrap_or(0)..];
        // "… e la sig.ra": another party begins here.
        let party = PARTIES.iter().filter_map(|words| lead.rfind(words)).max();
        let lead = &lead[party.unwrap_or(0)..];
        let apposition = APPOSITIONS.iter().filter_map(|words| lead.rfind(words)).max();
        let mut best: Option<(usize, usize, Standing)> = None;
        // "We, (1) Leila Haddad": a number parts nothing.
        let unnumbered = NUMBER_OF_A_PARTY.find(lead).map_or(lead.len(), |number| number.start());
        // Where the last word for more than one stands: "concede in locazione ai sigg.".
        let mut plural: Option<usize> = None;
        for (from, to, Said { standing, several }, reach) in self.within(lead) {
            if reach == Reach::Touching && unnumbered - to.min(unnumbered) > 2 {
                continue;
            }
            // "Innanzi al notaio Zani, il signor …": who comes after the comma is none of the notary's.
            if apposition.is_some_and(|at| to < at) {
                continue;
            }
            // "Per la madre Adele Frigerio la signora …": its bearer is named.
            if standing != Standing::Field
                && !several
                && SPEAKERS.iter().any(|word| lead[to..].contains(word))
                && captions::begins_with_name(page, start - lead.len() + to, start)
            {
                continue;
            }
            let behind = start - lead.len() + to;
            // "…, filha de Sônia Duarte / CAMILA …": whoever is told of on the line above is named there.
            if matches!(standing, Standing::Other(Party::Parent))
                && captions::is_told_above(page, behind, line_start)
            {
                continue;
            }
            // "…, datore di lavoro, e la sig.ra …": what follows the conjunction is the other party. "Nomi dei coniugi e codici
            // fiscali" is a caption.
            let rest = lead[to..].trim_start_matches([' ', ',', ';']);
            let caption = several
                && behind < line_start
                && rest.trim().contains(' ')
                && !SPEAKERS.iter().any(|word| rest.contains(word));
            if !caption
                && ["e ", "ed ", "and ", "y ", "und ", "et "]
                    .iter()
                    .any(|word| rest.starts_with(word))
            {
                continue;
            }
            // "(the Client) and …", "«il venditore»; …" close before the name: they speak of the party before.
            if lead[to..].trim_start_matches(['"', '\'', '>']).starts_with([')', ';']) {
                continue;
            }
            // "Di seguito locatore, concede …" says what the party before it is called.
            if behind::is_called(&lead[..from]) {
                continue;
            }
            if several {
                plural = Some(from);
            }
            // "Letto, confermato e sottoscritto" closes what somebody else declared.
            if standing == Standing::Other(Party::Declarer)
                && lead[..from].ends_with("confermato e ")
            {
                continue;
            }
            // Who declares is named at once; a name further on is that of whom the declaration is about.
            if standing == Standing::Other(Party::Declarer) && lead.len() - to > DECLARER_REACH {
                continue;
            }
            if reach == Reach::Near {
                // "Si certifica che la dott.ssa …": the title is the subject's own.
                let own =
                    best.is_some_and(|(_, end, of)| of == Standing::Subject && from - end <= 8);
                // "Il notaio Berti … il signor …": the title was another's, who is named.
                let spent = SPEAKERS.iter().any(|word| lead[to..].contains(word));
                let borne = TITLES.contains(&&lead[from..to]) && alone::is_identified(page, start);
                if own || spent || borne {
                    continue;
                }
            }
            // "Il Prefetto dott. Nicola Arduini   Tigist Bekele": two sign side by side, and the title is the first one's.
            if reach == Reach::Near && captions::is_whole_name(page, start - lead.len() + to, start)
            {
                best = None;
                continue;
            }
            // A title's bearer stands between it and the name: neither it nor what stood before speaks for this one.
            if reach == Reach::Near && lead.len() - to > TITLE_REACH {
                best = None;
                continue;
            }
            // The nearest label wins; of two that end together the longer; a field's label yields to a telling one nearby.
            let field = standing == Standing::Field;
            let better = match best {
                None => true,
                Some((_, _, Standing::Field)) => true,
                Some((s, e, _)) => !field && (to > e || to == e && from < s),
            };
            if better {
                best = Some((from, to, standing));
            }
        }
        // "Alla ditta …, datore di lavoro, e per il suo tramite / al sig. …": what stands on the line above is another's.
        let here = start - lead.len();
        let titled = best.is_none_or(|(from, to, of)| {
            of == Standing::Field || TITLES.contains(&&lead[from..to]) || here + to < line_start
        });
        let said = |standing| Said { standing, several: false };
        if titled && ADDRESSEE.is_match(&page.flat[line_start.max(floor)..start]) {
            let private = is_mail(page, line_start) || is_between_friends(page, start);
            return said(if private { Standing::Reader } else { Standing::Addressee });
        }
        // "Io sottoscritto … dichiaro che la signora …": whom it is about, not who speaks.
        if TOLD_OF.is_match(lead) {
            return said(Standing::Subject);
        }
        // "Egr. Dott." on the line above.
        let called =
            above >= floor && above < line_start && CALLED.is_match(&page.flat[above..line_start]);
        if titled && start == line_start && called {
            return said(Standing::Addressee);
        }
        // "Firma / Signature Leila Haddad": who signs, and no more.
        if SIGNED.is_match(lead) {
            return said(Standing::Unlabelled);
        }
        if OF_SOMEBODY.is_match(lead) || MARRIED.is_match(lead) {
            return said(Standing::Other(Party::Relative));
        }
        let field = best.is_none_or(|(from, to, of)| {
            of == Standing::Field
                || lead[from..to].contains("presentata da") && asked::is_leave_to_employ(page)
        });
        if field && let Some(party) = asked::party(page, lead) {
            return said(Standing::Other(party));
        }
        let Some((from, to, standing)) = best else { return said(Standing::Unlabelled) };
        let label = &lead[from..to];
        let standing = match standing {
            Standing::Other(Party::Else) if TITLES.contains(&label) => {
                Standing::Other(Party::Titled)
            }
            Standing::Other(Party::Else) if SPOUSES.contains(&label) => {
                Standing::Other(Party::Spouse)
            }
            Standing::Subject if CHILDREN.iter().any(|word| label.contains(word)) => {
                Standing::Other(Party::Child)
            }
            other => other,
        };
        Said { standing, several: plural.is_some_and(|at| at >= from) }
    }
}

/// "(1) ", "b) " before one of several parties.
static NUMBER_OF_A_PARTY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\s?\(?[0-9a-h][.)]\s$"));

/// Returns whether a standing says that the paper may be somebody's.
pub(super) fn is_telling(standing: Standing) -> bool {
    !matches!(
        standing,
        Standing::Unlabelled
            | Standing::Alone
            | Standing::Other(
                Party::Else
                    | Party::Titled
                    | Party::Employer
                    | Party::Owner
                    | Party::Relative
                    | Party::Payee
            )
    )
}

/// The heads of the columns of a birth's record in which its parents stand.
const PARENTS: &[&str] = &["pere", "padre", "father", "vater", "mere", "madre", "mother", "mutter"];

/// Returns whether the given names on a line stand, with the surnames above them, in the columns of two parents.
pub(super) fn is_below_parents(page: &Folded<'_>, start: usize) -> bool {
    let line = page.line_of(start);
    (line.saturating_sub(3)..line).any(|above| {
        let (from, to) = page.line(above);
        let told = |word: &&&str| page.text[from..to].contains(**word);
        PARENTS.iter().filter(told).count() >= 2
    })
}

/// What somebody says of another.
static TOLD_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:dichiar|attest|certific|conferm|comunic)(?:[oai]|iamo|ano)\s(?:che|di\saver\sconosciuto|di\sconoscere)\s(?:il\s|la\s|lo\s)?(?:(?:sig|signor|dott|lavorator|lavoratric|dipendent)[a-z.]{0,4}\s){0,2}$",
    )
});

/// What a name follows that is only a signature.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:firma|signature|unterschrift|firmado|signe|fdo\.?)\s?(?:digitale\s?)?[:_.]{0,3}\s?$",
    )
});

/// "La moglie del sottoscritto, sig.ra …", "il coniuge della richiedente": of whose family somebody is.
static OF_SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:moglie|marito|coniuge|fratello|sorella|madre|padre|convivente|compagn[oa]|cognat[oa]|suocer[oa]|wife|husband|brother|sister|mother|father)\s(?:del|della|dello|dell'|of\sthe)\s?[a-z]{4,18},?\s(?:(?:il|la)\s)?(?:(?:sig|signor|mr|mrs|ms)[a-z.]{0,4}\s)?$",
    )
});

/// "Ha contratto matrimonio in Lodi il 3 maggio 2019 con …", "coniugata in regime di separazione dei beni con …": what a register or a
/// deed notes beside the person that it is about.
static MARRIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:matrimonio|unione\scivile|married|coniugat[oa]|sposat[oa]|casad[oa]|marie{1,2}|verheiratet)\b[\x00-:<-\x7f]{0,70}\s(?:con|to|avec|mit|com)\s(?:(?:il|la)\s)?(?:(?:sig|signor|cittadin|mr|mrs|ms)[a-z.]{0,4}\s)?$",
    )
});

/// What a letter's subject begins with.
const SUBJECTS: &[&str] = &["oggetto:", "oggetto ", "subject:", " re:", "ogg.:"];

/// What announces a further person.
const SPEAKERS: &[&str] =
    &[" il sig", " la sig", " al sig", " alla sig", " mr ", " mr. ", " ms ", " mrs "];

/// Titles that a letter's reader may have as well.
const TITLES: &[&str] = &[
    "dott", "dott.", "dott.ssa", "dr", "avv", "avv.", "doctor", "arch", "arch.", "ing", "ing.",
    "geom", "geom.",
];

/// "Alla dott.ssa …", at the beginning of a line: whom the letter is for.
static ADDRESSEE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:al|alla|all'|ai|to:?|a:|spett\.?le|destinatari[oa]:?)\s?(?:(?:gent|egr|ill)[a-z.']{0,8}\s)?(?:(?:sig|dott|dr|avv|mr|ms|mrs|signor)[a-z.']{0,4}\s){0,2}$",
    )
});

pub(super) const SPOUSES: &[&str] = &[
    "coniuge",
    "moglie",
    "marito",
    "wife",
    "husband",
    "spouse",
    "conyuge",
    "conjoint",
    "conjointe",
    "epoux",
    "epouse",
    "ehegatte",
    "ehegattin",
    "ehemann",
    "ehefrau",
    "esposo",
    "esposa",
    "conjuge",
];

/// Words for a child in the labels of a subject.
pub(super) const CHILDREN: &[&str] =
    &["figli", "child", "daughter", "my son", "hij", "bambin", "minore"];

/// The first line of an address: "Egr. Dott.", "Gent.ma Sig.ra", "Ai Sigg.ri".
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:al|alla|ai|alle)\s)?(?:(?:gent|egr|ill|preg|spett)[a-z.']{0,9}\s)(?:(?:sig|dott|dr|avv|ing|arch|prof|maestro|signor)[a-z.']{0,5}\s){0,2}$|^(?:al|alla|ai|alle|al/alla)\s(?:(?:sig|coniug|dott|cittadin)[a-z.'/]{0,8}\s){1,2}$",
    )
});
