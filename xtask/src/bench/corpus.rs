//! What the benchmarks run over.

use super::{Bench, fresh};
use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

impl Bench {
    /// Returns a folder of that many two-page text PDFs, made once and kept.
    pub(super) fn papers(&self, count: usize) -> Result<PathBuf> {
        let dir = self.work.join(format!("papers-{count}"));
        let done = self.work.join(format!("papers-{count}.done"));
        if !done.is_file() {
            fresh(&dir)?;
            let generator = [
                "run",
                "--release",
                "--quiet",
                "--package",
                "faldone-tests",
                "--example",
                "corpus",
                "--",
            ];
            let number = count.to_string();
            shell::run(shell::cargo(&generator).arg(&dir).arg(number))?;
            std::fs::write(done, "")?;
        }
        self.forget(&dir)?;
        Ok(dir)
    }

    /// Returns a folder of 16 files of 32 MiB without structure: nothing but their bytes can be looked at.
    pub(super) fn large_files(&self) -> Result<PathBuf> {
        let dir = self.work.join("large");
        fresh(&dir)?;
        let mut state = 1_u64;
        for number in 0..16 {
            let mut bytes = Vec::with_capacity(32 << 20);
            while bytes.len() < 32 << 20 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                bytes.extend_from_slice(&state.to_le_bytes());
            }
            std::fs::write(dir.join(format!("recording {number:02}.wav")), bytes)?;
        }
        Ok(dir)
    }

    /// Takes away what Faldone knows of a corpus, in its folder and in the app data.
    #[expect(clippy::disallowed_methods, reason = "The corpora are the benchmarks' own.")]
    pub(super) fn forget(&self, corpus: &Path) -> Result<()> {
        let journal = corpus.join("_Faldone");
        if journal.exists() {
            std::fs::remove_dir_all(&journal).with_context(|| journal.display().to_string())?;
        }
        fresh(&self.app_data())
    }

    /// The app data of the benchmarks.
    pub(super) fn app_data(&self) -> PathBuf {
        self.work.join("app-data")
    }

    /// Returns the configuration folder of a `recollindex` that knows this corpus only, without an index.
    pub(super) fn recoll_fresh(&self, corpus: &Path) -> Result<PathBuf> {
        let dir = self.work.join("recoll");
        fresh(&dir)?;
        // Normal priority: it would else wait for whatever else runs, and look slower than it is.
        let settings = format!(
            "topdirs = {}\nskippedNames+ = _Faldone\nidxniceprio = 0\nnoaspell = 1\n",
            corpus.canonicalize()?.display()
        );
        std::fs::write(dir.join("recoll.conf"), settings)?;
        Ok(dir)
    }
}
