//! Judging all files of a folder: what is wrong with each, what it should be called and where it should lie.
//!
//! Names are kept apart over the whole folder, so all files are judged together; only rows that changed are written again.

mod summary;

pub(crate) use summary::of_document;
use summary::summary;

use crate::{
    error::Error,
    finding::finding_view,
    folder::{IN_THE_CLOUD, PARTIAL_DOWNLOAD, STILL_CHANGING},
    home::Homes,
    index::{
        self, Index,
        document::{self, Document},
        file::{self, FileEntry},
        page,
    },
    reader::{self, Kind, Problem},
    state::State,
    view::{DocumentRow, ProposalView},
};
use faldone_pdf::Completeness;
use faldone_rules::{
    check::{self, FileSummary},
    facts::{Finding, PersonRole, Recognition, ReferenceKind, Severity},
    names::{self, Candidate, DocumentForNaming, Missing, Naming, Proposal},
    packs::{Limit, Packs},
    person::Person,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What files are judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub state: &'a State,
    pub packs: &'a Packs,
    pub naming: &'a Naming,
    pub limit: Option<&'a Limit>,
    pub today: chrono::NaiveDate,
}

/// A file with its content and its facts as corrected by the user.
struct Judged<'a> {
    entry: FileEntry,
    document: Option<&'a Document>,
    facts: Recognition,
    /// Facts the user accepted that are read differently now, in words.
    differences: Vec<String>,
    proposal: Proposal,
}

/// Judges all files and stores their rows and proposals. Returns whether anything changed.
///
/// # Errors
/// If the index cannot be read or written.
pub(crate) fn assess(index: &mut Index, rules: &Rules<'_>) -> Result<bool, Error> {
    let documents: HashMap<String, Document> = index
        .run(document::all)?
        .into_iter()
        .map(|document| (document.sha256.clone(), document))
        .collect();
    let mut files: Vec<Judged<'_>> =
        index.run(file::all)?.into_iter().map(|entry| judge(entry, &documents, rules)).collect();
    let seconds = names::second_versions(&candidates(&files), rules.packs, rules.naming);
    for file in files.iter_mut().filter(|file| seconds.contains(&file.entry.path)) {
        file.proposal = Proposal::Unsure { missing: vec![Missing::ConflictCopy] };
    }
    let copies = copies(&files, rules.state);
    for file in files.iter_mut().filter(|file| copies.contains(&file.entry.path)) {
        if matches!(file.proposal, Proposal::Rename(_)) {
            // The one that stays gets the name.
            file.proposal = Proposal::Unsure { missing: Vec::new() };
        }
    }
    let targets = targets(&files, &copies, rules);
    let summaries: Vec<FileSummary> =
        files.iter().map(|file| summary(file, targets.get(&file.entry.path))).collect();
    let mut findings = findings(&files, &summaries, rules);

    let stored: HashMap<String, file::Stored> =
        index.run(file::stored)?.into_iter().map(|old| (old.path.clone(), old)).collect();
    let mut changed = Vec::new();
    for file in &files {
        let found = findings.remove(&file.entry.path).unwrap_or_default();
        let proposal = proposal(file, targets.get(&file.entry.path), &found, rules);
        let row = row(file, found, proposal.as_ref(), rules);
        let row_json = index::to_json(&row);
        let proposal_json = proposal.as_ref().map(index::to_json);
        let old = stored.get(&file.entry.path);
        let numbers = search_numbers(&file.facts);
        if old.is_none_or(|old| {
            old.row.as_ref() != Some(&row_json)
                || old.proposal != proposal_json
                || old.numbers != numbers
        }) {
            changed.push((row, row_json, proposal_json, numbers));
        }
    }
    index.write(|c| {
        for (row, row_json, proposal_json, numbers) in &changed {
            let attention = row.findings.iter().any(|finding| finding.severity != Severity::Note);
            file::put_row(c, row, row_json, proposal_json.as_deref(), numbers, attention)?;
        }
        Ok(())
    })?;
    Ok(!changed.is_empty() || stored.len() != files.len())
}

