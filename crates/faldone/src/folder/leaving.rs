//! What leaves the folder for an office: the proof that a paper was filed, and a packet of a case's papers.

use super::{Folder, holdings::Holdings};
use crate::{
    cases::{
        filed::{self, CaseReceipt, filings},
        packet::{self, PacketFile},
    },
    disk,
    error::Error,
    export::Language,
    print,
    state::State,
    view::{CaseView, FiledView, PacketView},
};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

impl Folder {
    /// Returns when the paper at `path` was filed, with which reference and receipt, by whom.
    ///
    /// # Errors
    /// If the file is unknown or could not be read, or the index cannot be read.
    pub fn filed(&self, path: &str) -> Result<FiledView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        let row = holdings
            .row(path)
            .ok_or_else(|| Error::Unknown { what: "file", given: path.to_owned() })?;
        let sha256 = row.sha256.clone().ok_or_else(|| Error::BadValue {
            what: "file",
            given: path.to_owned(),
            why: "it could not be read, so nothing is known of it".to_owned(),
        })?;
        let papers = holdings.papers();
        let receipts: Vec<CaseReceipt> =
            self.case_views(&state, &papers).into_iter().flat_map(CaseReceipt::of).collect();
        let kind = row.type_id.as_deref().and_then(|id| self.packs().document_type(id));
        let own_day = row.date.as_deref().and_then(|date| date.parse().ok());
        let events = holdings.events(&state, self.today());
        let facts = |path: &str| holdings.facts(holdings.row(path)?);
        Ok(FiledView {
            filings: filings(path, own_day, &facts, &events, &receipts),
            path: row.path.clone(),
            sha256,
            label: kind.map(|kind| kind.label_en.clone()).unwrap_or_default(),
            label_it: kind.map(|kind| kind.label_it.clone()).unwrap_or_default(),
            type_id: row.type_id.clone(),
            date: row.date.clone(),
            persons: row.persons.iter().map(|id| self.full_name(id)).collect(),
        })
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
        disk::write_new(&to, &bytes)?;
        Ok(filed)
    }

    /// Returns what a packet of a case would hold for a recipient, and what stands in its way.
    ///
    /// # Errors
    /// If there is no such case or recipient, or the index cannot be read.
    pub fn packet(&self, case: &str, recipient: &str) -> Result<PacketView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        Ok(self.planned(&state, &holdings, case, recipient)?.1)
    }

    /// Writes a packet as a ZIP file, its index page in English or Italian (`it`). Never overwrites; papers stay where they are.
    ///
    /// # Errors
    /// If it is not ready and `incomplete` was not said; if a paper has changed since it was read; if it cannot be written.
    pub fn write_packet(
        &self,
        case: &str,
        recipient: &str,
        to: &Path,
        language: &str,
        incomplete: bool,
    ) -> Result<PacketView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        let (case, mut view) = self.planned(&state, &holdings, case, recipient)?;
        let (to, _) = place(to, "packet", &["zip"])?;
        if !view.ready && !incomplete {
            return Err(bad(
                "packet",
                &to,
                "something asked for is missing or would be sent back; nothing was written",
            ));
        }
        let persons: Vec<String> = case.persons.iter().map(|id| self.full_name(id)).collect();
        let language = Language::of_code(language);
        let index = packet::index_page(&view, &case, &persons, language, self.today());
        let index = print::plain(&index).map_err(Error::Export)?;
        let mut files = Vec::new();
        for part in &view.parts {
            let (Some(path), Some(name)) = (&part.path, &part.name) else { continue };
            let whole = self.root.join(path);
            let bytes = std::fs::read(&whole).map_err(|error| Error::io(&whole, "read", error))?;
            let known = holdings.row(path).and_then(|row| row.sha256.as_ref());
            if known != Some(&disk::hex(&Sha256::digest(&bytes))) {
                return Err(bad("packet", &to, "a paper has changed meanwhile; look at it first"));
            }
            files.push(PacketFile { name: name.clone(), bytes });
        }
        let archive = packet::zip(&index, &files, view.sets).map_err(Error::Export)?;
        disk::write_new(&to, &archive)?;
        view.written = Some(to.display().to_string());
        Ok(view)
    }

    fn planned(
        &self,
        state: &State,
        holdings: &Holdings,
        case: &str,
        recipient: &str,
    ) -> Result<(CaseView, PacketView), Error> {
        let known = self.packs().recipients.iter().find(|known| known.id == recipient);
        let recipient = known
            .ok_or_else(|| Error::Unknown { what: "recipient", given: recipient.to_owned() })?;
        let case = self.case_view(state, case, &holdings.papers())?;
        let limit = recipient.limit.as_deref().and_then(|id| self.packs().limit(id));
        let packet = packet::plan(&case, recipient, limit, &holdings.rows);
        Ok((case, packet))
    }
}

/// Returns the whole path of a file to write and its ending, which must be one of these.
fn place(to: &Path, what: &'static str, endings: &[&str]) -> Result<(PathBuf, String), Error> {
    let to = std::path::absolute(to).map_err(|error| Error::io(to, "find", error))?;
    let ending = to.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.filter(|ending| endings.contains(&ending.as_str())) {
        Some(ending) => Ok((to, ending)),
        None => Err(bad(what, &to, &format!("its name must end in .{}", endings.join(" or .")))),
    }
}

fn bad(what: &'static str, to: &Path, why: &str) -> Error {
    Error::BadValue { what, given: to.display().to_string(), why: why.to_owned() }
}
