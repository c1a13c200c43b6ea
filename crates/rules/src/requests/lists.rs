//! Where a letter asks, and how far what it asks for goes: a list with signs, parts between semicolons, lines, or a sentence.

use super::letter::Marker;
use super::phrases::{Hit, within};
use super::{Page, Want};

/// Bytes between asking and handing in: "si invita la S.V., entro il termine di dieci giorni…, a produrre".
const ASKING: usize = 260;
/// Bytes between handing in and the colon before the list.
const BEFORE_COLON: usize = 420;
/// Bytes between an announcement and its list.
const BEFORE_LIST: usize = 160;
/// Bytes between a paper and what is wrong with it.
const FAULT: usize = 90;
/// A line's label has at most so many words.
const LABEL_WORDS: usize = 4;
/// Between a paper and what is wrong with it.
const VERBS: [&str; 6] = [" risult", " e ", " sono ", " non ", " appare", " is "];
/// What stands before a colon that begins no list.
const NO_LIST: [&str; 14] = [
    "pec",
    "mail",
    "e-mail",
    "indirizzo",
    "sito",
    "tel",
    "link",
    "oggetto",
    "http",
    "https",
    "portale",
    "n.b",
    "fax",
    "address",
];

/// A stretch of the letter that asks.
#[derive(Debug, Clone, Copy)]
struct Zone {
    /// Where the asking begins, and the things asked for.
    lead: usize,
    from: usize,
    /// A colon stands before them.
    colon: bool,
}

