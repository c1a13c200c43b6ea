//! Binding papers into one PDF, in the worker: what is bound are files from outside, read by one more reader.

use super::{
    Kind, Problem, content,
    wire::{Paper, Reply},
    worker::{READ_AT_MOST, hex, say},
};
use crate::{
    bind::{Alone, Binding},
    platform,
};
use sha2::{Digest, Sha256};
use std::{
    io::{self, Read, Write},
    path::Path,
};

/// Bytes of the PDF in one reply.
const PIECE: usize = 1 << 20;

/// Binds the papers of `root` behind the index page, or tells which must stay files of their own.
pub(super) fn bind(
    root: &Path,
    index: &[u8],
    title: &str,
    papers: &[Paper],
    output: &mut impl Write,
) -> io::Result<()> {
    let cannot = |why: &str| Reply::NoFile { error: 0, why: why.to_owned() };
    let mut binding = match Binding::new(index, title) {
        Ok(binding) => binding,
        Err(why) => {
            return say(output, &cannot(&format!("its index page cannot be read: {why:?}")));
        }
    };
    let (mut any_alone, mut total) = (false, 0);
    for (at, paper) in papers.iter().enumerate() {
        let mut bytes = Vec::new();
        let file = platform::open_plain(&root.join(&paper.path));
        match file.and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => {}
            Err(error) => return say(output, &cannot(&format!("{}: {error}", paper.path))),
        }
        if hex(&Sha256::digest(&bytes)) != paper.sha256 {
            return say(output, &cannot(&format!("{} has changed meanwhile", paper.path)));
        }
        total += bytes.len() as u64;
        if total > READ_AT_MOST {
            return say(output, &cannot("together they are too large for one PDF"));
        }
        let bound = match content::detect(&bytes, &paper.path).0 {
            Kind::Pdf => binding.add_pdf(&bytes, &paper.title, &paper.prefix),
            Kind::Image => binding.add_picture(&bytes, &paper.title, &paper.prefix),
            _ => Err(Alone::Kind),
        };
        if let Err(why) = bound {
            any_alone = true;
            say(output, &Reply::Alone { paper: at, why })?;
        }
    }
    if any_alone {
        return Ok(());
    }
    match binding.finish() {
        Ok(pdf) => {
            for piece in pdf.chunks(PIECE) {
                say(output, &Reply::Bound { pdf: piece.to_vec() })?;
            }
            Ok(())
        }
        Err(why) => say(output, &Reply::Problem(Problem::Damaged(why))),
    }
}
