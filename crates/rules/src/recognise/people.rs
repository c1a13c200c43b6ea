//! Who of the household is named on a paper, and as what.

use super::fold::Folded;
use super::spelling::{Spelling, Word, parted, spelled, spellings, words};
use super::standing::{self, Party, Said, Standing};
use super::zones::Zone;
use super::{
    alone, evidence, fiscal_code, joined, pattern, rows, salutation, shortened, whole_name,
    wrapped_cells,
};
use crate::facts::Evidence;
use crate::person::Person;
use regex::Regex;
use std::sync::LazyLock;

/// One place where somebody is named.
pub(super) struct Mention {
    /// Index into [`everybody`].
    pub(super) who: usize,
    pub(super) evidence: Evidence,
    pub(super) standing: Standing,
    /// In a list of people of one standing.
    pub(super) listed: bool,
    /// The words beside it are of more than one.
    pub(super) several: bool,
    /// Beside another's, on lines of nothing but names.
    pub(super) shared: bool,
    /// Called "il sig. …" in a sentence, which names people without being theirs.
    pub(super) passing: bool,
}

/// An adult or a dependant of the household.
pub(super) struct Somebody<'p> {
    pub(super) id: &'p str,
    pub(super) name: &'p str,
    pub(super) surname: &'p str,
    pub(super) adult: bool,
    born: Option<chrono::NaiveDate>,
    fiscal_code: Option<&'p str>,
}

pub(super) fn everybody(people: &[Person]) -> Vec<Somebody<'_>> {
    let mut all = Vec::new();
    for person in people {
        all.push(Somebody {
            id: &person.id,
            name: &person.name,
            surname: &person.surname,
            adult: true,
            born: person.born,
            fiscal_code: person.fiscal_code.as_deref(),
        });
        for child in &person.dependants {
            all.push(Somebody {
                id: &child.id,
                name: &child.name,
                surname: &child.surname,
                adult: false,
                born: child.born,
                fiscal_code: None,
            });
        }
    }
    all
}

static FISCAL_CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b[a-z]{6}[0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{3}[a-z]\b",
    )
});