fn judge<'a>(
    entry: FileEntry,
    documents: &'a HashMap<String, Document>,
    rules: &Rules<'_>,
) -> Judged<'a> {
    let document = entry.sha256.as_ref().and_then(|sha256| documents.get(sha256));
    let (facts, differences) = document
        .map(|document| rules.state.settled(&document.sha256, &document.recognition))
        .unwrap_or_default();
    let differences = differences
        .into_iter()
        .map(|(fact, now)| {
            let now = if now.is_empty() { "nothing" } else { now.as_str() };
            format!("{} {} (now read: {now})", fact.fact, fact.value)
        })
        .collect();
    let named = document
        .filter(|document| can_be_named(document))
        .map(|document| {
            let name = names::file_name(&entry.path);
            let extension = extension(document, name);
            let paper =
                DocumentForNaming { recognition: &facts, file_name: name, extension: &extension };
            names::propose(&paper, &rules.state.people, rules.packs, rules.naming)
        })
        .unwrap_or(Proposal::Keep);
    Judged { proposal: named, document, facts, differences, entry }
}

/// A file that is not whole, or that Faldone does not read, keeps its name.
fn can_be_named(document: &Document) -> bool {
    document.completeness == Completeness::Whole
        && matches!(document.kind, Kind::Pdf | Kind::Image | Kind::Mail)
        && document.problem.as_ref().is_none_or(|p| matches!(p, Problem::Locked))
}

/// The extension of what the bytes really are; where only the name tells, the name's.
fn extension(document: &Document, name: &str) -> String {
    document
        .extension
        .clone()
        .or_else(|| name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase()))
        .unwrap_or_default()
}

fn candidates(files: &[Judged<'_>]) -> Vec<Candidate> {
    files
        .iter()
        .map(|file| Candidate {
            path: file.entry.path.clone(),
            sha256: file.entry.sha256.clone().unwrap_or_default(),
            proposal: file.proposal.clone(),
        })
        .collect()
}

/// Returns the paths of all files of which another one holds the same and stays: one that has its name already, then one in a
/// person's folder, then the shortest name (`paper.pdf`, not `paper (1).pdf`) and the first path.
fn copies(files: &[Judged<'_>], state: &State) -> HashSet<String> {
    let homes: HashSet<String> =
        state.people.iter().map(|person| names::same_file_key(&person.full_name())).collect();
    let rank = |file: &Judged<'_>| {
        let path = file.entry.path.clone();
        let at_home =
            path.split_once('/').is_some_and(|(top, _)| homes.contains(&names::same_file_key(top)));
        let length = names::file_name(&path).chars().count();
        (file.proposal != Proposal::Keep || file.facts.doc_type.is_none(), !at_home, length, path)
    };
    let mut stays: HashMap<&str, &Judged<'_>> = HashMap::new();
    for file in files {
        let Some(sha256) = file.entry.sha256.as_deref() else { continue };
        let best = stays.entry(sha256).or_insert(file);
        if rank(file) < rank(best) {
            *best = file;
        }
    }
    let is_copy = |file: &&Judged<'_>| {
        let best = file.entry.sha256.as_deref().and_then(|sha256| stays.get(sha256));
        best.is_some_and(|best| best.entry.path != file.entry.path)
    };
    files.iter().filter(is_copy).map(|file| file.entry.path.clone()).collect()
}

