//! What was changed, read from the journal.

use super::paths::is_moving;
use super::replace::is_kept;
use crate::clock;
use crate::journal::{Acceptance, CaseLine, ChangeKind, Line, Op, Step};
use crate::view::{OperationView, StepView};
use faldone_rules::names;
use std::collections::{HashMap, HashSet};

/// A change as the journal tells it.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    pub(super) line: &'a Line,
    pub(super) kind: &'a ChangeKind,
    pub(super) steps: &'a [Step],
    pub(super) accepts: &'a [Acceptance],
    /// Its end is in the journal.
    pub(super) over: bool,
    /// What was moved, from its old to its new place, in the order of the steps.
    pub(super) moves: Vec<Moved<'a>>,
    /// Folders made and removed.
    pub(super) made: Vec<&'a str>,
    pub(super) removed: Vec<&'a str>,
    /// Every planned move was made.
    whole: bool,
    /// An undo took back all that could be taken back, and still stands.
    tried: bool,
}

/// A file that a change moved.
#[derive(Debug)]
pub(super) struct Moved<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) sha256: &'a str,
    /// Not taken back by an undo that still stands.
    pub(super) stands: bool,
}

impl Operation<'_> {
    fn undone(&self) -> bool {
        !self.moves.is_empty() && self.moves.iter().all(|moved| !moved.stands)
    }

    /// Returns the move that brought the version in use, if `goes` put the one before it into keeping.
    pub(super) fn comes_for(&self, goes: &Moved) -> Option<&Moved<'_>> {
        let is_it = |comes: &&Moved| is_kept(comes.from) && comes.to == goes.from;
        is_kept(goes.to).then(|| self.moves.iter().find(is_it)).flatten()
    }

    /// Returns the move that put the version before it into keeping, if `comes` brought another one.
    pub(super) fn goes_for(&self, comes: &Moved) -> Option<&Moved<'_>> {
        let is_it = |goes: &&Moved| is_kept(goes.to) && goes.from == comes.to;
        is_kept(comes.from).then(|| self.moves.iter().find(is_it)).flatten()
    }

    fn is_fix(&self) -> bool {
        matches!(self.kind, ChangeKind::Fix { .. })
    }

    pub(super) fn can_undo(&self) -> bool {
        self.over && self.moves.iter().any(|moved| moved.stands)
    }
}

/// Returns all changes, oldest first.
pub(super) fn changes(lines: &[Line]) -> Vec<Operation<'_>> {
    // The device that began a change knows best how it ended.
    let mut ends: HashMap<&str, (&str, &[u32])> = HashMap::new();
    for line in lines {
        if let Op::Done { of, done, .. } = &line.op {
            let known = ends.get(of.as_str());
            if known.is_none() || of.starts_with(&format!("{}-", line.device)) {
                ends.insert(of, (&line.device, done));
            }
        }
    }
    let mut all: Vec<Operation> = lines
        .iter()
        .filter_map(|line| match &line.op {
            Op::Planned { steps, change, accepts } => {
                let done = ends.get(line.id.as_str()).map(|end| end.1);
                Some(Operation { accepts, ..operation(line, change, steps, done) })
            }
            _ => None,
        })
        .collect();
    // An undo comes after what it undoes, so from the last to the first it is known what still stands.
    let mut back: HashMap<&str, (HashSet<&str>, bool)> = HashMap::new();
    for change in all.iter_mut().rev() {
        if let Some((back, whole)) = back.get(change.line.id.as_str()) {
            change.tried = *whole;
            for moved in &mut change.moves {
                // A version that came out of its keeping is back, whatever its paper is called by now.
                let left_its_keeping = is_kept(moved.to) && back.contains(moved.to);
                moved.stands = !back.contains(moved.from) && !left_its_keeping;
            }
        }
        if let ChangeKind::Undo { of, part } = change.kind
            && change.moves.iter().any(|moved| moved.stands)
        {
            let standing = change.moves.iter().filter(|moved| moved.stands);
            let (back, whole) = back.entry(of).or_default();
            let standing: Vec<&Moved> = standing.collect();
            back.extend(standing.iter().map(|moved| moved.to));
            back.extend(standing.iter().map(|moved| moved.from).filter(|from| is_kept(from)));
            *whole |= change.whole && !part;
        }
    }
    all
}

