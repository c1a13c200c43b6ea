//! The worker's side: reads requests, one file at a time, until its parent goes away.

use super::{
    Kind, Problem, Stays, Stop, binder, content, mail, picture, smaller,
    wire::{Reply, Request, Task},
};
use crate::platform;
use faldone_pdf::ReadError;
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, BufRead, Read, Write},
    panic::catch_unwind,
    path::Path,
    time::Duration,
};

/// Memory a worker may use, all in all (design §7).
const MEMORY_BYTES: u64 = 1 << 30;
/// CPU time a worker may use for one file.
const CPU_SECONDS: u64 = 10;
/// Processor time the reader may take for one page before it gives up on that page. Time on the wall would cut honest pages short
/// on a busy computer.
const PAGE_SECONDS: u64 = 5;
/// Files above this are hashed but not read: reading holds a file in memory several times over.
pub(super) const READ_AT_MOST: u64 = 200 << 20;

/// Answers requests from `input` on `output` until the input ends.
///
/// # Errors
/// If the parent has gone away.
pub fn serve(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let limits = platform::WorkerLimits { memory_bytes: MEMORY_BYTES, cpu_seconds: CPU_SECONDS };
    platform::limit_this_process(&limits)?;
    for line in input.lines() {
        let request: Request = serde_json::from_str(&line?).map_err(io::Error::other)?;
        let files = match &request.task {
            Task::Bind { papers, .. } => papers.len().max(1) as u64,
            _ => 1,
        };
        let until = platform::cpu_time_used() + Duration::from_secs(CPU_SECONDS * files);
        platform::allow_cpu_until(until)?;
        answer(&request, &mut output)?;
        say(&mut output, &Reply::End)?;
    }
    Ok(())
}

pub(super) fn say(output: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let mut line = serde_json::to_vec(reply).map_err(io::Error::other)?;
    line.push(b'\n');
    output.write_all(&line)?;
    output.flush()
}

