//! Making the PDFs: by a browser, by LibreOffice, by reportlab, and by printing, scanning and reading again.

use crate::blocks;
use crate::paper::{Look, Paper, Producer};
use anyhow::{Context, Result, bail};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Changed when the same text should come out as another PDF.
const RECIPE: u32 = 2;

/// Where a paper's PDF lies.
pub(crate) struct Printed {
    pub(crate) pdf: PathBuf,
    /// For a scan: the same pages before they were read. Nothing in it can be searched.
    pub(crate) picture: Option<PathBuf>,
    /// For a scan: the same pages before they were printed and scanned.
    pub(crate) unscanned: Option<PathBuf>,
}

/// Makes what is not there yet. Returns the PDFs in the papers' order.
pub(crate) fn print(papers: &[Paper], dir: &Path) -> Result<Vec<Printed>> {
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    let dir = dir.canonicalize()?;
    let printed: Vec<Printed> = papers.iter().map(|paper| place(paper, &dir)).collect();
    let missing: Vec<(&Paper, &Printed)> =
        papers.iter().zip(&printed).filter(|(_, printed)| !printed.pdf.exists()).collect();
    if !missing.is_empty() {
        println!("Making {} of {} PDFs", missing.len(), papers.len());
    }
    let of = |producer: Producer| -> Vec<(&Paper, PathBuf)> {
        let made = missing.iter().filter(|(paper, _)| paper.producer == producer);
        made.map(|(paper, printed)| (*paper, printed.pdf.clone())).collect()
    };
    browser(&of(Producer::Browser), &dir)?;
    office(&of(Producer::Office), &dir)?;
    reportlab(&of(Producer::Reportlab), &dir)?;
    scan(&of(Producer::Scan), &dir)?;
    for (paper, printed) in papers.iter().zip(&printed) {
        if !printed.pdf.exists() {
            bail!("{} was not made by {}", paper.name, paper.producer.name());
        }
    }
    Ok(printed)
}

/// The name says what it was made from, so that a changed paper is made anew.
fn place(paper: &Paper, dir: &Path) -> Printed {
    let mut hasher = DefaultHasher::new();
    (RECIPE, paper.producer.name(), paper.look as u8, &paper.body).hash(&mut hasher);
    // No word of the paper's name: a file's name must not give its type away.
    let stem = format!("scan{:016x}", hasher.finish());
    let pdf = dir.join(format!("{stem}.pdf"));
    let scan = paper.producer == Producer::Scan;
    let picture = scan.then(|| dir.join(format!("{stem}.picture.pdf")));
    let unscanned = scan.then(|| dir.join("clean").join(format!("{stem}.pdf")));
    Printed { pdf, picture, unscanned }
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output();
    let program = command.get_program().to_string_lossy().into_owned();
    let output = output.with_context(|| format!("cannot run {program}"))?;
    if !output.status.success() {
        bail!(
            "{program} ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

fn write_html(paper: &Paper, to: &Path) -> Result<()> {
    let html = blocks::html(&blocks::parse(&paper.body), paper.look);
    std::fs::write(to, html).with_context(|| to.display().to_string())
}

/// Lets two workers do `work`; the first error is returned.
fn side_by_side<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let next = Mutex::new(items.iter());
    let worker = || -> Result<()> {
        loop {
            let item = next.lock().ok().and_then(|mut next| next.next());
            let Some(item) = item else { return Ok(()) };
            work(item)?;
        }
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        let here = worker();
        let there = other.join().unwrap_or_else(|_| bail!("a worker broke"));
        here.and(there)
    })
}

fn browser(papers: &[(&Paper, PathBuf)], dir: &Path) -> Result<()> {
    if papers.is_empty() {
        return Ok(());
    }
    let program = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|program| {
        let mut command = Command::new(program);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    });
    let program = program.context("no chromium: on Debian, apt-get install chromium")?;
    side_by_side(papers, |(paper, pdf)| {
        let html = pdf.with_extension("html");
        write_html(paper, &html)?;
        let profile = dir.join(format!("profile-{:?}", std::thread::current().id()));
        run(Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--print-to-pdf={}", pdf.display()))
            .arg(format!("file://{}", html.display())))
        .with_context(|| paper.name.clone())
    })
}

/// So many are made by one call: the office suite takes seconds to start, and leaves off silently after some 250 files.
const OFFICE_AT_ONCE: usize = 100;

fn office(papers: &[(&Paper, PathBuf)], dir: &Path) -> Result<()> {
    for papers in papers.chunks(OFFICE_AT_ONCE) {
        let mut command = Command::new("soffice");
        command
            .arg(format!("-env:UserInstallation=file://{}/office-profile", dir.display()))
            // As a text document: printed as a web page, the first paragraph would be lost.
            .args(["--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf"])
            .arg("--outdir")
            .arg(dir);
        for (paper, pdf) in papers {
            let html = pdf.with_extension("html");
            write_html(paper, &html)?;
            command.arg(html);
        }
        run(&mut command)?;
    }
    Ok(())
}