fn operation<'a>(
    line: &'a Line,
    kind: &'a ChangeKind,
    steps: &'a [Step],
    done: Option<&'a [u32]>,
) -> Operation<'a> {
    let mut moves: Vec<Moved> = Vec::new();
    let (mut made, mut removed) = (Vec::new(), Vec::new());
    for step in done.unwrap_or_default().iter().filter_map(|at| steps.get(*at as usize)) {
        match step {
            Step::MakeFolder { path } => made.push(path.as_str()),
            Step::RemoveFolder { path } => removed.push(path.as_str()),
            Step::Move { from, to, sha256, .. } => {
                let begun = moves.iter_mut().find(|moved| is_moving(from) && moved.to == from);
                match begun {
                    Some(moved) => moved.to = to,
                    None => moves.push(Moved { from, to, sha256, stands: true }),
                }
            }
        }
    }
    let done = done.map(|done| done.iter().copied().collect::<HashSet<u32>>());
    let whole = done.as_ref().is_some_and(|done| {
        let mut moves = (0..).zip(steps).filter(|(_, step)| matches!(step, Step::Move { .. }));
        moves.all(|(at, _)| done.contains(&at))
    });
    let over = done.is_some();
    Operation { line, kind, steps, accepts: &[], over, moves, made, removed, whole, tried: false }
}

/// Returns the last change that can be undone and has not been; undos themselves are not counted.
pub fn last_undoable(lines: &[Line]) -> Option<String> {
    let all = changes(lines);
    let last =
        all.iter().rev().find(|change| change.is_fix() && change.can_undo() && !change.tried)?;
    Some(last.line.id.clone())
}

/// Returns the last change that moved the file that lies, or lay, at `path` and has not been taken back for it; undos themselves are
/// not counted.
pub fn last_of_file(lines: &[Line], path: &str) -> Option<String> {
    let all = changes(lines);
    let find = |is_it: &dyn Fn(&Moved) -> bool| {
        let mut fixes = all.iter().rev().filter(|change| change.is_fix());
        let is_of = |change: &&Operation| {
            change.over && change.moves.iter().any(|moved| moved.stands && is_it(moved))
        };
        fixes.find(is_of).map(|change| change.line.id.clone())
    };
    let exactly = find(&|moved| moved.to == path).or_else(|| find(&|moved| moved.from == path));
    exactly.or_else(|| {
        let path = names::composed(path);
        find(&|moved| [moved.to, moved.from].iter().any(|it| names::composed(it) == path))
    })
}

/// Returns the path under which a change moved the file that is meant by `path`, which may store its accents in another way.
pub(super) fn as_moved(moves: &[Moved], path: &str) -> String {
    let mut paths = moves.iter().flat_map(|moved| [moved.to, moved.from]);
    if paths.clone().any(|it| it == path) {
        return path.to_owned();
    }
    let meant = names::composed(path);
    paths.find(|it| names::composed(it) == meant).unwrap_or(path).to_owned()
}