fn answer(request: &Request, output: &mut impl Write) -> io::Result<()> {
    let path = Path::new(&request.path);
    if let Task::Bind { index, title, papers } = &request.task {
        return binder::bind(path, index, title, papers, output);
    }
    let no_file = |error: &io::Error| Reply::NoFile {
        error: error.raw_os_error().unwrap_or(0),
        why: error.to_string(),
    };
    // A pipe that took a paper's place since it was met would keep the reader waiting for a writer.
    let mut file = match platform::open_plain(path) {
        Ok(file) => file,
        Err(error) => return say(output, &no_file(&error)),
    };
    let length = file.metadata().map_or(0, |meta| meta.len());
    if length > READ_AT_MOST {
        return match hash_only(&mut file) {
            Ok((sha256, bytes)) => {
                say(output, &Reply::Hashed { sha256, bytes, known: false })?;
                begin(output, Kind::Other, None, faldone_pdf::Completeness::Whole)?;
                say(output, &Reply::Problem(Problem::Stopped(Stop::Memory)))
            }
            Err(error) => say(output, &no_file(&error)),
        };
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    if let Err(error) = file.read_to_end(&mut bytes) {
        return say(output, &no_file(&error));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match &request.task {
        Task::Read { known } => {
            let sha256 = hex(&Sha256::digest(&bytes));
            let is_known = known.contains(&sha256);
            let length = bytes.len() as u64;
            say(output, &Reply::Hashed { sha256, bytes: length, known: is_known })?;
            if is_known { Ok(()) } else { read(bytes, &name, output) }
        }
        Task::Shrink { way, at_most } => {
            // What the writer stumbles over stays as it is.
            let made = catch_unwind(|| smaller::smaller(&bytes, *way)).unwrap_or(Err(Stays::Odd));
            match made {
                Ok(pdf) => {
                    let length = pdf.len() as u64;
                    let pdf = (length <= *at_most && length < bytes.len() as u64).then_some(pdf);
                    say(output, &Reply::Smaller { bytes: length, pdf })
                }
                Err(why) => say(output, &Reply::Stays { why }),
            }
        }
        Task::Draw { page, width } => {
            let drawn = match content::detect(&bytes, &name) {
                (Kind::Pdf, _) => picture::draw_pdf(bytes, *page, *width),
                _ => picture::draw_image(&bytes, *width),
            };
            match drawn {
                Ok(png) => say(output, &Reply::Drawn { png }),
                Err(error) => say(output, &Reply::Problem(problem(error))),
            }
        }
        // Answered above: it is about several files.
        Task::Bind { .. } => Ok(()),
    }
}

fn begin(
    output: &mut impl Write,
    kind: Kind,
    extension: Option<&str>,
    completeness: faldone_pdf::Completeness,
) -> io::Result<()> {
    say(output, &Reply::Began { kind, extension: extension.map(str::to_owned), completeness })
}

/// Reads what the bytes say; a file that is not whole is never read for facts (design §3).
pub(super) fn read(bytes: Vec<u8>, name: &str, output: &mut impl Write) -> io::Result<()> {
    let (kind, extension) = content::detect(&bytes, name);
    let completeness = content::completeness(&bytes, extension, kind);
    let whole = completeness == faldone_pdf::Completeness::Whole;
    begin(output, kind, extension, completeness)?;
    if !whole {
        return Ok(());
    }
    match kind {
        Kind::Pdf => read_pdf(bytes, output),
        // A mail that the reader stumbles over costs nothing but its own words.
        Kind::Mail => match catch_unwind(|| mail::read(&bytes)) {
            Ok(Some((page, embedded_files))) => {
                let facts = faldone_pdf::FileFacts { embedded_files, ..Default::default() };
                say(output, &Reply::Facts(Box::new(facts)))?;
                say(output, &Reply::Page(page.into()))
            }
            Ok(None) => Ok(()),
            Err(_) => {
                let why = "its parts do not fit together".to_owned();
                say(output, &Reply::Problem(Problem::Damaged(why)))
            }
        },
        Kind::Signed => {
            let signatures = faldone_pdf::envelope_signatures(&bytes);
            let facts = faldone_pdf::FileFacts { signatures, ..Default::default() };
            say(output, &Reply::Facts(Box::new(facts)))
        }
        _ => Ok(()),
    }
}

fn read_pdf(bytes: Vec<u8>, output: &mut impl Write) -> io::Result<()> {
    let facts = faldone_pdf::file_facts(&bytes);
    let locked = facts.encrypted;
    say(output, &Reply::Facts(Box::new(facts)))?;
    if locked {
        return say(output, &Reply::Problem(Problem::Locked));
    }
    let page_end = || platform::cpu_time_used() + Duration::from_secs(PAGE_SECONDS);
    let until = std::cell::Cell::new(page_end());
    let mut broken = Ok(());
    let mut cut_short = false;
    let result =
        faldone_pdf::read(bytes, &|| platform::cpu_time_used() > until.get(), &mut |page| {
            cut_short |= page.cut_short;
            if broken.is_ok() {
                broken = say(output, &Reply::Page(page.into()));
            }
            until.set(page_end());
        });
    broken?;
    match (result, cut_short) {
        // Facts may be missing from a page that was not read to its end: the user must know.
        (Ok(_), true) => say(output, &Reply::Problem(Problem::Stopped(Stop::Time))),
        (Ok(_), false) => Ok(()),
        (Err(error), _) => say(output, &Reply::Problem(problem(error))),
    }
}

fn problem(error: ReadError) -> Problem {
    match error {
        ReadError::Locked => Problem::Locked,
        other => Problem::Damaged(other.to_string()),
    }
}

fn hash_only(file: &mut File) -> io::Result<(String, u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hex(&hasher.finalize()), bytes));
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
}

pub(super) fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
