//! What is wrong with files as seen beside each other.

use super::{Completeness, FileSummary, NameState, codes::finding, payslips, validity};
use crate::{
    consistency,
    facts::{DateRole, Finding, PersonRole, When},
    names::{self, Naming, same_file_key},
    packs::Packs,
    person::Person,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Returns what is wrong across the folder, each finding with the path it is about, in the order of the paths.
pub fn check_folder(
    files: &[FileSummary],
    people: &[Person],
    today: NaiveDate,
    packs: &Packs,
    naming: &Naming,
) -> Vec<(String, Finding)> {
    let mut files: Vec<&FileSummary> =
        files.iter().filter(|f| !names::is_partial_download(names::file_name(&f.path))).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let papers: Vec<Paper<'_>> =
        files.iter().map(|file| Paper::of(file, people, packs, naming)).collect();

    let mut found = Vec::new();
    found.extend(twins(&files));
    found.extend(conflicts(&files));
    found.extend(papers.iter().filter_map(|paper| misplaced(paper, people)));
    let current = current(&papers, packs, &mut found);
    found.extend(validity::check(&current, packs, today));
    found.extend(payslips::check(&current, people));
    found.extend(consistency::check(&current, people, packs, today));
    found.sort_by(|(a, x), (b, y)| (a, x.severity, &x.code).cmp(&(b, y.severity, &y.code)));
    found
}

/// The last day of a paper that no newer one of its kind and people replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastDay {
    /// The paper's path.
    pub path: String,
    pub type_id: String,
    /// Ids of its people, in the order of the household.
    pub subjects: Vec<String>,
    pub day: NaiveDate,
}

/// Returns the last days, past or to come, of the papers that count today, in the order of their types and people.
pub fn last_days(
    files: &[FileSummary],
    people: &[Person],
    today: NaiveDate,
    packs: &Packs,
    naming: &Naming,
) -> Vec<LastDay> {
    let papers: Vec<Paper<'_>> =
        files.iter().map(|file| Paper::of(file, people, packs, naming)).collect();
    let current = current(&papers, packs, &mut Vec::new());
    let endings = validity::endings(&current, packs, today).into_iter();
    let last_day = |ending: validity::Ending<'_>| LastDay {
        path: ending.paper.file.path.clone(),
        type_id: ending.type_id.to_owned(),
        subjects: ending.paper.subjects.clone(),
        day: ending.end,
    };
    endings.map(last_day).collect()
}

/// Returns the papers that count: each content once, and none that says itself that it does not, which is neither valid nor out of step
/// with others. Further copies are told in `found`.
fn current<'p>(
    papers: &'p [Paper<'p>],
    packs: &Packs,
    found: &mut Vec<(String, Finding)>,
) -> Vec<&'p Paper<'p>> {
    let kept = duplicates(papers, packs, found);
    let counts = |paper: &Paper<'_>| paper.file.recognition.void.is_none();
    let papers = papers.iter().zip(kept).filter(|(paper, kept)| *kept && counts(paper));
    papers.map(|(paper, _)| paper).collect()
}

/// What is known of a file as a paper: by what was read on it, else by its name if that follows the rules.
pub(crate) struct Paper<'a> {
    pub(crate) file: &'a FileSummary,
    pub(crate) type_id: Option<String>,
    /// Ids of its subjects, in the order of the household.
    pub(crate) subjects: Vec<String>,
    /// Its own day, month or year.
    pub(crate) date: Option<When>,
    pub(crate) detail: Option<String>,
    /// The adult in whose folder it lies.
    folder_of: Option<String>,
}

