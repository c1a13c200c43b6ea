//! What leaves the folder for an office: the proof that a paper was filed, and a packet of a case's papers.

use super::{Folder, holdings::Holdings};
use crate::{
    cases::{
        filed::{self, CaseReceipt, filings},
        mails::{Mail, carrying},
        packet::{self, PacketFile},
    },
    disk,
    error::Error,
    export::Language,
    index::page,
    print,
    reader::Bound,
    reason::Reason,
    state::{State, to_kebab},
    view::{CaseView, DocumentRow, FiledView, PacketPart, PacketView, VersionView},
};
use faldone_rules::packs::Per;
use sha2::{Digest, Sha256};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

impl Folder {
    /// Returns when the paper at `path` was filed, with which reference and receipt, by whom.
    ///
    /// # Errors
    /// If the file is unknown or could not be read, or the index cannot be read.
    pub fn filed(&self, path: &str) -> Result<FiledView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        let unknown = || Error::Unknown { what: "file", given: path.to_owned() };
        let path = &self.listed(path)?.ok_or_else(unknown)?.path;
        let row = holdings.row(path).ok_or_else(unknown)?;
        let sha256 = row.sha256.clone().ok_or_else(|| Error::BadValue {
            what: "file",
            given: path.to_owned(),
            why: Reason::NotRead,
        })?;
        // Papers that come every month or year follow one another; none takes another's place.
        let lasts = |row: &&DocumentRow| {
            let kind = row.type_id.as_deref().and_then(|id| self.packs().document_type(id));
            kind.is_some_and(|kind| matches!(kind.per, Per::One | Per::Dated))
        };
        let row_of = |path: &str| holdings.row(path).filter(lasts);
        let cases = self.case_views(&state, &holdings);
        let receipts: Vec<CaseReceipt> =
            cases.iter().flat_map(|case| CaseReceipt::of(case, &row_of)).collect();
        let kind = row.type_id.as_deref().and_then(|id| self.packs().document_type(id));
        let events = holdings.events(&state, self.today());
        let facts = |path: &str| holdings.facts(holdings.row(path)?);
        let mails = self.mails(&holdings)?;
        let filings_of = |row: &DocumentRow| {
            let own_day = row.date.as_deref().and_then(|date| date.parse().ok());
            let mails = row.sha256.as_deref().map(|sha256| carrying(&mails, sha256));
            filings(&row.path, own_day, &facts, &events, &receipts, &mails.unwrap_or_default())
        };
        let items = cases.iter().flat_map(|case| &case.items);
        let mut versions: Vec<VersionView> = items
            .flat_map(|item| filed::versions(item, path, &row_of))
            .map(|(row, newer)| VersionView {
                path: row.path.clone(),
                date: row.date.clone(),
                newer,
                filings: filings_of(row),
            })
            .collect();
        versions.sort_by(|a, b| (&a.date, &a.path).cmp(&(&b.date, &b.path)));
        // One paper may be on the lists of several cases.
        versions.dedup_by(|a, b| a.path == b.path);
        Ok(FiledView {
            filings: filings_of(row),
            versions,
            path: row.path.clone(),
            sha256,
            label: kind.map(|kind| kind.label_en.clone()).unwrap_or_default(),
            label_it: kind.map(|kind| kind.label_it.clone()).unwrap_or_default(),
            type_id: row.type_id.clone(),
            date: row.date.clone(),
            persons: row.persons.iter().map(|id| self.full_name(id)).collect(),
        })
    }

    /// Returns the mails of the folder, with what was sent with them.
    fn mails(&self, holdings: &Holdings) -> Result<Vec<Mail>, Error> {
        let index = self.reading();
        let mut mails = Vec::new();
        for row in holdings.rows.iter().filter(|row| row.kind == "mail") {
            let Some(sha256) = &row.sha256 else { continue };
            let pages = index.run(|c| page::texts(c, sha256))?;
            mails.extend(pages.iter().map(|(_, text)| Mail::read(&row.path, text)));
        }
        Ok(mails)
    }

    /// Writes what [`Folder::filed`] tells as one page to send: `.pdf` or `.txt`, in English or Italian (`it`). Never overwrites.
    ///
    /// # Errors
    /// If the paper or the kind of file is unknown, or the page cannot be written.
    pub fn write_filed(&self, path: &str, to: &Path, language: &str) -> Result<FiledView, Error> {
        let filed = self.filed(path)?;
        let page = filed::page(&filed, Language::of_code(language), self.today());
        let (to, ending) = place(to, "page", &["pdf", "txt"])?;
        let bytes = match ending.as_str() {
            "pdf" => print::plain(&page).map_err(Error::Export)?,
            _ => print::as_text(&page).into_bytes(),
        };
        disk::write_new(&to, &bytes).map_err(|error| match error.source.kind() {
            ErrorKind::AlreadyExists => Error::Exists(to),
            _ => error.into(),
        })?;
        Ok(filed)
    }

    /// Returns what a packet of a case would hold for a recipient, and what stands in its way; with the path of a letter that must
    /// be answered, exactly what that asks for.
    ///
    /// # Errors
    /// If there is no such case, recipient or letter, or the index cannot be read.
    pub fn packet(
        &self,
        case: &str,
        recipient: &str,
        request: Option<&str>,
    ) -> Result<PacketView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        Ok(self.planned(&state, &holdings, (case, request), recipient)?.1)
    }

    /// Writes a packet of a case, or of the letter that is named with it, its index page in English or Italian (`it`): a ZIP file, or one PDF with what cannot be bound into it
    /// beside. Never overwrites; papers stay where they are.
    ///
    /// # Errors
    /// If it is not ready, or as one PDF larger than the recipient takes, and `incomplete` was not said; if a paper has changed
    /// since it was read; if it cannot be written.
    pub fn write_packet(
        &self,
        (case, request): (&str, Option<&str>),
        recipient: &str,
        to: &Path,
        language: &str,
        incomplete: bool,
    ) -> Result<PacketView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        let (case, mut view) = self.planned(&state, &holdings, (case, request), recipient)?;
        let (to, ending) = place(to, "packet", &["zip", "pdf"])?;
        if !view.ready && !incomplete {
            return Err(bad("packet", &to, Reason::NotReady));
        }
        let language = Language::of_code(language);
        let files = if ending == "pdf" {
            let pdf = self.bound(&case, &mut view, &holdings, language)?;
            self.takes(&view, &pdf, &to, incomplete)?;
            let alone = view.parts.iter().filter(|part| part.alone.is_some());
            let beside = alone.map(|part| {
                let file = self.packed(part, &holdings, &to)?;
                Ok(file.map(|file| (beside(&to, &file.name), file.bytes)))
            });
            let mut files: Vec<(PathBuf, Vec<u8>)> =
                beside.filter_map(Result::transpose).collect::<Result<_, Error>>()?;
            view.beside = files.iter().map(|(path, _)| path.display().to_string()).collect();
            files.push((to.clone(), pdf));
            files
        } else {
            let index = self.index_page(&case, &view, language, false)?;
            let papers = view.parts.iter().map(|part| self.packed(part, &holdings, &to));
            let papers: Vec<PacketFile> =
                papers.filter_map(Result::transpose).collect::<Result<_, Error>>()?;
            vec![(to.clone(), packet::zip(&index, &papers, view.sets).map_err(Error::Export)?)]
        };
        // All or nothing, as far as that can be seen before.
        if let Some((taken, _)) = files.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
            return Err(Error::Exists(taken.clone()));
        }
        for (path, bytes) in &files {
            disk::write_new(path, bytes)?;
        }
        view.written = Some(to.display().to_string());
        Ok(view)
    }

    /// Returns the index page as a PDF.
    fn index_page(
        &self,
        case: &CaseView,
        view: &PacketView,
        language: Language,
        bound: bool,
    ) -> Result<Vec<u8>, Error> {
        let persons: Vec<String> = case.persons.iter().map(|id| self.full_name(id)).collect();
        let page = packet::index_page(view, case, &persons, language, self.today(), bound);
        print::plain(&page).map_err(Error::Export)
    }

    /// Returns the packet as one PDF; the parts that turn out to be better files of their own are noted as such.
    fn bound(
        &self,
        case: &CaseView,
        view: &mut PacketView,
        holdings: &Holdings,
        language: Language,
    ) -> Result<Vec<u8>, Error> {
        let hash = |path: &str| holdings.row(path)?.sha256.clone();
        let italian = language == Language::Italian;
        let title = if italian { &case.procedure.label_it } else { &case.procedure.label };
        loop {
            let index = self.index_page(case, view, language, true)?;
            let (places, papers): (Vec<usize>, Vec<_>) =
                packet::to_bind(view, &hash, language).into_iter().unzip();
            match self.readers.bind(&self.root, &index, title, &papers)? {
                Bound::Pdf(pdf) => return Ok(pdf),
                // Each round has fewer papers than the one before.
                Bound::Alone(found) => {
                    for (paper, why) in found {
                        let part = places.get(paper).and_then(|at| view.parts.get_mut(*at));
                        let part = part.ok_or_else(|| {
                            Error::Export("the papers could not be bound into one PDF".to_owned())
                        })?;
                        part.alone = Some(to_kebab(&why));
                    }
                }
            }
        }
    }

    /// Returns nothing if the recipient takes a file as large as this one.
    fn takes(
        &self,
        view: &PacketView,
        pdf: &[u8],
        to: &Path,
        incomplete: bool,
    ) -> Result<(), Error> {
        let recipient = self.packs().recipients.iter().find(|known| known.id == view.recipient);
        let limit = recipient.and_then(|known| self.packs().limit(known.limit.as_deref()?));
        match limit {
            Some(limit) if pdf.len() as u64 > limit.max_bytes && !incomplete => Err(bad(
                "packet",
                to,
                Reason::BoundTooLarge {
                    is: (pdf.len() as u64).div_ceil(1000),
                    most: limit.max_bytes / 1000,
                },
            )),
            _ => Ok(()),
        }
    }

    /// Returns a part's paper as it lies in the folder; nothing if it is missing.
    fn packed(
        &self,
        part: &PacketPart,
        holdings: &Holdings,
        to: &Path,
    ) -> Result<Option<PacketFile>, Error> {
        let (Some(path), Some(name)) = (&part.path, &part.name) else { return Ok(None) };
        let whole = self.root.join(path);
        let bytes = std::fs::read(&whole).map_err(|error| Error::io(&whole, "read", error))?;
        let known = holdings.row(path).and_then(|row| row.sha256.as_ref());
        if known != Some(&disk::hex(&Sha256::digest(&bytes))) {
            return Err(bad("packet", to, Reason::PaperChanged));
        }
        Ok(Some(PacketFile { name: name.clone(), bytes }))
    }

    fn planned(
        &self,
        state: &State,
        holdings: &Holdings,
        (case, request): (&str, Option<&str>),
        recipient: &str,
    ) -> Result<(CaseView, PacketView), Error> {
        let known = self.packs().recipients.iter().find(|known| known.id == recipient);
        let recipient = known
            .ok_or_else(|| Error::Unknown { what: "recipient", given: recipient.to_owned() })?;
        let case = self.case_view(state, case, holdings)?;
        let limit = recipient.limit.as_deref().and_then(|id| self.packs().limit(id));
        let file = |row: &DocumentRow| holdings.file(row).cloned();
        let request = request.map(|path| {
            let known = case.requests.iter().find(|known| known.path == path);
            known.ok_or_else(|| Error::Unknown {
                what: "letter of the case",
                given: path.to_owned(),
            })
        });
        let packet =
            packet::plan(&case, request.transpose()?, recipient, limit, &holdings.rows, &file);
        Ok((case, packet))
    }
}

/// Returns where a paper lies that belongs to a packet which is one PDF.
fn beside(to: &Path, name: &str) -> PathBuf {
    let stem = to.file_stem().unwrap_or_default().to_string_lossy();
    to.with_file_name(format!("{stem} - {name}"))
}

/// Returns the whole path of a file to write and its ending, which must be one of these.
fn place(to: &Path, what: &'static str, endings: &[&str]) -> Result<(PathBuf, String), Error> {
    let to = std::path::absolute(to).map_err(|error| Error::io(to, "find", error))?;
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.filter(|ending| endings.contains(&ending.as_str())) {
        Some(ending) => Ok((to, ending)),
        None => Err(bad(what, &to, Reason::ending(endings))),
    }
}

fn bad(what: &'static str, to: &Path, why: Reason) -> Error {
    Error::BadValue { what, given: to.display().to_string(), why }
}
