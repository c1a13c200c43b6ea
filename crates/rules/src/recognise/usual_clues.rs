//! What usually stands around something on a page: learnt from our own papers, and asked where labels say nothing.
//!
//! A clue is `<word` before a thing on its line, `>word` behind it, `<two_words` and `>two_words` that follow each other, `TYPE<word` on
//! papers of a type, `TYPE<` where it stands first on its line, `TYPE@place` (see [`place`]). Figures are `#` and how many there are.

use super::fold::Folded;
use rustc_hash::FxHashMap as HashMap;
use std::collections::BTreeSet;

/// Stands for papers of no type.
pub(super) const NO_TYPE: &str = "none";
/// How many signs and words before a thing are looked at, and behind it.
const BEFORE: usize = 10;
const BEHIND: usize = 6;
/// No more bytes than this hold them.
pub(super) const REACH: usize = 160;

/// Whoever is told clues, one after another; some are told again.
pub(super) struct Clues<'t> {
    /// Hundreds of clues are told of a page: each is put together here, in no string of its own.
    clue: String,
    told: &'t mut dyn FnMut(&str),
    /// Whether it is told, too, how a long word begins.
    beginnings: bool,
}

/// So many letters of a word are its beginning: in most of its forms, "presentata", "presentazione", a word of Italian begins alike.
const BEGINNING: usize = 5;

impl<'t> Clues<'t> {
    pub(super) fn to(told: &'t mut dyn FnMut(&str)) -> Clues<'t> {
        Clues { clue: String::new(), told, beginnings: false }
    }

    /// From here on how a long word begins is a clue as well, `<prese*`, whatever its form.
    pub(super) fn tell_beginnings(&mut self) {
        self.beginnings = true;
    }

    /// Tells a clue by its parts.
    pub(super) fn tell(&mut self, parts: &[&str]) {
        self.clue.clear();
        for part in parts {
            self.clue.push_str(part);
        }
        (self.told)(&self.clue);
        if self.beginnings
            && let Some(end) = beginning(&self.clue)
        {
            self.clue.truncate(end);
            self.clue.push('*');
            (self.told)(&self.clue);
        }
    }

    /// Returns all that are told, each once.
    pub(super) fn collected(tell: impl FnOnce(&mut Clues<'_>)) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let mut told = |clue: &str| {
            if !all.contains(clue) {
                all.insert(clue.to_owned());
            }
        };
        tell(&mut Clues::to(&mut told));
        all
    }
}

/// Returns where the beginning of a clue's word ends, if it is one long word behind a mark: none of two that follow each other.
fn beginning(clue: &str) -> Option<usize> {
    let start = clue.bytes().rposition(|byte| !byte.is_ascii_lowercase())? + 1;
    let marked = clue[..start].ends_with(['<', '>', '=', '^', '%']);
    (marked && clue.len() > start + BEGINNING).then_some(start + BEGINNING)
}

/// How much clues speak for kinds of things: the weights of a multinomial logistic regression.
#[derive(Debug)]
pub(super) struct Learnt {
    /// Of each kind that was learnt, which of those asked for it is; what is none of them comes last.
    asked: Vec<usize>,
    /// How many kinds are asked for.
    kinds: usize,
    /// How usual each learnt kind is, whatever stands around, a logarithm.
    usual: Vec<f32>,
    /// Which of the clues in `weights` each is.
    clues: HashMap<&'static str, usize>,
    /// How much each clue adds to each learnt kind, one clue behind the other.
    weights: Vec<f32>,
}

impl Learnt {
    /// Reads lines of a clue and its weights (`<scadenza due 0.99 none 0.56`); the one that begins with `=` has all kinds that were learnt,
    /// and how usual they are.
    pub(super) fn new(learnt: &'static str, kinds: &[&str]) -> Learnt {
        let lines = || learnt.lines().filter(|line| !line.starts_with("# "));
        let of = |line: &'static str| {
            let mut parts = line.split(' ').skip(1);
            std::iter::from_fn(move || Some((parts.next()?, parts.next()?.parse::<f32>().ok()?)))
        };
        let usual: Vec<(&str, f32)> =
            lines().find(|line| line.starts_with("= ")).into_iter().flat_map(of).collect();
        let asked = |(kind, _): &(&str, f32)| {
            kinds.iter().position(|known| known == kind).unwrap_or(kinds.len())
        };
        let mut clues = HashMap::default();
        let mut weights = Vec::new();
        for line in lines().filter(|line| !line.starts_with("= ")) {
            clues.insert(line.split(' ').next().unwrap_or_default(), clues.len());
            let told: Vec<(&str, f32)> = of(line).collect();
            let weight = |(kind, _): &(&str, f32)| {
                told.iter().find(|(of, _)| of == kind).map_or(0.0, |(_, weight)| *weight)
            };
            weights.extend(usual.iter().map(weight));
        }
        Learnt {
            asked: usual.iter().map(asked).collect(),
            kinds: kinds.len(),
            usual: usual.into_iter().map(|(_, usual)| usual).collect(),
            clues,
            weights,
        }
    }

