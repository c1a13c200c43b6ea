//! Taking files in: hashed and read by the workers on all cores, judged and recognised once for each content.

use super::Folder;
use crate::{
    error::Error,
    index::{
        Index,
        document::{self, Document},
        file::{self, FileEntry, FileProblem, Stat},
        meta, page,
    },
    platform,
    reader::{Content, Problem, Reading, Stop},
    state::State,
    view::ProgressView,
    walk::{self, Found},
};
use faldone_pdf::Completeness;
use faldone_rules::{
    Recogniser,
    facts::{PageText, Recognition},
    names,
    person::Person,
};
use std::{
    collections::HashMap,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::sync_channel,
    },
    time::Duration,
};

/// Files written to the index in one transaction.
const BATCH: usize = 200;
/// The problem of a download that has not finished: no trouble, but not read either.
pub(crate) const PARTIAL_DOWNLOAD: &str = "partial-download";
/// The problem of a paper of which only a sync program's stand-in is here: to read it would be to download it.
pub(crate) const IN_THE_CLOUD: &str = "only-in-the-cloud";

/// The problem of a file that a program is still writing.
pub(crate) const STILL_CHANGING: &str = "still-changing";
/// How long a file must not have changed before its writer is taken to be done, where the system does not say so (design §3).
pub(crate) const QUIET: Duration = Duration::from_secs(2);

/// A file read by one of the threads.
struct Read {
    entry: FileEntry,
    document: Option<(Box<Document>, Vec<faldone_pdf::PageReading>)>,
}

impl Folder {
    /// Reads files on all cores and writes them to the index as they come.
    pub(super) fn read_all(
        &self,
        index: &mut Index,
        state: &State,
        todo: &[Found],
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<(), Error> {
        let mut sizes: HashMap<u64, Vec<String>> = HashMap::new();
        for (bytes, sha256) in index.run(document::sizes)? {
            sizes.entry(bytes).or_default().push(sha256);
        }
        let sizes = Mutex::new(sizes);
        let next = AtomicUsize::new(0);
        let stop = AtomicBool::new(false);
        // One more than cores: while one thread waits for its worker or for the index, another has work.
        let threads = std::thread::available_parallelism().map_or(2, usize::from) + 1;
        let threads = threads.min(todo.len());
        let (sender, results) = sync_channel::<Result<Option<Read>, Error>>(2 * threads.max(1));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (sender, sizes, next, stop) = (sender.clone(), &sizes, &next, &stop);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let Some(found) = todo.get(next.fetch_add(1, Ordering::Relaxed)) else {
                            break;
                        };
                        if sender.send(self.read_one(found, state, sizes)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let mut outcome = Ok(());
            let mut batch: Vec<Read> = Vec::with_capacity(BATCH);
            let mut done = 0;
            for result in results {
                match result {
                    Ok(read) => {
                        done += 1;
                        let path = read.as_ref().map(|read| read.entry.path.clone());
                        let shown = ProgressView {
                            done,
                            total: todo.len() as u32,
                            path: path.unwrap_or_default(),
                        };
                        if !progress(shown) {
                            outcome = Err(Error::Cancelled);
                            stop.store(true, Ordering::Relaxed);
                        }
                        batch.extend(read);
                    }
                    Err(error) => {
                        outcome = Err(error);
                        stop.store(true, Ordering::Relaxed);
                    }
                }
                if batch.len() >= BATCH {
                    keep(index, &mut batch)?;
                }
            }
            keep(index, &mut batch)?;
            outcome
        })
    }

    /// Reads one file; `None` if it is not there any more. A file that cannot be read is a finding of that file; only a missing
    /// reader stops the scan.
    fn read_one(
        &self,
        found: &Found,
        state: &State,
        sizes: &Mutex<HashMap<u64, Vec<String>>>,
    ) -> Result<Option<Read>, Error> {
        let failed_at = |stat, code: &str, why: String| {
            let problem = Some(FileProblem { code: code.to_owned(), why });
            let path = found.path.clone();
            Some(Read { entry: FileEntry { path, stat, sha256: None, problem }, document: None })
        };
        let failed = |code: &str, why: String| failed_at(found.stat, code, why);
        if found.in_the_cloud {
            return Ok(failed(IN_THE_CLOUD, "it is only in the cloud".to_owned()));
        }
        if names::is_partial_download(names::file_name(&found.path)) {
            // It is taken when it has its name, whole as it may be already.
            return Ok(failed(PARTIAL_DOWNLOAD, "it has not finished downloading".to_owned()));
        }
        let path = self.root.join(&found.path);
        // It was met a while ago when others were read first: what it is now is what counts.
        let stat = match plain_stat(&path) {
            Ok(Some(stat)) => stat,
            Ok(None) => return Ok(None),
            // Why it cannot be looked at is told when it cannot be read either.
            Err(_) => found.stat,
        };
        let failed = |code: &str, why: String| failed_at(stat, code, why);
        if !is_written(&path, &stat) {
            let why = "a program has not finished writing it".to_owned();
            return Ok(failed(STILL_CHANGING, why));
        }
        let lock = || sizes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get(&stat.bytes).cloned().unwrap_or_default();
        let reading = match self.readers.read(&path, known) {
            Ok(reading) => reading,
            Err(error @ Error::Worker { .. }) => return Err(error),
            // It went between the walk and its turn: as if the walk had come a moment later.
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Ok(None);
            }
            Err(error) => return Ok(failed(error.code(), error.why())),
        };
        if plain_stat(&path).ok().flatten() != Some(stat) || reading.bytes != stat.bytes {
            return Ok(failed(STILL_CHANGING, "it changed while it was being read".to_owned()));
        }
        let entry = FileEntry {
            path: found.path.clone(),
            stat,
            sha256: Some(reading.sha256.clone()),
            problem: None,
        };
        lock().entry(reading.bytes).or_default().push(reading.sha256.clone());
        let Reading { sha256, bytes, content } = reading;
        let document = content.map(|content| {
            let (document, pages) = {
                let rulebook = self.rulebook.recogniser();
                understand(sha256, bytes, content, &state.people, rulebook)
            };
            (Box::new(document), pages)
        });
        Ok(Some(Read { entry, document }))
    }
}