/// Returns where the people of the household are named.
pub(super) fn find(
    pages: &[Folded<'_>],
    people: &[Person],
    zones: &[Zone],
    labels: &standing::Labels,
) -> Vec<Mention> {
    let all = everybody(people);
    let mut mentions = Vec::new();
    if all.is_empty() {
        return mentions;
    }
    let names: Vec<(Vec<Spelling>, Vec<Spelling>)> =
        all.iter().map(|s| (spellings(s.name), spellings(s.surname))).collect();
    for zone in zones {
        let spelled = |parts: &[Vec<String>], zone: &str, whole: bool| {
            let zone: String = words(&super::fold::phrase(zone)).iter().map(|w| w.text).collect();
            parts.iter().any(|p| {
                let joined = p.concat();
                // Whoever has one name only has an empty part in the zone as well.
                zone == joined
                    || !whole && p.first().is_some_and(|first| zone.starts_with(first.as_str()))
            })
        };
        for (who, (name, surname)) in names.iter().enumerate() {
            if spelled(surname, &zone.mrz.surname, true) && spelled(name, &zone.mrz.names, false) {
                // Several zones on one sheet are several papers of one kind.
                let mention = Mention::of(who, zone.evidence.clone(), Standing::Holder);
                mentions.push(Mention { listed: true, ..mention });
            }
        }
    }
    for page in pages {
        let mut words = words(&page.text);
        for word in &mut words {
            word.capital = page.words(word.start, word.end).starts_with(char::is_uppercase);
        }
        let mut used = vec![false; words.len()];
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for (who, (name, surname)) in names.iter().enumerate() {
            for at in 0..words.len() {
                for surname in surname {
                    for name in name {
                        if let Some((from, to)) = whole_name::whole_name(&words, at, name, surname)
                        {
                            found.push((from, to, who));
                        }
                    }
                }
            }
        }
        let before = shortened::before_one_surname(page, &words, &names, &found);
        let behind = shortened::behind_one_surname(page, &words, &names, &found);
        found.extend(before.into_iter().chain(behind));
        let unseen: Vec<usize> = (0..all.len())
            .filter(|who| {
                !found.iter().any(|f| f.2 == *who) && !mentions.iter().any(|m| m.who == *who)
            })
            .collect();
        found.extend(shortened::by_initials(&words, &names, &unseen));
        let misread = shortened::misread(&words, &names, &unseen);
        found.extend(&misread);
        found.retain(|&(from, to, who)| {
            let surname_first = names[who].1.iter().any(|surname| {
                spelled(&words, from, surname).is_some()
                    // "Rita Teles / FABIANA MOURA …": the last of two surnames, on another's line.
                    || surname.len() > 1 && surname.last().is_some_and(|s| s == words[from].text)
            });
            let behind_more = surname_first && !words[from].leads;
            !is_parted(page, words[from].start, words[to - 1].end, behind_more)
        });
        // "Noor Fuentes Haddad" holds no "Haddad Leila": the longest reading wins.
        found.sort_by(|a, b| (b.1 - b.0).cmp(&(a.1 - a.0)).then(a.0.cmp(&b.0)).then(a.2.cmp(&b.2)));
        let mut kept: Vec<(usize, usize, usize)> = Vec::new();
        for (from, to, who) in found {
            if used[from..to].iter().any(|u| *u) {
                continue;
            }
            used[from..to].fill(true);
            kept.push((from, to, who));
        }
        kept.sort_unstable();
        kept.truncate(MOST);
        let mut readers = salutation::addressed(page, &words, &names);
        if readers.is_empty() {
            readers = salutation::by_address(page, &words, &names);
        }
        for &(from, to, who) in &readers {
            let both = readers.iter().any(|r| r.2 != who && r.0.abs_diff(from) <= SALUTATION);
            if used[from..to].iter().all(|u| !u) {
                let evidence = evidence(page, words[from].start, words[to - 1].end, "salutation");
                mentions
                    .push(Mention { listed: both, ..Mention::of(who, evidence, Standing::Reader) });
            }
        }
        let mut blocks = rows::Blocks::default();
        let mut floor = 0;
        // Whoever stood at the beginning of the last row of a list: the row's line, who, as what.
        let mut row: Option<(usize, usize, Standing)> = None;
        // Where the name before ended, whose it was, and as what.
        let mut before: Option<(usize, usize, Said)> = None;
        for &(from, to, who) in &kept {
            let (start, end) = (words[from].start, words[to - 1].end);
            let signed = labels.signature(page, floor, start, end);
            let said = signed.unwrap_or_else(|| labels.of(page, floor, start, end));
            let Said { mut standing, mut several } = said;
            let line = page.line_of(start);
            let mut listed = several;
            if signed.is_none() && leads_its_line(page, start) {
                // The label stands above the first row only.
                if let Some((above, other, of)) = row
                    && other != who
                    && (1..=ROW).contains(&(line - above))
                    && (standing == of
                        || matches!(standing, Standing::Unlabelled | Standing::Field))
                {
                    standing = of;
                    listed = true;
                    if let Some(first) = mentions.iter_mut().rfind(|m| m.who == other) {
                        first.listed = true;
                    }
                }
                let telling = matches!(
                    standing,
                    Standing::Subject
                        | Standing::Addressee
                        | Standing::Field
                        | Standing::Other(Party::Declarer)
                );
                row = telling.then_some((line, who, standing));
            }
            if let Some((last, other, of)) = before
                && other != who
                && let Some(both) = joined::both(page, labels, last, of, (start, end), said)
            {
                standing = both;
                (several, listed) = (true, true);
                if let Some(first) = mentions.iter_mut().rfind(|m| m.who == other) {
                    first.standing = both;
                    first.listed = true;
                }
            }
            before = Some((end, who, Said { standing, several }));
            let shared = shortened::is_shared(page, &words, &kept, (from, to, who));
            // An address of a mail says who reads it, not whom it is about.
            if matches!(standing, Standing::Addressee | Standing::Reader)
                && page.text[end..].starts_with('@')
            {
                standing = Standing::Alone;
            }
            let bare =
                alone::is_alone(page, start, end) || (listed || shared) && line < alone::HEAD_LINES;
            if standing == Standing::Unlabelled && bare {
                let addressed = alone::is_addressed(page, end);
                standing = if addressed { Standing::Addressed } else { Standing::Alone };
            }
            let rule = if misread.contains(&(from, to, who)) { MISREAD } else { "name" };
            let evidence = evidence(page, start, end, rule);
            let passing = standing == Standing::Field
                && (alone::is_in_a_sentence(page, start, end) || alone::is_in_a_row(page, start))
                || standing == Standing::Subject && alone::is_spoken_of(page, start, end);
            if standing == Standing::Field {
                blocks.begin(page, start, (who, mentions.len()));
            }
            mentions.push(Mention { who, evidence, standing, listed, several, shared, passing });
            floor = end;
        }
        if let Some((last, owners)) = blocks.shared() {
            for (at, mention) in mentions.iter_mut().enumerate() {
                let own = owners.contains(&mention.who);
                mention.listed |= own && at <= last && mention.standing == Standing::Field;
                // Who of them signs the sheet does so for both.
                if own && at > last && mention.standing == Standing::Subject {
                    mention.standing = Standing::Unlabelled;
                }
            }
        }
        let cells = wrapped_cells::parted(page, &words, &names);
        for (who, (name, surname)) in names.iter().enumerate() {
            // A signature says nothing of the fields above it.
            let named = mentions.iter().any(|m| {
                m.who == who
                    && m.evidence.page == page.page
                    && standing::is_telling(m.standing)
                    // Nor does what somebody is to another: "MOGLIE - Leila Haddad" heads a chat, in which her own fields are shown.
                    && m.standing != Standing::Other(Party::Spouse)
            });
            let columns = || {
                name.iter().find_map(|name| {
                    surname.iter().find_map(|surname| parted(page, &words, name, surname))
                })
            };
            let cell = || cells.iter().find(|cell| cell.2 == who).map(|cell| (cell.0, cell.1));
            if !named && let Some((from, to)) = columns().or_else(cell) {
                let evidence = evidence(page, words[from].start, words[to - 1].end, "name");
                let standing = if standing::is_below_parents(page, words[from].start) {
                    Standing::Other(Party::Parent)
                } else {
                    Standing::Field
                };
                // "Nom HADDAD HADDAD / Prénom LEILA OMAR": of two of one surname the first was read as a whole, and each has a column.
                let line = page.line_of(words[from].start);
                let beside = |m: &&mut Mention| {
                    let end = page.folded(m.evidence.end as usize);
                    m.evidence.page == page.page && page.line_of(end.saturating_sub(1)) == line
                };
                let mut standing = standing;
                for mention in mentions.iter_mut().filter(beside) {
                    let own = matches!(mention.standing, Standing::Field | Standing::Subject);
                    mention.listed |= own;
                    if own && standing == Standing::Field {
                        standing = mention.standing;
                    }
                }
                mentions.push(Mention { listed: true, ..Mention::of(who, evidence, standing) });
            }
        }
        columns(page, &words, &names, &mut mentions);
        codes(page, &all, &mut mentions);
    }
    mentions
}

impl Mention {
    /// Somebody named as this, with nobody beside.
    fn of(who: usize, evidence: Evidence, standing: Standing) -> Mention {
        let (listed, several, shared, passing) = (false, false, false, false);
        Mention { who, evidence, standing, listed, several, shared, passing }
    }

    /// Returns the number of the page.
    pub(super) fn page(&self) -> u32 {
        self.evidence.page
    }
}

/// The names of two readers of a letter are at most so many words apart.
const SALUTATION: usize = 5;

/// A row of a list takes at most so many lines.
const ROW: usize = 2;

/// Returns whether words that would make a name are two people's: "Mr Omar Haddad & Mrs Leila …", or one sentence's end and the
/// beginning of the next: "figlia di Omar Haddad. / Leila …". `behind_more`: a surname begins them, behind other words of its line.
fn is_parted(page: &Folded<'_>, start: usize, end: usize, behind_more: bool) -> bool {
    let within = &page.text[start..end];
    let ends = |at: usize| within[..at].bytes().rev().take(3).all(|b| b.is_ascii_alphabetic());
    let sentences = within.match_indices(".\n").any(|(at, _)| at >= 3 && ends(at));
    // "… de Souza Teles / LEILA HADDAD": a record writes whom it is about in capitals.
    let large = |at: usize, to: usize| {
        let words = page.words(at, to).trim();
        words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase)
    };
    let wrapped = behind_more
        && within
            .rfind('\n')
            .is_some_and(|at| !large(start, start + at) && large(start + at + 1, end));
    within.contains(" & ") || sentences || wrapped || is_over_two_rows(page, start, end)
}