/// Returns the name of a file with the ending that its bytes call for, where the present one is another and its bytes are those of
/// something a household sends. The rest of the name stays as it is.
fn mended_ending(file: &Judged<'_>) -> Option<String> {
    let document = file.document.filter(|it| it.completeness == Completeness::Whole)?;
    let right = document.extension.as_deref()?;
    let name = names::file_name(&file.entry.path);
    let (stem, written) = name.rsplit_once('.').unwrap_or((name, ""));
    let known = ["pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "eml"];
    // An archive is also what other programs' documents are inside: only one that passes for a paper is called what it is.
    let passes = written.is_empty() || known.contains(&written.to_ascii_lowercase().as_str());
    let is_program = reader::is_program(document.extension.as_deref(), name);
    if is_program || names::same_extension(written, right) || !(known.contains(&right) || passes) {
        return None;
    }
    // `pdf.p7m` and the like are told, and left.
    if right.contains('.') {
        return None;
    }
    let is_ending = !written.is_empty()
        && written.len() <= 5
        && written.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && written.bytes().any(|byte| byte.is_ascii_alphabetic());
    let stem = if is_ending || written.is_empty() { stem } else { name };
    Some(format!("{}.{right}", stem.trim_end_matches(['.', ' '])))
}

/// Returns whether a paper's kind and person are sure, though something else of its name is not.
fn place_is_sure(file: &Judged<'_>) -> bool {
    let only_date = |missing: &Missing| {
        matches!(missing, Missing::Date | Missing::DateAmong { .. } | Missing::Name { .. })
    };
    matches!(&file.proposal, Proposal::Unsure { missing }
        if !missing.is_empty() && missing.iter().all(only_date))
}

/// Returns the new path of every file that should be renamed or moved. No two are the same and none is taken.
fn targets(
    files: &[Judged<'_>],
    copies: &HashSet<String>,
    rules: &Rules<'_>,
) -> BTreeMap<String, String> {
    let new_names: HashMap<String, String> =
        names::settle(&candidates(files), rules.packs, rules.naming).into_iter().collect();
    let paths = files.iter().map(|file| file.entry.path.as_str());
    let homes = Homes::new(paths, &rules.state.people);
    let mut targets = BTreeMap::new();
    // Of several copies only one is moved: the others are duplicates, to be set aside.
    for file in files.iter().filter(|file| !copies.contains(&file.entry.path)) {
        let path = &file.entry.path;
        let fits = matches!(file.proposal, Proposal::Keep)
            && file.facts.doc_type.is_some()
            && file.document.is_some_and(can_be_named);
        let is_second = matches!(&file.proposal, Proposal::Unsure { missing }
            if missing.contains(&Missing::ConflictCopy) || missing.contains(&Missing::Unfinished));
        let mended = if is_second { None } else { mended_ending(file) };
        let moves = fits || new_names.contains_key(path) || place_is_sure(file);
        let name = match (new_names.get(path), mended) {
            (Some(name), _) => name.clone(),
            (None, Some(mended)) => mended,
            (None, None) if moves => names::file_name(path).to_owned(),
            (None, None) => continue,
        };
        let home = homes.of(path, &file.facts).filter(|_| moves);
        let folder = home.unwrap_or_else(|| names::folder(path).to_owned());
        let target = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        if target != *path {
            targets.insert(path.clone(), target);
        }
    }
    // A place that its file leaves is free for another, so that one run does it all. A file that finds no place stays, and that
    // takes its own place from others.
    loop {
        let mut taken: HashSet<String> = files
            .iter()
            .filter(|file| !targets.contains_key(&file.entry.path))
            .map(|file| names::same_file_key(&file.entry.path))
            .collect();
        let before = targets.len();
        targets.retain(|_, target| taken.insert(names::same_file_key(target)));
        if targets.len() == before {
            return targets;
        }
    }
}

/// Returns the ids of those the paper is of, in the profile's order.
pub(crate) fn subjects(facts: &Recognition, people: &[Person]) -> Vec<String> {
    let everyone = people
        .iter()
        .map(|p| &p.id)
        .chain(people.iter().flat_map(|p| p.dependants.iter().map(|child| &child.id)));
    everyone
        .filter(|id| {
            facts.persons.iter().any(|found| found.id == **id && found.role == PersonRole::Subject)
        })
        .cloned()
        .collect()
}

/// Returns the findings of each file, worst first.
fn findings(
    files: &[Judged<'_>],
    summaries: &[FileSummary],
    rules: &Rules<'_>,
) -> HashMap<String, Vec<Finding>> {
    let mut findings: HashMap<String, Vec<Finding>> = HashMap::new();
    for (file, summary) in files.iter().zip(summaries) {
        let found = match &file.entry.problem {
            Some(problem) if ![PARTIAL_DOWNLOAD, IN_THE_CLOUD].contains(&problem.code.as_str()) => {
                let fix = match problem.code.as_str() {
                    STILL_CHANGING => {
                        "Wait until that program is done, or close the file there; it is then read."
                    }
                    _ => "See that you may open it, then scan again. Nothing was changed.",
                };
                vec![Finding {
                    code: problem.code.clone(),
                    severity: Severity::Error,
                    text: format!("This file could not be read: {}.", problem.why),
                    fix: Some(fix.to_owned()),
                    values: BTreeMap::from([("why".to_owned(), problem.why.clone())]),
                    papers: Vec::new(),
                    source: String::new(),
                }]
            }
            _ => check::check_file(summary, rules.today, rules.packs, rules.naming, rules.limit),
        };
        let all = findings.entry(file.entry.path.clone()).or_default();
        all.extend(found);
        if !file.differences.is_empty() {
            let facts = file.differences.join(", ");
            all.push(Finding {
                code: "reads-differently".to_owned(),
                severity: Severity::Note,
                text: format!("You accepted facts that this version reads differently: {facts}. Yours are kept."),
                fix: Some("Look at the paper; correct the fact if the new reading is right.".to_owned()),
                values: BTreeMap::from([("facts".to_owned(), facts)]),
                papers: Vec::new(),
                source: String::new(),
            });
        }
    }
    for (path, finding) in
        check::check_folder(summaries, &rules.state.people, rules.today, rules.packs, rules.naming)
    {
        findings.entry(path).or_default().push(finding);
    }
    for found in findings.values_mut() {
        found.sort_by(|a, b| (a.severity, &a.code).cmp(&(b.severity, &b.code)));
    }
    findings
}

fn proposal(
    file: &Judged<'_>,
    target: Option<&String>,
    findings: &[Finding],
    rules: &Rules<'_>,
) -> Option<ProposalView> {
    let path = &file.entry.path;
    let has = |code: &str| findings.iter().any(|finding| finding.code == code);
    let unsure = match &file.proposal {
        Proposal::Unsure { missing } => missing.as_slice(),
        _ => &[],
    };
    let aside = (target.is_none() && has("duplicate"))
        .then(|| format!("_Faldone/aside/{}", names::file_name(path)));
    if target.is_none() && aside.is_none() && unsure.is_empty() {
        return None;
    }
    let kind = match target {
        Some(to) if names::folder(to) == names::folder(path) => "rename",
        Some(_) => "move",
        None if aside.is_some() => "set-aside",
        None => "unsure",
    };
    let codes = findings
        .iter()
        .filter(|f| match kind {
            "set-aside" => f.code == "duplicate",
            "unsure" => f.code == "unsure-name" || f.code == "misplaced",
            _ => ["name-differs", "misplaced", "wrong-extension"].contains(&f.code.as_str()),
        })
        .map(|f| f.code.clone())
        .collect();
    Some(ProposalView {
        sha256: file.entry.sha256.clone(),
        path: path.clone(),
        to: target.cloned().or(aside),
        kind: kind.to_owned(),
        stays: findings
            .iter()
            .find(|finding| kind == "set-aside" && finding.code == "duplicate")
            .and_then(|finding| finding.values.get("keep").cloned()),
        type_id: file.facts.doc_type.as_ref().map(|found| found.id.clone()),
        person: subjects(&file.facts, &rules.state.people).into_iter().next(),
        date: own_date(&file.facts, rules.packs),
        missing: unsure.iter().map(missing_word).collect(),
        codes,
    })
}

/// Returns the numbers by which a paper is looked for, as they are typed: letters and digits only, apart by blanks.
fn search_numbers(facts: &Recognition) -> String {
    let numbers: Vec<String> = facts
        .references
        .iter()
        .map(|found| page::as_typed(&found.value))
        .filter(|number| !number.is_empty())
        .collect();
    if numbers.is_empty() { String::new() } else { format!(" {} ", numbers.join(" ")) }
}

fn missing_word(missing: &Missing) -> String {
    match missing {
        Missing::Type => "type",
        Missing::BlankForm => "blank-form",
        Missing::Void => "void",
        Missing::ConflictCopy => "conflict-copy",
        Missing::Unfinished => "unfinished",
        Missing::Person | Missing::PersonAmong { .. } => "person",
        Missing::Date | Missing::DateAmong { .. } => "date",
        Missing::Name { .. } => "name",
    }
    .to_owned()
}

/// The document's own date (domain §3), as text.
fn own_date(facts: &Recognition, packs: &Packs) -> Option<String> {
    let kind = packs.document_type(&facts.doc_type.as_ref()?.id)?;
    kind.date_roles
        .iter()
        .find_map(|role| facts.dates.iter().find(|found| found.role == *role))
        .map(|found| found.date.to_string())
}

fn row(
    file: &Judged<'_>,
    findings: Vec<Finding>,
    proposal: Option<&ProposalView>,
    rules: &Rules<'_>,
) -> DocumentRow {
    let type_id = file.facts.doc_type.as_ref().map(|found| found.id.clone());
    let group = type_id
        .as_deref()
        .and_then(|id| rules.packs.document_type(id))
        .map_or("unsorted", |kind| kind.group.as_str());
    let reference = [ReferenceKind::Practice, ReferenceKind::Protocol, ReferenceKind::Telematic]
        .iter()
        .find_map(|kind| file.facts.references.iter().find(|found| found.kind == *kind));
    let path = &file.entry.path;
    DocumentRow {
        path: path.clone(),
        name: names::file_name(path).to_owned(),
        sha256: file.entry.sha256.clone(),
        bytes: file.entry.stat.bytes,
        kind: file.document.map_or(Kind::Other, |document| document.kind).as_str().to_owned(),
        group: group.to_owned(),
        persons: subjects(&file.facts, &rules.state.people),
        date: own_date(&file.facts, rules.packs),
        reference: reference.map(|found| found.value.clone()),
        findings: findings.into_iter().map(|found| finding_view(found, rules.packs)).collect(),
        proposed: proposal.and_then(|proposal| proposal.to.clone()),
        snippet: None,
        type_id,
    }
}
