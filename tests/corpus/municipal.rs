//! Papers that belong to nobody in the household: whatever is claimed of them is shown, with its words, to be explained.

use crate::read;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A household none of the papers knows.
const HOUSEHOLD: &[&str] = &["Văn Đức/Trần", "Anne-Sophie/N'Guessan", "María José/Quispe Mamani"];

/// Prints every type, reference and person claimed of the PDFs in a folder, and how many there are.
pub(crate) fn run(faldone: &Path, dir: &Path) -> Result<()> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .with_context(|| dir.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf")))
        .collect();
    files.sort();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (path, file) in read::inspect(faldone, HOUSEHOLD, &files)? {
        let mut claims = Vec::new();
        if let Some(id) = file["type"]["id"].as_str() {
            claims.push((format!("type {id}"), file["type"]["because"].to_string()));
        }
        for reference in file["references"].as_array().into_iter().flatten() {
            let kind = reference["kind"].as_str().unwrap_or_default();
            let words = format!("{} in {}", reference["value"], reference["words"]);
            claims.push((format!("reference {kind}"), words));
        }
        for person in file["persons"].as_array().into_iter().flatten() {
            claims.push(("person".to_owned(), person.to_string()));
        }
        if claims.is_empty() {
            continue;
        }
        println!("{}", Path::new(&path).file_name().unwrap_or_default().to_string_lossy());
        for (what, words) in claims {
            println!("    {what}: {words}");
            *counts.entry(what).or_default() += 1;
        }
    }
    println!("\n{} papers; claimed of them:", files.len());
    for (what, count) in counts {
        println!("{count:>5}  {what}");
    }
    Ok(())
}