/// Returns whether words run from one row of a numbered list into the next: "1. HADDAD OMAR / 2. HADDAD …". A licence has "1. HADDAD /
/// 2. LEILA": its first row has one part of the name alone.
fn is_over_two_rows(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let Some(at) = page.text[start..end].find('\n').map(|at| start + at) else { return false };
    let number = |row: &str| {
        let row = row.trim_start();
        let rest = row.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < row.len() && row.len() - rest.len() <= 2 && rest.starts_with(['.', ')'])
    };
    let (from, to) = page.line_at(start);
    let row = &page.text[from..to];
    let names = row.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_alphabetic()));
    number(row) && number(&page.text[at + 1..end]) && names.count() > 1
}

/// Returns whether nothing but a number stands before a name on its line.
fn leads_its_line(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    let lead = page.text[from..start].trim();
    lead.bytes().filter(u8::is_ascii_alphabetic).count() <= 1 || alone::is_honorific(lead)
}

/// The rule by which a name was found that is one letter off.
pub(super) const MISREAD: &str = "misread-name";

/// Whoever is named more often on a page is no better known for it.
const MOST: usize = 300;

/// Adds those who stand side by side in columns of their own, and gives all of them what the columns' caption says of one.
fn columns(
    page: &Folded<'_>,
    words: &[Word<'_>],
    names: &[shortened::Names],
    mentions: &mut Vec<Mention>,
) {
    for people in rows::side_by_side(page, words, names) {
        let Some(&(first, ..)) = people.first() else { continue };
        if standing::is_below_parents(page, words[first].start) {
            continue;
        }
        let found: Vec<(usize, Evidence)> = people
            .into_iter()
            .map(|(from, to, who)| {
                (who, evidence(page, words[from].start, words[to - 1].end, "name"))
            })
            .collect();
        let here = |m: &Mention| {
            found.iter().any(|(who, e)| {
                *who == m.who && e.page == m.evidence.page && m.evidence.end == e.end
            })
        };
        let subject = mentions.iter().any(|m| here(m) && m.standing == Standing::Subject);
        let standing = if subject { Standing::Subject } else { Standing::Field };
        mentions.retain(|m| !here(m));
        mentions.extend(found.into_iter().map(|(who, evidence)| Mention {
            listed: true,
            ..Mention::of(who, evidence, standing)
        }));
    }
}

/// Adds those whose fiscal code stands on the page: the profile's own, or one that fits name and birth of one person only.
fn codes(page: &Folded<'_>, all: &[Somebody<'_>], mentions: &mut Vec<Mention>) {
    for found in FISCAL_CODE.find_iter(&page.text) {
        let code = found.as_str().to_uppercase();
        let Some(decoded) = fiscal_code::decode(&code) else { continue };
        let own: Vec<usize> = (0..all.len())
            .filter(|&who| all[who].fiscal_code.is_some_and(|own| own.eq_ignore_ascii_case(&code)))
            .collect();
        let fitting: Vec<usize> = (0..all.len())
            .filter(|&who| {
                let somebody = &all[who];
                somebody.fiscal_code.is_none()
                    && code[0..3] == fiscal_code::surname_letters(somebody.surname)
                    && code[3..6] == fiscal_code::name_letters(somebody.name)
                    && somebody.born.is_none_or(|born| decoded.fits(born))
            })
            .collect();
        let matching = if own.is_empty() { fitting } else { own };
        if let [who] = matching[..] {
            let evidence = evidence(page, found.start(), found.end(), "fiscal-code");
            // A code alone says who, not in which role; a name beside it does.
            mentions.push(Mention::of(who, evidence, Standing::Unlabelled));
        }
    }
}