/// Returns what tells the plain file at a path from itself at another time; `None` if there is none. A link that took its place
/// is not followed.
fn plain_stat(path: &Path) -> io::Result<Option<Stat>> {
    match std::fs::symlink_metadata(path) {
        Ok(meta) => Ok(meta.is_file().then(|| walk::stat(&meta))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether the file's writer is done. Where the system does not tell, a fresh file is given the time to show that it does
/// not change: who reads it compares it with `stat` afterwards.
fn is_written(path: &Path, stat: &Stat) -> bool {
    if let Some(open) = platform::is_being_written(path) {
        return !open;
    }
    let now = crate::clock::now().timestamp_nanos_opt().unwrap_or(0);
    let age = u64::try_from(now.saturating_sub(stat.modified)).map(Duration::from_nanos);
    // A time in the future is another computer's clock, and says nothing.
    if let Some(left) = age.ok().and_then(|age| QUIET.checked_sub(age)) {
        std::thread::sleep(left);
    }
    true
}

/// Text beyond this (bytes) is kept for searching but not recognised: no paper of a household is that long.
const RECOGNISE_AT_MOST: usize = 2 << 20;

/// Recognises a paper, or returns `None` if its text breaks a rule: one hostile paper must not take down the rest (promise 6).
pub(super) fn recognise(
    recogniser: &Recogniser,
    texts: &[PageText<'_>],
    people: &[Person],
) -> Option<Recognition> {
    let mut bytes = 0;
    let within = |page: &&PageText<'_>| {
        bytes += page.text.len();
        bytes <= RECOGNISE_AT_MOST
    };
    let texts: Vec<PageText<'_>> = texts.iter().take_while(within).copied().collect();
    // The recogniser holds no state between papers, so nothing can be left half-done by a panic.
    catch_unwind(AssertUnwindSafe(|| recogniser.recognise(&texts, people))).ok()
}

/// Judges and recognises what was read from one file.
pub(crate) fn understand(
    sha256: String,
    bytes: u64,
    content: Content,
    people: &[Person],
    recogniser: &Recogniser,
) -> (Document, Vec<faldone_pdf::PageReading>) {
    let Content { kind, extension, completeness, facts, mut pages, problem } = content;
    let verdicts = match kind {
        crate::reader::Kind::Pdf => faldone_pdf::verdicts(&pages),
        _ => Vec::new(),
    };
    let readable = completeness == Completeness::Whole && problem != Some(Problem::Locked);
    let searchable = match &facts {
        Some(facts) if problem.is_none() && kind == crate::reader::Kind::Pdf => {
            faldone_pdf::file_searchable(facts, &verdicts)
        }
        _ => None,
    };
    // After the verdict, a form is read with what its fields hold.
    for page in &mut pages {
        if let Some(filled) = page.filled.take() {
            (page.text, page.words) = (filled.text, filled.words);
        }
    }
    // A protocol stamp may stand in an annotation only. It follows the page's own text.
    for page in pages.iter_mut().filter(|page| !page.annotations.trim().is_empty()) {
        page.text.push('\n');
        page.text.push_str(&std::mem::take(&mut page.annotations));
    }
    let texts: Vec<PageText<'_>> =
        pages.iter().map(|page| PageText { number: page.number, text: &page.text }).collect();
    let recognised = readable.then(|| recognise(recogniser, &texts, people));
    let problem = match &recognised {
        Some(None) => Some(Problem::Stopped(Stop::Crash)),
        _ => problem,
    };
    let recognition = recognised.flatten().unwrap_or_default();
    let document = Document {
        sha256,
        bytes,
        kind,
        extension,
        completeness,
        facts,
        verdicts,
        searchable,
        problem,
        recognition,
    };
    (document, pages)
}

fn keep(index: &mut Index, batch: &mut Vec<Read>) -> Result<(), Error> {
    index.write(|c| {
        // If the program ends before these are judged, the next scan judges them.
        meta::set(c, "assessed-on", "")?;
        for read in batch.drain(..) {
            if let Some((document, pages)) = &read.document {
                document::put(c, document)?;
                page::put(c, &document.sha256, pages)?;
            }
            file::put(c, &read.entry)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_too_long_does_not_keep_the_one_before_it_from_being_read() {
        let long = "a ".repeat(RECOGNISE_AT_MOST);
        let texts = [
            PageText { number: 1, text: "Codice fiscale: RSSMRA80A01H501U" },
            PageText { number: 2, text: &long },
        ];
        let read = recognise(Recogniser::built_in(), &texts, &[]).unwrap();
        assert!(read.references.iter().any(|found| found.value == "RSSMRA80A01H501U"), "{read:?}");
    }
}