/// Returns everything the user did, newest first, for the log. `now` (milliseconds since 1970) tells which clocks were wrong.
pub fn operations(lines: &[Line], now: i64) -> Vec<OperationView> {
    let changes: HashMap<&str, Operation> =
        changes(lines).into_iter().map(|change| (change.line.id.as_str(), change)).collect();
    let mut names: HashMap<&str, &str> = HashMap::new();
    for line in lines {
        if let Op::Device { name, .. } = &line.op {
            names.insert(&line.device, name);
        }
    }
    let void = super::untold(lines);
    let mut all = Vec::new();
    let mut first = true;
    for line in lines {
        let (kind, summary) = match &line.op {
            Op::Device { name, .. } if std::mem::take(&mut first) => {
                ("made", format!("Faldone began to keep this folder, on {name}"))
            }
            Op::Person { person } => ("people", format!("Told who {} is", person.full_name())),
            Op::Corrected { fact, value, .. } if value.is_empty() => {
                ("correct", format!("Took away a {fact}"))
            }
            Op::Corrected { fact, value, .. } => ("correct", format!("Set the {fact} to {value}")),
            Op::Event { event, .. } => {
                ("event", format!("Noted for {}: {}", event.date, event.what))
            }
            Op::Untold { .. } => ("undo", "Took back what had been told".to_owned()),
            Op::Case { case } => case_summary(case),
            Op::CaseFact { case, about, id, value, .. } if value.is_empty() => {
                ("case", format!("Took back {about} {id} of {case}"))
            }
            Op::CaseFact { case, about, id, value, .. } => {
                ("case", format!("Set {about} {id} of {case} to {value}"))
            }
            Op::Planned { .. } => match changes.get(line.id.as_str()) {
                Some(change) => summary(change),
                None => continue,
            },
            _ => continue,
        };
        let change = changes.get(line.id.as_str());
        let is_told = super::told::is_telling(line);
        // Of a replacement the half that tells of the original: where it went, or whence it came back.
        let is_undo = change.is_some_and(|change| !change.is_fix());
        let is_half_told = |change: &Operation, moved: &Moved| match is_undo {
            false => change.goes_for(moved).is_none(),
            true => change.comes_for(moved).is_none(),
        };
        let steps = change.into_iter().flat_map(|change| {
            change.moves.iter().filter(move |moved| is_half_told(change, moved))
        });
        let steps = steps
            .filter(|moved| moved.from != moved.to)
            .map(|moved| StepView { from: moved.from.to_owned(), to: moved.to.to_owned() });
        all.push(OperationView {
            id: line.id.clone(),
            at: clock::local(line.at()),
            at_is_doubtful: line.has_doubtful_clock(now),
            kind: kind.to_owned(),
            device: (*names.get(line.device.as_str()).unwrap_or(&line.device.as_str())).to_owned(),
            steps: steps.collect(),
            summary,
            undone: change.is_some_and(Operation::undone) || void.contains(line.id.as_str()),
            can_undo: change.is_some_and(Operation::can_undo)
                || (is_told && !void.contains(line.id.as_str())),
        });
    }
    all.reverse();
    all
}

fn case_summary(case: &CaseLine) -> (&'static str, String) {
    match case.closed {
        Some(day) => ("case-closed", format!("Closed the case {} on {day}", case.id)),
        None => ("case-opened", format!("Opened the case {}", case.id)),
    }
}

fn summary(change: &Operation) -> (&'static str, String) {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let aside = |moved: &&Moved| moved.to.starts_with("_Faldone/aside/");
    let is_mended = |moved: &&Moved| change.comes_for(moved).is_some();
    let moves: Vec<&Moved> = change
        .moves
        .iter()
        .filter(|moved| moved.from != moved.to && change.goes_for(moved).is_none())
        .collect();
    let files =
        if moves.len() == 1 { "1 file".to_owned() } else { format!("{} files", moves.len()) };
    let text = |verb: &str| match moves.as_slice() {
        _ if !change.over => "Begun and not finished yet".to_owned(),
        [] => "Changed nothing".to_owned(),
        [only] if verb == "Renamed or moved" => {
            format!(
                "{} is now {}",
                name(only.from),
                if name(only.from) == name(only.to) { only.to.to_owned() } else { name(only.to) }
            )
        }
        _ => format!("{verb} {files}"),
    };
    match change.kind {
        ChangeKind::Undo { .. } => ("undo", text("Put back")),
        ChangeKind::Fix { .. } if !moves.is_empty() && moves.iter().all(aside) => {
            ("set-aside", text("Set aside"))
        }
        ChangeKind::Fix { .. } if !moves.is_empty() && moves.iter().all(is_mended) => {
            ("made-smaller", text("Made smaller, with the original kept:"))
        }
        ChangeKind::Fix { unasked: true } => ("filed-by-itself", text("Renamed or moved")),
        ChangeKind::Fix { unasked: false } => ("fix", text("Renamed or moved")),
    }
}