    /// Returns whether anything was learnt of papers of this type. Of a household's own types nothing was.
    pub(super) fn knows(&self, id: &str) -> bool {
        ["top", "head", "middle", "foot"]
            .iter()
            .any(|place| self.clues.contains_key(format!("{id}@{place}").as_str()))
    }

    /// Returns how likely each kind is by what the clues say together, from 0 to 1; the last is that of no kind asked for.
    pub(super) fn judge(&self, tell: impl FnOnce(&mut Clues<'_>)) -> Vec<f32> {
        let mut met: Vec<usize> = Vec::new();
        tell(&mut Clues::to(&mut |clue| met.extend(self.clues.get(clue))));
        met.sort_unstable();
        met.dedup();
        let mut sums = self.usual.clone();
        for at in met {
            let weights = &self.weights[at * sums.len()..];
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
        let mut likely = vec![0.0; self.kinds + 1];
        for (sum, asked) in sums.iter().zip(&self.asked) {
            likely[*asked] += (sum - most).exp() / all;
        }
        likely
    }
}

/// Tells the clues around what stands at a folded range of a page, on a paper of a type.
pub(super) fn around(page: &Folded<'_>, start: usize, end: usize, id: &str, clues: &mut Clues<'_>) {
    beside(page, start, end, id, clues).tell_pairs(clues);
}

/// Tells the clues on the line of what stands at a folded range, each word for itself. Returns the words.
pub(super) fn beside<'p>(
    page: &'p Folded<'_>,
    start: usize,
    end: usize,
    id: &str,
    clues: &mut Clues<'_>,
) -> Words<'p> {
    let words = words_around(page, start, end);
    words.tell(id, clues);
    clues.tell(&[id, "@", place(page, page.line_of(start))]);
    words
}

/// The words, numbers and signs next to something on its line.
pub(super) struct Words<'p> {
    before: Vec<&'p str>,
    behind: Vec<&'p str>,
}

fn words_around<'p>(page: &'p Folded<'_>, start: usize, end: usize) -> Words<'p> {
    let (from, to) = page.line_at(start);
    let from = from.max(start.saturating_sub(REACH));
    let mut before = tokens(page.text.get(from..start).unwrap_or_default());
    before.drain(..before.len().saturating_sub(BEFORE));
    let end = end.max(start);
    let mut behind = tokens(page.text.get(end..to.clamp(end, end + REACH)).unwrap_or_default());
    behind.truncate(BEHIND);
    Words { before, behind }
}

impl Words<'_> {
    fn tell(&self, id: &str, clues: &mut Clues<'_>) {
        for token in &self.before {
            clues.tell(&["<", token]);
        }
        for word in self.before.iter().rev().filter(|token| is_word(token)).take(4) {
            clues.tell(&[id, "<", word]);
        }
        if self.before.len() <= 2 {
            clues.tell(&[id, "<"]);
        }
        for token in &self.behind {
            clues.tell(&[">", token]);
        }
        if self.behind.is_empty() {
            clues.tell(&[">"]);
        }
    }

    fn tell_pairs(&self, clues: &mut Clues<'_>) {
        for pair in self.before.windows(2).rev().take(5) {
            clues.tell(&["<", pair[0], "_", pair[1]]);
        }
        for pair in self.behind.windows(2) {
            clues.tell(&[">", pair[0], "_", pair[1]]);
        }
    }
}

