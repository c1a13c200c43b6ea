//! What the phrases that were met come to, beside the words that are usual in each type.

use super::Kinds;
use crate::facts::{Evidence, TypeFound};
use crate::recognise::evidence;
use crate::recognise::fold::Folded;
use crate::recognise::titles::{
    ANCHOR, Hit, foremost, keep_longest, lower_followers, lowered, sum,
};
use crate::recognise::usual::{Opinion, UsualWords};
use rustc_hash::FxHashMap as HashMap;

/// A score below this gives no type.
const THRESHOLD: i32 = 6;
/// However little a paper has of those of no type, where its words and phrases come to less no type is told.
const LEAST: f32 = 1.0;
/// A paper that names nobody of the household must say so much more clearly what it is.
const STRANGER: f32 = 2.0;
/// A type whose papers carry a title wants so much more from one without, as far as there are no words to tell it by.
const UNTITLED: f32 = 2.0;
/// The best type must lead the next by this much, and by one more for each point that another type's phrases are ahead of its own.
const MARGIN: f32 = 1.0;
/// Signs that come to so much make a type possible without a phrase that names it, where all words speak for it first.
const MANY_SIGNS: i32 = 9;
/// Between two types that are so near each other, which of them is the paper's title decides.
const NEAR: f32 = 2.0;
/// Where all words of the paper are asked too, phrases count in full up to this: a title that misleads must be outvoted.
const MOST_BY_PHRASES: i32 = 12;
/// Of what phrases come to beyond that so much counts, of at most so many points.
const BEYOND: f32 = 0.2;
const MOST_BEYOND: i32 = 18;
/// What one remark of a guide's takes from a paper's phrases is all it takes; of more, half is taken from the most that they can come to.
const ONE_REMARK: i32 = -5;
/// So far ahead by phrases the type that a paper calls itself is meant, whatever other words say.
const FAR_AHEAD: i32 = 10;
/// What it costs a type to be a logarithm per word behind the likeliest, by the words that are usual in each.
const OPINION: f32 = 6.0;
/// So much at most do words speak against the one type that has a title and any phrases on a paper.
const MOST_AGAINST_A_TITLE: f32 = 6.0;
/// What is asked of a type more where there are words enough for that opinion.
const WITH_OPINION: f32 = 3.0;
/// A letter is told only where words put it no further behind what is likeliest.
const MOST_BEHIND_OF_A_LETTER: f32 = 3.0;
/// So many usual words are shown where phrases alone would not do.
const TELLING: usize = 3;
/// Quarters that remain of a score without a title where another type has one.
const MENTIONED: i32 = 2;
/// Words that say so much show the frame of a picture.
const FRAME: i32 = 10;
/// What a valid machine-readable zone of the right code is worth.
const MRZ_WEIGHT: i32 = 9;
/// What it is worth to be the first title on the page.
const FOREMOST: i32 = 3;
/// Where the words of a paper that names somebody of the household put one type so far before all others, and before papers of no
/// type, they tell it alone.
const CLEAR_LEAD: f32 = 3.0;
const CLEAR_OF_NONE: f32 = 2.5;
/// So much of a full opinion there must be: of a few lines, words know too little.
const ENOUGH_KNOWN: f32 = 0.6;
/// A guide's remarks on a paper ask for so much more of the latter.
const REMARKED: f32 = 3.5;
/// How sure a type is that words alone tell.
const SURE_BY_WORDS: f32 = 0.6;
/// Signs that come to so much, with words that tell a type alone, outweigh what other phrases say.
const SOME_SIGNS: i32 = 6;

/// All that speaks for and against the types of one paper.
struct Case<'c> {
    kinds: &'c Kinds,
    pages: &'c [Folded<'c>],
    mrz: &'c [(String, Evidence)],
    /// The phrases of each type, by cue.
    hits: Vec<HashMap<usize, Hit>>,
    /// What the phrases against every type come to.
    lowered: i32,
    /// Whether somebody of the household is on the paper, if a household is known.
    named: Option<bool>,
    /// What all words say.
    opinion: Opinion,
}

/// A type, with what phrases come to, how far it is behind by words, and both together.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    of: usize,
    score: i32,
    behind: f32,
    total: f32,
}