fn reportlab(papers: &[(&Paper, PathBuf)], dir: &Path) -> Result<()> {
    if papers.is_empty() {
        return Ok(());
    }
    let jobs: Vec<serde_json::Value> = papers
        .iter()
        .map(|(paper, pdf)| {
            let look = match paper.look {
                Look::Serif => "serif",
                Look::Sans => "sans",
                Look::Form => "form",
                Look::Mono => "mono",
            };
            serde_json::json!({"pdf": pdf, "look": look, "blocks": blocks::parse(&paper.body)})
        })
        .collect();
    reportlab_jobs(&serde_json::Value::from(jobs), &dir.join("reportlab.json"))
}

fn reportlab_jobs(jobs: &serde_json::Value, list: &Path) -> Result<()> {
    std::fs::write(list, serde_json::to_vec(jobs)?)?;
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/print_reportlab.py");
    // The system's Python has the system's packages; another one on the path may not.
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "/usr/bin/python3".into());
    run(Command::new(python).arg(program).arg(list))
}

/// Printed by the office suite, scanned in grey at 200 dpi, a little turned and dirty, and read by Tesseract.
fn scan(papers: &[(&Paper, PathBuf)], dir: &Path) -> Result<()> {
    let clean = dir.join("clean");
    std::fs::create_dir_all(&clean)?;
    let cleaned: Vec<(&Paper, PathBuf)> = papers
        .iter()
        .filter_map(|(paper, pdf)| Some((*paper, clean.join(pdf.file_name()?))))
        .collect();
    office(&cleaned, &clean)?;
    side_by_side(papers, |(paper, pdf)| scan_one(pdf, &clean).with_context(|| paper.name.clone()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "What is renamed was made here a moment ago, and nothing of that name is there."
)]
fn scan_one(pdf: &Path, clean: &Path) -> Result<()> {
    let stem = pdf.file_stem().context("no name")?.to_string_lossy().into_owned();
    let pages = clean.join(&stem);
    std::fs::create_dir_all(&pages)?;
    run(Command::new("pdftoppm")
        .args(["-r", "200", "-gray"])
        .arg(clean.join(format!("{stem}.pdf")))
        .arg(pages.join("page")))?;
    let mut pictures: Vec<PathBuf> = std::fs::read_dir(&pages)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "pgm"))
        .collect();
    pictures.sort();
    let mut list = String::new();
    let mut scans = Vec::new();
    for (number, picture) in pictures.iter().enumerate() {
        let scanned = picture.with_extension("jpg");
        // Every paper lies a little differently on the glass, and always the same way in the same corpus.
        let seed = stem.bytes().map(u32::from).sum::<u32>() + number as u32;
        let angle = f64::from(seed % 13) / 10.0 - 0.6;
        run(Command::new("convert")
            .arg(picture)
            .args(["-background", "white", "-rotate", &format!("{angle}")])
            .args(["-blur", "0x0.6", "-attenuate", "0.35", "-seed", &seed.to_string()])
            .args(["+noise", "Gaussian", "-colorspace", "Gray", "-density", "200"])
            .args(["-units", "PixelsPerInch", "-quality", "82"])
            .arg(&scanned))?;
        list.push_str(&format!("{}\n", scanned.display()));
        scans.push(scanned);
    }
    let picture = pdf.with_extension("picture.pdf");
    // A third lies there plain, a third carries the stamp of a protocol, a third a cover page of text: none can be searched.
    let (stamp, cover) = match stem.bytes().map(u32::from).sum::<u32>() % 3 {
        0 => (None, None),
        1 => (Some("Prot. n. 0047115 del 12/05/2026"), None),
        _ => (None, Some("In allegato si trasmette copia scansionata del documento.")),
    };
    let job = serde_json::json!([
        {"pdf": picture, "pictures": scans, "stamp": stamp, "cover": cover}
    ]);
    reportlab_jobs(&job, &pages.join("picture.json"))?;
    let names = pages.join("pages.txt");
    std::fs::write(&names, list)?;
    // Under its name stands only what was read to its end: half a PDF would be taken for the paper's the next time.
    let read = pages.join("read");
    run(Command::new("tesseract")
        .arg(&names)
        .arg(&read)
        .args(["-l", "ita+eng", "--dpi", "200", "pdf"])
        .env("OMP_THREAD_LIMIT", "1"))?;
    let read = read.with_extension("pdf");
    std::fs::rename(&read, pdf).with_context(|| read.display().to_string())
}