/// Returns where a line stands on its page: at the top, in the head, in the middle or at the foot; `+` on pages behind the first.
pub(super) fn place(page: &Folded<'_>, line: usize) -> &'static str {
    let left = page.last_line() - line;
    match (line, left, page.page > 1) {
        (..4, _, false) => "top",
        (4..9, _, false) => "head",
        (_, ..5, false) => "foot",
        (_, _, false) => "middle",
        (..4, _, true) => "top+",
        (4..9, _, true) => "head+",
        (_, ..5, true) => "foot+",
        (_, _, true) => "middle+",
    }
}

/// Numbers, by how many figures they have; the last stands for longer ones too.
const FIGURES: [&str; 21] = [
    "#0", "#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8", "#9", "#10", "#11", "#12", "#13", "#14",
    "#15", "#16", "#17", "#18", "#19", "#20",
];

/// Returns the words, numbers and signs of a folded text.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let run = |is: fn(&u8) -> bool| rest.bytes().take_while(is).count();
        let length = if first.is_ascii_lowercase() {
            let length = run(u8::is_ascii_lowercase);
            tokens.push(&rest[..length]);
            length
        } else if first.is_ascii_digit() {
            let length = run(u8::is_ascii_digit);
            tokens.push(FIGURES[length.min(FIGURES.len() - 1)]);
            length
        } else {
            if !first.is_ascii_whitespace() {
                tokens.push(&rest[..1]);
            }
            1
        };
        rest = &rest[length..];
    }
    tokens
}

/// Returns whether a token is a word of three letters or more.
pub(super) fn is_word(token: &str) -> bool {
    token.len() > 2 && !token.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_and_behind_are_clues() {
        let page = Folded::new(1, "Ditta\nData di scadenza: 12/03/2026, ore 12");
        let start = page.text.find("12/03").unwrap();
        let clues = Clues::collected(|clues| around(&page, start, start + 10, "INVOICE", clues));
        for clue in
            ["<scadenza", "<scadenza_:", "INVOICE<scadenza", ">,", ">ore", ">ore_#2", "INVOICE@top"]
        {
            assert!(clues.contains(clue), "{clue} is not among {clues:?}");
        }
        assert!(!clues.contains("<ditta") && !clues.contains("INVOICE<"));
    }

    #[test]
    fn what_leads_its_line_and_ends_it_is_told_so() {
        let page = Folded::new(2, "Rossi Amina");
        let clues = Clues::collected(|clues| around(&page, 0, 11, "CV", clues));
        assert_eq!(clues.into_iter().collect::<Vec<_>>(), [">", "CV<", "CV@top+"]);
    }

    #[test]
    fn the_forms_of_a_word_begin_alike() {
        let told = |clue: &str| {
            Clues::collected(|clues| {
                clues.tell_beginnings();
                clues.tell(&["INVOICE<", clue]);
            })
        };
        assert!(told("presentata").contains("INVOICE<prese*"));
        assert!(told("presentata").contains("INVOICE<presentata"));
        assert!(told("presentazione").contains("INVOICE<prese*"));
        for short in ["entro", "il_presentata", "#2"] {
            assert_eq!(told(short).len(), 1, "{short}");
        }
    }

    #[test]
    fn a_line_without_end_is_not_read_to_its_end() {
        let line = "parola ".repeat(200_000) + "12/03/2026" + &" parola".repeat(200_000);
        let page = Folded::new(1, &line);
        let start = page.text.find("12/03").unwrap();
        let clues = Clues::collected(|clues| around(&page, start, start + 10, "CV", clues));
        assert!(clues.len() < 20);
    }

    #[test]
    fn clues_that_stood_beside_a_kind_speak_for_it() {
        let learnt = Learnt::new(
            "# made up\n= due -1 none 1 paid -1\nCV@top due -1\n<entro due 3 paid -1\n",
            &["due"],
        );
        let judged =
            |told: &[&str]| learnt.judge(|clues| told.iter().for_each(|c| clues.tell(&[c])))[0];
        // e⁻¹ of e⁻¹ + e + e⁻¹.
        assert!((judged(&[]) - 0.1065).abs() < 0.001);
        assert_eq!(judged(&["<mai"]), judged(&[]));
        assert_eq!(judged(&["<entro"]), judged(&["<entro", "<entro"]));
        assert!(judged(&["<entro"]) > 0.7 && judged(&["CV@top"]) < 0.06);
        assert!(learnt.knows("CV") && !learnt.knows("SCHOOL-REPORT"));
    }
}