impl Kinds {
    /// Returns the type that phrases and words tell together, or nothing where they leave doubt. `hits`: the phrases of each type by
    /// cue; `against`: those that speak against every type.
    pub(super) fn decide(
        &self,
        pages: &[Folded<'_>],
        mrz: &[(String, Evidence)],
        named: Option<bool>,
        mut hits: Vec<HashMap<usize, Hit>>,
        against: &[(usize, Hit)],
    ) -> Option<TypeFound> {
        let lowered = lowered(against, &hits);
        keep_longest(&mut hits);
        lower_followers(pages, &mut hits);
        let opinion = UsualWords::built_in().judge(pages);
        let case = Case { kinds: self, pages, mrz, hits, lowered, named, opinion };
        let weighed = case.weighed();
        let told = case.told(&weighed);
        match case.by_words(&weighed) {
            Some(of) if told.is_none_or(|(told, _)| case.is_outweighed(told, of, &weighed)) => {
                Some(case.found_by_words(of))
            }
            _ => told.map(|(told, next)| case.found(told, next)),
        }
    }

    fn zone<'m>(&self, of: usize, mrz: &'m [(String, Evidence)]) -> Option<&'m Evidence> {
        mrz.iter()
            .find(|(code, _)| {
                // The letter after P and V is the State's own choice; elsewhere it tells papers apart.
                let kind = match code.as_bytes() {
                    [b'P' | b'V', ..] => &code[..1],
                    _ => code,
                };
                self.mrz[of].iter().any(|own| own == kind)
            })
            .map(|(_, evidence)| evidence)
    }
}