impl Page<'_> {
    /// Returns the papers that a letter asks for, and where the asking begins.
    pub(super) fn papers(&self) -> (Vec<Want>, usize) {
        let mut wants: Vec<Want> = Vec::new();
        let (mut at, mut first) = (0, None);
        while let Some(zone) = self.next_zone(at) {
            let (found, end) =
                self.read(zone, |page, from, end, running| page.item(from, end, running));
            let found = if found.is_empty() { self.said_before(zone) } else { found };
            if !found.is_empty() {
                first.get_or_insert(zone.lead);
            }
            wants.extend(found);
            at = end.max(zone.from);
        }
        self.add_faults(&mut wants);
        (wants, first.unwrap_or(0))
    }

    /// Returns the points that a notice raises, and where they begin.
    pub(super) fn points(&self) -> (Vec<Want>, usize) {
        let mut wants: Vec<Want> = Vec::new();
        let (mut at, mut first) = (0, None);
        let leads: Vec<&Hit> = self.reasons.iter().chain(&self.lacking).collect();
        while let Some(hit) = leads.iter().filter(|hit| hit.start >= at).min_by_key(|hit| hit.start)
        {
            let zone = self.opened(hit.start, hit.end, BEFORE_LIST);
            let is_listed = zone.colon || self.list(zone).is_some();
            // "Oggetto: comunicazione dei motivi ostativi": the subject raises nothing.
            let names_only = !is_listed && self.is_noun(hit);
            at = hit.end;
            if names_only || self.is_passing(hit.start) {
                continue;
            }
            let (found, end) = if is_listed {
                self.read(zone, |page, from, end, _| page.point(from, end))
            } else {
                let lacking = self.lacking.contains(hit);
                let from = if lacking { self.letter.sentence_start(hit.start) } else { hit.end };
                let end = self.letter.sentence_end(hit.end);
                (self.point(from, end), end)
            };
            if !found.is_empty() {
                first.get_or_insert(hit.start);
            }
            wants.extend(found);
            at = end.max(at);
        }
        (wants, first.unwrap_or(0))
    }

    /// "motivi ostativi" names the points; "in quanto" says one.
    fn is_noun(&self, hit: &Hit) -> bool {
        let words = &self.letter.flat[hit.start..hit.end];
        ["motiv", "ragion", "following", "reasons", "per i", "emerso quanto"]
            .iter()
            .any(|noun| words.contains(noun))
    }

    /// Returns the next place from `at` on where the letter asks.
    fn next_zone(&self, at: usize) -> Option<Zone> {
        let asked = self.ask.iter().filter(|hit| hit.start >= at).find_map(|ask| self.asked(ask));
        let announced = self.announce.iter().filter(|hit| hit.start >= at).find_map(|hit| {
            let zone = self.opened(hit.start, hit.end, BEFORE_LIST);
            let listed = zone.colon || self.list(zone).is_some();
            (listed && !self.is_passing(hit.start)).then_some(zone)
        });
        let lacking =
            self.lacking.iter().find(|hit| hit.start >= at && !self.is_passing(hit.start));
        let lacking = lacking.map(|hit| self.opened(hit.start, hit.end, BEFORE_LIST));
        [asked, announced, lacking].into_iter().flatten().min_by_key(|zone| zone.lead)
    }

    /// "Si invita … a produrre": the zone behind it. Without a word of handing in, a paper must follow at once.
    fn asked(&self, ask: &Hit) -> Option<Zone> {
        if self.is_passing(ask.start) {
            return None;
        }
        let text = &self.letter.text;
        let limit = self.letter.sentence_end(ask.end).min(ask.end + ASKING);
        let mut hits = within(&self.deliver, ask.end, limit)
            .filter(|hit| !text[ask.end..hit.start].contains([';', ':']));
        let Some(mut hit) = hits.next() else {
            let zone = self.opened(ask.start, ask.end, BEFORE_LIST);
            let end = self.letter.sentence_end(zone.from);
            let listed = zone.colon || self.list(zone).is_some();
            let paper = !self.item(zone.from, end, true).is_empty()
                && !self.letter.flat[ask.end..end].trim_start().starts_with("di ")
                && !self.letter.flat[ask.end..end].trim_start().starts_with("a ")
                && !self.letter.flat[ask.end..end].trim_start().starts_with("che ");
            return (listed || paper).then_some(zone);
        };
        // "produrre e trasmettere", "presentare o inviare".
        for next in hits {
            if next.start - hit.end <= 6 {
                hit = next;
            } else {
                break;
            }
        }
        Some(self.opened(ask.start, hit.end, BEFORE_COLON))
    }

    /// Returns the zone behind an asking that ends at `end`: behind its colon, if it has one.
    fn opened(&self, lead: usize, end: usize, reach: usize) -> Zone {
        let text = &self.letter.text;
        let limit = self.letter.sentence_end(end).min(end + reach).min(text.len());
        let limit = (limit..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(end);
        let colon = text[end..limit].match_indices(':').map(|(at, _)| end + at).find(|at| {
            let word = text[..*at].rsplit([' ', '\n', '\t', '(', '\'']).next().unwrap_or_default();
            !NO_LIST.contains(&word.trim_end_matches('.'))
                && text[at + 1..].starts_with(|c: char| c.is_ascii_whitespace())
                && !self.is_label(end, *at)
        });
        match colon {
            Some(at) => Zone { lead, from: at + 1, colon: true },
            None => Zone { lead, from: end, colon: false },
        }
    }

    /// "Oggetto: motivi ostativi", and in a line below "Cognome e nome: …": a label of its own, no list.
    fn is_label(&self, end: usize, colon: usize) -> bool {
        let text = &self.letter.text;
        let Some(line) = text[end..colon].rfind('\n').map(|at| end + at + 1) else { return false };
        self.letter.is_capital(line) && text[line..colon].split_whitespace().count() <= LABEL_WORDS
    }

    /// Returns the signs of the list that a zone begins with.
    fn list(&self, zone: Zone) -> Option<Vec<Marker>> {
        let markers = self.letter.markers(zone.from);
        let first = markers.first()?;
        let before = &self.letter.flat[zone.from..first.at];
        let near = if zone.colon { 4 } else { BEFORE_LIST };
        let is_next = before.trim().len() <= near
            && self.item(zone.from, first.at, true).is_empty()
            && !before.trim_end_matches(['.', ' ']).contains(". ");
        is_next.then_some(markers)
    }

    /// Reads a zone: its pieces, and where it ends.
    fn read(
        &self,
        zone: Zone,
        item: impl Fn(&Self, usize, usize, bool) -> Vec<Want>,
    ) -> (Vec<Want>, usize) {
        if let Some(markers) = self.list(zone) {
            return self.read_list(&markers, item);
        }
        let (text, from) = (&self.letter.text, zone.from);
        let end = self.letter.sentence_end(from);
        let end = self.closed(from, end).unwrap_or(end);
        if text[from..end].contains(';') {
            let mut at = from;
            let mut wants = Vec::new();
            for part in text[from..end].split(';') {
                wants.extend(item(self, at, at + part.len(), !zone.colon));
                at += part.len() + 1;
            }
            return (wants, end);
        }
        let gap = text[from..].find(|c: char| !c.is_ascii_whitespace()).unwrap_or(0);
        if zone.colon && text[from..from + gap].contains('\n') {
            return self.read_lines(from + gap, item);
        }
        (item(self, from, end, true), end)
    }

    /// Items with signs before them.
    fn read_list(
        &self,
        markers: &[Marker],
        item: impl Fn(&Self, usize, usize, bool) -> Vec<Want>,
    ) -> (Vec<Want>, usize) {
        // Of a form with boxes only what is ticked is asked for.
        let ticked = markers.iter().any(|marker| marker.ticked == Some(true));
        let mut wants = Vec::new();
        let mut stop = 0;
        let mut closed = false;
        for (nth, marker) in markers.iter().enumerate() {
            let next = markers.get(nth + 1);
            let last_number = nth.checked_sub(1).and_then(|nth| markers.get(nth)?.number);
            // Behind what the office says next, only the same count goes on.
            let goes_on =
                marker.number.is_some() && last_number.map(|last| last + 1) == marker.number;
            if closed && !goes_on {
                break;
            }
            // "Si allega:" and its own list.
            let end = next.map_or(self.letter.text.len(), |next| next.at);
            let cut = self.piece_end(marker.words, end, next.is_none());
            closed = cut < end;
            stop = cut;
            if ticked && marker.ticked == Some(false) {
                continue;
            }
            wants.extend(item(self, marker.words, cut, false));
        }
        (wants, stop)
    }

    /// Returns where a piece of a list ends: before what the office says next. The last one ends with its sentence or its lines.
    fn piece_end(&self, from: usize, end: usize, last: bool) -> usize {
        let closed = self.closed(from, end).unwrap_or(end);
        if !last {
            return closed;
        }
        let sentence = self.letter.sentence_end(from).min(closed);
        let text = &self.letter.text;
        // A new line with a capital, after one that was not full, is something else.
        let lines = text[from..sentence].match_indices('\n').map(|(at, _)| from + at);
        let mut begin = from;
        for at in lines {
            let full = at - begin > 60 && !text[begin..at].ends_with([';', '.']);
            if !full && self.letter.is_capital(at + 1) {
                return at;
            }
            begin = at + 1;
        }
        sentence
    }

    /// Items in lines of their own, without signs.
    fn read_lines(
        &self,
        from: usize,
        item: impl Fn(&Self, usize, usize, bool) -> Vec<Want>,
    ) -> (Vec<Want>, usize) {
        let text = &self.letter.text;
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let mut at = from;
        while at < text.len() {
            let end = self.letter.line_end(at);
            if self.closed(at, end).is_some_and(|close| close <= at) {
                break;
            }
            let full = pieces.last().is_some_and(|(_, end)| text[..*end].ends_with('.'));
            let begins = !item(self, at, end, true).is_empty();
            match pieces.last_mut() {
                // A line that goes on with the one before.
                Some(piece) if !self.letter.is_capital(at) && !self.is_new(at, end) => {
                    piece.1 = end;
                }
                Some(_) if full && !(begins && self.is_new(at, end)) => break,
                _ => pieces.push((at, end)),
            }
            at = end + 1;
        }
        let wants = pieces.iter().flat_map(|(from, end)| {
            let end = self.closed(*from, *end).unwrap_or(*end);
            item(self, *from, end, false)
        });
        (wants.collect(), at.min(text.len()))
    }

    /// Whether a line begins with the name of a paper.
    fn is_new(&self, from: usize, end: usize) -> bool {
        !self.letter.flat[from..end].trim_start().starts_with("e ") && self.names_paper(from, end)
    }

    /// Returns where an office goes on to something else: such words at the beginning of a sentence.
    fn closed(&self, from: usize, end: usize) -> Option<usize> {
        let text = &self.letter.text;
        self.close
            .iter()
            .filter(|hit| hit.start >= from && hit.start < end)
            .find(|hit| {
                let before = text[from..hit.start].trim_end();
                let opens = self.letter.begins_line(hit.start) || before.ends_with(['.', ';']);
                // The list's first words are the list.
                opens
                    && self.letter.is_capital(hit.start)
                    && !(before.is_empty() && self.names_paper(hit.start, end))
            })
            .map(|hit| hit.start)
    }

    /// "Copia del passaporto dovrà essere trasmessa": the paper stands before.
    fn said_before(&self, zone: Zone) -> Vec<Want> {
        let from = self.letter.sentence_start(zone.lead);
        let near = zone.lead.saturating_sub(from) <= 200;
        let named = near && self.names_paper(from, zone.lead);
        let wants = if named { self.item(from, zone.lead, true) } else { Vec::new() };
        wants.into_iter().filter(|want| !want.types.is_empty()).collect()
    }

    /// "Il passaporto risulta scaduto": a paper that the office finds fault with is asked for anew.
    fn add_faults(&self, wants: &mut Vec<Want>) {
        for fault in &self.fault {
            let from = self.letter.sentence_start(fault.start).max(fault.start.saturating_sub(300));
            let Some(named) = within(&self.types, from, fault.start).last() else { continue };
            let said = &self.letter.flat[named.end..fault.end];
            // "il permesso scaduto" says which one; "il permesso risulta scaduto" finds fault with it.
            let is_said = VERBS.iter().any(|verb| said.contains(verb));
            if fault.start - named.end > FAULT || !is_said || self.is_passing(fault.start) {
                continue;
            }
            let from = self.clause_start(from, named.start);
            let end = self.letter.sentence_end(fault.end);
            let end = self.letter.text[fault.end..end].find(';').map_or(end, |at| fault.end + at);
            let end = self.letter.text[..end].trim_end_matches(['.', ' ', '\n']).len();
            let kinds = named.means.iter().filter_map(|at| self.reader.kinds.get(*at));
            let types: Vec<String> = kinds.map(|kind| kind.id.clone()).collect();
            match wants.iter_mut().find(|want| want.types == types) {
                Some(known) => known.faulted = true,
                None => wants.push(Want {
                    words: self.letter.words(from, end),
                    page: self.letter.page(from),
                    types,
                    count: 1,
                    others: false,
                    faulted: true,
                }),
            }
        }
    }

    /// Returns where the part of a sentence begins that names something at `at`: behind a stop, or with a line of its own.
    fn clause_start(&self, from: usize, at: usize) -> usize {
        let text = &self.letter.text;
        let begins = |start: &usize| {
            let before = text.as_bytes()[start - 1];
            matches!(before, b';' | b':' | b',')
                || before == b'\n' && self.letter.is_capital(*start)
        };
        let start = (from + 1..=at).rev().find(begins).unwrap_or(from);
        start + text[start..at].find(|c: char| !c.is_ascii_whitespace()).unwrap_or(0)
    }

    /// Whether the sentence speaks of data, of courts, of booking.
    fn is_passing(&self, at: usize) -> bool {
        let (from, end) = (self.letter.sentence_start(at), self.letter.sentence_end(at));
        within(&self.passing, from, end).next().is_some()
    }
}
