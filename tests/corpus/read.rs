//! Letting `faldone inspect` read the papers.

use crate::paper::Paper;
use crate::producers::Printed;
use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Few enough for one command line.
const AT_ONCE: usize = 40;

/// What was answered about one paper.
pub(crate) struct Answer {
    pub(crate) file: Value,
    /// Of the same pages before they were read by OCR.
    pub(crate) picture: Option<Value>,
}

/// Returns the answers in the papers' order.
pub(crate) fn all(faldone: &Path, papers: &[Paper], printed: &[Printed]) -> Result<Vec<Answer>> {
    // Papers of one household are read together.
    let mut households: BTreeMap<Vec<&str>, Vec<PathBuf>> = BTreeMap::new();
    for (paper, printed) in papers.iter().zip(printed) {
        let household = paper.persons.iter().map(|(name, _)| name.as_str()).collect();
        let files = households.entry(household).or_default();
        files.push(printed.pdf.clone());
        files.extend(printed.picture.clone());
    }
    let mut answers = of_households(faldone, &households)?;
    let mut answer = |path: &Path| {
        let path = path.to_string_lossy().into_owned();
        answers.remove(&path).with_context(|| format!("nothing was said about {path}"))
    };
    let mut all = Vec::new();
    for printed in printed {
        let picture = printed.picture.as_deref().map(&mut answer).transpose()?;
        all.push(Answer { file: answer(&printed.pdf)?, picture });
    }
    Ok(all)
}

/// Returns the answers to all households' files by path; as many households are read at once as there are cores.
fn of_households(
    faldone: &Path,
    households: &BTreeMap<Vec<&str>, Vec<PathBuf>>,
) -> Result<BTreeMap<String, Value>> {
    let waiting = Mutex::new(households.iter());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    let read = || -> Result<BTreeMap<String, Value>> {
        let mut answers = BTreeMap::new();
        while let Some((household, files)) = next() {
            answers.extend(inspect(faldone, household, files)?);
        }
        Ok(answers)
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let readers: Vec<_> = (0..cores).map(|_| scope.spawn(read)).collect();
        let mut all = BTreeMap::new();
        for reader in readers {
            all.extend(reader.join().map_err(|_| anyhow!("a reader of papers came to a halt"))??);
        }
        Ok(all)
    })
}

/// Returns what `inspect` says of each file, by path.
pub(crate) fn inspect(
    faldone: &Path,
    household: &[&str],
    files: &[PathBuf],
) -> Result<BTreeMap<String, Value>> {
    let mut answers = BTreeMap::new();
    for files in files.chunks(AT_ONCE) {
        let mut command = Command::new(faldone);
        command.args(["inspect", "--json", "--today", "2026-11-21"]);
        for person in household {
            command.args(["--person", person]);
        }
        command.args(files).stdin(Stdio::null()).stderr(Stdio::inherit());
        let output = command.output().with_context(|| faldone.display().to_string())?;
        let mut answer: Value = serde_json::from_slice(&output.stdout)
            .with_context(|| format!("inspect ended with {}", output.status))?;
        let Some(list) = answer["files"].as_array_mut() else { bail!("inspect said {answer}") };
        for file in list.drain(..) {
            if let Some(path) = file["path"].as_str() {
                answers.insert(path.to_owned(), file);
            }
        }
    }
    Ok(answers)
}