impl Case<'_> {
    fn has_zone(&self, of: usize) -> bool {
        self.kinds.zone(of, self.mrz).is_some()
    }

    /// Returns whether the paper calls itself so.
    fn is_own(&self, of: usize) -> bool {
        self.has_zone(of) || self.hits[of].values().any(Hit::is_own)
    }

    /// Returns what the phrases of each type come to, the most first.
    fn scores(&self) -> Vec<(i32, usize)> {
        let (kinds, hits) = (self.kinds, &self.hits);
        let foremost = foremost(hits);
        let nothing_named = !hits.iter().flat_map(HashMap::values).any(Hit::is_own);
        let mut scores: Vec<(i32, usize)> = hits
            .iter()
            .enumerate()
            .map(|(of, hits)| {
                let words = sum(hits);
                let zone = if self.has_zone(of) { MRZ_WEIGHT } else { 0 };
                let likeliest = nothing_named && self.opinion.is_first(&kinds.ids[of]);
                let anchored = zone > 0
                    || hits.values().any(|hit| hit.weight >= ANCHOR)
                    || likeliest && words + self.lowered >= MANY_SIGNS;
                let bonus = if foremost == Some(of) { FOREMOST } else { 0 };
                (if anchored { words + zone + self.lowered + bonus } else { 0 }, of)
            })
            .collect();
        // What a paper calls itself outweighs what it speaks of.
        let called = scores
            .iter()
            .filter(|(score, of)| *score >= THRESHOLD && !kinds.last_resort[*of])
            .any(|(_, of)| hits[*of].values().any(Hit::is_own));
        if called {
            // Neither does what is seen within a picture's frame say what the picture is.
            let seen = scores.iter().any(|(score, of)| {
                kinds.framed[*of]
                    && *score >= THRESHOLD
                    && hits[*of].values().any(|hit| hit.is_own() && hit.weight >= FRAME)
            });
            for (score, of) in &mut scores {
                let titled = self.has_zone(*of) || hits[*of].values().any(Hit::names);
                if !titled && kinds.has_title[*of] || seen && !kinds.framed[*of] {
                    *score = *score * MENTIONED / 4;
                }
            }
        }
        scores.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        scores
    }

    /// Returns how far a type is behind the likeliest by all words, 0 or less. `alone`: the paper calls itself no other type.
    fn behind(&self, of: usize, score: i32, alone: bool) -> f32 {
        if self.has_zone(of) {
            return 0.0;
        }
        let behind = OPINION * self.opinion.of(&self.kinds.ids[of]);
        // A paper in a language that few of its type were counted in: its title says it, and nothing else is meant by any words.
        let titled = || self.hits[of].values().any(|hit| hit.is_own() && hit.title);
        if alone && score >= MOST_BY_PHRASES && titled() {
            behind.max(-MOST_AGAINST_A_TITLE)
        } else {
            behind
        }
    }

    /// Returns whether words put a type first that has no phrases of its own: "any other paper".
    fn is_unlike_all(&self) -> bool {
        let of = |id: &str| self.kinds.ids.iter().position(|known| known == id);
        let leader = self.opinion.leader().and_then(|(id, _)| of(id));
        leader.is_some_and(|of| self.kinds.cues[of].is_empty())
    }

    /// Returns the types that have phrases, the one that is meant first.
    fn weighed(&self) -> Vec<Weighed> {
        let scores = self.scores();
        let titles = scores
            .iter()
            .filter(|(score, of)| *score > 0 && !self.kinds.last_resort[*of] && self.is_own(*of));
        let titles: Vec<usize> = titles.map(|(_, of)| *of).collect();
        let unlike_all = self.is_unlike_all();
        let most = MOST_BY_PHRASES + (self.lowered - ONE_REMARK).min(0) / 2;
        let by_phrases = |score: i32| {
            let beyond = (score - MOST_BY_PHRASES).clamp(0, MOST_BEYOND);
            score.min(most) as f32 + BEYOND * beyond as f32
        };
        let mut all: Vec<Weighed> = scores
            .into_iter()
            .filter(|(score, _)| *score > 0)
            .map(|(score, of)| {
                let behind = self.behind(of, score, !unlike_all && titles == [of]);
                Weighed { of, score, behind, total: by_phrases(score) + behind }
            })
            .collect();
        all.sort_by(|a, b| {
            b.total.total_cmp(&a.total).then(b.score.cmp(&a.score)).then(a.of.cmp(&b.of))
        });
        // Of two that are near each other that one which the paper calls itself.
        if let [first, second, ..] = all[..]
            && !self.is_own(first.of)
            && self.is_own(second.of)
            && second.score >= first.score
            && first.total - second.total <= NEAR
        {
            all.swap(0, 1);
        }
        // A title with much below it that belongs to it outweighs words that are only usual elsewhere.
        if let Some(first) = all.first().copied()
            && let Some(at) = all.iter().position(|other| {
                self.is_own(other.of)
                    && other.score >= first.score + FAR_AHEAD
                    && other.total >= LEAST
            })
        {
            let titled = all.remove(at);
            all.insert(0, titled);
        }
        // A letter is what remains of a paper that says no more plainly what it is.
        if let [first, second, ..] = all[..]
            && self.kinds.last_resort[first.of]
            && second.score >= first.score.min(MOST_BY_PHRASES)
            && first.total - second.total <= NEAR
        {
            all.remove(0);
        } else if let [first, second, ..] = all[..]
            && self.kinds.last_resort[second.of]
            && first.score >= second.score.min(MOST_BY_PHRASES)
        {
            all.remove(1);
        }
        all
    }

    /// Returns the first of the types if there is no doubt of it, with what the next comes to.
    fn told(&self, weighed: &[Weighed]) -> Option<(Weighed, f32)> {
        let (best, others) = weighed.split_first()?;
        let next = others.first().map_or(0.0, |next| next.total.max(0.0));
        // What every letter has, and what all words speak against, says nothing against what this one is.
        let rivals =
            others.iter().filter(|other| !self.kinds.last_resort[other.of] && other.total > 0.0);
        let more_said = rivals.map(|other| other.score - best.score).max().unwrap_or(0).max(0);
        let own = self.is_own(best.of);
        let stranger = self.named == Some(false) && !self.kinds.nameless[best.of];
        let stranger = if stranger { STRANGER } else { 0.0 };
        let untitled = if own || !self.kinds.has_title[best.of] { 0.0 } else { UNTITLED };
        let enough = THRESHOLD as f32
            + stranger
            + untitled * (1.0 - self.opinion.known)
            + WITH_OPINION * self.opinion.known
            + OPINION / 2.0 * self.opinion.of_none();
        // Words and phrases agree, and only what counts of the phrases hides how far they are ahead.
        let is_ahead = others.first().is_some_and(|next| {
            best.score - next.score >= MOST_BY_PHRASES
                || own && !self.is_own(next.of) && best.score > next.score
        });
        let no_letter = self.kinds.last_resort[best.of] && best.behind < -MOST_BEHIND_OF_A_LETTER;
        let leads = best.total - next >= MARGIN + more_said as f32 || is_ahead;
        (best.total >= enough.max(LEAST) && leads && !no_letter).then_some((*best, next))
    }

    /// Returns the type that all words tell alone. Where a type of the household's own has phrases none: its words were never counted.
    fn by_words(&self, weighed: &[Weighed]) -> Option<usize> {
        let (id, lead) = self.opinion.leader()?;
        let of = self.kinds.ids.iter().position(|known| known == id)?;
        let remarked = if self.lowered <= ONE_REMARK { REMARKED } else { 0.0 };
        let clear = self.named == Some(true)
            && self.opinion.known >= ENOUGH_KNOWN
            && OPINION * lead >= CLEAR_LEAD
            && -OPINION * self.opinion.of_none() >= CLEAR_OF_NONE + remarked;
        // A household whose pack takes all phrases from a type wants no paper to be told so.
        let clear = clear && !self.kinds.cues[of].is_empty();
        // Where phrases say much of another type and nothing of this one, words are a language's or an office's.
        let other = |w: &Weighed| w.of != of && w.score >= MANY_SIGNS;
        let signs = self.hits[of].values().any(|hit| hit.weight > 0);
        let clear = clear && (signs || !weighed.iter().any(other));
        let uncounted = |other: &Weighed| !self.opinion.knows(&self.kinds.ids[other.of]);
        // Neither do words overrule a title with much below it that belongs to it: "Contratto individuale di lavoro" is no contract of
        // stay, whatever it says of the home.
        let own = sum(&self.hits[of]).max(0);
        let total = weighed.iter().find(|w| w.of == of).map_or(LEAST, |w| w.total);
        let titled = |other: &Weighed| {
            other.of != of
                && !self.kinds.last_resort[other.of]
                && self.is_own(other.of)
                && other.score >= own + FAR_AHEAD
                && other.total >= total
        };
        (clear && !weighed.iter().any(|other| uncounted(other) || titled(other))).then_some(of)
    }

    /// Returns whether phrases tell a type wrongly, where all words tell another that has signs on the paper too.
    fn is_outweighed(&self, told: Weighed, by_words: usize, weighed: &[Weighed]) -> bool {
        let signs = sum(&self.hits[by_words]);
        // A title with much below it that belongs to it is no accident, where words do not put its type behind.
        let behind = weighed.iter().any(|w| w.of == by_words && w.total >= told.total);
        let titled = self.is_own(told.of) && told.score >= signs + FAR_AHEAD && !behind;
        told.of != by_words && !self.has_zone(told.of) && !titled && signs >= SOME_SIGNS
    }

    fn found(&self, told: Weighed, next: f32) -> TypeFound {
        let mut because = self.phrases(told.of);
        if let Some(zone) = self.kinds.zone(told.of, self.mrz) {
            because.insert(0, zone.clone());
        }
        if told.score < THRESHOLD {
            because.extend(self.telling(told.of));
        }
        // Half of the remaining doubt goes with every four points; a close second keeps some of it.
        let sure = 1.0 - 0.5_f32.powf((told.score as f32 + told.behind) / 4.0);
        let lead = ((told.total - next) / 6.0).min(1.0);
        let id = self.kinds.ids[told.of].clone();
        TypeFound { id, confidence: sure * (0.75 + 0.25 * lead), because }
    }

    fn found_by_words(&self, of: usize) -> TypeFound {
        let mut because = self.phrases(of);
        because.extend(self.telling(of));
        TypeFound { id: self.kinds.ids[of].clone(), confidence: SURE_BY_WORDS, because }
    }

    /// Returns the phrases that speak for a type, the weightiest first; the same words once, and none that is a part of another.
    fn phrases(&self, of: usize) -> Vec<Evidence> {
        let mut phrases: Vec<(i32, Evidence)> = self.hits[of]
            .values()
            .filter(|hit| hit.weight > 0)
            .map(|hit| (hit.weight, evidence(&self.pages[hit.page], hit.start, hit.end, "cue")))
            .collect();
        let place = |of: &Evidence| (of.page, of.start, of.words.len());
        phrases.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| place(&a.1).cmp(&place(&b.1))));
        let mut shown: Vec<Evidence> = Vec::new();
        for (_, phrase) in &phrases {
            let repeats = |other: &Evidence| other.words == phrase.words;
            let is_part = |other: &Evidence| {
                other.page == phrase.page
                    && other.start <= phrase.start
                    && phrase.end <= other.end
                    && phrase.end - phrase.start < other.end - other.start
            };
            if !shown.iter().any(repeats) && !phrases.iter().any(|(_, other)| is_part(other)) {
                shown.push(phrase.clone());
            }
        }
        shown
    }

    /// Returns the words that are most usual in papers of a type.
    fn telling(&self, of: usize) -> Vec<Evidence> {
        let telling = UsualWords::built_in().telling(&self.kinds.ids[of], self.pages, TELLING);
        let word = |(page, start, end): (usize, usize, usize)| {
            evidence(&self.pages[page], start, end, "usual-word")
        };
        telling.into_iter().map(word).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{PageText, TypeFound};
    use crate::person::Person;
    use crate::recognise::Recogniser;

    /// What type is told of a page; its household is Amina Rossi.
    fn found(text: &str) -> Option<TypeFound> {
        let amina = Person {
            id: "amina".to_owned(),
            name: "Amina".to_owned(),
            surname: "Rossi".to_owned(),
            fiscal_code: None,
            born: None,
            dependants: Vec::new(),
        };
        Recogniser::built_in().recognise(&[PageText { number: 1, text }], &[amina]).doc_type
    }

    /// The type, and the rules by which it was told.
    fn told(text: &str) -> Option<(String, Vec<String>)> {
        found(text).map(|found| {
            (found.id, found.because.into_iter().map(|because| because.rule).collect())
        })
    }

    /// The lower part of a payslip whose head was cut off.
    const PAYSLIP: &str = "Ore lavorate 168 giorni 26 ferie residue permessi maturati goduti\nPaga base contingenza scatti superminimo\n\
        Retribuzione ordinaria 1.640,00 trattenute IRPEF lorda detrazioni addizionale regionale comunale\n\
        Imponibile contributi IVS TFR mese rateo\n";

    #[test]
    fn a_paper_without_its_title_is_told_by_its_words_and_shows_them() {
        let (id, rules) = told(&format!("{PAYSLIP}ROSSI AMINA matricola 0042 livello D1")).unwrap();
        assert_eq!(id, "PAYSLIP");
        assert!(rules.iter().any(|rule| rule == "usual-word"), "{rules:?}");
    }

    #[test]
    fn the_same_words_are_shown_once_and_no_part_of_them() {
        let text = "COMUNICAZIONE DI CESSIONE DI FABBRICATO\n(art. 12 D.L. 21.3.1978 n. 59)\nIl cedente VERDI LUCIA\n\
            comunica di aver ceduto in uso a ROSSI AMINA l'immobile sito in Prato\nCOMUNICAZIONE DI CESSIONE DI FABBRICATO - copia per l'ufficio";
        let because = found(text).unwrap().because;
        let words: Vec<String> = because.into_iter().map(|because| because.words).collect();
        let whole = "COMUNICAZIONE DI CESSIONE DI FABBRICATO";
        assert_eq!(words.iter().filter(|words| *words == whole).count(), 1, "{words:?}");
        assert!(!words.iter().any(|words| words.len() < whole.len() && whole.contains(words)));
    }

    #[test]
    fn words_alone_tell_nothing_of_a_paper_that_names_nobody_of_the_household() {
        // Only the name differs from the paper above.
        let colleague = format!("{PAYSLIP}VERDI LUCIA matricola 0042 livello D1");
        assert_eq!(told(&colleague).map(|(id, _)| id), None);
    }

    #[test]
    fn what_a_paper_calls_itself_is_not_overruled_by_words_alone() {
        let contract = concat!(
            "AZ. AGR. PONTINA DI RAFFAELLI\nCONTRATTO INDIVIDUALE DI LAVORO AGRICOLO\nOPERAIO A TEMPO DETERMINATO\nOperaio ......: ROSSI AMINA\n",
            "Nulla osta ......: P-LT/L/N/2026/104902\nQualifica ......: comune\nMansioni ......: raccolta\nRetribuzione ......: euro 56,41 al giorno\n",
            "Alloggio ......: non fornito\nSi applica il CCNL operai agricoli.\nIL DATORE    L'OPERAIO",
        );
        assert_eq!(told(contract).map(|(id, _)| id).as_deref(), Some("CONTRACT"));
    }

    #[test]
    fn a_questura_s_slip_a_register_s_message_and_a_family_s_praise_are_told_by_what_they_say() {
        let of = |text: &str| told(text).map(|(id, _)| id);
        let slip = concat!(
            "QUESTURA DI PAVIA\nUfficio Immigrazione\nReceipt / Ricevuta\nROSSI AMINA\nha presentato in data 15 settembre 2025 domanda di primo rilascio del ",
            "permesso di soggiorno per STUDIO (has applied for a residence permit).\nSi presenti con l'originale di questa ricevuta.",
        );
        assert_eq!(of(slip).as_deref(), Some("PERMIT-RECEIPT"));
        let message = concat!(
            "PREFETTURA DI MILANO\nCONFERMA DI PROTOCOLLAZIONE - messaggio automatico di posta certificata\nIl Suo messaggio PEC è stato registrato.\n",
            "Numero di protocollo 0391127\nMittente hr@pec.cardano.example\nOggetto ROSSI AMINA",
        );
        assert_eq!(of(message).as_deref(), Some("PEC-RECEIPT"));
        let praise = "A chi può interessare\nScrivo volentieri due righe per la signora Amina Rossi, che fino al 2025 ha lavorato a casa nostra con regolare contratto \
            di lavoro. Si è occupata dei miei figli. Di lei ci siamo sempre fidati. La raccomando senza riserve.";
        assert_eq!(of(praise).as_deref(), Some("REFERENCE-LETTER"));
        let works = "CONTRATTO D'APPALTO DI LAVORI EDILI\nCommittente: Immobiliare Corsi S.r.l.\nAppaltatore: impresa individuale ROSSI AMINA\n\
            Corrispettivo a corpo: € 21.400,00 oltre IVA. I lavori dovranno essere ultimati entro dicembre, con penale per ogni giorno di ritardo.";
        assert_eq!(of(works).as_deref(), Some("CLIENT-CONTRACT"));
    }

    #[test]
    fn an_office_takes_back_and_receives_and_asks_in_its_own_words() {
        let of = |text: &str| told(text).map(|(id, _)| id);
        let withdrawn = "Prefettura di Nuoro\nSportello Unico per l'Immigrazione\nDECRETO\nVisto il nulla osta rilasciato in favore di ROSSI AMINA;\nVisti gli artt. 21-quinquies e 21-nonies della legge 241/1990;\nRITIRA\n\
            con effetto immediato il nulla osta in premessa, che cessa di produrre ogni effetto.";
        assert_eq!(of(withdrawn).as_deref(), Some("REVOCATION"));
        let received = "AMBASCIATA D'ITALIA - MONTEVIDEO\nOficina de Visados\nSra. ROSSI AMINA\nAsunto: expediente MVD-26 - presentación personal\n\
            Le comunicamos que esta Oficina la recibirá el martes 23 de junio, a las 10:15 horas, ventanilla C.";
        assert_eq!(of(received).as_deref(), Some("APPOINTMENT"));
        let asked = "Sezione Consolare\nAsunto: Solicitud visa nacional / documentación complementaria\nEstimada señora ROSSI AMINA:\n\
            el expediente no puede concluirse porque faltan el original del certificado de antecedentes y una copia del pasaporte. \
            Transcurrida dicha fecha la visa podrá ser denegada.\nAtentamente";
        assert_eq!(of(asked).as_deref(), Some("INTEGRATION-REQUEST"));
    }
}