impl<'a> Paper<'a> {
    fn of(file: &'a FileSummary, people: &[Person], packs: &Packs, naming: &Naming) -> Paper<'a> {
        let facts = &file.recognition;
        let named = match names::parse(names::file_name(&file.path), packs, naming) {
            Ok(parsed) if file.complete == Completeness::Whole => Some(parsed.fields),
            _ => None,
        };
        let read_type = facts.doc_type.as_ref().map(|t| t.id.clone());
        let type_id = read_type.or_else(|| named.as_ref().map(|f| f.type_id.clone()));
        let is_read =
            |id: &str| facts.persons.iter().any(|p| p.role == PersonRole::Subject && p.id == id);
        let is_named = |name: &str, surname: &str| {
            let fields = names::person_fields(name, surname);
            named.as_ref().is_some_and(|f| (&f.name, &f.surname) == (&fields.0, &fields.1))
        };
        let mut subjects: Vec<String> = names::everyone(people)
            .filter(|(id, _, _)| is_read(id))
            .map(|(id, _, _)| id.to_owned())
            .collect();
        if subjects.is_empty() {
            subjects = names::everyone(people)
                .filter(|(_, name, surname)| is_named(name, surname))
                .map(|(id, _, _)| id.to_owned())
                .collect();
        }
        let date = read_date(file, type_id.as_deref(), packs)
            .or_else(|| named.as_ref().and_then(|f| f.date));
        let detail = facts.detail.clone().or_else(|| named.as_ref().and_then(|f| f.detail.clone()));
        let top = file.path.split('/').next().filter(|top| *top != file.path);
        let folder_of = top.map(same_file_key).and_then(|top| {
            let owner = people.iter().find(|p| same_file_key(&p.full_name()) == top)?;
            Some(owner.id.clone())
        });
        Paper { file, type_id, subjects, date, detail, folder_of }
    }

    /// Returns whether one of its subjects' papers belong in the folder it lies in; `None` outside the people's folders.
    fn at_home(&self, people: &[Person]) -> Option<bool> {
        let folder = self.folder_of.as_ref()?;
        let owners = self.subjects.iter().filter_map(|id| names::owner(people, id));
        (!self.subjects.is_empty()).then(|| owners.into_iter().any(|owner| owner.id == *folder))
    }
}

/// Returns the first date of the type's best role; names decide more strictly, this only orders papers of one kind.
fn read_date(file: &FileSummary, type_id: Option<&str>, packs: &Packs) -> Option<When> {
    let dates = &file.recognition.dates;
    let roles = packs.document_type(type_id?)?.date_roles.as_slice();
    let roles = if roles.is_empty() { &[DateRole::Issued, DateRole::ValidFrom][..] } else { roles };
    roles.iter().find_map(|role| {
        let found = dates.iter().find(|d| d.role == *role && d.alternative.is_none())?;
        Some(found.date)
    })
}

/// Names of one folder that are one name on Windows or a Mac.
fn twins(files: &[&FileSummary]) -> Vec<(String, Finding)> {
    let mut by_key: HashMap<(&str, String), Vec<&FileSummary>> = HashMap::new();
    for file in files {
        let key = (names::folder(&file.path), same_file_key(names::file_name(&file.path)));
        by_key.entry(key).or_default().push(file);
    }
    let mut found = Vec::new();
    for group in by_key.values().filter(|group| group.len() > 1) {
        let first = names::file_name(&group[0].path);
        for file in &group[1..] {
            let name = names::file_name(&file.path);
            let (code, how) = if names::composed(first) == names::composed(name) {
                ("normalization-twin", "its accents are stored in another way")
            } else {
                ("case-twin", "it is written with other capitals")
            };
            let text = format!(
                "There is another `{first}` in this folder; only {how}. On a Mac or on Windows one would replace the other."
            );
            let fix = "Rename one of them, or set it aside if it is the same paper.".to_owned();
            found.push((file.path.clone(), finding(code, text, fix, &[("other", &group[0].path)])));
        }
    }
    found
}

fn conflicts(files: &[&FileSummary]) -> Vec<(String, Finding)> {
    let mut siblings: HashMap<&str, HashSet<String>> = HashMap::new();
    for file in files {
        let key = same_file_key(names::file_name(&file.path));
        siblings.entry(names::folder(&file.path)).or_default().insert(key);
    }
    let contents: HashMap<&str, &str> =
        files.iter().map(|f| (f.path.as_str(), f.sha256.as_str())).collect();
    let conflict_of = |file: &&&FileSummary| {
        let folder = names::folder(&file.path);
        let conflict = names::conflict(names::file_name(&file.path), siblings.get(folder)?)?;
        let original = match folder {
            "" => conflict.original,
            folder => format!("{folder}/{}", conflict.original),
        };
        // The same bytes are a duplicate, and no question is left to answer.
        if contents.get(original.as_str()) == Some(&file.sha256.as_str()) {
            return None;
        }
        let program = conflict.program;
        let text = format!(
            "{program} kept this second version of `{}`, because the file was changed in two places.",
            names::file_name(&original)
        );
        let fix = "Open both, and keep the right one; nothing is decided for you.".to_owned();
        let values = [("program", program), ("original", original.as_str())];
        Some((file.path.clone(), finding("sync-conflict", text, fix, &values)))
    };
    files.iter().filter_map(|file| conflict_of(&file)).collect()
}

fn misplaced(paper: &Paper<'_>, people: &[Person]) -> Option<(String, Finding)> {
    if paper.at_home(people)? {
        return None;
    }
    let folder = people.iter().find(|p| Some(&p.id) == paper.folder_of.as_ref())?.full_name();
    let owner = names::owner(people, paper.subjects.first()?)?.full_name();
    let text =
        format!("This paper lies in the folder of {folder}, but it is for the folder of {owner}.");
    let fix = format!(
        "Move it to the folder {owner}, so that it is never sent out with the wrong papers."
    );
    let values = [("folder", folder.as_str()), ("owner", owner.as_str())];
    Some((paper.file.path.clone(), finding("misplaced", text, fix, &values)))
}

/// Reports every further file of one content. Returns for each paper whether it is the one that stays: one that lies in its
/// person's folder, then one whose name fits, then one that gets a name, then the shortest name (`paper.pdf`, not `paper (1).pdf`)
/// and the first path. A joint paper may lie once in each of its people's folders.
fn duplicates(
    papers: &[Paper<'_>],
    packs: &Packs,
    found: &mut Vec<(String, Finding)>,
) -> Vec<bool> {
    let mut stays = vec![true; papers.len()];
    let mut groups: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, paper) in papers.iter().enumerate() {
        if paper.file.bytes == 0 || paper.file.sha256.is_empty() {
            continue;
        }
        let joint = paper
            .type_id
            .as_deref()
            .and_then(|id| packs.document_type(id))
            .is_some_and(|t| t.joint);
        let folder = paper.folder_of.as_deref().filter(|owner| {
            joint && paper.subjects.len() > 1 && paper.subjects.iter().any(|s| s == owner)
        });
        groups.entry((&paper.file.sha256, folder)).or_default().push(at);
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let rank = |at: &usize| {
            let paper = &papers[*at];
            let named = match paper.file.name {
                NameState::Fits => 0,
                NameState::Rename(_) => 1,
                _ => 2,
            };
            let path = &paper.file.path;
            // Where neither has a name of the folder's, a program's " (1)" makes it longer.
            let length = if named < 2 { 0 } else { names::file_name(path).chars().count() };
            (paper.folder_of.is_none(), named, length, path)
        };
        let Some(keep) = group.iter().copied().min_by(|a, b| rank(a).cmp(&rank(b))) else {
            continue;
        };
        let keeper = &papers[keep].file.path;
        for at in group.into_iter().filter(|at| *at != keep) {
            stays[at] = false;
            let text = format!("This file holds exactly the same as {keeper}.");
            let fix = format!("Set this copy aside; {keeper} stays.");
            let values = [("keep", keeper.as_str())];
            found.push((papers[at].file.path.clone(), finding("duplicate", text, fix, &values)));
        }
    }
    stays
}
