//! `faldone worker` (hidden): reads files for the parent process over standard input and output.

use faldone::Error;
use std::{io, path::PathBuf};

pub(crate) fn run() -> Result<u8, Error> {
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    match faldone::serve_worker(input, io::BufWriter::new(output)) {
        // The parent going away is how a worker ends.
        Ok(()) => Ok(crate::answer::FINE),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(crate::answer::FINE),
        Err(source) => Err(Error::Worker { path: PathBuf::from("faldone worker"), source }),
    }
}
